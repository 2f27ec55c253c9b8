// The front of a card: whose it is, its stamps with the next place marked, its points and its goal.
import { IconCake } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { cardVariables } from "../../shared/colour";
import { countShown } from "../../shared/stamps";
import { useTexts } from "../../react/use-texts";
import { useShopDay } from "../app/use-shop-day";
import { isBirthday } from "../core/birthday";
import { lastDigits } from "../core/card-code";
import { fullName } from "../core/intent";
import { listRewards } from "../core/rewards";
import type { Card, Program } from "../core/types";
import { SealShape, Stamps } from "./svg";

export function brandStyle(program: Program): CSSProperties {
  return cardVariables(program.card_color) as CSSProperties;
}

export function CardFace({ card, program }: { card: Card; program: Program }) {
  const { t, number } = useTexts();
  const target = program.loyalty_type === "points" ? null : program.stamps_target;
  const shown = target === null ? 0 : countShown(card.stamp_count, target);
  return (
    <article
      className="face brand"
      style={brandStyle(program)}
      aria-label={t("terminal.card.of", { name: fullName(card) })}
    >
      <SealShape className="face-deco" />
      <div className="face-who">
        <div>
          <h1>{fullName(card)}</h1>
          <p className="num">{t("terminal.card.ends_in", { digits: lastDigits(card.card_number) })}</p>
          <BirthdayNote birthDate={card.customer.birth_date} />
        </div>
        {target !== null && (
          <div className="face-count num" aria-hidden="true">
            {number(shown)}
            <i>/{number(target)}</i>
          </div>
        )}
      </div>
      {target !== null && (
        <Stamps count={card.stamp_count} target={target} icon={program.stamp_icon} next />
      )}
      {target === null && <PointsFigure card={card} />}
      <FaceValues card={card} program={program} target={target} />
    </article>
  );
}

function BirthdayNote({ birthDate }: { birthDate: string | null }) {
  const { t } = useTexts();
  const { today } = useShopDay();
  if (!isBirthday(birthDate, today)) return null;
  return (
    <p className="face-birthday">
      <IconCake size={20} stroke={2} aria-hidden="true" />
      {t("terminal.card.birthday")}
    </p>
  );
}

function PointsFigure({ card }: { card: Card }) {
  const { t, number } = useTexts();
  return (
    <p className="face-points">
      <b className="num">{number(card.points_balance)}</b>
      <span>{t("terminal.points_word", { n: card.points_balance })}</span>
    </p>
  );
}

function FaceValues({ card, program, target }: { card: Card; program: Program; target: number | null }) {
  const { t, number } = useTexts();
  const hasPoints = program.loyalty_type === "hybrid";
  return (
    <div className="face-values">
      {hasPoints && (
        <p>
          <b className="num">{number(card.points_balance)}</b>{" "}
          <span>{t("terminal.points_word", { n: card.points_balance })}</span>
        </p>
      )}
      <p className="face-goal">{sayGoal(card, program, target, t)}</p>
    </div>
  );
}

function sayGoal(
  card: Card,
  program: Program,
  target: number | null,
  t: ReturnType<typeof useTexts>["t"],
): string {
  if (target !== null) {
    const reward = program.stamps_reward_description ?? program.card_name;
    const missing = target - countShown(card.stamp_count, target);
    if (card.rewards_available > 1) return t("terminal.redeem.ready_count", { n: card.rewards_available });
    return missing === 0
      ? t("shared.reward_ready_named", { reward })
      : t("shared.to_go", { n: missing, reward });
  }
  const rows = listRewards(card, program);
  const nearest = rows.find((row) => row.missing > 0);
  if (nearest) return t("terminal.points.to_go", { n: nearest.missing, reward: nearest.name });
  return rows[0] ? t("shared.reward_ready_named", { reward: rows[0].name }) : "";
}
