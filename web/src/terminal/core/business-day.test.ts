import { describe, expect, it } from "vitest";
import { businessDate, mayUndo, sumRows } from "./business-day";
import type { Transaction } from "./types";

describe("businessDate", () => {
  it.each([
    ["2026-11-26T22:59:00Z", "00:00", "2026-11-26"],
    ["2026-11-26T23:00:00Z", "00:00", "2026-11-27"],
    ["2026-11-27T02:59:00Z", "04:00", "2026-11-26"],
    ["2026-11-27T03:00:00Z", "04:00", "2026-11-27"],
    ["2026-03-01T02:00:00Z", "04:00", "2026-02-28"],
    ["2026-07-01T22:30:00Z", "00:00", "2026-07-02"],
  ])("puts %s, with days from %s, on %s", (moment, startsAt, date) => {
    expect(businessDate(new Date(moment), "Europe/Luxembourg", startsAt)).toBe(date);
  });
});

const NOW = Date.parse("2026-11-26T09:14:00Z");
function row(changes: Partial<Transaction>): Transaction {
  const given = { type: "stamp_earned", stamps_delta: 1, points_delta: 0, voided_by_id: null };
  return { ...given, created_at: new Date(NOW - 60_000).toISOString(), ...changes } as Transaction;
}

it("sums what was given and not taken back", () => {
  const rows = [
    row({ stamps_delta: 2 }),
    row({ voided_by_id: "9" }),
    row({ type: "stamp_earned_voided", stamps_delta: -1 }),
    row({ type: "points_earned", stamps_delta: 0, points_delta: 39 }),
    row({ type: "points_redeemed", points_delta: -200 }),
    row({ type: "welcome_bonus", stamps_delta: 1 }),
  ];
  expect(sumRows(rows)).toEqual({ stamps: 2, points: 39, rewards: 1 });
});

describe("mayUndo", () => {
  const aged = (minutes: number) => row({ created_at: new Date(NOW - minutes * 60_000).toISOString() });
  it.each([
    [aged(10), "staff", true],
    [aged(10.01), "staff", false],
    [aged(11), "manager", true],
    [aged(91 * 1440), "owner", false],
    [row({ voided_by_id: "9" }), "manager", false],
    [row({ type: "welcome_bonus" }), "manager", false],
    [row({ type: "stamp_earned_voided" }), "staff", false],
  ])("case %#", (given, role, may) => expect(mayUndo(given, role, NOW)).toBe(may));
});
