// Tells which of this browser's pages are still there: a page that is gone leaves its open operations to
// the next.

const PREFIX = "loyalty.terminal.page.";

// A name for this page, held for as long as it lives.
export function claimPage(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  const name = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  void navigator.locks?.request(PREFIX + name, () => new Promise(() => undefined));
  return name;
}

// Without locks (a page that is not served over https) only this page is known to be alive.
export async function listAlivePages(): Promise<Set<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  const names = held.map((lock) => lock.name ?? "").filter((name) => name.startsWith(PREFIX));
  return new Set(names.map((name) => name.slice(PREFIX.length)));
}
