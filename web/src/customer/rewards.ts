// What a card has earned and what it still wants, as both the list and the rows above it show it.
import { countShown } from "../shared/stamps";
import { t, type Card } from "./page";

export interface RewardState {
  name: string;
  price: string; // "10 stamps"
  missing: number; // 0: ready
  ready: number; // how many of it
  isForStamps: boolean;
}

export function stampReward(card: Card): RewardState | null {
  const target = card.stamps_target;
  if (target === null || card.loyalty_type === "points") return null;
  const ready = card.rewards_available;
  return {
    name: card.program.stamps_reward_description ?? t("customer.reward"),
    price: t("customer.n_stamps", { n: target }),
    missing: ready > 0 ? 0 : target - countShown(card.stamp_count, target),
    ready,
    isForStamps: true,
  };
}

function pointsRewards(card: Card): RewardState[] {
  if (card.loyalty_type === "stamps") return [];
  return card.program.points_rewards
    .filter((reward) => reward.is_active)
    .sort((a, b) => a.points - b.points)
    .map((reward) => ({
      name: reward.name,
      price: t("customer.n_points", { n: reward.points }),
      missing: Math.max(0, reward.points - card.points_balance),
      ready: card.points_balance >= reward.points ? 1 : 0,
      isForStamps: false,
    }));
}

// Ready ones first, then stamps before points, then what is nearest.
export function listRewards(card: Card): RewardState[] {
  const stamps = stampReward(card);
  const all = [...(stamps === null ? [] : [stamps]), ...pointsRewards(card)];
  return [...all.filter((reward) => reward.ready > 0), ...all.filter((reward) => reward.ready === 0)];
}

// The rows above the list: the stamps' reward, and the best that the points pay for.
export function listReady(card: Card): RewardState[] {
  const ready = listRewards(card).filter((reward) => reward.ready > 0);
  const forPoints = ready.filter((reward) => !reward.isForStamps).at(-1);
  return [...ready.filter((reward) => reward.isForStamps), ...(forPoints === undefined ? [] : [forPoints])];
}

export interface PointsGoal {
  name: string;
  points: number;
}

// What the points are collected for next; none when they pay for everything already.
export function nextPointsReward(card: Card): PointsGoal | null {
  const dearer = card.program.points_rewards.filter(
    (reward) => reward.is_active && reward.points > card.points_balance,
  );
  return dearer.sort((a, b) => a.points - b.points)[0] ?? null;
}
