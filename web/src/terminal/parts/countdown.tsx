// Counts down on the server's clock.
import { useEffect, useState } from "react";
import { useServices } from "../app/services";
import { computeShare, formatRemaining } from "../core/countdown";

// Milliseconds until a moment of the server's; 0 when it has come.
export function useRemaining(until: string | number | null | undefined): number {
  const { clock } = useServices();
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

export function Dial({ remaining, whole, caption }: { remaining: number; whole: number; caption: string }) {
  const around = 2 * Math.PI * 46;
  const drawn = around * computeShare(remaining, whole);
  const text = formatRemaining(remaining);
  return (
    <div className="dial" role="timer" aria-live="off">
      <svg viewBox="0 0 100 100" aria-hidden="true">
        <circle cx="50" cy="50" r="46" fill="none" stroke="var(--line)" strokeWidth="5" />
        {drawn > 0 && (
          <circle
            cx="50"
            cy="50"
            r="46"
            fill="none"
            stroke="var(--warn)"
            strokeWidth="5"
            strokeLinecap="round"
            strokeDasharray={`${drawn} ${around}`}
            transform="rotate(-90 50 50)"
          />
        )}
      </svg>
      <div>
        <b className={text.length > 5 ? "num long" : "num"}>{text}</b>
        <small>{caption}</small>
      </div>
    </div>
  );
}
