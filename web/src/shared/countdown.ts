// What a countdown shows: "08:41" below an hour, "3:05:09" above. Rounded, because the server's clock is
// known to half a second only.

export function formatRemaining(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, "0"));
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${parts.join(":")}` : parts.join(":");
}

// The part of the ring that is still drawn: 1 at the beginning, 0 when it is over.
export function computeShare(remaining: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(1, Math.max(0, remaining / whole));
}
