// The requests of who is signed in. The session is the cookie that sign-in sets: no script can read it, so
// nothing that could be stolen lies in this page or in its storage.
import { type Ask, call, type Reply, retryAfterSeconds } from "../api/client";
import type { Problem } from "../api/problem";
import type { paths } from "../api/schema";
import type { ServerClock } from "../api/server-clock";

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

export class Api {
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
    const problem = reply.kind === "problem" ? readProblem(reply) : null;
    if (problem) throw new Refused(problem);
    throw new NoAnswer(reply.kind);
  }

  // What became of a request, whatever it is.
  async exchange<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    ask: Ask<OperationOf<M, P>> & { vendorCode?: string },
  ): Promise<Reply<unknown>> {
    const headers: Record<string, string> = { "Accept-Language": this.hooks.language() };
    const vendor = ask.vendorCode ?? this.hooks.vendorCode();
    if (vendor) headers["X-Vendor-Code"] = vendor;
    const askedAt = performance.now();
    const reply = (await call(method, path, { ...ask, headers })) as Reply<unknown>;
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

// What the server itself said. None of a proxy's own page, which has no problem of the contract: the client
// names such a fault "about:blank".
export function readProblem({
  problem,
  headers,
}: Extract<Reply<unknown>, { kind: "problem" }>): Problem | null {
  if (problem.type === "about:blank") return null;
  const seconds = retryAfterSeconds(headers);
  return { ...problem, ...(seconds === undefined ? {} : { retry_after_seconds: seconds }) };
}
