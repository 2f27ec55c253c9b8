// No answer yet. It is asked for again and again; others can be served meanwhile.
import { IconHourglass } from "@tabler/icons-react";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import type { Operation } from "../core/operation";
import { Bar } from "./bar";
import { sayHolder, sayOperation } from "./say-operation";

export function UnclearFace({ operation }: { operation: Operation }) {
  const texts = useTexts();
  const { t } = texts;
  const { navigation } = useServices();
  const next = () => navigation.home();
  useKeys({ primary: next, back: next });
  return (
    <>
      <Bar />
      <main className="outcome" tabIndex={-1}>
        <div className="dial dial-unclear">
          <IconHourglass size={96} stroke={1.4} aria-hidden="true" />
        </div>
        <div className="outcome-text">
          <div role="status">
            <h1>{t("terminal.unclear.title")}</h1>
            <p className="outcome-why">
              {t("terminal.unclear.what", {
                what: sayOperation(operation, texts),
                name: sayHolder(operation, texts),
              })}
            </p>
          </div>
          <p className="note">
            <span className="spinner" aria-hidden="true" />
            <span>{t("terminal.unclear.note")}</span>
          </p>
          <div className="buttons">
            <button type="button" className="big" onClick={next}>
              {t("terminal.next")}
            </button>
          </div>
        </div>
      </main>
    </>
  );
}
