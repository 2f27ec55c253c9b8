// Counts the operations that are not confirmed yet, while others are served; says so when one is.
import { IconCircleCheck, IconExclamationCircle, IconHourglass } from "@tabler/icons-react";
import { useSyncExternalStore } from "react";
import { useTexts } from "../app/language";
import { shownBy } from "../app/operation-effects";
import { useServices } from "../app/services";
import { useStore } from "../app/store";
import type { Operation } from "../core/operation";

export function useOperations(): Operation[] {
  const { book } = useServices();
  return useSyncExternalStore(
    (listener) => book.subscribe(listener),
    () => book.operations,
  );
}

// Those that nobody looks at now: the one on the screen speaks for itself.
export function useOthers(): Operation[] {
  const { navigation } = useServices();
  const shown = useStore(navigation).flatMap(shownBy);
  return useOperations().filter(({ key, state }) => !shown.includes(key) && state.name !== "sending");
}

export function OpenChip() {
  const { t } = useTexts();
  const { navigation } = useServices();
  const others = useOthers();
  const [first] = others;
  if (!first) return null;
  const decided = others.find(({ state }) => state.name === "success" || state.name === "refused") ?? first;
  const show = () =>
    navigation.openOutcome({ name: "outcome", operationKey: decided.key, intent: null, card: null });
  const name =
    decided.state.name === "success" ? "success" : decided.state.name === "refused" ? "refused" : "unclear";
  const Icon = { success: IconCircleCheck, refused: IconExclamationCircle, unclear: IconHourglass }[name];
  const open = others.filter(({ state }) => state.name === "unclear" || state.name === "signed_out").length;
  return (
    <button type="button" className={`chip chip-${name}`} onClick={show}>
      <Icon size={22} stroke={2} aria-hidden="true" />
      {name === "unclear" ? t("terminal.open.count", { n: open }) : t(`terminal.open.${name}`)}
    </button>
  );
}
