// A right PIN, kept so that a reward or an undo right after needs no second entry. Never written to
// storage.

export interface KnownPin {
  pin: string;
  staffPinId: string | null;
}

const KEPT_MS = 60_000;

export class PinMemory {
  private kept: (KnownPin & { cardId: string; until: number }) | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly elapsed: () => number) {}

  keep(cardId: string, known: KnownPin): void {
    clearTimeout(this.timer);
    this.kept = { ...known, cardId, until: this.elapsed() + KEPT_MS };
    this.timer = setTimeout(() => this.forget(), KEPT_MS);
  }

  find(cardId: string): KnownPin | null {
    if (this.kept?.cardId !== cardId || this.elapsed() >= this.kept.until) return null;
    return { pin: this.kept.pin, staffPinId: this.kept.staffPinId };
  }

  // When another card opens, the card is closed, the terminal locks or its page is hidden.
  forget(): void {
    clearTimeout(this.timer);
    this.kept = null;
  }

  forgetUnless(cardId: string): void {
    if (this.kept?.cardId !== cardId) this.forget();
  }
}
