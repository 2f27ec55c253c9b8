// Does what a person decided, with the PIN that it takes.
import { useMemo } from "react";
import { type Intent, toRequest } from "../core/intent";
import type { Operation } from "../core/operation";
import type { KnownPin } from "../core/pin-memory";
import type { Card } from "../core/types";
import { type Services, useServices } from "./services";

// Sends it at once where no PIN is needed or the right one is still known, else asks for it first.
export function perform(services: Services, intent: Intent, card: Card): void {
  const { connection, navigation, pins, terminal } = services;
  if (!connection.get()) return;
  const known = pins.find(card.id);
  const isTheirs = intent.staffPinId === null || known?.staffPinId === intent.staffPinId;
  if (terminal.get()?.limits?.require_staff_pin && !(known && isTheirs)) {
    navigation.open({ name: "pin", card, intent, problem: null, operationKey: null });
    return;
  }
  const operation = start(services, intent, known);
  navigation.openOutcome({ name: "outcome", operationKey: operation.key, intent, card });
}

export function start({ book, terminal }: Services, intent: Intent, proof: KnownPin | null): Operation {
  const shop = terminal.get();
  const staff = shop?.staff.find(({ id }) => id === proof?.staffPinId);
  const pin =
    proof === null
      ? {}
      : { pin: proof.pin, ...(proof.staffPinId ? { staff_pin_id: proof.staffPinId } : {}) };
  const subject = { ...intent.subject, staffName: staff?.name ?? null };
  return book.start(toRequest(intent, shop?.vendor.code ?? "", pin), subject);
}

export function useActions() {
  const services = useServices();
  return useMemo(
    () => ({ perform: (intent: Intent, card: Card) => perform(services, intent, card) }),
    [services],
  );
}
