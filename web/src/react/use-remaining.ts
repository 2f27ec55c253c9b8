// Counts down on the server's clock.
import { useEffect, useState } from "react";
import { useGround } from "./ground";

// Milliseconds until a moment of the server's; 0 when it has come.
export function useRemaining(until: string | number | null | undefined): number {
  const { clock } = useGround();
  const end = until === null || until === undefined ? null : new Date(until).getTime();
  const [, tick] = useState(0);
  const remaining = end === null ? 0 : Math.max(0, end - clock.now());
  useEffect(() => {
    if (end === null || remaining === 0) return;
    const timer = setTimeout(() => tick((count) => count + 1), Math.min(remaining, 250));
    return () => clearTimeout(timer);
  });
  return remaining;
}
