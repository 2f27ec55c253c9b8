// The shapes of the contract that the counter works with, from the generated client.
import type { components } from "../../api/schema";

type Schemas = components["schemas"];
export type Card = Schemas["Card"];
export type Transaction = Schemas["Transaction"];
export type HistoryEntry = Schemas["HistoryEntry"];
export type Terminal = Schemas["Terminal"];
export type Program = NonNullable<Terminal["program"]>;
export type PointsReward = Program["points_rewards"][number];
export type Staff = Terminal["staff"][number];
export type SignedInUser = Schemas["SignedInUser"];
export type StampAnswer = Schemas["StampAnswer"];
export type CounterEnrolAnswer = Schemas["CounterEnrolAnswer"];

// What the server says when it refuses; the page adds how long a Retry-After asks to wait.
export type Problem = Pick<Schemas["Problem"], "status" | "title"> &
  Partial<Omit<Schemas["Problem"], "status" | "title" | "code">> & {
    code: string;
    retry_after_seconds?: number;
  };
