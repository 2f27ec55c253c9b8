// What is about to happen: "Add 1 stamp, Nora Thill, 7 to 8".
import { IconArrowBackUp, IconArrowRight, IconCoins, IconGift } from "@tabler/icons-react";
import { countShown } from "../../shared/stamps";
import { type Texts, useTexts } from "../../react/use-texts";
import type { Intent } from "../core/intent";
import type { Card, Program } from "../core/types";
import { brandStyle } from "./face";
import { sayAmounts } from "./rows";
import { SealMark } from "./svg";

export function sayIntent(intent: Intent, { t, money }: Pick<Texts, "t" | "money">): string {
  const { operation, stamps, points, reward } = intent;
  if (operation.kind === "stamp") return t("terminal.stamp.action", { n: stamps });
  if (operation.kind === "points") {
    return points === null
      ? t("terminal.points.for", { amount: money(operation.body.purchase_amount_cents) })
      : t("terminal.points.add", { what: sayAmounts(stamps, points, { t }) });
  }
  if (operation.kind === "void")
    return t("terminal.undo.what", {
      what: reward ?? sayAmounts(Math.abs(stamps), Math.abs(points ?? 0), { t }),
    });
  return t("terminal.redeem.what", { reward: reward ?? "" });
}

export function What({ intent, card, program }: { intent: Intent; card: Card; program: Program }) {
  const texts = useTexts();
  return (
    <div className="what brand" style={brandStyle(program)}>
      <Mark intent={intent} program={program} />
      <div>
        <b>{sayIntent(intent, texts)}</b>
        <span>{intent.subject.name}</span>
      </div>
      <Change intent={intent} card={card} />
    </div>
  );
}

function Mark({ intent, program }: { intent: Intent; program: Program }) {
  const { kind } = intent.operation;
  if (kind === "stamp") return <SealMark icon={program.stamp_icon} className="what-seal" />;
  const Icon = {
    points: IconCoins,
    stamp_redeem: IconGift,
    points_redeem: IconGift,
    void: IconArrowBackUp,
  }[kind];
  return (
    <span className="what-icon">
      <Icon size={30} stroke={1.9} aria-hidden="true" />
    </span>
  );
}

// The balance before and after, of stamps where they change, else of points; nothing that is not known.
function Change({ intent, card }: { intent: Intent; card: Card }) {
  const { t, number } = useTexts();
  const target = card.stamps_target;
  const { kind } = intent.operation;
  if (intent.points === null) return null;
  const isStamps = intent.stamps !== 0 && kind !== "points";
  const show = (count: number) => (kind === "stamp" && target ? countShown(count, target) : count);
  const [from, to] = isStamps
    ? [show(card.stamp_count), show(card.stamp_count + intent.stamps)]
    : [card.points_balance, card.points_balance + intent.points];
  return (
    <div
      className="what-change num"
      aria-label={t("terminal.from_to", { from: number(from), to: number(to) })}
      role="img"
    >
      {number(from)}
      <IconArrowRight size={20} stroke={2} aria-hidden="true" />
      {number(to)}
    </div>
  );
}
