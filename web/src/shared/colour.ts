// A shop's card colour made safe to read on: every text and line that stands on it or takes its hue.

export interface CardColours {
  card: string;
  on: string; // text and seals on the card, 4.5:1
  muted: string; // secondary text on the card, 4.5:1
  slot: string; // the outline of an empty stamp, 3:1
  deco: string;
  deep: string;
  textLight: string; // the brand as text on light surfaces, 4.5:1
  textDark: string; // and on dark ones, 6:1
  tintLight: string;
  tintDark: string;
}

const WHITE = "#ffffff";
const BLACK = "#000000";
const DARK_SURFACE = "#14141c";
const PAGE = "#f3f4f8";

export type Rgb = readonly [number, number, number];

function parse(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

export function print(rgb: Rgb): string {
  return `#${rgb.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

function toLinear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function fromLinear(value: number): number {
  const share = value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(1, Math.max(0, share)) * 255);
}

function luminance(hex: string): number {
  const [red, green, blue] = parse(hex).map(toLinear) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

// WCAG's ratio, 1 to 21.
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

// `share` parts of `one` in sRGB.
export function mix(one: string, other: string, share: number): string {
  const [a, b] = [parse(one), parse(other)];
  const blend = (index: 0 | 1 | 2) => Math.round(a[index] * share + b[index] * (1 - share));
  return print([blend(0), blend(1), blend(2)]);
}

// The first mix, from `start` in steps of a hundredth, that reaches `ratio` on the card.
function firstReadable(on: string, card: string, start: number, ratio: number): string {
  for (let percent = start; percent < 100; percent++) {
    const colour = mix(on, card, percent / 100);
    if (contrast(colour, card) >= ratio) return colour;
  }
  return on;
}

function toOklab([red, green, blue]: Rgb): Rgb {
  const [r, g, b] = [toLinear(red), toLinear(green), toLinear(blue)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromOklab([lightness, a, b]: Rgb): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

// The hue at this lightness, with as much of its chroma, by thousandths, as a screen can show.
function showable([lightness, a, b]: Rgb): string {
  const full = Math.hypot(a, b);
  for (let chroma = full; chroma > 0; chroma -= 0.001) {
    const linear = fromOklab([lightness, (a * chroma) / full, (b * chroma) / full]);
    if (linear.every((value) => value >= -0.0001 && value <= 1.0001)) {
      return print(linear.map(fromLinear) as unknown as Rgb);
    }
  }
  return print(fromOklab([lightness, 0, 0]).map(fromLinear) as unknown as Rgb);
}

// The colour with its lightness moved by hundredths until it can be read on `surface`.
function moveLightness(colour: string, surface: string, step: number, ratio: number): string {
  const [lightness, a, b] = toOklab(parse(colour));
  let moved = colour;
  for (let count = 1; contrast(moved, surface) < ratio && count <= 100; count++) {
    moved = showable([lightness + count * step, a, b]);
  }
  return moved;
}

export function deriveCardColours(card: string): CardColours {
  const onWhite = contrast(card, WHITE) >= 4.5;
  const on = onWhite ? WHITE : BLACK;
  const away = onWhite ? BLACK : WHITE;
  return {
    card,
    on,
    muted: firstReadable(on, card, 78, 4.5),
    slot: firstReadable(on, card, 42, 3),
    deco: mix(away, card, onWhite ? 0.14 : 0.24),
    deep: mix(away, card, onWhite ? 0.18 : 0.16),
    textLight: moveLightness(card, WHITE, -0.01, 4.5),
    textDark: moveLightness(card, DARK_SURFACE, 0.01, 6),
    tintLight: mix(card, WHITE, 0.09),
    tintDark: mix(card, DARK_SURFACE, 0.26),
  };
}

// The colours as CSS variables for an element of class "brand", which makes of them what light and dark need.
export function cardVariables(card: string): Record<string, string> {
  const colours = deriveCardColours(card);
  return {
    "--card": colours.card,
    "--card-deep": colours.deep,
    "--card-deco": colours.deco,
    "--on-card": colours.on,
    "--muted-card": colours.muted,
    "--slot": colours.slot,
    "--text-light": colours.textLight,
    "--text-dark": colours.textDark,
    "--tint-light": colours.tintLight,
    "--tint-dark": colours.tintDark,
    "--edge-light": contrast(card, PAGE) < 1.5 ? "rgb(0 0 0 / .07)" : "transparent",
  };
}
