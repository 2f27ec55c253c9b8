// The card: shown at the till, looked at with pleasure.
import cloudOff from "@tabler/icons/outline/cloud-off.svg?glyph";
import coins from "@tabler/icons/outline/coins.svg?glyph";
import gift from "@tabler/icons/outline/gift.svg?glyph";
import { useEffect } from "preact/hooks";
import { cardVariables } from "../shared/colour";
import { formatLongDay, formatShortDay, formatTime, isSameDay, keepAmountsWhole } from "../shared/formats";
import { stampGlyph } from "../shared/stamp-glyphs";
import { Seam } from "./brand";
import { CardFace } from "./card-face";
import { CodePanel } from "./code-panel";
import { History } from "./history";
import { Icon } from "./icon";
import { rememberShop } from "./known-shop";
import { LanguageMenu } from "./language-menu";
import { useLiveCard, type LiveCard } from "./live-card";
import { startOfflineCopies } from "./offline-copy";
import { language, t, type Card } from "./page";
import { listReady, listRewards, type RewardState } from "./rewards";
import { useTerms } from "./terms";
import { Wallets } from "./wallet";

function glyphOf(reward: RewardState, card: Card): string {
  return reward.isForStamps ? stampGlyph(card.program.stamp_icon) : coins;
}

function ReadyRow({ reward }: { reward: RewardState }) {
  const price = reward.ready > 1 ? t("customer.rewards_ready", { n: reward.ready }) : reward.price;
  return (
    <section class="ready">
      <span class="ic">
        <Icon glyph={gift} size={24} stroke={1.8} />
      </span>
      <p>
        <b>{t("customer.ready_for_you", { reward: reward.name })}</b>
        <span>{t("customer.ready_hint", { price })}</span>
      </p>
    </section>
  );
}

function Rewards({ card }: { card: Card }) {
  const rewards = listRewards(card);
  if (rewards.length === 0) return null;
  return (
    <section>
      <h2 class="list-title">{t("customer.rewards")}</h2>
      <ul class="list">
        {rewards.map((reward, index) => (
          <li key={index}>
            <span class="ic">
              <Icon glyph={glyphOf(reward, card)} size={22} stroke={1.8} />
            </span>
            <div>
              <b>{keepAmountsWhole(reward.name)}</b>
              <small>{reward.price}</small>
            </div>
            <div class="r">
              {reward.missing === 0 ? (
                <span class="pill">{t("customer.ready")}</span>
              ) : (
                t("shared.left", { n: reward.missing })
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

// Until when points can be spent: those that go first by their date, else the rule.
function expiryText(card: Card): string | null {
  if (card.loyalty_type === "stamps") return null;
  const expiring = card.points_expiring;
  if (expiring !== null) {
    const lastMoment = new Date(Date.parse(expiring.expires_at) - 1);
    const day = formatLongDay(language, lastMoment, card.vendor.timezone);
    return t("customer.points_until", { n: expiring.points, day });
  }
  const days = card.program.points_expire_after_days;
  return days === null ? null : t("customer.points_last", { n: days });
}

function Foot({ card }: { card: Card }) {
  const { dialog, link } = useTerms(card.program, card.vendor);
  const expiry = expiryText(card);
  return (
    <footer>
      {expiry !== null && <p>{expiry}</p>}
      <nav>
        {link("terms", t("customer.terms"))}
        {link("privacy", t("customer.privacy"))}
        <a href={`${location.pathname}/data`}>{t("customer.my_data")}</a>
      </nav>
      {dialog}
    </footer>
  );
}

// A moment of today by its time, any other with its day. The copy of a card can be days old.
function momentText(moment: Date, card: Card): string {
  const zone = card.vendor.timezone;
  const [now, time] = [new Date(), formatTime(moment, zone)];
  if (isSameDay(moment, now, zone)) return time;
  return t("customer.day_at", { day: formatShortDay(language, moment, zone, now), time });
}

// What a screen reader hears when something happens to the card.
function Spoken({ live }: { live: LiveCard }) {
  const { card, fresh } = live;
  const target = card.stamps_target;
  return (
    <p class="sr" role="status">
      {fresh > 0 && target !== null && t("customer.stamps_landed", { n: fresh })}
    </p>
  );
}

export function CardPage({ token, first }: { token: string; first: Card }) {
  const live = useLiveCard(token, first);
  const { card } = live;
  useEffect(() => {
    startOfflineCopies(token);
  }, [token]);
  useEffect(() => {
    rememberShop(first.vendor.code);
  }, [first.vendor.code]);
  const isActive = card.status === "active";
  const ready = isActive
    ? listReady(card).map((reward) => <ReadyRow key={reward.name} reward={reward} />)
    : [];
  const wallets = isActive && <Wallets card={card} />;
  return (
    <div class="wrap brand" style={cardVariables(card.program.card_color)}>
      <header class="top">
        <span class="hello">{t("customer.hello", { name: card.first_name })}</span>
        <LanguageMenu />
      </header>
      <div role="status" class="stale">
        {live.isStale && (
          <p class="note warn">
            <Icon glyph={cloudOff} />
            <span>{t("customer.offline_as_of", { time: momentText(live.asOf, card) })}</span>
          </p>
        )}
      </div>
      <main class="columns">
        <div>
          <h1 class="sr">{card.card_name}</h1>
          <article class="pass" aria-label={card.card_name}>
            <CardFace live={live} />
            <Seam />
            <CodePanel card={card} />
          </article>
          {live.isNew ? [wallets, ...ready] : [...ready, wallets]}
        </div>
        <div>
          <Rewards card={card} />
          <History card={card} now={live.isStale ? new Date() : live.asOf} />
          <Foot card={card} />
        </div>
      </main>
      <Spoken live={live} />
    </div>
  );
}
