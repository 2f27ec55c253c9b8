// The stamp card as SVG text: one seal, a card full of them, and the dial of long cards. Both bundles and
// every size draw with these, in the colours of cardVariables.
import gift from "@tabler/icons/outline/gift.svg?glyph";
import { layOutStamps, type StampPlace } from "./stamp-layout";
import { stampGlyph } from "./stamp-glyphs";

// A disc with twelve lobes in a 48 box; the server draws passes and posters with the same path.
export const SEAL_PATH =
  "M24 3.4A7.4 7.4 0 0 1 34.3 6.16A7.4 7.4 0 0 1 41.84 13.7A7.4 7.4 0 0 1 44.6 24A7.4 7.4 0 0 1 41.84 34.3" +
  "A7.4 7.4 0 0 1 34.3 41.84A7.4 7.4 0 0 1 24 44.6A7.4 7.4 0 0 1 13.7 41.84A7.4 7.4 0 0 1 6.16 34.3" +
  "A7.4 7.4 0 0 1 3.4 24A7.4 7.4 0 0 1 6.16 13.7A7.4 7.4 0 0 1 13.7 6.16A7.4 7.4 0 0 1 24 3.4Z";

const MANY = 40; // more places than this are shown as a dial
const SMALLEST_WITH_NUMBER = 36;
const SMALLEST_WITH_GLYPH = 28;

export interface StampCard {
  count: number; // as countShown says
  target: number;
  icon: string;
  label: string; // "7 of 10 stamps", what a screen reader says
  box?: { width: number; height: number };
  cap?: number; // the largest a stamp gets
  next?: boolean; // mark the place that the next stamp fills
  fresh?: number; // so many of the last filled seals have just landed
}

export interface DialWords {
  of: string; // "of 80"
  toGo: string; // "28 to go"
}

// What a card shows of its stamps: a full card stays full until its reward is redeemed.
export function countShown(stampCount: number, target: number): number {
  return stampCount <= 0 ? 0 : stampCount - target * Math.floor((stampCount - 1) / target);
}

export function needsDial(target: number): boolean {
  return target > MANY;
}

// How far a seal is turned, so that a row looks stamped by hand and is the same everywhere.
export function sealDegrees(index: number): number {
  return ((index * 37) % 19) - 9;
}

function drawGlyph(glyph: string, stroke: string, width: number): string {
  return (
    `<g transform="translate(13 13) scale(.917)" fill="none" stroke="${stroke}" stroke-width="${width}" ` +
    `stroke-linecap="round" stroke-linejoin="round">${glyph}</g>`
  );
}

// A seal in its 48 box, without a turn: the stamp, the sign of success, the mark of the shop.
export function drawSeal(glyph: string): string {
  return (
    `<path d="${SEAL_PATH}" fill="var(--on-card)"/>` +
    `<circle cx="24" cy="24" r="17" fill="none" stroke="var(--card)" stroke-opacity=".28" stroke-width="1.2"/>` +
    drawGlyph(glyph, "var(--card)", 2.1)
  );
}

function drawFilled(index: number, glyph: string, size: number): string {
  const seal =
    size < SMALLEST_WITH_GLYPH ? `<path d="${SEAL_PATH}" fill="var(--on-card)"/>` : drawSeal(glyph);
  return `<g transform="rotate(${sealDegrees(index)} 24 24)">${seal}</g>`;
}

function drawNumber(number: number, colour: string): string {
  return (
    `<text x="24" y="29.2" text-anchor="middle" font-size="15" font-weight="650" fill="${colour}">` +
    `${number}</text>`
  );
}

function drawEmpty(number: number, isNext: boolean, size: number): string {
  const colour = isNext ? "var(--on-card)" : "var(--muted-card)";
  const outline = isNext
    ? `fill="var(--on-card)" fill-opacity=".16" stroke="var(--on-card)" stroke-width="2"`
    : `fill="none" stroke="var(--slot)" stroke-width="1.5"`;
  const text = size >= SMALLEST_WITH_NUMBER ? drawNumber(number, colour) : "";
  return `<path d="${SEAL_PATH}" ${outline}/>${text}`;
}

function drawReward(isNext: boolean): string {
  const outline = isNext
    ? `fill="var(--on-card)" fill-opacity=".16" stroke="var(--on-card)" stroke-width="2"`
    : `fill="none" stroke="var(--slot)" stroke-width="1.5" stroke-dasharray="3.2 2.6"`;
  const colour = isNext ? "var(--on-card)" : "var(--muted-card)";
  return `<path d="${SEAL_PATH}" ${outline}/>${drawGlyph(gift, colour, 2)}`;
}

function drawPlace(place: StampPlace, index: number, size: number, card: StampCard): string {
  const isReward = index === card.target - 1;
  const isFilled = index < card.count;
  const isNext = card.next === true && index === card.count;
  const isFresh = isFilled && index >= card.count - (card.fresh ?? 0);
  const drawing = isFilled
    ? drawFilled(index, isReward ? gift : stampGlyph(card.icon), size)
    : isReward
      ? drawReward(isNext)
      : drawEmpty(index + 1, isNext, size);
  const scale = (size / 48).toFixed(3);
  const at = `translate(${place.x.toFixed(1)} ${place.y.toFixed(1)}) scale(${scale})`;
  return `<g transform="${at}"><g class="stamp${isFresh ? " fresh" : ""}">${drawing}</g></g>`;
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function drawStampCard(card: StampCard): string {
  const box = card.box ?? { width: 318, height: 124 };
  const layout = layOutStamps(card.target, box, card.cap);
  const places = layout.places.map((place, index) => drawPlace(place, index, layout.size, card)).join("");
  return (
    `<svg class="stamps" viewBox="0 0 ${box.width} ${layout.height.toFixed(1)}" width="100%" role="img" ` +
    `aria-label="${escapeXml(card.label)}">${places}</svg>`
  );
}

// A ring that fills, for cards with more places than can be told apart.
export function drawDial(card: StampCard, words: DialWords): string {
  const around = 2 * Math.PI * 56;
  const filled = (around * Math.min(card.count, card.target)) / card.target;
  const ring = `fill="none" stroke="var(--on-card)" stroke-width="9"`;
  const fresh = (card.fresh ?? 0) > 0 ? " fresh" : "";
  return (
    `<svg class="stamps" viewBox="0 0 318 124" width="100%" role="img" aria-label="${escapeXml(card.label)}">` +
    `<g transform="translate(62 62)"><circle r="56" ${ring} stroke-opacity=".22"/>` +
    `<circle r="56" ${ring} stroke-linecap="round" stroke-dasharray="${filled.toFixed(1)} ${around.toFixed(1)}" ` +
    `transform="rotate(-90)"${filled === 0 ? ' visibility="hidden"' : ""}/>` +
    `<g transform="translate(-33 -33) scale(1.375)"><g class="stamp${fresh}">` +
    `${drawSeal(card.count === card.target ? gift : stampGlyph(card.icon))}</g></g></g>` +
    `<text x="142" y="66" font-size="46" font-weight="800" letter-spacing="-1.5" fill="var(--on-card)">` +
    `${card.count}<tspan font-size="22" font-weight="600" fill="var(--muted-card)" letter-spacing="0"> ` +
    `${escapeXml(words.of)}</tspan></text>` +
    `<text x="143" y="94" font-size="16" font-weight="600" fill="var(--on-card)">${escapeXml(words.toGo)}</text>` +
    `</svg>`
  );
}
