// Whether a logo may stand on the card's colour itself.
import { contrast, print } from "./colour";

const OPAQUE = 128;

// From its pixels, four bytes each: where it is see-through somewhere and, on average, stands out from the card
// by 3:1. Any other needs white behind it.
export function standsOnCard(pixels: Uint8ClampedArray, card: string): boolean {
  const ratios: number[] = [];
  for (let at = 0; at < pixels.length; at += 4) {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(at, at + 4);
    if (alpha >= OPAQUE) ratios.push(contrast(print([red, green, blue]), card));
  }
  const isSeeThrough = 4 * ratios.length < pixels.length;
  const average = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  return isSeeThrough && average >= 3; // not when there is no pixel at all
}
