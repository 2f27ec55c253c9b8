// What the terminal does with its device: colours, a screen that stays on, the lock after a while, a hidden
// page.
import { useEffect, useSyncExternalStore } from "react";
import { useHome } from "./use-home";
import { useServices } from "./services";
import { useStore } from "../../react/store";

const DARK = "(prefers-color-scheme: dark)";
const BAR_COLOURS = { light: "#f3f4f8", dark: "#0b0b12" };

// What is shown: the device's own colours, or those that were chosen for it.
export function useScheme(): "light" | "dark" {
  const { settings } = useServices();
  const { theme } = useStore(settings);
  const isDark = useSyncExternalStore(watchDark, () => matchMedia(DARK).matches);
  return theme === "system" ? (isDark ? "dark" : "light") : theme;
}

function watchDark(listener: () => void): () => void {
  const query = matchMedia(DARK);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

export function useTheme(): void {
  const { settings } = useServices();
  const { theme } = useStore(settings);
  const scheme = useScheme();
  useEffect(() => {
    const root = document.documentElement;
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    document.querySelector("meta[name=theme-color]")?.setAttribute("content", BAR_COLOURS[scheme]);
  }, [theme, scheme]);
}

// The screen stays on while somebody is signed in; the browser lets go of it whenever the page is hidden.
export function useWakeLock(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted || !("wakeLock" in navigator)) return;
    let lock: WakeLockSentinel | undefined;
    const hold = () => {
      if (document.hidden) return;
      navigator.wakeLock.request("screen").then(
        (held) => (lock = held),
        () => undefined, // a low battery refuses it
      );
    };
    hold();
    document.addEventListener("visibilitychange", hold);
    return () => {
      document.removeEventListener("visibilitychange", hold);
      void lock?.release();
    };
  }, [isWanted]);
}

const ACTIVITY = ["pointerdown", "keydown"] as const;

export function useIdleLock(isWanted: boolean): void {
  const { settings } = useServices();
  const { lockAfterMinutes } = useStore(settings);
  const { lock } = useHome();
  useEffect(() => {
    if (!isWanted) return;
    const idleMs = lockAfterMinutes * 60_000;
    let timer = setTimeout(lock, idleMs);
    let touchedAt = Date.now();
    const restart = () => {
      if (Date.now() - touchedAt >= idleMs) return lock();
      clearTimeout(timer);
      timer = setTimeout(lock, idleMs);
      touchedAt = Date.now();
    };
    // A device that slept stopped its timers with everything else: its clock says how long it was.
    const wake = () => {
      if (!document.hidden && Date.now() - touchedAt >= idleMs) lock();
    };
    for (const event of ACTIVITY) document.addEventListener(event, restart, { capture: true });
    document.addEventListener("visibilitychange", wake);
    return () => {
      clearTimeout(timer);
      for (const event of ACTIVITY) document.removeEventListener(event, restart, { capture: true });
      document.removeEventListener("visibilitychange", wake);
    };
  }, [isWanted, lockAfterMinutes, lock]);
}

// A hidden page forgets the PIN; one that comes back trusts its clock only after the next answer.
export function useHiddenPage(): void {
  const { clock, counterTimes, pins } = useServices();
  useEffect(() => {
    const change = () => {
      if (document.hidden) {
        pins.forget();
        void counterTimes.flush();
      } else {
        clock.doubt();
      }
    };
    document.addEventListener("visibilitychange", change);
    return () => document.removeEventListener("visibilitychange", change);
  }, [clock, counterTimes, pins]);
}

// What is open is asked for again as soon as the connection is back.
export function useReconnect(): void {
  const { book, connection, queries } = useServices();
  const isOnline = useStore(connection);
  useEffect(() => {
    if (!isOnline) return;
    book.hurry();
    void queries.invalidateQueries({ predicate: ({ state }) => state.status === "error" });
  }, [isOnline, book, queries]);
}
