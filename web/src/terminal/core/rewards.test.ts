import { expect, it } from "vitest";
import { findReady, listRewards } from "./rewards";
import type { Card, Program } from "./types";

const REWARDS = [
  { id: "1", name: "Pastry", points: 200, is_active: true },
  { id: "2", name: "Mug", points: 340, is_active: true },
  { id: "3", name: "Bag", points: 900, is_active: true },
  { id: "4", name: "Gone", points: 10, is_active: false },
];
const program = (changes: object): Program =>
  ({
    loyalty_type: "hybrid",
    stamps_target: 10,
    stamps_reward_description: "Free coffee",
    points_rewards: REWARDS,
    card_name: "Card",
    ...changes,
  }) as unknown as Program;
const card = (stamps: number, points: number, rewards = 0) =>
  ({ stamp_count: stamps, points_balance: points, rewards_available: rewards }) as Card;

const say = (given: Card, of: Program) =>
  listRewards(given, of).map((row) => `${row.name} ${row.missing} ${row.left}`);

it("puts ready rewards first, the dearest leading, then the nearest", () => {
  expect(say(card(7, 340), program({}))).toEqual([
    "Mug 0 0",
    "Pastry 0 140",
    "Free coffee 3 -3",
    "Bag 560 -560",
  ]);
});

it("leaves out what the kind of program does not have", () => {
  expect(say(card(12, 340, 1), program({ loyalty_type: "stamps" }))).toEqual(["Free coffee 0 2"]);
  expect(say(card(12, 5), program({ loyalty_type: "points" }))).toEqual([
    "Pastry 195 -195",
    "Mug 335 -335",
    "Bag 895 -895",
  ]);
});

it("names the stamp reward before what points can buy", () => {
  expect(findReady(card(10, 340, 1), program({}))?.name).toBe("Free coffee");
  expect(findReady(card(9, 340), program({}))?.name).toBe("Mug");
  expect(findReady(card(9, 10), program({}))).toBeNull();
});
