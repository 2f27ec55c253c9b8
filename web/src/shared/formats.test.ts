import { describe, expect, it } from "vitest";
import {
  formatCardNumber,
  formatChange,
  formatLongDay,
  formatMoney,
  formatNumber,
  formatShortDay,
  formatTime,
  formatWeekday,
  isSameDay,
  keepAmountsWhole,
} from "./formats";
import type { Language } from "./language";

const ZONE = "Europe/Luxembourg";
const MOMENT = new Date("2026-11-18T07:47:00Z");
const NEXT_YEAR = new Date("2027-01-18T23:30:00Z");

describe("a shop's own words", () => {
  it.each([
    ["Bon de 10 €", "Bon de 10\u00a0€"],
    ["€ 10 off", "€\u00a010 off"],
    ["250 g bag, 5 % off, 20 cl", "250\u00a0g bag, 5\u00a0% off, 20\u00a0cl"],
    ["Gutschein, 7,80 EUR", "Gutschein, 7,80\u00a0EUR"],
    ["10 coffees and 1 latte", "10 coffees and 1 latte"],
    ["2 glasses, 3 lemons", "2 glasses, 3 lemons"],
  ])("break no amount: %s", (text, kept) => {
    expect(keepAmountsWhole(text)).toBe(kept);
  });
});

describe.each([
  ["en", "12,345.5", "€7.80", "Wed 18 Nov", "19 January 2027", "Wednesday"],
  ["fr", "12\u202f345,5", "7,80\u202f€", "mer. 18 nov.", "19 janvier 2027", "mercredi"],
  ["de", "12.345,5", "7,80\u00a0€", "Mi., 18. Nov.", "19. Januar 2027", "Mittwoch"],
  ["lb", "12.345,5", "7,80\u00a0€", "Më 18. Nov.", "19. Januar 2027", "Mëttwoch"],
] as [Language, string, string, string, string, string][])(
  "in %s",
  (language, number, money, shortDay, longDay, weekday) => {
    it("writes numbers, money and days as they are read there", () => {
      expect(formatNumber(language, 12345.5)).toBe(number);
      expect(formatMoney(language, 780, "EUR")).toBe(money);
      expect(formatShortDay(language, MOMENT, ZONE, MOMENT)).toBe(shortDay);
      expect(formatLongDay(language, NEXT_YEAR, ZONE)).toBe(longDay);
      expect(formatWeekday(language, MOMENT, ZONE)).toBe(weekday);
    });

    it("names the year of another year", () => {
      expect(formatShortDay(language, NEXT_YEAR, ZONE, MOMENT)).toContain("2027");
    });
  },
);

describe("times", () => {
  it("are the shop's, not the reader's", () => {
    expect(formatTime(MOMENT, ZONE)).toBe("08:47");
    expect(formatTime(new Date("2026-11-17T23:05:00Z"), ZONE)).toBe("00:05");
    expect(isSameDay(new Date("2026-11-17T23:05:00Z"), MOMENT, ZONE)).toBe(true);
    expect(isSameDay(new Date("2026-11-17T22:55:00Z"), MOMENT, ZONE)).toBe(false);
  });
});

describe("small things", () => {
  it("have a sign, and groups that do not break", () => {
    expect([3, -200, 0].map((value) => formatChange("en", value))).toEqual(["+3", "−200", "0"]);
    expect(formatCardNumber("482109375516")).toBe("4821\u00a00937\u00a05516");
  });
});
