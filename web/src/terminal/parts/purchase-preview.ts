// What a purchase would give now, as the server counts it: the page itself promises nothing.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { Refused } from "../../react/api";
import { useStore } from "../../react/store";
import { useServices } from "../app/services";
import { pointsIntent } from "../core/intent";
import type { Card, Problem } from "../core/types";

export type PurchasePreview =
  | { name: "unknown" } // the answer is on its way, or there is none
  | { name: "promised"; points: number }
  | { name: "refused"; problem: Problem };

const PAUSE_MS = 150; // the digits of an amount follow each other faster
const AGAIN_MS = 5000; // a refusal ends with time, or by a manager's hand

// Always of the amount and the stamps that are typed at this moment: an answer for others says nothing.
export function usePurchasePreview(card: Card, cents: number, stamps: number): PurchasePreview {
  const { api, connection } = useServices();
  const isOnline = useStore(connection);
  const isTyped = useSettled(`${cents} ${stamps}`);
  const isAsked = cents > 0 && isOnline && isTyped;
  const { data, error } = useQuery({
    queryKey: ["limit", card.id, "purchase", cents, stamps],
    enabled: isAsked,
    queryFn: ({ signal }) => {
      const { body } = pointsIntent(card, { cents, stamps, reference: "", points: null }, null).operation;
      return api.ask("post", "/api/v1/vendor/loyalty/points", { query: { preview: true }, body, signal });
    },
    retry: false,
    gcTime: 0,
    refetchInterval: ({ state }) => (state.status === "error" ? AGAIN_MS : false),
  });
  if (cents === 0) return { name: "promised", points: 0 };
  if (!isAsked) return { name: "unknown" };
  if (error instanceof Refused && isDecision(error.problem))
    return { name: "refused", problem: error.problem };
  return data ? { name: "promised", points: data.points_earned } : { name: "unknown" };
}

// The server may also refuse to say anything just now.
function isDecision({ status }: Problem): boolean {
  return status < 500 && status !== 429;
}

// Whether a value has stayed as it is for a moment.
function useSettled(value: string): boolean {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled === value;
}
