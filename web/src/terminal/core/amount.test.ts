import { expect, it } from "vitest";
import { AMOUNT_CENTS_MAX, eraseDigit, typeDigit, typeDoubleZero } from "./amount";

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
