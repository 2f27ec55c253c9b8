import { expect, it } from "vitest";
import { AMOUNT_CENTS_MAX, computePoints, eraseDigit, typeDigit, typeDoubleZero } from "./amount";

it("fills the cents from the right", () => {
  expect([7, 8, 0].reduce(typeDigit, 0)).toBe(780);
  expect(typeDoubleZero(12)).toBe(1200);
  expect(eraseDigit(780)).toBe(78);
  expect(eraseDigit(0)).toBe(0);
});

it("takes no digit past the most", () => {
  expect(typeDigit(AMOUNT_CENTS_MAX, 9)).toBe(AMOUNT_CENTS_MAX);
  expect(typeDigit(0, 0)).toBe(0);
});

it.each([
  [780, 5, 39],
  [1200, 0.5, 6],
  [199, 0.5, 0],
  [200, 0.5, 1],
  [10, 0.1, 0],
  [1000, 0.1, 1],
  [333, 1.005, 3],
  [2900, 0.07, 2],
  [115, 1.15, 1],
  [99_999_999, 1000, 999_999_990],
])("counts %d cents at %d a euro as %d points", (cents, pointsPerEuro, points) => {
  expect(computePoints(cents, pointsPerEuro)).toBe(points);
});
