// A shop set up for a test, and its counter: stamps and purchases as they happen beside the page.
import { businessDate } from "../../../web/src/terminal/core/business-day.ts";
import { anyPin, asOwner, asStaff, enrol, type Caller, type NewCard } from "./api.ts";
import type { DemoShop } from "./demo.ts";
import type { Program } from "./program.ts";

type Json = Record<string, unknown>;

export interface Shop {
  program: Program;
  demo: DemoShop;
  staff: Caller;
  owner: Caller;
  joinUrl: string;
  // The shop's business day now, or some days later, "2026-11-26".
  readDay(later?: number): Promise<string>;
  change(program: Json): Promise<void>;
  join(person?: Json): Promise<NewCard>;
  stamp(card: NewCard, count?: number): Promise<void>;
  buy(card: NewCard, cents: number): Promise<void>;
  redeemStamps(card: NewCard): Promise<void>;
  setStatus(card: NewCard, status: "active" | "blocked" | "closed"): Promise<void>;
}

export async function openShop(
  program: Program,
  type: DemoShop["type"],
  changes: Json = {},
): Promise<Shop> {
  const demo = program.shop(type);
  const staff = await asStaff(program, demo);
  const owner = await asOwner(program, demo);
  const pin = anyPin(demo);
  const change = async (fields: Json) => {
    await owner.patch("/vendor/loyalty/program", fields);
  };
  await change({ cooldown_minutes: 0, max_daily_stamps: 1000, ...changes });
  return {
    program,
    demo,
    staff,
    owner,
    joinUrl: `${program.url}/j/${demo.code}`,
    readDay: async (later = 0) => {
      const { vendor, program: rules } = await staff.get<{
        vendor: { timezone: string };
        program: { business_day_starts_at: string };
      }>("/vendor/loyalty/terminal");
      const moment = new Date(Date.now() + later * 86_400_000);
      return businessDate(moment, vendor.timezone, rules.business_day_starts_at);
    },
    change,
    join: (person) => enrol(program, demo, person),
    stamp: async (card, count = 1) => {
      await staff.post("/vendor/loyalty/stamp", {
        card: card.code,
        count,
        pin,
      });
    },
    buy: async (card, cents) => {
      await staff.post("/vendor/loyalty/points", {
        card: card.code,
        purchase_amount_cents: cents,
        pin,
      });
    },
    redeemStamps: async (card) => {
      await staff.post("/vendor/loyalty/stamp/redeem", {
        card: card.code,
        pin,
      });
    },
    setStatus: async (card, status) => {
      const { id } = await staff.get<{ id: string }>(`/vendor/loyalty/cards/lookup?code=${card.code}`);
      await owner.patch(`/vendor/loyalty/cards/${id}`, { status });
    },
  };
}

// The coffee shop of the design guide: ten stamps, five points a euro, two rewards for points.
export const HYBRID: Json = {
  loyalty_type: "hybrid",
  card_name: "Coffee card",
  card_color: "#0d5257",
  stamp_icon: "coffee",
  stamps_target: 10,
  stamps_reward_description: "Free coffee",
  points_per_euro: 5,
  welcome_bonus_stamps: 1,
  welcome_bonus_points: 0,
  points_expire_after_days: 365,
  points_rewards: [
    { name: "Pastry of the day", points: 200 },
    { name: "250 g bag of house roast", points: 400 },
  ],
};
