// What the server would say to a stamp now, so that a limit is seen before it is hit.
import { useQuery } from "@tanstack/react-query";
import { Refused } from "../../react/api";
import { useServices } from "../app/services";
import { useShopDay } from "../app/use-shop-day";
import { sumRows } from "../core/business-day";
import type { Card, Program } from "../core/types";
import { useCardRows } from "./card-rows";

export interface StampLimit {
  most: number; // stamps that may be given at once
  today: number | null; // given today; null: not known yet
  possibleAt: string | null; // set while none can be given
}

export function useStampLimit(card: Card, program: Program): StampLimit {
  const { api } = useServices();
  const { dayOf, today } = useShopDay();
  const hasStamps = program.loyalty_type !== "points";
  const { data: rows } = useCardRows(card.id, hasStamps);
  const max = program.max_daily_stamps;
  const { data } = useQuery({
    queryKey: ["limit", card.id, card.last_stamp_at],
    enabled: hasStamps && card.status === "active" && program.is_active,
    queryFn: async (): Promise<StampLimit> => {
      try {
        const query = { preview: true };
        const body = { card: card.id, count: 1 };
        const answer = await api.ask("post", "/api/v1/vendor/loyalty/stamp", { query, body });
        const left = answer.stamps_remaining_today + 1;
        return { most: left, today: max - left, possibleAt: null };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        return { most: 1, today: null, possibleAt: error.problem.retry_at ?? null };
      }
    },
  });
  const counted = rows && sumRows(rows.items.filter((row) => dayOf(row.created_at) === today)).stamps;
  if (!data) return { most: max, today: counted ?? null, possibleAt: null };
  return { ...data, today: data.today ?? counted ?? null };
}
