// The latest rows of a card.
import { useQuery } from "@tanstack/react-query";
import { useServices } from "../app/services";

const ROWS = 30; // enough for the stamps of a day

export function useCardRows(id: string, isEnabled = true) {
  const { api } = useServices();
  return useQuery({
    queryKey: ["rows", "card", id],
    queryFn: () =>
      api.ask("get", "/api/v1/vendor/loyalty/cards/{id}/transactions", {
        path: { id },
        query: { limit: ROWS },
      }),
    enabled: isEnabled,
  });
}
