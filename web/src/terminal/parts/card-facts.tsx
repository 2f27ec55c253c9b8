// When the card was last used, how much of today's limit is taken, and its latest rows.
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import type { Card, Program } from "../core/types";
import { useCardRows } from "./card-rows";
import { joinRows, sayRow } from "./rows";
import { useStampLimit } from "./stamp-limit";

export function CardFacts({ card, program }: { card: Card; program: Program }) {
  const { t, day, time } = useTexts();
  const limit = useStampLimit(card, program);
  const hasStamps = program.loyalty_type !== "points";
  const last = hasStamps ? card.last_stamp_at : card.last_points_at;
  const expiring = card.points_expiring;
  return (
    <dl className="facts">
      <div>
        <dt>{t(hasStamps ? "terminal.card.last_stamp" : "terminal.card.last_points")}</dt>
        <dd>
          {last
            ? t("terminal.day_time", { day: day(last), time: time(last) })
            : t("terminal.card.none_yet")}
        </dd>
      </div>
      {hasStamps && (
        <div>
          <dt>{t("terminal.card.today")}</dt>
          <dd className="num">
            {limit.today === null
              ? "…"
              : t("terminal.card.of_max", { n: limit.today, max: program.max_daily_stamps })}
          </dd>
        </div>
      )}
      {!hasStamps && (
        <div>
          <dt>{t("terminal.card.expiring")}</dt>
          <dd>
            {expiring
              ? t("terminal.card.expiring_at", { n: expiring.points, day: day(expiring.expires_at) })
              : t("terminal.card.nothing_expires")}
          </dd>
        </div>
      )}
    </dl>
  );
}

export function CardRecent({ card }: { card: Card }) {
  const texts = useTexts();
  const { navigation } = useServices();
  const { data } = useCardRows(card.id);
  if (!data) return <div className="recent still" aria-hidden="true" />;
  const rows = joinRows(data.items).slice(0, 3);
  if (rows.length === 0) return <p className="recent empty">{texts.t("terminal.card.no_history")}</p>;
  return (
    <button type="button" className="recent" onClick={() => navigation.open({ name: "history", card })}>
      <span className="sr">{texts.t("terminal.history.title")}</span>
      {rows.map((row) => (
        <span key={row.id} className={row.voided_by_id ? "recent-row row-voided" : "recent-row"}>
          <time dateTime={row.created_at}>{texts.day(row.created_at)}</time>
          <b>{sayRow(row, texts)}</b>
          <span>{row.staff_name}</span>
        </span>
      ))}
    </button>
  );
}
