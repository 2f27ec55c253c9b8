// Counts the operations that are not confirmed yet, while others are served; says so when one is.
import { IconCircleCheck, IconExclamationCircle, IconHourglass } from "@tabler/icons-react";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { useOthers } from "../app/use-operations";

export function OpenChip() {
  const { t } = useTexts();
  const { navigation } = useServices();
  const others = useOthers();
  const [first] = others;
  if (!first) return null;
  const decided = others.find(({ state }) => state.name === "success" || state.name === "refused") ?? first;
  const show = () =>
    navigation.openOutcome({ name: "outcome", operationKey: decided.key, intent: null, card: null });
  const name =
    decided.state.name === "success" ? "success" : decided.state.name === "refused" ? "refused" : "unclear";
  const Icon = { success: IconCircleCheck, refused: IconExclamationCircle, unclear: IconHourglass }[name];
  const open = others.filter(({ state }) => state.name === "unclear" || state.name === "signed_out").length;
  return (
    <button type="button" className={`chip chip-${name}`} onClick={show}>
      <Icon size={22} stroke={2} aria-hidden="true" />
      {name === "unclear" ? t("terminal.open.count", { n: open }) : t(`terminal.open.${name}`)}
    </button>
  );
}
