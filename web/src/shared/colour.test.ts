import { describe, expect, it } from "vitest";
import { contrast, deriveCardColours } from "./colour";

// The vectors of the design guide, which the server's own function is held to as well.
const VECTORS = [
  ["#0d5257", "#ffffff", "#cad9da", "#779ea1", "#0d5257", "#619fa4", "#0b474b"],
  ["#c4471f", "#ffffff", "#fbf4f2", "#ecc2b5", "#c4471f", "#ee6d47", "#a93d1b"],
  ["#f2b33d", "#000000", "#35270d", "#836121", "#9b6c02", "#f2b33d", "#f5c56c"],
  ["#8fd3c8", "#000000", "#1f2e2c", "#4f746e", "#3b7f75", "#8fd3c8", "#aaded5"],
  ["#777777", "#000000", "#060606", "#2e2e2e", "#747474", "#959595", "#989898"],
  ["#111318", "#ffffff", "#cbcbcc", "#757679", "#111318", "#91949b", "#0f1015"],
] as const;

// A small generator with a seed, so that a failure can be seen again.
function* randomColours(count: number, seed: number): Generator<string> {
  let state = seed;
  for (let index = 0; index < count; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield `#${(state >>> 8).toString(16).padStart(6, "0")}`;
  }
}

describe("deriveCardColours", () => {
  it.each(VECTORS)("makes %s readable", (card, on, muted, slot, textLight, textDark, deco) => {
    expect(deriveCardColours(card)).toMatchObject({ card, on, muted, slot, textLight, textDark, deco });
  });

  it("keeps 4.5 and 3 to 1 for any colour", () => {
    for (const card of randomColours(1000, 20261126)) {
      const colours = deriveCardColours(card);
      const least = Math.min(
        contrast(colours.on, card) / 4.5,
        contrast(colours.muted, card) / 4.5,
        contrast(colours.slot, card) / 3,
        contrast(colours.on, colours.deco) / 4.5,
        contrast(colours.on, colours.deep) / 4.5,
        contrast(colours.textLight, "#ffffff") / 4.5,
        contrast(colours.textDark, "#14141c") / 6,
      );
      expect(least, card).toBeGreaterThanOrEqual(1);
    }
  });
});
