// The keyboard and the scanners that pretend to be one. The screen on top says what its keys do.
import { flushSync } from "react-dom";
import { type KeyPress, Wedge } from "../core/wedge";

export interface Keys {
  primary?: (() => void) | undefined; // Enter
  back?: (() => void) | undefined; // Escape
  typed?: (key: string) => void; // a digit, Backspace or Delete, on pads
  functions?: Partial<Record<string, () => void>>; // F2, F3, ...
  dropsBursts?: boolean; // a pad: what a scanner types is not meant for it
}

const EDIT_KEYS = new Set(["Backspace", "Delete"]);

export class Keyboard {
  private readonly stack: { current: Keys }[] = [];
  private readonly wedge: Wedge;
  private readonly outsideFields = new WeakSet<KeyPress>();
  private everywhere: Keys["functions"] = {};
  private before: { field: HTMLInputElement; value: string } | null = null;

  constructor(
    page: Document,
    private readonly scanned: (code: string | null, raw: string) => void,
  ) {
    this.wedge = new Wedge({
      scanned: (code, raw) => this.burst(code, raw),
      typed: (keys) => this.typed(keys),
    });
    page.addEventListener("keydown", (event) => this.press(event), { capture: true });
  }

  push(keys: { current: Keys }): () => void {
    this.stack.push(keys);
    return () => void this.stack.splice(this.stack.lastIndexOf(keys), 1);
  }

  // What function keys do on a screen that does nothing else with them.
  provide(functions: NonNullable<Keys["functions"]>): () => void {
    this.everywhere = functions;
    return () => (this.everywhere = {});
  }

  private get top(): Keys {
    return this.stack.at(-1)?.current ?? {};
  }

  private press(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey || (event.altKey && event.key.length !== 1))
      return;
    const field = event.target instanceof HTMLInputElement ? event.target : null;
    if (field && event.key.length === 1 && !this.wedge.isHolding)
      this.before = { field, value: field.value };
    const press: KeyPress = { code: event.code, key: event.key, at: event.timeStamp };
    if (!field) this.outsideFields.add(press);
    if (this.wedge.press(press)) return swallow(event);
    if (event.key.length === 1) {
      if (!field && (this.top.typed || this.wedge.isBurst)) swallow(event);
      return;
    }
    this.pressNamed(event, field);
  }

  private pressNamed(event: KeyboardEvent, field: HTMLInputElement | null): void {
    if (event.repeat && !EDIT_KEYS.has(event.key)) return;
    if (document.querySelector("[role=dialog]")) return; // it has keys of its own
    if (event.target instanceof Element && event.target.closest("[role=menu]") && event.key !== "Escape")
      return;
    const { primary, back, typed, functions } = this.top;
    const action = functions?.[event.key] ?? this.everywhere?.[event.key];
    if (action) {
      swallow(event);
      action();
    } else if (event.key === "Escape" && back) {
      swallow(event);
      back();
    } else if (event.key === "Enter" && primary && !isOnControl(event.target)) {
      swallow(event);
      primary();
    } else if (EDIT_KEYS.has(event.key) && typed && !field) {
      swallow(event);
      typed(event.key);
    }
  }

  // The characters that a scanner left in a field are taken out again.
  private burst(code: string | null, raw: string): void {
    if (this.before && document.activeElement === this.before.field)
      setValue(this.before.field, this.before.value);
    if (!this.top.dropsBursts) this.scanned(code, raw);
  }

  private typed(keys: KeyPress[]): void {
    const meant = keys.filter((press) => this.outsideFields.has(press));
    // Each key sees what the one before it did, and Enter right after them sees all.
    for (const { key } of meant) flushSync(() => this.top.typed?.(key));
  }
}

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

// A control that was reached by the keyboard keeps its own Enter; fields that are part of a form too.
function isOnControl(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches("button, a, summary, select")) return target.matches(":focus-visible");
  return target.matches("textarea") || target.closest("form") !== null;
}

function setValue(field: HTMLInputElement, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
