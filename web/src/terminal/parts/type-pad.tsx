// T3: a card's number, in groups of four. It looks up by itself when it is complete.
import { useEffect, useState } from "react";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import type { ScanState } from "../app/scanner";
import { useServices } from "../app/services";
import { CARD_NUMBER_DIGITS, isCardNumber } from "../core/card-code";
import { Keypad } from "./keypad";
import { sayProblem } from "../../react/problem";

interface TypePadProps {
  initial: string;
  amend(digits: string): void; // what is typed is kept outside too
  back?: () => void;
  note?: string;
}

export function TypePad({ initial, amend, back, note }: TypePadProps) {
  const texts = useTexts();
  const { scanner } = useServices();
  const [digits, setDigits] = useState(initial);
  const [result, setResult] = useState<ScanState>({ name: "ready" });
  const change = (next: string) => {
    const typed = next.replace(/\D/g, "").slice(0, CARD_NUMBER_DIGITS);
    setDigits(typed);
    setResult({ name: "ready" });
    amend(typed);
    if (isCardNumber(typed)) void scanner.lookUp(typed, performance.now()).then(setResult);
  };
  const erase = () => change(digits.slice(0, -1));
  const retry = () => {
    if (isCardNumber(digits)) change(digits);
  };
  usePaste(change);
  useKeys({
    primary: retry,
    back,
    typed: (key) => (/^\d$/.test(key) ? change(digits + key) : key.length > 1 && erase()),
    dropsBursts: false,
  });
  const words = say(digits, result, texts);
  return (
    <div className="type-pad">
      <div className="typed">
        {note && <p className="typed-note">{note}</p>}
        <p className="typed-digits num" aria-live="off">
          {[0, 4, 8].map((start) => (
            <span key={start}>{digits.slice(start, start + 4).padEnd(4, "·")}</span>
          ))}
        </p>
        <p className={words.isBad ? "ask bad" : "ask"} role="status">
          {words.text}
        </p>
      </div>
      <Keypad digit={(digit) => change(digits + digit)} erase={erase} />
    </div>
  );
}

function say(
  digits: string,
  result: ScanState,
  texts: ReturnType<typeof useTexts>,
): { text: string; isBad: boolean } {
  const { t } = texts;
  if (result.name === "refused") return { text: sayProblem(result.problem, texts).detail, isBad: true };
  if (result.name === "unanswered") return { text: t("app.no_answer"), isBad: true };
  if (digits.length < CARD_NUMBER_DIGITS) return { text: t("terminal.type.hint"), isBad: false };
  return isCardNumber(digits)
    ? { text: t("terminal.type.looking"), isBad: false }
    : { text: t("terminal.scan.number"), isBad: true };
}

export function usePaste(paste: (text: string) => void): void {
  useEffect(() => {
    const listen = (event: ClipboardEvent) => {
      if (event.target instanceof HTMLInputElement) return;
      const text = event.clipboardData?.getData("text") ?? "";
      if (/\d/.test(text)) paste(text);
    };
    document.addEventListener("paste", listen);
    return () => document.removeEventListener("paste", listen);
  });
}
