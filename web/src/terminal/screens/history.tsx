// What happened on one card.
import { useQuery } from "@tanstack/react-query";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import { readRows } from "../app/counter-api";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { mayUndo } from "../core/business-day";
import { lastDigits } from "../core/card-code";
import { fullName } from "../core/intent";
import type { Card, Transaction } from "../core/types";
import { Bar } from "../parts/bar";
import { UndoButton } from "../parts/undo-button";
import { ReadFault } from "../../react/read-fault";
import { joinRows, sayRow } from "../parts/rows";

export function HistoryScreen({ card }: { card: Card }) {
  const { t } = useTexts();
  const { api, navigation, settings } = useServices();
  const { vendorCode } = useStore(settings);
  const back = () => navigation.back();
  useKeys({ back, primary: back });
  const history = useQuery({
    queryKey: ["rows", "history", card.id],
    queryFn: () => readRows(api, card.id, vendorCode ?? ""),
  });
  const rows = joinRows(history.data ?? []);
  return (
    <>
      <Bar
        back={back}
        title={fullName(card)}
        detail={t("terminal.card.ends_in", { digits: lastDigits(card.card_number) })}
      />
      <main className="latest" tabIndex={-1}>
        <h1>{t("terminal.history.title")}</h1>
        <section className="panel">
          {history.error && <ReadFault error={history.error} retry={() => void history.refetch()} />}
          {history.data && rows.length === 0 && <p className="empty">{t("terminal.card.no_history")}</p>}
          <ul className="rows">
            {rows.map((row, index) => (
              <HistoryRow key={row.id} row={row} card={card} isLast={index === 0} />
            ))}
          </ul>
        </section>
      </main>
    </>
  );
}

function HistoryRow({ row, card, isLast }: { row: Transaction; card: Card; isLast: boolean }) {
  const texts = useTexts();
  const { t, day, time, number } = texts;
  const { clock, session } = useServices();
  const current = useStore(session);
  const role = "user" in current ? current.user.role : "staff";
  const after = card.loyalty_type === "points" ? row.points_after : row.stamps_after;
  const at = t("terminal.day_time", { day: day(row.created_at), time: time(row.created_at) });
  return (
    <li className={row.voided_by_id ? "row row-voided" : "row"}>
      <div>
        <b>{sayRow(row, texts)}</b>
        <small className="num">
          {row.staff_name ? t("terminal.name_by", { name: at, staff: row.staff_name }) : at}
        </small>
      </div>
      {row.voided_by_id && <span className="row-mark">{t("terminal.row.taken_back")}</span>}
      {mayUndo(row, role, clock.now()) && (role !== "staff" || isLast) ? (
        <UndoButton card={card} row={row} name={fullName(card)} />
      ) : (
        <span className="row-after num">{t("terminal.history.after", { n: number(after) })}</span>
      )}
    </li>
  );
}
