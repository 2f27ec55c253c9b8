// Where the poster's code leads: a passer-by becomes a member in twenty seconds.
import clockPause from "@tabler/icons/outline/clock-pause.svg?glyph";
import coins from "@tabler/icons/outline/coins.svg?glyph";
import rosette from "@tabler/icons/filled/rosette.svg?glyph";
import userCheck from "@tabler/icons/outline/user-check.svg?glyph";
import { useEffect, useState } from "preact/hooks";
import { cardVariables } from "../shared/colour";
import { keepAmountsWhole } from "../shared/formats";
import { drawStampCard, needsDial } from "../shared/stamps";
import { Decoration, Logo, Seam } from "./brand";
import { EnrolForm } from "./enrol-form";
import { Icon } from "./icon";
import { rememberShop } from "./known-shop";
import { LanguageMenu } from "./language-menu";
import { LinkSent, type SentTo } from "./link-sent";
import { LostCard, LostCardLink } from "./lost-card";
import { page, refusalText, t, type Join, type Program, type Vendor } from "./page";

function pointsText(program: Program, vendor: Vendor): string {
  const points = program.points_per_euro ?? 0;
  return vendor.currency === "EUR"
    ? t("customer.points_per_euro", { n: points })
    : t("customer.points_per_unit", { n: points, currency: vendor.currency });
}

function Perks({ program, vendor }: Join) {
  const perks: { glyph: string; text: string; filled?: boolean }[] = [];
  if (program.loyalty_type !== "points" && program.welcome_bonus_stamps > 0) {
    const text = t("customer.stamps_now", { n: program.welcome_bonus_stamps });
    perks.push({ glyph: rosette, text, filled: true });
  }
  if (program.loyalty_type !== "stamps" && program.welcome_bonus_points > 0) {
    perks.push({ glyph: coins, text: t("customer.points_now", { n: program.welcome_bonus_points }) });
  }
  if (program.loyalty_type === "hybrid") perks.push({ glyph: coins, text: pointsText(program, vendor) });
  if (perks.length === 0) return null;
  return (
    <ul class="perks">
      {perks.map(({ glyph, text, filled }) => (
        <li key={text}>
          <span class={filled === true ? "filled" : undefined}>
            <Icon glyph={glyph} size={18} stroke={filled === true ? 0 : 2} />
          </span>
          {text}
        </li>
      ))}
    </ul>
  );
}

function Stamps({ program }: { program: Program }) {
  const target = program.stamps_target;
  if (target === null || program.loyalty_type === "points" || needsDial(target)) return null;
  const count = Math.min(program.welcome_bonus_stamps, target);
  const label = t("shared.stamps_of", { n: count, target });
  const box = { width: 350, height: 64 };
  const svg = drawStampCard({ count, target, icon: program.stamp_icon, label, box, cap: 36 });
  return <div class="stamp-card" dangerouslySetInnerHTML={{ __html: svg }} />;
}

function headlineOf({ program, vendor }: Join): string {
  if (program.loyalty_type === "points" || program.stamps_target === null)
    return pointsText(program, vendor);
  const reward = program.stamps_reward_description ?? t("customer.reward");
  return t("customer.headline", { reward, n: program.stamps_target });
}

function AlreadyMember({
  code,
  sentTo,
  onOther,
}: {
  code: string;
  sentTo: SentTo | null;
  onOther: () => void;
}) {
  if (sentTo !== null) {
    return (
      <LinkSent
        vendorCode={code}
        sentTo={sentTo}
        glyph={userCheck}
        title={t("customer.already_title")}
        text={t("customer.already_mailed")}
        onOther={onOther}
      />
    );
  }
  return (
    <section class="message" role="alert">
      <Icon glyph={userCheck} size={44} stroke={1.8} />
      <h2>{t("customer.already_title")}</h2>
      <p>{t("customer.already_enrolled")}</p>
      <button type="button" class="cta" onClick={onOther}>
        {t("customer.other_address")}
      </button>
    </section>
  );
}

function Paused({ reason }: { reason: string }) {
  return (
    <section class="message">
      <Icon glyph={clockPause} size={44} stroke={1.8} />
      <h2>{refusalText(reason)}</h2>
      <p>{t("customer.paused_hint")}</p>
    </section>
  );
}

type View = { name: "form" | "lost" } | { name: "member"; sentTo: SentTo | null };

function focusSoon(selector: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}

function JoinMain({ join }: { join: Join }) {
  const [view, setView] = useState<View>({ name: "form" });
  const { code } = join.vendor;
  if (view.name === "lost") {
    return (
      <LostCard
        vendorCode={code}
        onBack={() => {
          setView({ name: "form" });
        }}
      />
    );
  }
  if (view.name === "member") {
    return (
      <AlreadyMember
        code={code}
        sentTo={view.sentTo}
        onOther={() => {
          setView({ name: "form" });
          focusSoon("#email, #phone");
        }}
      />
    );
  }
  return (
    <>
      {page.reason !== null ? (
        <Paused reason={page.reason} />
      ) : (
        <EnrolForm
          join={join}
          onAlreadyMember={(sentTo) => {
            setView({ name: "member", sentTo });
          }}
        />
      )}
      {join.can_send_link && (
        <LostCardLink
          onOpen={() => {
            setView({ name: "lost" });
            focusSoon("#lost_email");
          }}
        />
      )}
    </>
  );
}

export function JoinPage({ join }: { join: Join }) {
  const { program, vendor } = join;
  useEffect(() => {
    rememberShop(vendor.code);
  }, [vendor.code]);
  return (
    <div class="join brand" style={cardVariables(program.card_color)}>
      <div class="hero">
        <Decoration size={290} />
        <div class="in">
          <header class="top">
            <Logo program={program} size={34} />
            <b class="shop">{vendor.name}</b>
            <LanguageMenu />
          </header>
          <h1>{headlineOf(join)}</h1>
          {program.headline !== null && <p class="headline">{keepAmountsWhole(program.headline)}</p>}
          <Stamps program={program} />
          <Perks {...join} />
        </div>
        <Seam />
        <Seam upright />
      </div>
      <main class="in">
        <JoinMain join={join} />
      </main>
    </div>
  );
}
