// Which rewards a card can have now, and what is missing for the others.
import { countShown } from "../../shared/stamps";
import type { Card, PointsReward, Program } from "./types";

export interface RewardRow {
  kind: "stamps" | "points";
  name: string;
  price: number; // stamps or points
  missing: number; // 0: ready
  left: number; // what stays of the balance
  reward: PointsReward | null;
}

// Ready ones first, then the nearest.
export function listRewards(card: Card, program: Program): RewardRow[] {
  const rows: RewardRow[] = [];
  const target = program.stamps_target;
  if (program.loyalty_type !== "points" && target !== null) {
    const name = program.stamps_reward_description ?? program.card_name;
    const missing = card.rewards_available > 0 ? 0 : target - countShown(card.stamp_count, target);
    const left = card.stamp_count - target;
    rows.push({ kind: "stamps", name, price: target, missing, left, reward: null });
  }
  if (program.loyalty_type !== "stamps") {
    for (const reward of program.points_rewards.filter((each) => each.is_active)) {
      const { name, points: price } = reward;
      const left = card.points_balance - price;
      rows.push({ kind: "points", name, price, missing: Math.max(0, -left), left, reward });
    }
  }
  const rank = (each: RewardRow) => (each.missing === 0 ? 0 : each.missing / each.price);
  return rows.sort((a, b) => rank(a) - rank(b) || (a.missing === 0 ? b.price - a.price : 0));
}

// The stamp reward leads, then the dearest that points can buy.
export function findReady(card: Card, program: Program): RewardRow | null {
  const ready = listRewards(card, program).filter((each) => each.missing === 0);
  return ready.find((each) => each.kind === "stamps") ?? ready[0] ?? null;
}
