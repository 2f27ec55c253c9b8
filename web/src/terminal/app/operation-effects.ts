// What the terminal does by itself when the server has said what became of an operation.
import type { Operation } from "../core/operation";
import type { Screen } from "./navigation";
import type { Services } from "./services";
import { play } from "./sound";

// Refusals that the server gives only after the PIN was right.
const AFTER_THE_PIN = new Set([
  "daily_limit_reached",
  "cooldown_active",
  "not_enough_stamps",
  "not_enough_points",
  "reward_not_found",
  "points_limit_reached",
  "purchase_already_recorded",
  "purchase_below_minimum",
  "already_voided",
  "not_voidable",
]);

// The operation that a screen speaks of, so that no chip needs to.
export function shownBy(screen: Screen): string[] {
  const key = screen.name === "outcome" || screen.name === "pin" ? screen.operationKey : null;
  return key === null ? [] : [key];
}

// Refusals that say that the program is no longer as this page knows it.
const OF_THE_PROGRAM = new Set([
  "program_inactive",
  "wrong_program_type",
  "pin_required",
  "reward_not_found",
]);

export function watchOperations(services: Services): void {
  const known = new Map<string, string>();
  let shown: string[] = [];
  services.navigation.subscribe(() => {
    const now = services.navigation.get().flatMap(shownBy);
    for (const key of shown) if (!now.includes(key)) services.book.dismiss(key); // its answer was read
    shown = now;
  });
  services.book.subscribe(() => {
    for (const operation of services.book.operations) {
      const { name } = operation.state;
      if (known.get(operation.key) === name) continue;
      known.set(operation.key, name);
      settle(services, operation);
    }
  });
}

function settle(services: Services, operation: Operation): void {
  const { state, request, subject } = operation;
  if (state.name === "refused") {
    if (services.settings.get().hasSound) play("refused");
    if (AFTER_THE_PIN.has(state.problem.code)) keepPin(services, operation);
    if (state.problem.code.startsWith("pin_")) services.pins.forget();
    // The card is not as this page knew it: another till may have been faster.
    for (const queryKey of [["card", subject.cardId], ["limit", subject.cardId], ["rows"]]) {
      void services.queries.invalidateQueries({ queryKey });
    }
    if (OF_THE_PROGRAM.has(state.problem.code))
      void services.queries.invalidateQueries({ queryKey: ["terminal"] });
  }
  if (state.name !== "success") return;
  if (services.settings.get().hasSound) play("done");
  navigator.vibrate?.(20);
  keepPin(services, operation);
  const { transaction, card } = state.answer;
  services.last.set(request.kind === "void" ? null : { transaction, card });
  services.counterTimes.add(operation);
  services.queries.setQueryData(["card", card.id], card);
  void services.queries.invalidateQueries({ queryKey: ["rows"] });
  void services.queries.invalidateQueries({ queryKey: ["limit", card.id] });
}

// Kept only while the card it was typed for is still open.
function keepPin({ pins, navigation, settings }: Services, { request, subject }: Operation): void {
  const { pin, staff_pin_id: staffPinId } = request.body;
  if (typeof pin !== "string") return;
  const isOpenCard = navigation
    .get()
    .some((screen) => "card" in screen && screen.card?.id === subject.cardId);
  if (isOpenCard && !document.hidden)
    pins.keep(subject.cardId, { pin, staffPinId: (staffPinId as string) ?? null });
  if (typeof staffPinId === "string") settings.usedStaff(staffPinId);
}
