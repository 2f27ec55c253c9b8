// The last operation of this terminal, with its undo one tap away.
import { IconArrowBackUp, IconCircleCheck } from "@tabler/icons-react";
import { useTexts } from "../../react/use-texts";
import { useHome } from "../app/use-home";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { sayRow } from "./rows";

export function LastOperation() {
  const texts = useTexts();
  const { last } = useServices();
  const { undo } = useHome();
  const done = useStore(last);
  if (!done) return null;
  const { customer } = done.card;
  const name = customer.last_name
    ? `${customer.first_name} ${customer.last_name.slice(0, 1)}.`
    : customer.first_name;
  const { transaction } = done;
  return (
    <section className="last" aria-label={texts.t("terminal.last.title")}>
      <IconCircleCheck size={28} stroke={2} aria-hidden="true" className="last-mark" />
      <div>
        <b>{texts.t("terminal.last.what", { name, what: sayRow(transaction, texts) })}</b>
        <small className="num">{sayWho(transaction.created_at, transaction.staff_name, texts)}</small>
      </div>
      <button type="button" onClick={undo}>
        <IconArrowBackUp size={24} stroke={2} aria-hidden="true" />
        {texts.t("terminal.undo.action")}
      </button>
    </section>
  );
}

export function sayWho(at: string, staff: string | null, { t, time }: ReturnType<typeof useTexts>): string {
  return staff ? t("terminal.time_by", { time: time(at), staff }) : time(at);
}
