// Whether the server can be reached. While it cannot, it is asked again and again, so that all returns by
// itself.
import { Store } from "./store";

const ASK_EVERY_MS = 2000;
const PATIENCE_MS = 4000;

export class Connection extends Store<boolean> {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super(navigator.onLine);
    window.addEventListener("offline", () => this.lose());
    window.addEventListener("online", () => void this.ask());
    if (!navigator.onLine) this.lose();
  }

  // An answer that was on its way when the connection went proves nothing: it is asked for another.
  answered(): void {
    if (!this.get()) void this.ask();
  }

  // One lost answer may be the server's; that there is no connection only a second silence says.
  unanswered(): void {
    void this.ask();
  }

  private lose(): void {
    this.set(false);
    this.askLater();
  }

  private askLater(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.ask();
    }, ASK_EVERY_MS);
  }

  private async ask(): Promise<void> {
    try {
      const answer = await fetch("/healthz", {
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      clearTimeout(this.timer);
      this.timer = undefined;
      this.set(true);
    } catch {
      this.lose();
    }
  }
}
