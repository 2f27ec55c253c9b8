// The latest of a card, in words.
import arrowBack from "@tabler/icons/outline/arrow-back-up.svg?glyph";
import clock from "@tabler/icons/outline/clock-hour-4.svg?glyph";
import coins from "@tabler/icons/outline/coins.svg?glyph";
import edit from "@tabler/icons/outline/pencil.svg?glyph";
import gift from "@tabler/icons/outline/gift.svg?glyph";
import rosette from "@tabler/icons/outline/rosette.svg?glyph";
import type { Schemas } from "../api/client";
import { formatChange, formatShortDay, formatTime, isSameDay } from "../shared/formats";
import { Icon } from "./icon";
import { language, t, type Card } from "./page";

type Row = Schemas["HolderTransaction"];

const ROWS_MAX = 10;

function nameRow(row: Row): { glyph: string; name: string } {
  switch (row.type) {
    case "stamp_earned":
      return { glyph: rosette, name: t("customer.row_stamps", { n: row.stamps_delta }) };
    case "points_earned":
      return { glyph: coins, name: t("customer.row_points") };
    case "stamp_redeemed":
    case "points_redeemed":
      return {
        glyph: gift,
        name: t("customer.row_redeemed", { reward: row.reward ?? t("customer.reward") }),
      };
    case "points_expired":
      return { glyph: clock, name: t("customer.row_expired") };
    case "points_adjusted":
      return { glyph: edit, name: t("customer.row_adjusted") };
    case "welcome_bonus":
      return { glyph: gift, name: t("customer.row_welcome") };
    case "stamp_earned_voided":
    case "stamp_redeemed_voided":
    case "points_earned_voided":
    case "points_redeemed_voided":
    case "points_adjusted_voided":
      return { glyph: arrowBack, name: t("customer.row_voided") };
  }
}

function whenOf(row: Row, zone: string, now: Date): string {
  const moment = new Date(row.created_at);
  const time = formatTime(moment, zone);
  if (isSameDay(moment, now, zone)) return t("customer.today_at", { time });
  return t("customer.day_at", { day: formatShortDay(language, moment, zone, now), time });
}

function ChangeOf({ row }: { row: Row }) {
  const hasBoth = row.stamps_delta !== 0 && row.points_delta !== 0;
  return (
    <div class="r num">
      {row.stamps_delta !== 0 && (
        <div>
          {formatChange(language, row.stamps_delta)}
          {hasBoth && <Icon glyph={rosette} size={16} />}
          <span class="sr"> {t("customer.stamps_unit", { n: Math.abs(row.stamps_delta) })}</span>
        </div>
      )}
      {row.points_delta !== 0 && (
        <div>
          {formatChange(language, row.points_delta)}
          {hasBoth && <Icon glyph={coins} size={16} />}
          <span class="sr"> {t("customer.points_unit", { n: Math.abs(row.points_delta) })}</span>
        </div>
      )}
    </div>
  );
}

export function History({ card, now }: { card: Card; now: Date }) {
  const rows = card.transactions.slice(0, ROWS_MAX);
  return (
    <section>
      <h2 class="list-title">{t("customer.latest")}</h2>
      {rows.length === 0 && (
        <p class="empty">
          {card.loyalty_type === "points"
            ? t("customer.first_points_wait")
            : t("customer.first_stamp_waits")}
        </p>
      )}
      <ul class="list">
        {rows.map((row) => {
          const { glyph, name } = nameRow(row);
          return (
            <li key={row.id}>
              <span class="ic">
                <Icon glyph={glyph} size={22} stroke={1.8} />
              </span>
              <div>
                <b>{name}</b>
                <small>{whenOf(row, card.vendor.timezone, now)}</small>
              </div>
              <ChangeOf row={row} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
