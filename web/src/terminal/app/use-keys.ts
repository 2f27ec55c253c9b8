// The keys of the part that is on top for as long as it is shown.
import { useLayoutEffect, useRef } from "react";
import type { Keys } from "./keyboard";
import { useServices } from "./services";

export function useKeys(keys: Keys): void {
  const { keyboard } = useServices();
  const current = useRef(keys);
  useLayoutEffect(() => {
    current.current = keys;
  });
  // Before the part is seen: whoever sees it may press a key.
  useLayoutEffect(() => keyboard.push(current), [keyboard]);
}
