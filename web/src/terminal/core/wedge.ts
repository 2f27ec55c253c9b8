// Tells the bursts of a scanner that types like a keyboard from what a person types.
import { parseCardCode } from "./card-code";

// The part of a keydown that matters: `code` is the physical key, `key` what the layout makes of it.
export interface KeyPress {
  code: string;
  key: string;
  at: number; // milliseconds, of the event itself
}

export interface WedgeSink {
  // A burst that ended with Enter or Tab: the text to look up, or what it said when it is no card.
  scanned(code: string | null, raw: string): void;
  // Keys that were no burst after all, in their order.
  typed(keys: KeyPress[]): void;
}

export const BURST_GAP_MS = 35;
export const BURST_CHARACTERS_MIN = 8;

// Scanners type as a US keyboard unless set otherwise, so the physical keys say what a foreign layout
// spoils; a scanner that is set to the layout is right in `key`.
export function decodeBurst(keys: KeyPress[]): { code: string | null; raw: string } {
  const byPosition = keys.map((press) => characterAt(press.code)).join("");
  const byLayout = keys.map((press) => press.key).join("");
  return { code: parseCardCode(byPosition) ?? parseCardCode(byLayout), raw: byLayout };
}

function characterAt(code: string): string {
  const named = /^(?:Key([A-Z])|(?:Digit|Numpad)(\d))$/.exec(code);
  if (named) return named[1] ?? named[2] ?? "";
  return code === "Minus" || code === "NumpadSubtract" ? "-" : "\u0000";
}

// Keys are held back for one gap: only then it is known whether a person or a scanner typed them.
export class Wedge {
  private held: KeyPress[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly sink: WedgeSink) {}

  // True when the key ends a burst, and must do nothing else.
  press(key: KeyPress): boolean {
    const last = this.held.at(-1);
    if (last && key.at - last.at >= BURST_GAP_MS) this.flush();
    if (key.key === "Enter" || key.key === "Tab") return this.end();
    if (key.key.length !== 1) return false;
    this.held.push(key);
    this.wait();
    return false;
  }

  // Whether the keys so far can only be a scanner's.
  get isBurst(): boolean {
    return this.held.length >= BURST_CHARACTERS_MIN;
  }

  // Whether keys are held back at this moment.
  get isHolding(): boolean {
    return this.held.length > 0;
  }

  private end(): boolean {
    const isBurst = this.isBurst;
    if (!isBurst) {
      this.flush();
      return false;
    }
    const keys = this.take();
    const { code, raw } = decodeBurst(keys);
    this.sink.scanned(code, raw);
    return true;
  }

  // Held a little longer than a gap: a busy page delivers keys late, and their own times decide.
  private wait(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), BURST_GAP_MS * 2);
  }

  private flush(): void {
    const keys = this.take();
    if (keys.length > 0 && keys.length < BURST_CHARACTERS_MIN) this.sink.typed(keys);
  }

  private take(): KeyPress[] {
    clearTimeout(this.timer);
    const keys = this.held;
    this.held = [];
    return keys;
  }
}
