// The shapes of the contract that the counter works with, from the generated client.
import type { components } from "../../api/schema";

type Schemas = components["schemas"];
export type Card = Schemas["Card"];
export type Transaction = Schemas["Transaction"];
export type Terminal = Schemas["Terminal"];
export type Program = NonNullable<Terminal["program"]>;
export type PointsReward = Program["points_rewards"][number];
export type Staff = Terminal["staff"][number];
export type SignedInUser = Schemas["SignedInUser"];
export type StampAnswer = Schemas["StampAnswer"];
export type CounterEnrolAnswer = Schemas["CounterEnrolAnswer"];

// What the server says when it refuses; the members beside the first ones depend on the code.
export interface Problem {
  status: number;
  code: string;
  title: string;
  detail: string;
  request_id?: string;
  retry_at?: string;
  attempts_left?: number;
  stamps_missing?: number;
  points_missing?: number;
  transaction_id?: string;
  retry_after_seconds?: number;
  errors?: { field: string; code: string; message: string }[];
}
