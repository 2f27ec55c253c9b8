// How long a customer waited, from the shown code to the server's answer: measured here, sent in batches.
import type { Operation } from "../core/operation";
import { type Api, NoAnswer } from "../../react/api";

type Kind = "stamp" | "points" | "redeem";

const BATCH = 10;
const KEPT_MAX = 50;
const LONGEST_MS = 10 * 60_000; // a card that lay open is no customer who waited

function kindOf(operation: Operation): Kind | null {
  const { kind } = operation.request;
  if (kind === "void") return null;
  return kind === "stamp" || kind === "points" ? kind : "redeem";
}

export class CounterTimes {
  private times: { operation: Kind; milliseconds: number }[] = [];

  constructor(private readonly api: Api) {}

  add(operation: Operation): void {
    const kind = kindOf(operation);
    const { scannedAt } = operation.subject;
    if (operation.state.name !== "success" || kind === null || scannedAt === null) return;
    const milliseconds = Math.round(operation.state.answeredAt - scannedAt);
    if (milliseconds > LONGEST_MS) return;
    this.times.push({ operation: kind, milliseconds });
    if (this.times.length >= BATCH) void this.flush();
  }

  // What could not be sent is kept for the next time.
  async flush(): Promise<void> {
    const sent = this.times.splice(0);
    if (sent.length === 0) return;
    try {
      await this.api.ask("post", "/api/v1/vendor/loyalty/counter-times", { body: { times: sent } });
    } catch (fault) {
      if (fault instanceof NoAnswer) this.times = [...sent, ...this.times].slice(-KEPT_MAX);
    }
  }
}
