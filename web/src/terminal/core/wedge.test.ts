import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type KeyPress, Wedge, decodeBurst } from "./wedge";

const TEXT = "LC1-QAZWYMDZNDSEVK7E3QIIWXFEYD";

// What a scanner presses that is set to a US keyboard: the physical keys of the text.
function codeOf(character: string): string {
  if (character === "-") return "Minus";
  return /\d/.test(character) ? `Digit${character}` : `Key${character}`;
}

const AZERTY_DIGITS = ["à", "&", "é", '"', "'", "(", "-", "è", "_", "ç"];
const LAYOUTS: Record<string, (character: string) => string> = {
  US: (character) => character,
  QWERTZ: (character) => ({ Y: "Z", Z: "Y", "-": "ß" })[character] ?? character,
  AZERTY: (character) => {
    if (/\d/.test(character)) return AZERTY_DIGITS[Number(character)] ?? "";
    return { A: "Q", Q: "A", Z: "W", W: "Z", M: "?", "-": ")" }[character] ?? character;
  },
};

function record(text: string, layout: (character: string) => string, gap = 8): KeyPress[] {
  return [...text].map((character, index) => ({
    code: codeOf(character),
    key: layout(character),
    at: index * gap,
  }));
}

// A scanner that is set to the terminal's own layout reaches the same characters by other keys.
function recordSetToQwertz(text: string): KeyPress[] {
  const place: Record<string, string> = { Y: "KeyZ", Z: "KeyY", "-": "Slash" };
  return [...text].map((key, index) => ({ code: place[key] ?? codeOf(key), key, at: index * 8 }));
}

describe("decodeBurst", () => {
  it.each(Object.keys(LAYOUTS))("reads a US scanner on a %s layout", (name) => {
    expect(decodeBurst(record(TEXT, LAYOUTS[name]!)).code).toBe(TEXT);
    expect(decodeBurst(record("227284512372", LAYOUTS[name]!)).code).toBe("227284512372");
  });

  it("reads a scanner that is set to the layout", () => {
    expect(decodeBurst(recordSetToQwertz(TEXT)).code).toBe(TEXT);
  });

  it("reads lower case, as with the caps lock on", () => {
    expect(decodeBurst(record(TEXT, (character) => character.toLowerCase())).code).toBe(TEXT);
  });

  it("says what it read when it is no card", () => {
    expect(decodeBurst(record("4006381333931", LAYOUTS.US!))).toEqual({ code: null, raw: "4006381333931" });
  });
});

describe("Wedge", () => {
  const scanned = vi.fn();
  const typed = vi.fn();
  let wedge: Wedge;
  beforeEach(() => {
    vi.useFakeTimers();
    scanned.mockReset();
    typed.mockReset();
    wedge = new Wedge({ scanned, typed });
  });
  afterEach(() => vi.useRealTimers());

  const press = (keys: KeyPress[]) => keys.map((key) => wedge.press(key));
  const enter = (at: number): KeyPress => ({ code: "Enter", key: "Enter", at });

  it("takes a burst that ends with Enter or Tab, and swallows that key", () => {
    for (const end of ["Enter", "Tab"]) {
      press(record(TEXT, LAYOUTS.US!));
      expect(wedge.press({ code: end, key: end, at: TEXT.length * 8 })).toBe(true);
      expect(scanned).toHaveBeenLastCalledWith(TEXT, TEXT);
    }
    expect(typed).not.toHaveBeenCalled();
  });

  it("leaves what a person types alone", () => {
    press(record("22728451", LAYOUTS.US!, 35));
    vi.runAllTimers();
    expect(typed.mock.calls.flat(2).map((key: KeyPress) => key.key)).toEqual([..."22728451"]);
    expect(wedge.press(enter(9 * 35))).toBe(false);
    expect(scanned).not.toHaveBeenCalled();
  });

  it("gives back two keys that fell together, in their order, before Enter", () => {
    press(record("47", LAYOUTS.US!, 10));
    expect(wedge.press(enter(200))).toBe(false);
    expect(typed.mock.calls.flat(2).map((key: KeyPress) => key.key)).toEqual(["4", "7"]);
  });

  it("drops a long burst without an end", () => {
    press(record(TEXT, LAYOUTS.US!));
    vi.runAllTimers();
    expect(wedge.press(enter(5000))).toBe(false);
    expect(scanned).not.toHaveBeenCalled();
    expect(typed).not.toHaveBeenCalled();
  });
});
