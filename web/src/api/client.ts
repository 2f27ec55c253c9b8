// Requests to the server, typed by its own OpenAPI document: a path, a field or an answer that is not in the
// contract does not compile.
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];
export type ProblemCode = Problem["code"];

type Method = "get" | "post" | "patch" | "delete";
type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P] extends { [K in M]: object } ? P : never;
}[keyof paths];
type Operation<M extends Method, P extends PathsWith<M>> = paths[P] extends { [K in M]: infer O }
  ? O
  : never;

type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
type Responses<O> = O extends { responses: infer R } ? R : never;
type SuccessOf<R> = { [S in keyof R]: S extends 200 | 201 | 202 ? Json<R[S]> : never }[keyof R];
type BodyOf<O> = O extends { requestBody?: infer B } ? Json<NonNullable<B>> : never;
type PathParams<O> = O extends { parameters: { path: infer V } } ? V : never;
type QueryParams<O> = O extends { parameters: { query?: infer V } } ? V : never;

export interface Ask<O> {
  path?: PathParams<O>;
  query?: QueryParams<O>;
  body?: BodyOf<O>;
  key?: string; // the Idempotency-Key, made before the first send
  headers?: Record<string, string>;
  signal?: AbortSignal;
  timeoutMs?: number;
}

// What became of a request. `lost` is no answer at all: nothing is known of what the server did.
export type Reply<T> =
  | { kind: "done"; status: number; body: T; headers: Headers }
  | { kind: "unchanged"; headers: Headers }
  | { kind: "problem"; status: number; problem: Problem; headers: Headers }
  | { kind: "lost" };

const TIMEOUT_MS = 15_000;

function fillPath(path: string, params: Record<string, unknown> = {}): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
}

function fillQuery(query: Record<string, unknown> = {}): string {
  const present = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(present.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
}

// Ends with the caller's own signal or when the time is up, on browsers too that cannot combine signals.
function withTimeout(signal: AbortSignal | undefined, milliseconds: number): AbortSignal {
  const controller = new AbortController();
  const abort = () => {
    controller.abort();
  };
  setTimeout(abort, milliseconds);
  signal?.addEventListener("abort", abort);
  if (signal?.aborted === true) abort();
  return controller.signal;
}

// A fault of a proxy between us and the server is not a problem document; it counts as one all the same.
async function readProblem(response: Response): Promise<Problem> {
  const unreadable: Problem = {
    type: "about:blank",
    title: response.statusText,
    status: response.status,
    code: "internal",
    request_id: response.headers.get("X-Request-Id") ?? "",
  };
  try {
    const body = (await response.json()) as Problem;
    return typeof body.code === "string" ? body : unreadable;
  } catch {
    return unreadable;
  }
}

async function readReply<T>(response: Response): Promise<Reply<T>> {
  const { status, headers } = response;
  if (status === 304) return { kind: "unchanged", headers };
  if (!response.ok) return { kind: "problem", status, problem: await readProblem(response), headers };
  const body = (status === 204 ? undefined : await response.json()) as T;
  return { kind: "done", status, body, headers };
}

// Never throws: every end is one of the four replies.
export async function call<M extends Method, P extends PathsWith<M>>(
  method: M,
  path: P,
  ask: Ask<Operation<M, P>> = {},
): Promise<Reply<SuccessOf<Responses<Operation<M, P>>>>> {
  const url =
    fillPath(path as string, ask.path as Record<string, unknown> | undefined) +
    fillQuery(ask.query as Record<string, unknown> | undefined);
  const headers: Record<string, string> = { Accept: "application/json", ...ask.headers };
  if (ask.body !== undefined) headers["Content-Type"] = "application/json";
  if (ask.key !== undefined) headers["Idempotency-Key"] = ask.key;
  try {
    const response = await fetch(url, {
      method: method.toUpperCase(),
      headers,
      body: ask.body === undefined ? null : JSON.stringify(ask.body),
      cache: "no-store",
      credentials: "same-origin",
      signal: withTimeout(ask.signal, ask.timeoutMs ?? TIMEOUT_MS),
    });
    return await readReply(response);
  } catch {
    return { kind: "lost" };
  }
}

// An Idempotency-Key. (crypto.randomUUID is missing where a page is not served over https.)
export function makeKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

// Seconds that the server asks to wait; none when it does not say.
export function retryAfterSeconds(headers: Headers): number | undefined {
  const seconds = Number(headers.get("Retry-After") ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}
