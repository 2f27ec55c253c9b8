import { describe, expect, it } from "vitest";
import { countFitting } from "./chip-rows";

const room = { width: 350, gap: 10, rows: 2 };

describe("countFitting", () => {
  it.each([
    ["none", [], 0],
    ["one row", [110, 110, 110], 3],
    ["two full rows need no chip for the others", [110, 110, 110, 110, 110, 110], 6],
    ["the last place is for that chip", [110, 110, 110, 110, 110, 110, 110], 5],
    ["long names take a row each", [340, 340, 340], 1],
    ["one always, however long", [900, 900, 900], 1],
    ["what ends at the edge is inside", [170, 170, 350], 3],
  ])("%s", (_, chips, count) => {
    expect(countFitting(chips, 90, room)).toBe(count);
  });
});
