// The reward that is ready, one tap from its PIN.
import { IconChevronRight, IconGift } from "@tabler/icons-react";
import { useActions } from "../app/actions";
import { useTexts } from "../../react/use-texts";
import { pointsRewardIntent, stampRewardIntent } from "../core/intent";
import { findReady, type RewardRow } from "../core/rewards";
import type { Card, Program } from "../core/types";

interface ReadyRowProps {
  card: Card;
  program: Program;
  scannedAt: number | null;
  isOff: boolean;
}

export function rewardIntent(row: RewardRow, card: Card, program: Program, scannedAt: number | null) {
  return row.reward
    ? pointsRewardIntent(card, row.reward, scannedAt)
    : stampRewardIntent(card, program, scannedAt);
}

export function ReadyRow({ card, program, scannedAt, isOff }: ReadyRowProps) {
  const { t, number } = useTexts();
  const { perform } = useActions();
  const ready = findReady(card, program);
  if (!ready) return null;
  const balance = ready.kind === "stamps" ? card.stamp_count : card.points_balance;
  const key = ready.kind === "stamps" ? "terminal.redeem.of_stamps" : "terminal.redeem.of_points";
  return (
    <button
      type="button"
      className="ready"
      disabled={isOff}
      onClick={() => perform(rewardIntent(ready, card, program, scannedAt), card)}
    >
      <IconGift size={30} stroke={1.9} aria-hidden="true" />
      <span>
        {t("shared.reward_ready_named", { reward: ready.name })}
        <small className="num">{t(key, { price: number(ready.price), n: balance })}</small>
      </span>
      <IconChevronRight size={24} stroke={2} aria-hidden="true" />
    </button>
  );
}
