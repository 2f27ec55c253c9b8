// The undo in a row of history.
import { IconArrowBackUp } from "@tabler/icons-react";
import { useTexts } from "../app/language";
import { useServices } from "../app/services";
import { useStore } from "../app/store";
import type { Card, Transaction } from "../core/types";
import { sayRow } from "./rows";

export function UndoButton({
  card,
  row,
  name,
}: {
  card: Card | undefined;
  row: Transaction;
  name: string;
}) {
  const texts = useTexts();
  const { api, navigation, settings } = useServices();
  const { vendorCode } = useStore(settings);
  const undo = async () => {
    const found = card ?? (await api.readCard(row.card_id, vendorCode ?? ""));
    navigation.open({ name: "undo", card: found, transaction: row });
  };
  return (
    <button
      type="button"
      className="row-undo"
      aria-label={texts.t("terminal.undo.of", { what: sayRow(row, texts), name })}
      onClick={() => void undo()}
    >
      <IconArrowBackUp size={24} stroke={2} aria-hidden="true" />
      {texts.t("terminal.undo.action")}
    </button>
  );
}
