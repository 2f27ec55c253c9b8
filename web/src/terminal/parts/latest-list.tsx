// The shop's latest operations with the undo that the server still allows, and the totals of the day.
import { useQuery } from "@tanstack/react-query";
import { useTexts } from "../../react/use-texts";
import { readCard } from "../app/counter-api";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { useShopDay } from "../app/use-shop-day";
import { mayUndo, sumRows } from "../core/business-day";
import { lastDigits } from "../core/card-code";
import type { HistoryEntry } from "../core/types";
import { ReadFault } from "../../react/read-fault";
import { joinRows, sayRow } from "./rows";
import { UndoButton } from "./undo-button";

export function useLatest() {
  const { api } = useServices();
  return useQuery({
    queryKey: ["rows", "latest"],
    queryFn: () => api.ask("get", "/api/v1/vendor/loyalty/transactions", { query: { limit: 50 } }),
    refetchInterval: 60_000,
  });
}

export function LatestList({ limit }: { limit: number }) {
  const { t } = useTexts();
  const { data, error, refetch } = useLatest();
  if (error) return <ReadFault error={error} retry={() => void refetch()} />;
  if (!data) return <div className="still" aria-hidden="true" />;
  const rows = joinRows(data.items);
  if (rows.length === 0) return <p className="empty">{t("terminal.latest.empty")}</p>;
  return (
    <ul className="rows">
      {rows.slice(0, limit).map((row, index) => (
        <LatestRow
          key={row.id}
          row={row}
          isLastOfCard={rows.findIndex((other) => other.card_id === row.card_id) === index}
        />
      ))}
    </ul>
  );
}

export function LatestRow({ row, isLastOfCard }: { row: HistoryEntry; isLastOfCard: boolean }) {
  const texts = useTexts();
  const { clock, session } = useServices();
  const current = useStore(session);
  const role = "user" in current ? current.user.role : "staff";
  const canUndo = mayUndo(row, role, clock.now()) && (role !== "staff" || isLastOfCard);
  const name =
    row.customer_name ?? texts.t("terminal.card.ends_in", { digits: lastDigits(row.card_number) });
  const isToday = texts.day(row.created_at) === texts.t("app.today");
  return (
    <li className={row.voided_by_id ? "row row-voided" : "row"}>
      <time className="num" dateTime={row.created_at}>
        {isToday ? texts.time(row.created_at) : texts.day(row.created_at)}
      </time>
      <div>
        <b>{sayRow(row, texts)}</b>
        <small>
          {row.staff_name ? texts.t("terminal.name_by", { name, staff: row.staff_name }) : name}
        </small>
      </div>
      {row.voided_by_id && <span className="row-mark">{texts.t("terminal.row.taken_back")}</span>}
      {canUndo && <UndoButton card={null} row={row} name={name} />}
    </li>
  );
}

// A card that is known by its id; read once and kept while the terminal is not locked.
export function useCard(id: string) {
  const { api, settings } = useServices();
  const { vendorCode } = useStore(settings);
  return useQuery({
    queryKey: ["card", id],
    queryFn: () => readCard(api, id, vendorCode ?? ""),
    staleTime: Infinity,
  });
}

export function DayTotals() {
  const { t, number } = useTexts();
  const { api, terminal } = useServices();
  const shop = useStore(terminal);
  const { dayOf, today } = useShopDay();
  const { data } = useQuery({
    queryKey: ["rows", "today", today],
    queryFn: () =>
      api.ask("get", "/api/v1/vendor/loyalty/transactions", { query: { from: today, limit: 200 } }),
  });
  if (!data || !shop?.program) return null;
  const isPartial = data.next_cursor !== null;
  const totals = sumRows(data.items.filter((row) => dayOf(row.created_at) === today));
  const type = shop.program.loyalty_type;
  const figures = [
    ...(type === "points" ? [] : [{ label: t("terminal.latest.stamps"), value: totals.stamps }]),
    ...(type === "stamps" ? [] : [{ label: t("terminal.latest.points"), value: totals.points }]),
    { label: t("terminal.latest.rewards"), value: totals.rewards },
  ];
  return (
    <dl className="facts totals">
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="num">
            {isPartial ? t("terminal.latest.at_least", { n: number(value) }) : number(value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
