// The undo in a row of history.
import { IconArrowBackUp } from "@tabler/icons-react";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import type { Card, Transaction } from "../core/types";
import { sayRow } from "./rows";

interface UndoButtonProps {
  card: Card | null; // null: only its id is known
  row: Transaction;
  name: string;
}

export function UndoButton({ card, row, name }: UndoButtonProps) {
  const texts = useTexts();
  const { navigation } = useServices();
  return (
    <button
      type="button"
      className="row-undo"
      aria-label={texts.t("terminal.undo.of", { what: sayRow(row, texts), name })}
      onClick={() => navigation.open({ name: "undo", card, transaction: row })}
    >
      <IconArrowBackUp size={24} stroke={2} aria-hidden="true" />
      {texts.t("terminal.undo.action")}
    </button>
  );
}
