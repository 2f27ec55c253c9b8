// An amount that is easily a slip of the finger is asked for once more.
import { Modal } from "@mantine/core";
import { useTexts } from "../../react/use-texts";

interface ConfirmAmountProps {
  amount: string;
  isAsking: boolean;
  confirm: () => void;
  cancel: () => void;
}

export function ConfirmAmount({ amount, isAsking, confirm, cancel }: ConfirmAmountProps) {
  const { t } = useTexts();
  return (
    <Modal
      opened={isAsking}
      onClose={cancel}
      title={t("terminal.points.large")}
      centered
      closeButtonProps={{ "aria-label": t("terminal.cancel") }}
    >
      <p className="modal-figure num">{amount}</p>
      <div className="two">
        <button type="button" className="sec" onClick={cancel}>
          {t("terminal.points.correct")}
        </button>
        <button type="button" className="sec sec-ink" onClick={confirm} data-autofocus>
          {t("terminal.points.right")}
        </button>
      </div>
    </Modal>
  );
}
