// The counter's own requests: operations with their keys, and what tells afterwards what became of one.
import { type Api, NoAnswer, readProblem } from "../../react/api";
import type { OperationRequest, Reply } from "../core/operation";
import type { OperationTransport } from "../core/operation-book";
import type { Card, HistoryEntry } from "../core/types";

const OPERATION_PATHS = {
  stamp: "/api/v1/vendor/loyalty/stamp",
  stamp_redeem: "/api/v1/vendor/loyalty/stamp/redeem",
  points: "/api/v1/vendor/loyalty/points",
  points_redeem: "/api/v1/vendor/loyalty/points/redeem",
  void: "/api/v1/vendor/loyalty/transactions/{id}/void",
} as const;

export async function readRows(api: Api, id: string, vendorCode: string): Promise<HistoryEntry[]> {
  const path = "/api/v1/vendor/loyalty/cards/{id}/transactions";
  return (await api.ask("get", path, { path: { id }, query: { limit: 50 }, vendorCode })).items;
}

export function readCard(api: Api, id: string, vendorCode: string): Promise<Card> {
  return api.ask("get", "/api/v1/vendor/loyalty/cards/{id}", { path: { id }, vendorCode });
}

export function makeTransport(api: Api): OperationTransport {
  return {
    send: (request, key, signal) => send(api, request, key, signal),
    readRows: (id, vendorCode) => readRows(api, id, vendorCode),
    readCard: (id, vendorCode) => readCard(api, id, vendorCode),
  };
}

async function send(api: Api, request: OperationRequest, key: string, signal: AbortSignal): Promise<Reply> {
  const reply = await exchange(api, request, { key, signal, vendorCode: request.vendorCode });
  if (reply.kind === "done") return { status: reply.status, body: reply.body };
  if (reply.kind === "problem") return { status: reply.status, body: readProblem(reply) };
  throw new NoAnswer(reply.kind);
}

interface How {
  key: string;
  signal: AbortSignal;
  vendorCode: string;
}

// Each kind with the body that its path takes.
function exchange(api: Api, request: OperationRequest, how: How) {
  switch (request.kind) {
    case "stamp":
      return api.exchange("post", OPERATION_PATHS.stamp, { body: request.body, ...how });
    case "stamp_redeem":
      return api.exchange("post", OPERATION_PATHS.stamp_redeem, { body: request.body, ...how });
    case "points":
      return api.exchange("post", OPERATION_PATHS.points, { body: request.body, ...how });
    case "points_redeem":
      return api.exchange("post", OPERATION_PATHS.points_redeem, { body: request.body, ...how });
    case "void":
      return api.exchange("post", OPERATION_PATHS.void, {
        path: { id: request.id },
        body: request.body,
        ...how,
      });
  }
}
