import { expect, it } from "vitest";
import { TapGuard } from "./tap-guard";

it("ignores a second tap within 600 ms, on a pad too, and lets a pad be fast", () => {
  const guard = new TapGuard();
  expect(guard.accept(1000, false)).toBe(true);
  expect(guard.accept(1599, false)).toBe(false);
  expect(guard.accept(1599, true)).toBe(false);
  expect(guard.accept(1600, true)).toBe(true);
  expect(guard.accept(1650, true)).toBe(true);
  expect(guard.accept(1700, false)).toBe(true);
  expect(guard.accept(2299, false)).toBe(false);
});
