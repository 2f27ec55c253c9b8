// The shapes of the contract that the counter works with, from the generated client.
import type { Schemas } from "../../api/client";

export type { Problem } from "../../api/problem";
export type Card = Schemas["Card"];
export type Transaction = Schemas["Transaction"];
export type HistoryEntry = Schemas["HistoryEntry"];
export type Terminal = Schemas["Terminal"];
export type Program = NonNullable<Terminal["program"]>;
export type PointsReward = Program["points_rewards"][number];
export type Staff = Terminal["staff"][number];
