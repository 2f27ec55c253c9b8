// Where the terminal is: a stack of screens above the scan screen. The browser's own back goes one screen
// down.
import type { Intent } from "../core/intent";
import type { Card, Problem, Transaction } from "../core/types";
import { Store } from "../../react/store";

// What was typed lies with the screen, so that it is there again after a refusal or a sign-in.
export interface AmountDraft {
  cents: number;
  reference: string;
  stamps: number;
}

export interface NewCardDraft {
  firstName: string;
  lastName: string;
  contact: string;
  isPhone: boolean;
  birthday: string;
  hasBirthday: boolean; // whether the field is shown
  hasConsent: boolean;
  acceptsTerms: boolean;
}

export type Screen =
  | { name: "scan" }
  | { name: "type"; digits: string }
  | { name: "find"; text: string }
  | { name: "new"; draft: NewCardDraft }
  | { name: "link"; card: Card; isNew: boolean }
  | { name: "card"; card: Card; scannedAt: number | null; notice: "already_enrolled" | null }
  | { name: "amount"; card: Card; scannedAt: number | null; draft: AmountDraft }
  | { name: "redeem"; card: Card; scannedAt: number | null }
  | { name: "pin"; card: Card; intent: Intent; problem: Problem | null; operationKey: string | null }
  | { name: "outcome"; operationKey: string; intent: Intent | null; card: Card | null }
  | { name: "undo"; card: Card | null; transaction: Transaction } // null: only its id is known
  | { name: "history"; card: Card }
  | { name: "purchase"; id: string } // the row that a receipt was used for
  | { name: "latest" }
  | { name: "settings" };

export type ScreenName = Screen["name"];

const HOME: Screen[] = [{ name: "scan" }];

export class Navigation extends Store<Screen[]> {
  private hasEntry = false;

  constructor(private readonly wentHome: () => void) {
    super(HOME);
    window.addEventListener("popstate", () => this.pop());
  }

  get screen(): Screen {
    return this.get().at(-1) ?? { name: "scan" };
  }

  open(screen: Screen): void {
    this.show([...this.get(), screen]);
  }

  // The screen that led here is done with: back goes past it.
  replace(screen: Screen): void {
    this.show([...this.get().slice(0, -1), screen]);
  }

  // Keeps what was typed on the screen on top.
  amend(screen: Screen): void {
    if (this.screen.name === screen.name) this.set([...this.get().slice(0, -1), screen]);
  }

  // What became of an operation; the pad that led there is done with.
  openOutcome(screen: Screen): void {
    const rest = this.get().filter(({ name }) => name !== "pin" && name !== "outcome" && name !== "undo");
    this.show([...rest, screen]);
  }

  // Back to the card that an operation was for, past the pads; the scan screen when there is none.
  backToCard(): void {
    const index = this.get().findLastIndex(({ name }) => name === "card");
    if (index < 0) this.home();
    else this.show(this.get().slice(0, index + 1));
  }

  // A card begins a new errand, whatever was open before.
  openCard(screen: Screen): void {
    this.show([...HOME, screen]);
  }

  // A new errand that did not begin with a card.
  begin(screen: Screen): void {
    this.wentHome();
    this.show([...HOME, screen]);
  }

  back(): void {
    const rest = this.get().slice(0, -1);
    if (rest.length <= 1) this.home();
    else this.show(rest);
  }

  home(): void {
    this.wentHome();
    this.show(HOME);
  }

  private show(stack: Screen[]): void {
    this.set(stack);
    if (stack.length > 1 && !this.hasEntry) {
      history.pushState({ isAboveScan: true }, "");
      this.hasEntry = true;
    }
  }

  private pop(): void {
    this.hasEntry = false;
    if (this.get().length > 1) this.back();
  }
}
