// The operations that are open or whose answer nobody has read yet.
import { useSyncExternalStore } from "react";
import { useStore } from "../../react/store";
import type { Operation } from "../core/operation";
import { shownBy } from "./operation-effects";
import { useServices } from "./services";

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
