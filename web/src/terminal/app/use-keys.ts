// The keys of the part that is on top for as long as it is shown.
import { useEffect, useLayoutEffect, useRef } from "react";
import type { Keys } from "./keyboard";
import { useServices } from "./services";

export function useKeys(keys: Keys): void {
  const { keyboard } = useServices();
  const current = useRef(keys);
  useLayoutEffect(() => {
    current.current = keys;
  });
  useEffect(() => keyboard.push(current), [keyboard]);
}
