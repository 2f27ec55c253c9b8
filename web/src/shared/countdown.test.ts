import { expect, it } from "vitest";
import { computeShare, formatRemaining } from "./countdown";

it.each([
  [0, "00:00"],
  [-4000, "00:00"],
  [499, "00:00"],
  [500, "00:01"],
  [521_000, "08:41"],
  [520_500, "08:41"],
  [3_599_000, "59:59"],
  [3_600_000, "1:00:00"],
  [11_109_000, "3:05:09"],
])("shows %d ms as %s", (milliseconds, text) => expect(formatRemaining(milliseconds)).toBe(text));

it("draws what is left of the ring", () => {
  expect(computeShare(450, 900)).toBe(0.5);
  expect(computeShare(-1, 900)).toBe(0);
  expect(computeShare(1000, 900)).toBe(1);
  expect(computeShare(1, 0)).toBe(0);
});
