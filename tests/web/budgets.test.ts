// What the pages weigh, from the build's own lists, and how soon a card is there on a slow line.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { describe, expect, it } from "vitest";
import { PHONE } from "./harness/browser.ts";
import { useTestShop } from "./harness/test-shop.ts";

const DIST = join(import.meta.dirname, "../../web/dist");
const KB = 1000;

const { browser, shop } = await useTestShop("stamps");
const card = await shop.join();
await shop.stamp(card, 6);
await shop.buy(card, 6800);
const { url } = card;

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
}

// The script that a page loads at once: its entry and everything that the entry imports.
function measureScripts(application: "customer" | "terminal"): number {
  const path = join(DIST, `manifest-${application}.json`);
  const manifest = JSON.parse(readFileSync(path, "utf8")) as Record<string, Chunk>;
  const page = manifest[`pages/${application}.html`];
  if (page === undefined) throw new Error(`${path} does not name the page`);
  const seen = new Set<Chunk>();
  const visit = (chunk: Chunk) => {
    if (seen.has(chunk)) return;
    seen.add(chunk);
    for (const name of chunk.imports ?? []) visit(manifest[name]!);
  };
  visit(page);
  return [...seen]
    .map(({ file }) => gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length)
    .reduce((sum, bytes) => sum + bytes, 0);
}

describe("the build", () => {
  it("keeps the customer's script below 30 kB and the counter's below 200 kB, compressed", () => {
    expect(measureScripts("customer")).toBeLessThan(30 * KB);
    expect(measureScripts("terminal")).toBeLessThan(200 * KB);
  });
});

describe("a card", () => {
  it.each(["en", "fr", "de", "lb"])(
    "is one answer below 14 kB before its code, in %s",
    async (language) => {
      const text = await (await fetch(`${url}?lang=${language}`)).text();
      const withoutCode = text.replace(/(<div class="qr" id="code">)[\s\S]*?(<\/div>)/, "$1$2");
      expect(gzipSync(withoutCode).length).toBeLessThan(14 * KB);
      const sent = await fetch(url, { headers: { "Accept-Encoding": "gzip" } });
      expect(sent.headers.get("Content-Encoding")).toBe("gzip");
    },
  );

  // A slow 4G line has 150 ms and 1.6 Mbit/s. What comes over it is counted, so that no machine is too busy: the
  // document, and at the same time all that it names, which names nothing more.
  it("is there within 1.2 s on a slow 4G line", async () => {
    const { document, others } = await listLoaded(browser, url);
    const html = await (await fetch(url)).text();
    for (const { name } of others) expect(html, "a third round").toContain(new URL(name).pathname);
    const bytes = [document, ...others].reduce((sum, { transferSize }) => sum + transferSize, 0);
    expect(2 * 150 + (bytes * 8) / 1600).toBeLessThan(1200);
  });
});

interface Loaded {
  name: string;
  transferSize: number; // with its head, compressed as it came
}

// All that is loaded until the card is drawn in its own letters, with nothing in the cache.
async function listLoaded(browser: Browser, url: string): Promise<{ document: Loaded; others: Loaded[] }> {
  const context = await browser.newContext({ viewport: PHONE, locale: "en", serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByText("Hi Nora").waitFor();
  const loaded = await page.evaluate(async () => {
    await document.fonts.ready;
    const pick = ({ name, transferSize }: PerformanceResourceTiming) => ({ name, transferSize });
    const list = (type: string) =>
      (performance.getEntriesByType(type) as PerformanceResourceTiming[]).map(pick);
    return { document: list("navigation")[0]!, others: list("resource") };
  });
  await context.close();
  return loaded;
}
