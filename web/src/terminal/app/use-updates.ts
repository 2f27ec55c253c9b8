// A new version waits until nobody is being served: it takes over on the lock screen, or on an idle scan
// screen.
import { useEffect, useState } from "react";
import { useServices } from "./services";
import { useStore } from "../../react/store";
import { useOperations } from "./use-operations";
import { isOpen } from "../core/operation";

const IDLE_MS = 60_000;
const LOOK_EVERY_MS = 30 * 60_000;

export function useUpdates(): void {
  const { isLocked, navigation } = useServices();
  const waiting = useWaitingWorker();
  const locked = useStore(isLocked);
  const isHome = useStore(navigation).length === 1;
  const isBusy = useOperations().some(isOpen);
  useEffect(() => {
    if (!waiting || isBusy || !(locked || isHome)) return;
    const take = () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("take over");
    };
    if (locked) return take();
    let timer = setTimeout(take, IDLE_MS);
    const restart = () => {
      clearTimeout(timer);
      timer = setTimeout(take, IDLE_MS);
    };
    document.addEventListener("pointerdown", restart);
    document.addEventListener("keydown", restart);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("pointerdown", restart);
      document.removeEventListener("keydown", restart);
    };
  }, [waiting, isBusy, locked, isHome]);
}

// The worker of a newer version that is ready and waits; none while this version is the newest.
function useWaitingWorker(): ServiceWorker | null {
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
    let timer: ReturnType<typeof setInterval> | undefined;
    // A browser that blocks workers may answer with nothing.
    const watch = (registration: ServiceWorkerRegistration | undefined) => {
      if (!registration) return;
      const look = () => setWaiting(navigator.serviceWorker.controller ? registration.waiting : null);
      look();
      registration.addEventListener("updatefound", () =>
        registration.installing?.addEventListener("statechange", look),
      );
      timer = setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS);
    };
    const { path, scope } = __WORKER__;
    navigator.serviceWorker.register(path, { scope }).then(watch, () => undefined);
    return () => clearInterval(timer);
  }, []);
  return waiting;
}
