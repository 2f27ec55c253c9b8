import { describe, expect, it } from "vitest";
import type { Language } from "./language";
import { formatMessage, pluralForm } from "./message-format";

const STAMPS = "{n, plural, =0 {no stamp} one {# stamp} other {# stamps}} for {name}";

describe("formatMessage", () => {
  it.each([
    ["en", STAMPS, { n: 0, name: "Nora" }, "no stamp for Nora"],
    ["en", STAMPS, { n: 1, name: "Nora" }, "1 stamp for Nora"],
    ["en", STAMPS, { n: 1200, name: "Nora" }, "1,200 stamps for Nora"],
    ["fr", "{n, plural, one {# tampon} other {# tampons}}", { n: 0 }, "0 tampon"],
    ["de", "Noch {n}: {reward}", { n: 3, reward: "Kaffi {gratis} #1" }, "Noch 3: Kaffi {gratis} #1"],
    ["en", "{n, plural, one {one of {of}} other {# of {of}}}", { n: 4, of: 10 }, "4 of 10"],
    ["en", "nothing {missing} here", {}, "nothing  here"],
    ["en", "no # count", {}, "no # count"],
    ["en", "an open { brace", {}, "an open { brace"],
    ["en", "{n, plural, other {# left}}", { n: "many" }, "# left"],
  ] as [Language, string, Record<string, string | number>, string][])(
    "%s: %s with %j",
    (language, pattern, params, text) => {
      expect(formatMessage(language, pattern, params)).toBe(text);
    },
  );
});

describe("pluralForm", () => {
  it("counts nothing and a half as one in French alone", () => {
    expect([0, 0.5, 1, 2].map((n) => pluralForm("fr", n))).toEqual(["one", "one", "one", "other"]);
    expect([0, 0.5, 1, 2].map((n) => pluralForm("lb", n))).toEqual(["other", "other", "one", "other"]);
  });

  // The table of tests/texts/plurals_test.cpp.
  it.each([
    [0, "one", "other"],
    [1, "one", "one"],
    [2, "other", "other"],
    [11, "other", "other"],
    [101, "other", "other"],
    [999_999, "other", "other"],
    [1_000_000, "many", "other"],
    [1_000_001, "other", "other"],
    [3_000_000, "many", "other"],
  ])("counts %d as the server does", (number, french, others) => {
    expect(pluralForm("fr", number)).toBe(french);
    for (const language of ["en", "de", "lb"] as const) expect(pluralForm(language, number)).toBe(others);
  });

  it("leaves to other what the text has no form for", () => {
    expect(formatMessage("fr", "{n, plural, one {# tampon} other {# tampons}}", { n: 1e6 })).toMatch(
      /tampons$/,
    );
  });
});
