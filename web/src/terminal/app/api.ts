// The counter's requests. The session is the cookie that sign-in sets: no script can read it, so nothing
// that could be stolen lies in this page or in its storage.
import { type Ask, call, type Reply as ClientReply, retryAfterSeconds } from "../../api/client";
import type { paths } from "../../api/schema";
import type { OperationRequest, Reply } from "../core/operation";
import type { OperationTransport } from "../core/operation-book";
import type { ServerClock } from "../core/server-clock";
import type { Card, HistoryEntry, Problem } from "../core/types";

type Call = typeof call;
type Method = Parameters<Call>[0];
type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [K in M]: object } ? P : never;
}[keyof paths];
type OperationOf<M extends Method, P extends PathOf<M>> = paths[P] extends { [K in M]: infer O }
  ? O
  : never;
type Answer<M extends Method, P extends PathOf<M>> =
  Awaited<ReturnType<typeof call<M, P>>> extends infer R
    ? Extract<R, { kind: "done" }> extends { body: infer T }
      ? T
      : never
    : never;

// The server refused, in the words of the contract.
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

// No answer came, or one that is not the server's.
export class NoAnswer extends Error {}

export interface ApiHooks {
  language(): string;
  vendorCode(): string | null;
  sessionEnded(): void;
  answered(): void; // the connection works
  unanswered(): void;
}

const READ_TIMEOUT_MS = 10_000;
const OPERATION_PATHS = {
  stamp: "/api/v1/vendor/loyalty/stamp",
  stamp_redeem: "/api/v1/vendor/loyalty/stamp/redeem",
  points: "/api/v1/vendor/loyalty/points",
  points_redeem: "/api/v1/vendor/loyalty/points/redeem",
  void: "/api/v1/vendor/loyalty/transactions/{id}/void",
} as const satisfies Record<OperationRequest["kind"], PathOf<"post">>;

export class Api implements OperationTransport {
  constructor(
    private readonly clock: ServerClock,
    private readonly hooks: ApiHooks,
  ) {}

  // The body of a good answer; throws Refused or NoAnswer.
  async ask<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    ask: Ask<OperationOf<M, P>> & { vendorCode?: string } = {},
  ): Promise<Answer<M, P>> {
    const reply = await this.exchange(method, path, { timeoutMs: READ_TIMEOUT_MS, ...ask });
    if (reply.kind === "done") return reply.body as Answer<M, P>;
    if (reply.kind === "problem" && isOurs(reply.problem)) throw new Refused(withWait(reply));
    throw new NoAnswer(reply.kind);
  }

  // An operation's answer, whatever it is; rejects when none came.
  async send(request: OperationRequest, key: string, signal: AbortSignal): Promise<Reply> {
    const { kind, id, body, vendorCode } = request;
    const ask = { path: { id: id ?? "" }, body: body as { reason: string }, key, signal, vendorCode };
    const reply = await this.exchange("post", OPERATION_PATHS[kind] as typeof OPERATION_PATHS.void, ask);
    if (reply.kind === "done") return { status: reply.status, body: reply.body };
    if (reply.kind === "problem")
      return { status: reply.status, body: isOurs(reply.problem) ? withWait(reply) : null };
    throw new NoAnswer(reply.kind);
  }

  async readRows(id: string, vendorCode: string): Promise<HistoryEntry[]> {
    const path = "/api/v1/vendor/loyalty/cards/{id}/transactions";
    return (await this.ask("get", path, { path: { id }, query: { limit: 50 }, vendorCode })).items;
  }

  readCard(id: string, vendorCode: string): Promise<Card> {
    return this.ask("get", "/api/v1/vendor/loyalty/cards/{id}", { path: { id }, vendorCode });
  }

  private async exchange<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    ask: Ask<OperationOf<M, P>> & { vendorCode?: string },
  ): Promise<ClientReply<unknown>> {
    const headers: Record<string, string> = { "Accept-Language": this.hooks.language() };
    const vendor = ask.vendorCode ?? this.hooks.vendorCode();
    if (vendor) headers["X-Vendor-Code"] = vendor;
    const askedAt = performance.now();
    const reply = (await call(method, path, { ...ask, headers })) as ClientReply<unknown>;
    if (reply.kind === "lost") {
      // An attempt that was given up here says nothing of the connection.
      if (ask.signal?.aborted !== true) this.hooks.unanswered();
      return reply;
    }
    this.clock.learn(reply.headers.get("Date"), askedAt, performance.now());
    this.hooks.answered();
    if (reply.kind === "problem" && reply.status === 401 && path !== "/api/v1/auth/login")
      this.hooks.sessionEnded();
    return reply;
  }
}

// A proxy's own page has no problem of the contract; the client names such a fault "about:blank".
function isOurs(problem: { type: string }): boolean {
  return problem.type !== "about:blank";
}

function withWait(reply: Extract<ClientReply<unknown>, { kind: "problem" }>): Problem {
  const seconds = retryAfterSeconds(reply.headers);
  return {
    ...(reply.problem as Problem),
    ...(seconds === undefined ? {} : { retry_after_seconds: seconds }),
  };
}
