// Ignores a second tap within 600 ms: the finger that falls twice must not press what has come under it.

export const TAP_GUARD_MS = 600;

export class TapGuard {
  private last = Number.NEGATIVE_INFINITY;

  // Whether a tap counts. The taps of a pad follow each other fast and hold nothing back.
  accept(at: number, isPad: boolean): boolean {
    if (at - this.last < TAP_GUARD_MS) return false;
    if (!isPad) this.last = at;
    return true;
  }
}

// Watches every tap on the page before any button hears of it. Elements inside [data-pad] are pads.
export function guardTaps(page: Document): void {
  const guard = new TapGuard();
  const listen = (event: MouseEvent): void => {
    const button = event.target instanceof Element ? event.target.closest("button, a") : null;
    const isPointer = event.detail > 0;
    if (!button || !isPointer) return;
    if (!guard.accept(event.timeStamp, button.closest("[data-pad]") !== null)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (button instanceof HTMLElement && !button.hasAttribute("aria-haspopup")) {
      button.blur(); // so that Enter is the screen's again
    }
  };
  page.addEventListener("click", listen, { capture: true });
}
