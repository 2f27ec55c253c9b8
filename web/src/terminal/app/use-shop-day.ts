// The business day of the shop that this terminal stands in.
import { businessDate } from "../core/business-day";
import { useServices } from "./services";
import { useStore } from "../../react/store";

export function useShopDay() {
  const { clock, terminal } = useServices();
  const shop = useStore(terminal);
  const zone = shop?.vendor.timezone ?? "Europe/Luxembourg";
  const startsAt = shop?.program?.business_day_starts_at ?? "00:00";
  const dayOf = (at: string | number) => businessDate(new Date(at), zone, startsAt);
  return { dayOf, today: dayOf(clock.now()) };
}
