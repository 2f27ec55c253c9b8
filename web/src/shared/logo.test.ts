import { describe, expect, it } from "vitest";
import { standsOnCard } from "./logo";

const CARD = "#0d5257";
const CLEAR = [0, 0, 0, 0];
const WHITE = [255, 255, 255, 255];
const BLACK = [0, 0, 0, 255];
const GREY = [0x77, 0x9e, 0xa1, 255]; // 3.04 on the card
const DIM = [0x70, 0x96, 0x99, 255]; // 2.74

describe("a logo stands on the card itself", () => {
  it.each([
    ["white with holes", [WHITE, CLEAR], true],
    ["white to the edges", [WHITE, WHITE], false],
    ["black with holes, on a dark card", [BLACK, CLEAR], false],
    ["black and white with holes: white enough", [BLACK, WHITE, CLEAR], true],
    ["just light enough", [GREY, CLEAR], true],
    ["not quite light enough", [DIM, CLEAR], false],
    ["of which nothing is seen", [CLEAR, CLEAR], false],
  ])("%s", (_, pixels, stands) => {
    expect(standsOnCard(new Uint8ClampedArray(pixels.flat()), CARD)).toBe(stands);
  });
});
