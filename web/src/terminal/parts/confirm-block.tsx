// Asks once before a card is blocked or opened again.
import { Modal } from "@mantine/core";
import { useTexts } from "../../react/use-texts";
import { fullName } from "../core/intent";
import type { Card } from "../core/types";
import { Fault } from "../../react/field";

interface ConfirmBlockProps {
  card: Card;
  isAsking: boolean;
  fault: string | null;
  confirm: () => void;
  cancel: () => void;
}

export function ConfirmBlock({ card, isAsking, fault, confirm, cancel }: ConfirmBlockProps) {
  const { t } = useTexts();
  const isBlocked = card.status === "blocked";
  const title = t(isBlocked ? "terminal.block.open" : "terminal.block.action");
  return (
    <Modal
      opened={isAsking}
      onClose={cancel}
      title={title}
      centered
      closeButtonProps={{ "aria-label": t("terminal.cancel") }}
    >
      <p className="modal-text">
        {t(isBlocked ? "terminal.block.open_detail" : "terminal.block.detail", { name: fullName(card) })}
      </p>
      {fault && <Fault>{fault}</Fault>}
      <div className="two">
        <button type="button" className="sec" onClick={cancel}>
          {t("terminal.cancel")}
        </button>
        <button type="button" className={isBlocked ? "sec" : "sec sec-bad"} onClick={confirm}>
          {title}
        </button>
      </div>
    </Modal>
  );
}
