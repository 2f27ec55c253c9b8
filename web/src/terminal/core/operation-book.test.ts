import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Operation, OperationRequest, Reply } from "./operation";
import { OPEN_OPERATIONS_KEY, OperationBook, type StoredOperation } from "./operation-book";
import { SafeStorage } from "../../shared/safe-storage";
import type { Card, Transaction } from "./types";

interface Sent {
  key: string;
  body: Record<string, unknown>;
  at: number;
  answer(reply: Reply): void;
  lose(): void;
  isAborted(): boolean;
}

const SUBJECT = {
  cardId: "11",
  cardNumber: "227284512372",
  name: "Nora Thill",
  stamps: 7,
  points: 340,
  rewards: 0,
  reward: null,
  staffName: "Ana",
  scannedAt: null,
};
const STAMP: OperationRequest = {
  kind: "stamp",
  body: { card: "11", count: 1, pin: "4711", staff_pin_id: "5" },
  vendorCode: "GARE",
};
const NOW = Date.parse("2026-11-26T09:14:00Z");

const success: Reply = { status: 200, body: { transaction: { id: "9" }, card: { id: "11" } } };
const refusal = (status: number, code: string): Reply => ({
  status,
  body: { status, code, title: "", detail: "" },
});

function row(changes: Partial<Transaction>): Transaction {
  const stamped = { id: "9", type: "stamp_earned", stamps_delta: 1, staff_pin_id: "5", reverses_id: null };
  return { ...stamped, created_at: new Date(NOW + 400).toISOString(), ...changes } as Transaction;
}

class World {
  sent: Sent[] = [];
  rows: Transaction[] = [];
  rowsFail = false;
  stored = new Map<string, string>();
  book = this.open("page 1");
  private keys = 0;

  open(owner: string): OperationBook {
    const send = (request: OperationRequest, key: string, signal: AbortSignal) =>
      new Promise<Reply>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
        this.sent.push({
          key,
          body: request.body,
          at: Date.now() - NOW,
          answer: resolve,
          lose: () => reject(new TypeError("no network")),
          isAborted: () => signal.aborted,
        });
      });
    const storage = new SafeStorage(() => ({
      getItem: (key) => this.stored.get(key) ?? null,
      setItem: (key, value) => void this.stored.set(key, value),
      removeItem: (key) => void this.stored.delete(key),
    }));
    return new OperationBook({
      transport: {
        send,
        readRows: async () => (this.rowsFail ? Promise.reject(new TypeError("no network")) : this.rows),
        readCard: async () => ({ id: "11" }) as Card,
      },
      storage,
      owner,
      makeKey: () => `key ${++this.keys}`,
      serverTime: () => Date.now(),
      elapsed: () => Date.now(),
    });
  }

  start(request = STAMP): string {
    return this.book.start(request, SUBJECT).key;
  }

  find(key: string, book = this.book): Operation {
    return book.operations.find((operation) => operation.key === key)!;
  }

  readStored(): StoredOperation[] {
    return JSON.parse(this.stored.get(OPEN_OPERATIONS_KEY) ?? "[]") as StoredOperation[];
  }
}

const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

let world: World;
beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  world = new World();
});
afterEach(() => vi.useRealTimers());

describe("an answer", () => {
  it("ends the operation: success, with the answer", async () => {
    const key = world.start();
    expect(world.find(key).state.name).toBe("sending");
    world.sent[0]!.answer(success);
    await pass(0);
    expect(world.find(key).state).toMatchObject({ name: "success", answer: success.body });
    await pass(60_000);
    expect(world.sent).toHaveLength(1);
  });

  it.each([
    [403, "pin_invalid"],
    [409, "cooldown_active"],
    [423, "pin_locked"],
    [404, "card_not_found"],
    [422, "validation_failed"],
    [500, "internal"],
    [503, "overloaded"],
    [403, "forbidden"],
  ])("ends it when the server refuses: %d %s", async (status, code) => {
    const key = world.start();
    world.sent[0]!.answer(refusal(status, code));
    await pass(60_000);
    expect(world.find(key).state).toMatchObject({ name: "refused", problem: { code } });
    expect(world.sent).toHaveLength(1);
  });

  it("gives every tap a key of its own", async () => {
    world.start();
    world.sent[0]!.answer(refusal(403, "pin_invalid"));
    await pass(0);
    world.start();
    expect(world.sent[0]!.key).not.toBe(world.sent[1]!.key);
  });
});

describe("no answer", () => {
  it("is unclear after 3 s, repeated after 0.5, 1, 2, 4 s, then every 5 s: same key, same body", async () => {
    const key = world.start();
    await pass(2999);
    expect(world.find(key).state.name).toBe("sending");
    await pass(1);
    expect(world.find(key).state.name).toBe("unclear");
    await pass(22_500);
    expect(world.sent.map(({ at }) => at)).toEqual([0, 3500, 4500, 6500, 10_500, 15_500, 20_500, 25_500]);
    for (const sent of world.sent) expect(sent).toMatchObject({ key, body: STAMP.body });
  });

  it("leaves two requests waiting at most", async () => {
    world.start();
    await pass(60_000);
    expect(world.sent.filter((sent) => !sent.isAborted())).toHaveLength(2);
  });

  it("ends with the first answer, be it the first request's", async () => {
    const key = world.start();
    await pass(4000);
    world.sent[0]!.answer(success);
    await pass(0);
    expect(world.find(key).state.name).toBe("success");
    expect(world.sent[1]!.isAborted()).toBe(true);
    await pass(60_000);
    expect(world.sent).toHaveLength(2);
  });

  it("repeats soon when the network says no at once, and says unclear only after three seconds", async () => {
    const key = world.start();
    world.sent[0]!.lose();
    await pass(500);
    expect(world.sent).toHaveLength(2);
    expect(world.find(key).state.name).toBe("sending");
    world.sent[1]!.lose();
    await pass(2500);
    expect(world.find(key).state.name).toBe("unclear");
  });

  it.each([
    [502, null],
    [504, "<html>"],
    [429, { message: "slow down" }],
    [408, { code: "request_timeout" }],
  ])("takes no word of a proxy for the server's: %d", async (status, body) => {
    const key = world.start();
    world.sent[0]!.answer({ status, body });
    await pass(500);
    expect(world.find(key).state.name).toBe("sending");
    expect(world.sent).toHaveLength(2);
  });

  it.each(["internal", "overloaded"])(
    "does not let %s speak for an earlier attempt without an answer",
    async (code) => {
      const key = world.start();
      await pass(3500);
      world.sent[1]!.answer(refusal(503, code));
      await pass(0);
      expect(world.find(key).state.name).toBe("unclear");
      await pass(1000);
      world.sent.at(-1)!.answer(success);
      await pass(0);
      expect(world.find(key).state.name).toBe("success");
    },
  );
});

describe("several operations", () => {
  it("are asked again at once when the connection is back", async () => {
    world.start();
    await pass(21_000);
    const before = world.sent.length;
    world.book.hurry();
    expect(world.sent).toHaveLength(before + 1);
  });

  it("may be open at once", async () => {
    const keys = [world.start(), world.start(), world.start()];
    await pass(3000);
    expect(world.book.operations.map(({ state }) => state.name)).toEqual(["unclear", "unclear", "unclear"]);
    world.sent[1]!.answer(success);
    await pass(0);
    expect(keys.map((key) => world.find(key).state.name)).toEqual(["unclear", "success", "unclear"]);
  });
});

describe("a session that ended", () => {
  it("waits for the sign-in and goes on with the same key and body", async () => {
    const key = world.start();
    world.sent[0]!.answer(refusal(401, "unauthenticated"));
    await pass(60_000);
    expect(world.find(key).state.name).toBe("signed_out");
    expect(world.sent).toHaveLength(1);
    world.book.signedIn();
    expect(world.sent[1]).toMatchObject({ key, body: STAMP.body });
    world.sent[1]!.answer(success);
    await pass(0);
    expect(world.find(key).state.name).toBe("success");
  });
});

describe("a reload", () => {
  const reload = (owner = "page 1") => {
    const book = world.open("page 2");
    world.sent = [];
    book.restore(owner);
    return book;
  };

  it("finds an open operation in storage: no PIN, no name", async () => {
    world.start();
    const text = world.stored.get(OPEN_OPERATIONS_KEY)!;
    expect(text).not.toContain("4711");
    expect(text).not.toContain("Nora");
    expect(world.readStored()).toMatchObject([
      { hadPin: true, owner: "page 1", subject: { cardId: "11" } },
    ]);
    world.sent[0]!.answer(success);
    await pass(0);
    expect(world.stored.has(OPEN_OPERATIONS_KEY)).toBe(false);
  });

  it("repeats a body that had no PIN", async () => {
    const { pin: _pin, ...body } = STAMP.body;
    const key = world.start({ ...STAMP, body });
    const book = reload();
    expect(world.sent[0]).toMatchObject({ key, body });
    world.sent[0]!.answer(success);
    await pass(0);
    expect(world.find(key, book).state.name).toBe("success");
  });

  it("closes a body that had one: refused without the PIN, it never happened and never will", async () => {
    const key = world.start();
    const book = reload();
    expect(world.sent[0]!.body).not.toHaveProperty("pin");
    world.sent[0]!.answer(refusal(403, "pin_required"));
    await pass(0);
    expect(world.find(key, book).state).toMatchObject({ name: "refused", problem: { code: "not_done" } });
    expect(world.stored.has(OPEN_OPERATIONS_KEY)).toBe(false);
  });

  it.each([
    ["done", [row({})], "success"],
    ["refused: no row", [], "refused"],
    ["refused: only an older row", [row({ created_at: new Date(NOW - 60_000).toISOString() })], "refused"],
    ["refused: only somebody else's row", [row({ staff_pin_id: "6" })], "refused"],
    ["refused: only another number of stamps", [row({ stamps_delta: 2 })], "refused"],
  ])("asks the card's rows when the key was decided: %s", async (_name, rows, state) => {
    const key = world.start();
    world.rows = rows;
    const book = reload();
    world.sent[0]!.answer(refusal(422, "idempotency_key_reused"));
    await pass(0);
    expect(world.find(key, book).state.name).toBe(state);
  });

  it("goes on asking when the rows cannot be read", async () => {
    const key = world.start();
    world.rows = [row({})];
    world.rowsFail = true;
    const book = reload();
    world.sent[0]!.answer(refusal(422, "idempotency_key_reused"));
    await pass(0);
    expect(world.find(key, book).state.name).toBe("unclear");
    world.rowsFail = false;
    await pass(500);
    world.sent[1]!.answer(refusal(422, "idempotency_key_reused"));
    await pass(0);
    expect(world.find(key, book).state.name).toBe("success");
  });

  it("leaves alone what another page still has open", () => {
    world.start();
    const book = reload("page 3");
    expect(book.operations).toEqual([]);
    expect(world.readStored()).toHaveLength(1);
    expect(book.listOwners()).toEqual(["page 1"]);
    book.restore("page 1"); // it is gone now
    expect(book.operations).toHaveLength(1);
    expect(book.listOwners()).toEqual([]);
  });
});

it("forgets an answer that was read, never an open operation", async () => {
  const key = world.start();
  world.book.dismiss(key);
  expect(world.find(key)).toBeDefined();
  world.sent[0]!.answer(success);
  await pass(0);
  world.book.dismiss(key);
  expect(world.book.operations).toEqual([]);
});
