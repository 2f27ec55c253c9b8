// What could not be read, and the way to try again.
import { Refused } from "../app/api";
import { useTexts } from "../app/language";
import { sayProblem } from "./problem";

export function ReadFault({ error, retry }: { error: unknown; retry: () => void }) {
  const texts = useTexts();
  const said =
    error instanceof Refused ? sayProblem(error.problem, texts).detail : texts.t("terminal.no_answer");
  return (
    <div className="read-fault" role="alert">
      <p>{said}</p>
      {error instanceof Refused && error.problem.request_id && <RequestId id={error.problem.request_id} />}
      <button type="button" className="sec" onClick={retry}>
        {texts.t("shared.try_again")}
      </button>
    </div>
  );
}

// Small, and copied by a tap, for whoever looks into the log.
export function RequestId({ id }: { id: string }) {
  const { t } = useTexts();
  return (
    <button type="button" className="request-id" onClick={() => void navigator.clipboard?.writeText(id)}>
      {t("terminal.request_id", { id })}
    </button>
  );
}
