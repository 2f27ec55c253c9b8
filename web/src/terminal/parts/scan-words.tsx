// What the scan says under the picture: hold it here, what was read, and why a code opens no card.
import { useEffect, useState } from "react";
import { formatCardNumber } from "../../shared/formats";
import { useTexts } from "../../react/use-texts";
import type { ScanState } from "../app/scanner";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { sayProblem } from "../../react/problem";

const SHOWN_MS = 6000;
const FOUND_MS = 400;
const SLOW_MS = 300;

export function ScanWords() {
  const texts = useTexts();
  const { camera, scanner } = useServices();
  const state = useStore(scanner);
  const isSlow = useSlow(state);
  const isOn = useStore(camera).name === "on";
  useEffect(() => {
    if (state.name === "ready" || state.name === "looking_up") return;
    const timer = setTimeout(() => scanner.clear(), state.name === "found" ? FOUND_MS : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state, scanner]);
  const words = say(state, isSlow, texts);
  return (
    <>
      {!words && isOn && <p className="camera-words">{texts.t("terminal.scan.hint")}</p>}
      <p className={words ? `camera-words camera-says ${isFault(state) ? "bad" : ""}` : "sr"} role="status">
        {words}
      </p>
    </>
  );
}

function isFault(state: ScanState): boolean {
  return state.name === "foreign" || state.name === "refused" || state.name === "unanswered";
}

function say(state: ScanState, isSlow: boolean, texts: ReturnType<typeof useTexts>): string | null {
  const { t } = texts;
  if (state.name === "looking_up")
    return isSlow ? t("terminal.scan.looking_up", { code: shorten(state.code) }) : null;
  if (state.name === "foreign") return t(`terminal.scan.${state.kind}`);
  if (state.name === "refused") return sayProblem(state.problem, texts).detail;
  return state.name === "unanswered" ? t("app.no_answer") : null;
}

function shorten(code: string): string {
  return code.startsWith("LC1-") ? `…${code.slice(-4)}` : formatCardNumber(code);
}

// True once a look-up has taken longer than a person should wonder.
function useSlow(state: ScanState): boolean {
  const [slow, setSlow] = useState<ScanState | null>(null);
  useEffect(() => {
    if (state.name !== "looking_up") return;
    const timer = setTimeout(() => setSlow(state), SLOW_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return slow === state;
}
