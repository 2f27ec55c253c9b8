// T9's pad: the names, the digits as dots, the tick. The length of a PIN is never guessed.
import { type ReactNode, useState } from "react";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { formatRemaining } from "../../shared/countdown";
import type { Problem, Staff } from "../core/types";
import { useRemaining } from "../../react/use-remaining";
import { Keypad } from "./keypad";
import { People } from "./people";
import { sayProblem } from "../../react/problem";
import { usePaste } from "./type-pad";

const PIN_DIGITS_MIN = 4;
const PIN_DIGITS_MAX = 8;

interface PinPadProps {
  people: Staff[];
  firstChoice: string | null; // whose PIN it takes, when that is known
  children: ReactNode; // what will happen
  problem: Problem | null; // of the last try
  isBusy: boolean;
  isOff?: boolean;
  submit(pin: string, staffPinId: string | null): void;
  back?: (() => void) | undefined;
}

export function PinPad({
  people,
  firstChoice,
  children,
  problem,
  isBusy,
  isOff,
  submit,
  back,
}: PinPadProps) {
  const texts = useTexts();
  const { settings } = useServices();
  const { recentStaff } = useStore(settings);
  const [chosen, setChosen] = useState(() => firstChoice ?? usual(people, recentStaff));
  const [digits, setDigits] = useState("");
  const [read, setRead] = useState<Problem | null>(null); // a problem that was answered by new digits
  const shown = problem === read ? null : problem;
  const lockedFor = useRemaining(shown?.code === "pin_locked" ? shown.retry_at : null);
  const isBlocked = isBusy || isOff === true || lockedFor > 0;
  const change = (next: string) => {
    if (isBlocked) return;
    setDigits(next.slice(0, PIN_DIGITS_MAX));
    if (next !== "") setRead(problem);
  };
  const choose = (id: string) => {
    if (isBusy) return;
    setChosen(id);
    setDigits("");
    setRead(problem);
  };
  const confirm = () => {
    if (isBlocked || digits.length < PIN_DIGITS_MIN) return;
    setRead(problem);
    setDigits("");
    submit(digits, chosen);
  };
  const erase = () => change(digits.slice(0, -1));
  usePaste((text) => change(text.replace(/\D/g, "")));
  useKeys({
    primary: confirm,
    back,
    dropsBursts: true,
    typed: (key) => (/^\d$/.test(key) ? change(digits + key) : key.length > 1 && erase()),
  });
  const person = people.find(({ id }) => id === chosen);
  return (
    <main className="pin" tabIndex={-1}>
      <div className="pin-left">
        {children}
        {people.length > 0 && (
          <People people={people} recent={recentStaff} chosen={chosen} choose={choose} />
        )}
        <Ask problem={shown} person={person} lockedFor={lockedFor} isBusy={isBusy} />
        <Dots count={digits.length} label={texts.t("terminal.pin.entered", { n: digits.length })} />
      </div>
      <Keypad
        digit={(digit) => change(digits + digit)}
        erase={erase}
        confirm={confirm}
        isOff={isBlocked && !isBusy}
        isBusy={isBusy}
      />
    </main>
  );
}

function usual(people: Staff[], recent: string[]): string | null {
  return recent.find((id) => people.some((person) => person.id === id)) ?? people[0]?.id ?? null;
}

interface AskProps {
  problem: Problem | null;
  person: Staff | undefined;
  lockedFor: number;
  isBusy: boolean;
}

function Ask({ problem, person, lockedFor, isBusy }: AskProps) {
  const texts = useTexts();
  const { t } = texts;
  const isLocked = problem?.code === "pin_locked" && lockedFor > 0;
  const isBad = problem !== null && (problem.code !== "pin_locked" || isLocked);
  const idle = person ? t("terminal.pin.for", { name: person.name }) : t("terminal.pin.ask");
  return (
    <>
      <p className={isBad ? "ask bad" : "ask"} role={isBad ? "alert" : "status"}>
        {isBad && problem ? sayProblem(problem, texts).detail : isBusy ? t("terminal.pin.checking") : idle}
      </p>
      {isLocked && (
        <p className="ask-time num" role="timer" aria-live="off">
          {formatRemaining(lockedFor)}
        </p>
      )}
    </>
  );
}

function Dots({ count, label }: { count: number; label: string }) {
  return (
    <div className="dots" role="img" aria-label={label}>
      {Array.from({ length: Math.max(PIN_DIGITS_MIN, count) }, (_, index) => (
        <i key={index} className={index < count ? "filled" : ""} />
      ))}
    </div>
  );
}
