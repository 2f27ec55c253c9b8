// The shop's own day, as the server counts it: it may begin after midnight.
import type { Transaction } from "./types";

// The date of the business day that a moment belongs to, "2026-11-26".
export function businessDate(moment: Date, zone: string, startsAt: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(moment);
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((part) => part.type === type)?.value ?? "";
  const date = `${read("year")}-${read("month")}-${read("day")}`;
  if (`${read("hour")}:${read("minute")}` >= startsAt) return date;
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

export interface DayTotals {
  stamps: number;
  points: number;
  rewards: number;
}

// What was given in a list of rows; what was taken back does not count.
export function sumRows(rows: readonly Transaction[]): DayTotals {
  const totals: DayTotals = { stamps: 0, points: 0, rewards: 0 };
  for (const row of rows) {
    if (row.voided_by_id !== null) continue;
    if (row.type === "stamp_earned") totals.stamps += row.stamps_delta;
    if (row.type === "points_earned") totals.points += row.points_delta;
    if (row.type === "stamp_redeemed" || row.type === "points_redeemed") totals.rewards += 1;
  }
  return totals;
}

const OPERATION_TYPES = new Set(["stamp_earned", "stamp_redeemed", "points_earned", "points_redeemed"]);
const STAFF_UNDO_MS = 10 * 60_000;
const MANAGER_UNDO_MS = 90 * 86_400_000;

// Whether the server may still take a row back for this role; it has the last word.
export function mayUndo(row: Transaction, role: string, now: number): boolean {
  if (row.voided_by_id !== null || !OPERATION_TYPES.has(row.type)) return false;
  return now - Date.parse(row.created_at) <= (role === "staff" ? STAFF_UNDO_MS : MANAGER_UNDO_MS);
}
