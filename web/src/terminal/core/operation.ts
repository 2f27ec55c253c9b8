// An operation at the counter: what was asked of the server under one Idempotency-Key, and what is known of
// it.
import type { Schemas } from "../../api/client";
import type { Card, Problem, Transaction } from "./types";

export type OperationKind = OperationBody["kind"];

// What each kind sends; who is at the till proves it with a PIN.
export type OperationBody =
  | { kind: "stamp"; body: Schemas["StampRequest"] }
  | { kind: "stamp_redeem"; body: Schemas["StampRedeemRequest"] }
  | { kind: "points"; body: Schemas["PointsRequest"] }
  | { kind: "points_redeem"; body: Schemas["PointsRedeemRequest"] }
  | { kind: "void"; id: string; body: Schemas["VoidRequest"] }; // `id` is of the row that is taken back

export type OperationRequest = OperationBody & { vendorCode: string };

export interface Proof {
  pin?: string | undefined;
  staff_pin_id?: string | undefined;
}

export function withProof<O extends OperationBody>(operation: O, proof: Proof): O {
  return { ...operation, body: { ...operation.body, ...proof } };
}

// What the pages say about the operation. The name never leaves memory.
export interface OperationSubject {
  cardId: string;
  cardNumber: string;
  name: string | null;
  stamps: number;
  points: number;
  rewards: number; // that were ready before
  reward: string | null;
  staffName: string | null;
  scannedAt: number | null; // of the clock that only runs forward, when the card was shown to the terminal
}

export interface OperationAnswer {
  transaction: Transaction;
  card: Card;
  stamp_transaction?: Transaction;
  points_earned?: number;
  stamps_remaining_today?: number;
  next_stamp_at?: string | null;
}

export type OperationState =
  | { name: "sending" }
  | { name: "unclear" }
  | { name: "signed_out" }
  | { name: "success"; answer: OperationAnswer; answeredAt: number }
  | { name: "refused"; problem: Problem };

export interface Operation {
  readonly key: string;
  readonly request: OperationRequest;
  readonly subject: OperationSubject;
  readonly sentAt: number; // the server's time, before the first send
  readonly state: OperationState;
}

export function isOpen(operation: Operation): boolean {
  return operation.state.name !== "success" && operation.state.name !== "refused";
}

export interface Reply {
  status: number;
  body: unknown;
}

export type Verdict = "success" | "refused" | "signed_out" | "key_reused" | "unanswered";

// Refusals that stand before the operation itself: they say nothing of what an earlier attempt may have
// done.
const REFUSED_BEFOREHAND = new Set(["forbidden", "vendor_required", "vendor_not_found", "foreign_origin"]);

export function judge(reply: Reply | null, hasUnansweredAttempt: boolean): Verdict {
  if (reply === null) return "unanswered";
  if (reply.status >= 200 && reply.status < 300) return "success";
  if (reply.status === 401) return "signed_out";
  const code = codeOf(reply.body);
  if (code === null || reply.status === 408) return "unanswered";
  if (code === "idempotency_key_reused") return "key_reused";
  const isAboutThisAttemptOnly = reply.status >= 500 || REFUSED_BEFOREHAND.has(code);
  return isAboutThisAttemptOnly && hasUnansweredAttempt ? "unanswered" : "refused";
}

function codeOf(body: unknown): string | null {
  if (typeof body !== "object" || body === null || !("code" in body)) return null;
  return typeof body.code === "string" ? body.code : null;
}

const ROW_TYPES: Record<Exclude<OperationKind, "void">, Transaction["type"]> = {
  stamp: "stamp_earned",
  stamp_redeem: "stamp_redeemed",
  points: "points_earned",
  points_redeem: "points_redeemed",
};

// The server's clock is known to a second, and the row is written after the request was sent.
const CLOCK_TOLERANCE_MS = 2000;

// The row that the operation left on its card; none when it was not done.
export function findRow(operation: Operation, rows: Transaction[]): Transaction | null {
  const { request, sentAt } = operation;
  const matches = (row: Transaction): boolean => {
    if (request.kind === "void") return row.reverses_id === request.id;
    const { kind, body } = request;
    if (row.type !== ROW_TYPES[kind] || Date.parse(row.created_at) < sentAt - CLOCK_TOLERANCE_MS)
      return false;
    if (body.staff_pin_id && row.staff_pin_id !== body.staff_pin_id) return false;
    switch (request.kind) {
      case "stamp":
        return row.stamps_delta === (request.body.count ?? 1);
      case "points":
        return row.purchase_amount_cents === request.body.purchase_amount_cents;
      case "points_redeem":
        return row.reward_id === request.body.reward_id;
      case "stamp_redeem":
        return true;
    }
  };
  return rows.find(matches) ?? null;
}
