import { describe, expect, it } from "vitest";
import { computeCheckDigit, isCardNumber, parseCardCode, recogniseForeign } from "./card-code";

// Numbers that the server made.
const NUMBERS = ["227284512372", "136451387965", "773023580865", "871659229888"];

describe("isCardNumber", () => {
  it.each(NUMBERS)("takes %s and no number with one wrong digit", (number) => {
    expect(isCardNumber(number)).toBe(true);
    for (let place = 0; place < number.length; place++) {
      const wrong = (Number(number[place]) + 1) % 10;
      expect(isCardNumber(number.slice(0, place) + wrong + number.slice(place + 1))).toBe(false);
    }
  });

  it("wants twelve digits, the first not 0", () => {
    expect(isCardNumber("22728451237")).toBe(false);
    expect(isCardNumber("2272845123720")).toBe(false);
    expect(isCardNumber(`0${"2".repeat(10)}${computeCheckDigit(`0${"2".repeat(10)}`)}`)).toBe(false);
  });
});

describe("parseCardCode", () => {
  it.each([
    ["LC1-DS3GODZNDSEVK7E3QIIWXFEYDE", "LC1-DS3GODZNDSEVK7E3QIIWXFEYDE"],
    [" lc1-ds3godzndsevk7e3qiiwxfeyde ", "LC1-DS3GODZNDSEVK7E3QIIWXFEYDE"],
    ["2272 8451 2372", "227284512372"],
    ["2272-8451\u202f2372", "227284512372"],
    ["2272 8451 2373", null],
    ["LC1-DS3GODZNDSEVK7E3QIIWXFEYD", null],
    ["LC1-DS3GODZNDSEVK7E3QIIWXFEYD1", null],
    ["LC2-DS3GODZNDSEVK7E3QIIWXFEYDE", null],
    ["", null],
  ])("reads %j as %j", (text, code) => expect(parseCardCode(text)).toBe(code));
});

describe("recogniseForeign", () => {
  it.each([
    ["https://card.example/j/BOUNEWIERK", "poster"],
    ["https://card.example/c/C603c0g_4AC5mkIfm6LGK5M1XYb5P56w", "card_link"],
    ["2272 8451 2373", "number"],
    ["4006381333931", "foreign"],
    ["WIFI:T:WPA;S:Guests;;", "foreign"],
  ])("says what %j is", (text, kind) => expect(recogniseForeign(text)).toBe(kind));
});
