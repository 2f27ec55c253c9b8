// T9: whose PIN. A wrong one stays here, with a new key for the next try; everything else is an outcome.
import { useEffect } from "react";
import { start } from "../app/actions";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import type { Intent } from "../core/intent";
import type { Operation } from "../core/operation";
import type { Card, Problem } from "../core/types";
import { Bar } from "../parts/bar";
import { PinPad } from "../parts/pin-pad";
import { useOperations } from "../app/use-operations";
import { What } from "../parts/what";

interface PinScreenProps {
  card: Card;
  intent: Intent;
  problem: Problem | null; // why a PIN that was remembered did not do
  operationKey: string | null; // of the last try
}

const STAYS = new Set(["pin_invalid", "pin_locked", "pin_required"]);

function isForThePad(operation: Operation | undefined): boolean {
  return operation?.state.name === "refused" && STAYS.has(operation.state.problem.code);
}

export function PinScreen({ card, intent, problem, operationKey: key }: PinScreenProps) {
  const services = useServices();
  const { connection, navigation, terminal } = services;
  const shop = useStore(terminal);
  const isOnline = useStore(connection);
  const operation = useOperations().find((each) => each.key === key);
  const state = operation?.state;
  useEffect(() => {
    if (!operation || state?.name === "sending" || isForThePad(operation)) return;
    navigation.openOutcome({ name: "outcome", operationKey: operation.key, intent, card });
  }, [operation, state, navigation, intent, card]);
  if (!shop?.program) return null;
  const shown =
    state?.name === "refused" && isForThePad(operation) ? state.problem : key === null ? problem : null;
  const submit = (pin: string, staffPinId: string | null) => {
    const operationKey = start(services, intent, { pin, staffPinId }).key;
    navigation.amend({ name: "pin", card, intent, problem, operationKey });
  };
  const back = () => navigation.back();
  return (
    <>
      <Bar back={back} />
      <PinPad
        people={shop.staff}
        firstChoice={intent.staffPinId}
        problem={shown}
        isBusy={state?.name === "sending"}
        isOff={!isOnline}
        submit={submit}
        back={back}
      >
        <What intent={intent} card={card} program={shop.program} />
      </PinPad>
    </>
  );
}
