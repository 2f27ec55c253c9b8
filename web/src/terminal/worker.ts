// Keeps the counter's own files, so that it opens at once and without a connection. Requests to the API
// never pass through here, and nothing of customers is kept. A new version waits until the page says that
// nobody is served.

export {};
declare const self: ServiceWorkerGlobalScope & { __ASSETS__: string[] };

const ASSETS = self.__ASSETS__;
const DOCUMENT = "/terminal";
const PREFIX = "terminal-";
const SHELL = `${PREFIX}${hash(ASSETS.join())}`;

function hash(text: string): string {
  let value = 0;
  for (const character of text) value = (Math.imul(value, 31) + character.charCodeAt(0)) >>> 0;
  return value.toString(36);
}

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll([DOCUMENT, ...ASSETS])));
});

self.addEventListener("activate", (event) => {
  const clean = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(PREFIX) && name !== SHELL) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") void self.skipWaiting();
});

// The document and the files of one version belong together: both come from what this worker kept.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || request.method !== "GET") return;
  const isDocument = request.mode === "navigate" && /^\/terminal(\/[^.]*)?$/.test(url.pathname);
  if (!isDocument && !url.pathname.startsWith("/assets/")) return;
  const kept = caches.match(isDocument ? DOCUMENT : request, { cacheName: SHELL });
  event.respondWith(kept.then((answer) => answer ?? fetch(request)));
});
