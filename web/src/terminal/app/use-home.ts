// The ways that lead on from the scan screen, and the keys for them, which work on every screen.
import { useMemo } from "react";
import type { NewCardDraft } from "./navigation";
import { useServices } from "./services";

export function emptyDraft(text: string): NewCardDraft {
  const isContact = text.includes("@") || /^[+\d][\d\s/.-]{4,}$/.test(text);
  const contact = isContact ? text : "";
  const [firstName = "", ...rest] = isContact ? [] : text.split(/\s+/);
  return {
    firstName,
    lastName: rest.join(" "),
    contact,
    isPhone: isContact && !text.includes("@"),
    birthday: "",
    hasBirthday: false,
    hasConsent: false,
    acceptsTerms: false,
  };
}

export function useHome() {
  const { isLocked, last, navigation, pins, queries } = useServices();
  return useMemo(() => {
    const lock = () => {
      navigation.home();
      pins.forget();
      last.set(null);
      queries.clear(); // no customer's data stays in the page
      isLocked.set(true);
    };
    const undo = () => {
      const done = last.get();
      if (done) navigation.open({ name: "undo", card: done.card, transaction: done.transaction });
    };
    const openNew = (text: string) => navigation.open({ name: "new", draft: emptyDraft(text) });
    // Another customer: what was open before is done with.
    const functions = {
      F2: () => navigation.begin({ name: "find", text: "" }),
      F3: () => navigation.begin({ name: "type", digits: "" }),
      F4: () => navigation.begin({ name: "new", draft: emptyDraft("") }),
      F8: undo,
      F9: lock,
    };
    return { lock, undo, openNew, functions };
  }, [isLocked, last, navigation, pins, queries]);
}
