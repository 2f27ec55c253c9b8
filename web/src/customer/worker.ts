// Keeps the last document of each card, with its code, so that a card opens in a cellar. What is fresh always
// comes first; a kept copy is the answer only when the server has none, or none in time.

export {};
declare const self: ServiceWorkerGlobalScope & { __ASSETS__: string[] };

const ASSETS = self.__ASSETS__;
const SHELL = `shell-${hash(ASSETS.join())}`;
const CARDS = "cards";
const CARDS_MAX = 12;
const PATIENCE_MS = 4_000;
const NO_COPY = "/c/-"; // where the page without a card is kept

function hash(text: string): string {
  let value = 0;
  for (const character of text) value = (Math.imul(value, 31) + character.charCodeAt(0)) >>> 0;
  return value.toString(36);
}

// The document of a card with everything of that card taken out: what is shown when there is no copy.
function withoutCard(html: string): string {
  return html
    .replace(
      /(<script type="application\/json" id="data">)([\s\S]*?)(<\/script>)/,
      (_, open, data, close) => {
        const { language, languages, messages, server_time } = JSON.parse(data as string) as Record<
          string,
          unknown
        >;
        const bare = { page: "offline", language, languages, messages, server_time };
        return `${open as string}${JSON.stringify(bare).replace(/</g, "\\u003c")}${close as string}`;
      },
    )
    .replace(/(<div class="qr" id="code">)[\s\S]*?(<\/div>)/, "$1$2")
    .replace(/(<h2>)[^<]*(<\/h2>\s*<p class="no num">)[^<]*/, "$1$2")
    .replace(/#[\da-f]{6}(?=" \/>)/i, "#f3f4f8") // the colour of the browser's own bar
    .replace(/(--card: )[^"]*/, "$1transparent")
    .replace(/<title>[^<]*<\/title>/, "<title>\u2026</title>");
}

async function keepCard(path: string, document: Response): Promise<void> {
  const cache = await caches.open(CARDS);
  const html = await document.text();
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  for (const header of ["Content-Security-Policy", "Permissions-Policy"]) {
    const value = document.headers.get(header);
    if (value !== null) Object.assign(headers, { [header]: value });
  }
  await cache.delete(path); // the newest stands last
  await cache.put(path, new Response(html, { headers }));
  await cache.put(NO_COPY, new Response(withoutCard(html), { headers }));
  const cards = (await cache.keys()).filter((request) => new URL(request.url).pathname !== NO_COPY);
  for (const request of cards.slice(0, Math.max(0, cards.length - CARDS_MAX))) await cache.delete(request);
}

function isCard(path: string): boolean {
  return /^\/c\/[^/]+$/.test(path);
}

async function fetchDocument(event: FetchEvent, path: string): Promise<Response> {
  const answer = await fetch(event.request);
  if (answer.ok && isCard(path)) event.waitUntil(keepCard(path, answer.clone()).catch(() => undefined));
  return answer;
}

async function answerDocument(event: FetchEvent): Promise<Response> {
  const path = new URL(event.request.url).pathname;
  const fresh = fetchDocument(event, path);
  const cache = await caches.open(CARDS);
  const kept = await cache.match(path);
  const late = new Promise<Response | undefined>((resolve) => setTimeout(() => resolve(kept), PATIENCE_MS));
  const lost = fresh.then(
    (answer) => (answer.status >= 500 ? (kept ?? answer) : answer),
    () => kept ?? cache.match(NO_COPY),
  );
  return (await Promise.race([lost, kept === undefined ? lost : late])) ?? Response.error();
}

async function answerAsset(request: Request): Promise<Response> {
  const kept = await caches.match(request, { cacheName: SHELL });
  return kept ?? fetch(request);
}

self.addEventListener("install", (event) => {
  const fill = async () => (await caches.open(SHELL)).addAll(ASSETS);
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const clean = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("shell-") && name !== SHELL) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin || event.request.method !== "GET") return;
  if (event.request.mode === "navigate") event.respondWith(answerDocument(event));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(answerAsset(event.request));
});

// The page says when its card has changed, and when it is gone for good.
self.addEventListener("message", (event) => {
  const { keep, forget } = event.data as { keep?: string; forget?: string };
  if (keep !== undefined) {
    const fresh = fetch(keep, { headers: { Accept: "text/html" } });
    event.waitUntil(
      fresh.then((answer) => (answer.ok ? keepCard(keep, answer) : undefined)).catch(() => undefined),
    );
  }
  if (forget !== undefined) event.waitUntil(caches.open(CARDS).then((cache) => cache.delete(forget)));
});
