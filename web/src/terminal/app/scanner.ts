// What happens with a code that the camera saw, a scanner typed or a person entered: the card opens.
import type { QueryClient } from "@tanstack/react-query";
import { type ForeignCode, parseCardCode, recogniseForeign } from "../core/card-code";
import type { PinMemory } from "../core/pin-memory";
import type { Card, Problem } from "../core/types";
import { type Api, Refused } from "../../react/api";
import type { Navigation } from "./navigation";
import type { Session } from "../../react/session";
import type { CounterSettingsStore } from "./settings";
import { play } from "./sound";
import { Store } from "../../react/store";

export type ScanState =
  | { name: "ready" }
  | { name: "looking_up"; code: string }
  | { name: "found" }
  | { name: "foreign"; kind: ForeignCode }
  | { name: "refused"; problem: Problem; code: string }
  | { name: "unanswered"; code: string };

interface Parts {
  api: Api;
  navigation: Navigation;
  pins: PinMemory;
  queries: QueryClient;
  session: Store<Session>;
  isLocked: Store<boolean>;
  settings: CounterSettingsStore;
}

export class Scanner extends Store<ScanState> {
  private turn = 0; // a newer code makes an older look-up void

  constructor(private readonly parts: Parts) {
    super({ name: "ready" });
  }

  // The camera saw a code while the scan screen is on top.
  seen(text: string): void {
    if (this.parts.navigation.screen.name !== "scan") return;
    this.scanned(parseCardCode(text), text);
  }

  scanned(code: string | null, raw: string): void {
    const { session, isLocked, settings, navigation } = this.parts;
    if (session.get().name !== "signed_in" || isLocked.get()) return;
    if (settings.get().hasSound) play(code === null ? "refused" : "read");
    if (code === null) {
      this.turn += 1;
      if (navigation.screen.name !== "scan") navigation.home();
      this.set({ name: "foreign", kind: recogniseForeign(raw) });
    } else {
      void this.lookUp(code, performance.now()).then(({ name }) => {
        // Why a scan opened nothing stands on the scan screen.
        const isRead = name === "found" || name === "ready" || navigation.screen.name === "scan";
        if (!isRead) navigation.home();
      });
    }
  }

  // Opens the card; the answer says what became of it, for pages that show that themselves.
  async lookUp(code: string, scannedAt: number | null): Promise<ScanState> {
    const turn = ++this.turn;
    this.set({ name: "looking_up", code });
    let result: ScanState;
    try {
      const card = await this.parts.api.ask("get", "/api/v1/vendor/loyalty/cards/lookup", {
        query: { code },
      });
      if (turn !== this.turn) return { name: "ready" };
      this.open(card, scannedAt);
      result = { name: "found" };
    } catch (fault) {
      if (turn !== this.turn) return { name: "ready" };
      result =
        fault instanceof Refused
          ? { name: "refused", problem: fault.problem, code }
          : { name: "unanswered", code };
    }
    this.set(result);
    return result;
  }

  open(card: Card, scannedAt: number | null): void {
    this.parts.pins.forgetUnless(card.id);
    this.parts.queries.setQueryData(["card", card.id], card);
    this.parts.navigation.openCard({ name: "card", card, scannedAt, notice: null });
  }

  clear(): void {
    this.turn += 1;
    this.set({ name: "ready" });
  }
}
