import { describe, expect, it } from "vitest";
import { isBirthday } from "./birthday";

describe("isBirthday", () => {
  it.each([
    ["1990-05-31", "2026-05-31", true],
    ["1990-05-31", "2026-05-30", false],
    ["1990-05-31", "2026-06-01", false],
    ["1990-05-31", "2026-10-31", false],
    ["2026-11-26", "2026-11-26", true],
    ["1999-12-31", "2026-01-01", false],
    ["1992-02-29", "2028-02-29", true],
    ["1992-02-29", "2028-02-28", false],
    ["1992-02-29", "2026-02-28", true],
    ["1992-02-29", "2026-03-01", false],
    ["1992-02-29", "2000-02-28", false],
    ["1992-02-29", "2100-02-28", true],
    ["1992-02-28", "2028-02-28", true],
    ["1992-02-28", "2028-02-29", false],
    [null, "2026-05-31", false],
  ])("born %s, on %s: %s", (birthDate, day, is) => expect(isBirthday(birthDate, day)).toBe(is));
});
