// Keeps every operation until the server has said what became of it: sends it, repeats it with the same key
// and body while no answer comes, and finds out after a reload.
//
// What is stored of an open operation is its key and its body without the PIN, under the card's id: no
// name, no PIN. A body that had a PIN cannot be repeated after a reload. It is closed instead: the same key
// is sent without the PIN. The server either answers that the key belongs to another request, so the
// operation was decided and the card's rows say how, or it refuses, and then the first request can never
// take effect any more.
import type {
  Operation,
  OperationAnswer,
  OperationRequest,
  OperationState,
  OperationSubject,
} from "./operation";
import { findRow, isOpen, judge, type Reply, withProof } from "./operation";
import type { SafeStorage } from "../../shared/safe-storage";
import type { Card, Problem, Transaction } from "./types";

export interface OperationTransport {
  // Rejects when no answer came.
  send(request: OperationRequest, key: string, signal: AbortSignal): Promise<Reply>;
  readRows(cardId: string, vendorCode: string): Promise<Transaction[]>;
  readCard(cardId: string, vendorCode: string): Promise<Card>;
}

export interface StoredOperation {
  key: string;
  request: OperationRequest;
  subject: Omit<OperationSubject, "name" | "staffName" | "scannedAt">;
  sentAt: number;
  hadPin: boolean;
  owner: string;
}

interface Entry {
  operation: Operation;
  attempts: AbortController[];
  hasUnansweredAttempt: boolean;
  mustClose: boolean; // its PIN is lost
  repeats: number;
  patience?: ReturnType<typeof setTimeout>;
  repeat?: ReturnType<typeof setTimeout>;
}

export const OPEN_OPERATIONS_KEY = "loyalty.terminal.open";
const PATIENCE_MS = 3000;
const REPEAT_DELAYS_MS = [500, 1000, 2000, 4000, 5000];
const ATTEMPTS_AT_ONCE = 2;

export interface BookOptions {
  transport: OperationTransport;
  storage: SafeStorage;
  owner: string; // this page, among several of the same browser
  makeKey(): string;
  serverTime(): number;
  elapsed(): number;
}

export class OperationBook {
  private readonly entries = new Map<string, Entry>();
  private readonly listeners = new Set<() => void>();
  private list: Operation[] = [];

  constructor(private readonly options: BookOptions) {}

  start(request: OperationRequest, subject: OperationSubject): Operation {
    const operation: Operation = {
      key: this.options.makeKey(),
      request,
      subject,
      sentAt: this.options.serverTime(),
      state: { name: "sending" },
    };
    this.add(operation, false);
    this.keep();
    this.send(operation.key);
    return operation;
  }

  // The other pages of this browser that have, or had, something open.
  listOwners(): string[] {
    const owners = this.readStored().map(({ owner }) => owner);
    return [...new Set(owners)].filter((owner) => owner !== this.options.owner);
  }

  // What a page that is gone left open.
  restore(owner: string): void {
    for (const stored of this.readStored()) {
      if (this.entries.has(stored.key) || stored.owner !== owner) continue;
      const subject = { ...stored.subject, name: null, staffName: null, scannedAt: null };
      const { key, request, sentAt } = stored;
      const entry = this.add({ key, request, subject, sentAt, state: { name: "unclear" } }, stored.hadPin);
      entry.hasUnansweredAttempt = true;
      this.send(key);
    }
    this.keep();
  }

  // Goes on where the session ended.
  signedIn(): void {
    for (const [key, { operation }] of this.entries) {
      if (operation.state.name !== "signed_out") continue;
      this.change(key, { name: "unclear" });
      this.send(key);
    }
  }

  // Repeats everything open now instead of at its next turn: the connection is back.
  hurry(): void {
    for (const [key, { operation }] of this.entries) {
      if (operation.state.name === "unclear") this.send(key);
    }
  }

  // An operation with an answer that was read is no longer listed.
  dismiss(key: string): void {
    const entry = this.entries.get(key);
    if (!entry || isOpen(entry.operation)) return;
    this.entries.delete(key);
    this.tell();
  }

  get operations(): Operation[] {
    return this.list;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private add(operation: Operation, mustClose: boolean): Entry {
    const entry: Entry = { operation, attempts: [], hasUnansweredAttempt: false, mustClose, repeats: 0 };
    this.entries.set(operation.key, entry);
    this.tell();
    return entry;
  }

  private send(key: string): void {
    const entry = this.entries.get(key);
    if (!entry || !isOpen(entry.operation)) return;
    clearTimeout(entry.repeat);
    entry.repeat = undefined;
    clearTimeout(entry.patience);
    entry.patience = setTimeout(() => this.loosePatience(key), PATIENCE_MS);
    if (entry.operation.state.name === "unclear") this.scheduleRepeat(key);
    void this.attempt(key, entry);
  }

  private async attempt(key: string, entry: Entry): Promise<void> {
    const controller = new AbortController();
    entry.attempts.push(controller);
    if (entry.attempts.length > ATTEMPTS_AT_ONCE) entry.attempts.shift()?.abort();
    let reply: Reply | null = null;
    try {
      reply = await this.options.transport.send(entry.operation.request, key, controller.signal);
    } catch {
      reply = null;
    }
    const othersAreOpen = entry.attempts.some((other) => other !== controller);
    entry.attempts = entry.attempts.filter((other) => other !== controller);
    if (!isOpen(entry.operation)) return;
    await this.take(key, entry, reply, othersAreOpen);
  }

  private async take(
    key: string,
    entry: Entry,
    reply: Reply | null,
    othersAreOpen: boolean,
  ): Promise<void> {
    switch (judge(reply, entry.hasUnansweredAttempt || othersAreOpen)) {
      case "success":
        return this.finish(key, this.succeed(reply?.body as OperationAnswer));
      case "refused":
        return this.finish(key, {
          name: "refused",
          problem: entry.mustClose ? NOT_DONE : (reply?.body as Problem),
        });
      case "signed_out":
        this.stopRepeating(entry);
        return this.change(key, { name: "signed_out" });
      case "key_reused":
        return this.readOutcome(key, entry);
      case "unanswered":
        entry.hasUnansweredAttempt = true;
        if (!entry.repeat) this.scheduleRepeat(key);
    }
  }

  // The key was decided under another body: the card's rows say how.
  private async readOutcome(key: string, entry: Entry): Promise<void> {
    const { subject, request } = entry.operation;
    const { transport } = this.options;
    try {
      const row = findRow(entry.operation, await transport.readRows(subject.cardId, request.vendorCode));
      if (!row) return this.finish(key, { name: "refused", problem: NOT_DONE });
      const card = await transport.readCard(subject.cardId, request.vendorCode);
      this.finish(key, this.succeed({ transaction: row, card }));
    } catch {
      if (!entry.repeat) this.scheduleRepeat(key);
    }
  }

  private succeed(answer: OperationAnswer): OperationState {
    return { name: "success", answer, answeredAt: this.options.elapsed() };
  }

  private loosePatience(key: string): void {
    const entry = this.entries.get(key);
    if (entry?.operation.state.name !== "sending") return;
    entry.hasUnansweredAttempt = true;
    this.change(key, { name: "unclear" });
    if (!entry.repeat) this.scheduleRepeat(key);
  }

  private scheduleRepeat(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    const delay = REPEAT_DELAYS_MS[Math.min(entry.repeats, REPEAT_DELAYS_MS.length - 1)];
    entry.repeats += 1;
    entry.repeat = setTimeout(() => this.repeat(key, entry), delay);
  }

  private repeat(key: string, entry: Entry): void {
    entry.repeat = undefined;
    this.scheduleRepeat(key);
    void this.attempt(key, entry);
  }

  private stopRepeating(entry: Entry): void {
    clearTimeout(entry.patience);
    clearTimeout(entry.repeat);
    entry.repeat = undefined;
  }

  private finish(key: string, state: OperationState): void {
    const entry = this.entries.get(key);
    if (!entry || !isOpen(entry.operation)) return;
    this.stopRepeating(entry);
    for (const attempt of entry.attempts) attempt.abort();
    this.change(key, state);
    this.keep();
  }

  private change(key: string, state: OperationState): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    entry.operation = { ...entry.operation, state };
    this.tell();
  }

  private tell(): void {
    this.list = [...this.entries.values()].map((entry) => entry.operation);
    for (const listener of this.listeners) listener();
  }

  private readStored(): StoredOperation[] {
    const stored = this.options.storage.read<StoredOperation[]>(OPEN_OPERATIONS_KEY);
    return Array.isArray(stored) ? stored : [];
  }

  // Writes what is open here beside what other pages have open.
  private keep(): void {
    const own = [...this.entries.values()].filter((entry) => isOpen(entry.operation));
    const others = this.readStored().filter(({ key }) => !this.entries.has(key));
    const all = [...others, ...own.map((entry) => this.toStored(entry))];
    if (all.length === 0) this.options.storage.remove(OPEN_OPERATIONS_KEY);
    else this.options.storage.write(OPEN_OPERATIONS_KEY, all);
  }

  private toStored({ operation, mustClose }: Entry): StoredOperation {
    const { cardId, cardNumber, stamps, points, rewards, reward } = operation.subject;
    return {
      key: operation.key,
      request: withProof(operation.request, { pin: undefined }),
      subject: { cardId, cardNumber, stamps, points, rewards, reward },
      sentAt: operation.sentAt,
      hadPin: mustClose || operation.request.body.pin !== undefined,
      owner: this.options.owner,
    };
  }
}

// What a page says of an operation that the server decided, or can no longer carry out, without a row.
export const NOT_DONE: Problem = { status: 409, code: "not_done", title: "", detail: "" };
