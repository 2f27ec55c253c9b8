// What could not be read, and the way to try again.
import { useState } from "react";
import { Refused } from "./api";
import { useTexts } from "./use-texts";
import { useGround } from "./ground";
import { formatRemaining } from "../shared/countdown";
import { useRemaining } from "./use-remaining";
import { Fault } from "./field";
import { sayProblem } from "./problem";

function useWords(error: unknown, noAnswer: string): string {
  const texts = useTexts();
  return error instanceof Refused ? sayProblem(error.problem, texts).detail : noAnswer;
}

// Above a form, whose own button is the way to try again.
export function FormFault({ error, noAnswer }: { error: unknown; noAnswer: string }) {
  const said = useWords(error, noAnswer);
  const problem = error instanceof Refused ? error.problem : null;
  return (
    <>
      <Fault>{said}</Fault>
      {problem && problem.status >= 500 && problem.request_id && <RequestId id={problem.request_id} />}
    </>
  );
}

export function ReadFault({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTexts();
  const remaining = useRetryAfter(error);
  const problem = error instanceof Refused ? error.problem : null;
  const said = useWords(error, t("app.no_answer"));
  return (
    <div className="read-fault" role="alert">
      <p>{said}</p>
      {problem?.request_id && <RequestId id={problem.request_id} />}
      <button type="button" className="sec" disabled={remaining > 0} onClick={retry}>
        {remaining > 0
          ? t("app.try_again_in", { time: formatRemaining(remaining) })
          : t("shared.try_again")}
      </button>
    </div>
  );
}

// Milliseconds that the server still asks to wait, from when this page saw what it said.
export function useRetryAfter(error: unknown): number {
  const { clock } = useGround();
  const [seen, setSeen] = useState({ error, at: clock.now() });
  if (seen.error !== error) setSeen({ error, at: clock.now() });
  const seconds = error instanceof Refused ? error.problem.retry_after_seconds : undefined;
  return useRemaining(seconds === undefined ? null : seen.at + seconds * 1000);
}

// Small, and copied by a tap, for whoever looks into the log.
export function RequestId({ id }: { id: string }) {
  const { t } = useTexts();
  const copy = () => void navigator.clipboard?.writeText(id).catch(() => undefined); // it can be read off, too
  return (
    <button type="button" className="request-id" onClick={copy}>
      {t("app.request_id", { id })}
    </button>
  );
}
