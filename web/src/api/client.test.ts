import { afterEach, describe, expect, it, vi } from "vitest";
import { call, makeKey, retryAfterSeconds } from "./client";

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const fetched = vi.fn((_url: string, _init: RequestInit) =>
    Promise.resolve(new Response(status === 204 || status === 304 ? null : text, { status, headers })),
  );
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const CARD = "/api/v1/loyalty/cards/{card_token}";

describe("call", () => {
  it("fills the path and sends key, body and headers", async () => {
    const fetched = answer(201, { card_url: "http://x/c/1" });
    const reply = await call("post", "/api/v1/loyalty/enroll/{vendor_code}", {
      path: { vendor_code: "A/B" },
      body: { first_name: "Nora", terms_accepted: true },
      key: "k1",
      headers: { "Accept-Language": "fr" },
    });
    const [url, init] = fetched.mock.calls[0]!;
    expect(url).toBe("/api/v1/loyalty/enroll/A%2FB");
    expect(init).toMatchObject({ method: "POST", body: '{"first_name":"Nora","terms_accepted":true}' });
    expect(init.headers).toMatchObject({ "Idempotency-Key": "k1", "Accept-Language": "fr" });
    expect(reply).toMatchObject({ kind: "done", status: 201, body: { card_url: "http://x/c/1" } });
  });

  it("leaves out what a query does not say", async () => {
    const fetched = answer(200, { items: [], next_cursor: null });
    await call("get", "/api/v1/vendor/loyalty/cards", { query: { search: "ü&", limit: 10 } });
    expect(fetched.mock.calls[0]![0]).toBe("/api/v1/vendor/loyalty/cards?search=%C3%BC%26&limit=10");
  });

  it.each([
    [304, "", { kind: "unchanged" }],
    [204, "", { kind: "done", status: 204, body: undefined }],
    [
      409,
      { code: "program_inactive", status: 409 },
      { kind: "problem", problem: { code: "program_inactive" } },
    ],
    [
      502,
      "<html>bad gateway",
      { kind: "problem", status: 502, problem: { code: "internal", status: 502 } },
    ],
    [500, { message: "?" }, { kind: "problem", problem: { code: "internal" } }],
  ])("reads %i", async (status, body, expected) => {
    answer(status, body);
    expect(await call("get", CARD, { path: { card_token: "t" } })).toMatchObject(expected);
  });

  it("knows nothing after a lost answer, a broken one and one that takes too long", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("network")));
    expect(await call("get", CARD, { path: { card_token: "t" } })).toEqual({ kind: "lost" });
    answer(200, "{ half");
    expect(await call("get", CARD, { path: { card_token: "t" } })).toEqual({ kind: "lost" });
    vi.useFakeTimers();
    vi.stubGlobal("fetch", (_: string, { signal }: { signal: AbortSignal }) => {
      return new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          reject(new DOMException("aborted", "AbortError"));
        });
      });
    });
    const slow = call("get", CARD, { path: { card_token: "t" }, timeoutMs: 3000 });
    await vi.advanceTimersByTimeAsync(3000);
    expect(await slow).toEqual({ kind: "lost" });
  });
});

describe("keys and waits", () => {
  it("are new each time, and read from the header", () => {
    expect(makeKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(makeKey()).not.toBe(makeKey());
    expect(retryAfterSeconds(new Headers({ "Retry-After": "7" }))).toBe(7);
    expect(retryAfterSeconds(new Headers())).toBeUndefined();
    expect(retryAfterSeconds(new Headers({ "Retry-After": "Thu, 26 Nov 2026" }))).toBeUndefined();
  });
});
