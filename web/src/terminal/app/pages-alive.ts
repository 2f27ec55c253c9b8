// Tells when another of this browser's pages is gone: it leaves its open operations to those that are there.

const PREFIX = "loyalty.terminal.page.";

// A name for this page, held for as long as it lives.
export function claimPage(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  const name = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  void navigator.locks?.request(PREFIX + name, () => new Promise(() => undefined));
  return name;
}

// Does something once the page is gone, at once where it is already; a page that was just left may live on for
// a moment. Of several pages that wait one does it after the other. Without locks (a page that is not served
// over https) only this page is known to be alive.
export function onceGone(page: string, act: () => void): void {
  if (navigator.locks) void navigator.locks.request(PREFIX + page, act);
  else act();
}
