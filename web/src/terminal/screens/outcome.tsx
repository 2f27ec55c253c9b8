// T10: what became of an operation, in one frame: done, refused, not confirmed yet, on its way.
import { useEffect, useState } from "react";
import { useServices } from "../app/services";
import type { Intent } from "../core/intent";
import type { Card } from "../core/types";
import { Bar } from "../parts/bar";
import { useOperations } from "../app/use-operations";
import { RefusedFace } from "../parts/outcome-refused";
import { SuccessFace } from "../parts/outcome-success";
import { UnclearFace } from "../parts/outcome-unclear";

interface OutcomeScreenProps {
  operationKey: string;
  intent: Intent | null; // unknown after a reload
  card: Card | null;
}

const QUIET_MS = 300;

export function OutcomeScreen({ operationKey, intent, card }: OutcomeScreenProps) {
  const { navigation } = useServices();
  const listed = useOperations().find(({ key }) => key === operationKey);
  const [operation, setOperation] = useState(listed);
  if (listed && listed !== operation) setOperation(listed);
  const problem = operation?.state.name === "refused" ? operation.state.problem : null;
  useEffect(() => {
    // A PIN that was remembered is no longer right: the pad asks for it again.
    if (intent && card && problem?.code.startsWith("pin_"))
      navigation.openOutcome({ name: "pin", card, intent, problem, operationKey: null });
  }, [problem, intent, card, navigation]);
  useEffect(() => {
    if (!operation) navigation.home();
  }, [operation, navigation]);
  if (!operation) return null;
  switch (operation.state.name) {
    case "success":
      return <SuccessFace operation={operation} answer={operation.state.answer} />;
    case "refused":
      return (
        <RefusedFace operation={operation} problem={operation.state.problem} intent={intent} card={card} />
      );
    case "sending":
      return <SendingFace />;
    default:
      return <UnclearFace operation={operation} />;
  }
}

// Nothing for a moment: most answers come sooner than a picture could be understood.
function SendingFace() {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <Bar />
      <main className="outcome" tabIndex={-1} aria-busy="true">
        <div className="dial">{isSlow && <span className="spinner spinner-large" />}</div>
      </main>
    </>
  );
}
