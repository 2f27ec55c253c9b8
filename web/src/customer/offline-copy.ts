// The copy of a card that opens without a connection, which the worker keeps.

const PAGES = "/c/";

function tell(message: { keep?: string; forget?: string }): void {
  navigator.serviceWorker?.ready.then(
    (registration) => registration.active?.postMessage(message),
    () => undefined,
  );
}

// Where there are no workers, or none are allowed, the card needs its connection: nothing else is lost.
export function startOfflineCopies(token: string): void {
  if (!import.meta.env.PROD) return; // it would answer with files that have just been changed
  const workers = navigator.serviceWorker;
  workers?.register(__WORKER__.path, { scope: __WORKER__.scope }).then(
    () => {
      if (workers.controller === null) keepOffline(token); // else it has just seen the document come
    },
    () => undefined,
  );
}

export function keepOffline(token: string): void {
  tell({ keep: PAGES + token });
}

export function forgetOffline(token: string): void {
  tell({ forget: PAGES + token });
}
