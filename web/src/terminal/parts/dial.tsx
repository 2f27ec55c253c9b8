// A ring that empties while somebody waits.
import { computeShare, formatRemaining } from "../../shared/countdown";

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
