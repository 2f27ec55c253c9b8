// A card in a cellar: the copy that the worker keeps.
import type { Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { visit } from "./harness/browser.ts";
import { decodeCodes, expectAccessible } from "./harness/checks.ts";
import { startProgram, type Program } from "./harness/program.ts";
import { HYBRID, openShop, type Shop } from "./harness/shop.ts";
import { useBrowser } from "./harness/test-shop.ts";
import { waitFor } from "./harness/wait.ts";

const browser = await useBrowser();
let program: Program;
let shop: Shop;

beforeEach(async () => {
  program = await startProgram();
  shop = await openShop(program, "stamps", HYBRID);
});

afterEach(() => program.stop());

const LOST = [/Failed to load resource/, /ERR_/, /FetchEvent/];

// Until the worker has this card, at this count of stamps.
async function waitForCopy(page: Page, path: string, count: number): Promise<void> {
  await waitFor(
    () =>
      page.evaluate(
        async ([name, text]) => {
          const copy = await caches.match(name ?? "", { cacheName: "cards" });
          return (await copy?.text())?.includes(text ?? "") === true;
        },
        [path, `"stamp_count":${count}`],
      ),
    "the worker to keep the card",
  );
}

describe("without a connection", () => {
  it("opens as it last was, says as of when, and its code still scans", async () => {
    const card = await shop.join();
    const { page, close } = await visit(browser, card.url);
    const path = new URL(card.url).pathname;
    await waitForCopy(page, path, 1);
    await shop.stamp(card, 2);
    await page.getByRole("img", { name: "3 of 10 stamps" }).waitFor();
    await waitForCopy(page, path, 3);
    await program.kill();
    await page.reload();
    await page.getByRole("img", { name: "3 of 10 stamps" }).waitFor();
    await page.getByText(/No connection\. As of \d\d:\d\d\./).waitFor();
    expect(decodeCodes(await page.screenshot())).toEqual([card.code]);
    await page.getByRole("button", { name: "Enlarge" }).click();
    expect(decodeCodes(await page.screenshot())).toEqual([card.code]);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expectAccessible(page);
    await program.start();
    await page.getByText(/No connection/).waitFor({ state: "detached" });
    await close(LOST);
  });

  it("names the day of a copy that is not of today", async () => {
    const card = await shop.join();
    const { page, close } = await visit(browser, card.url);
    await waitForCopy(page, new URL(card.url).pathname, 1);
    await page.getByText(/Today, \d\d:\d\d/).waitFor();
    await program.kill();
    await page.clock.setFixedTime(Date.now() + 26 * 3_600_000);
    await page.reload();
    await page.getByText(/No connection\. As of [A-Z]\w\w \d+ [A-Z]\w+, \d\d:\d\d\./).waitFor();
    await expect(page.getByText(/Today/).count()).resolves.toBe(0);
    await close(LOST);
  });

  it("opens from its copy while the server is in trouble", async () => {
    const card = await shop.join();
    const { page, context, close } = await visit(browser, card.url);
    await waitForCopy(page, new URL(card.url).pathname, 1);
    await context.route(`${program.url}/**`, (route) =>
      /\/(c|api)\//.test(route.request().url())
        ? route.fulfill({ status: 502, body: "Bad gateway" })
        : route.continue(),
    );
    await page.reload();
    await page.getByText(/No connection\. As of/).waitFor();
    expect(decodeCodes(await page.screenshot())).toEqual([card.code]);
    await close(LOST);
  });

  it("leads back from one's own data to the card, and to the data when it is there again", async () => {
    const card = await shop.join();
    const { page, close } = await visit(browser, card.url);
    await waitForCopy(page, new URL(card.url).pathname, 1);
    await program.kill();
    await page.goto(`${card.url}/data`);
    await page.getByText("No connection. It goes on by itself as soon as it is back.").waitFor();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Back to the card" }).click();
    await page.getByText("Hi Nora").waitFor();
    await page.goBack();
    await page.getByText("No connection. It goes on").waitFor();
    await program.start();
    await page.getByRole("heading", { name: "My data", exact: true }).waitFor();
    await close(LOST);
  });

  it("says so at once, and goes on by itself", async () => {
    const card = await shop.join();
    const { page, context, close } = await visit(browser, card.url);
    await page.getByText("Hi Nora").waitFor();
    await context.setOffline(true);
    await page.getByText(/No connection\. As of/).waitFor();
    await shop.stamp(card);
    await context.setOffline(false);
    await page.getByRole("img", { name: "2 of 10 stamps" }).waitFor();
    await expect(page.getByText(/No connection/).count()).resolves.toBe(0);
    await close(LOST);
  });

  it("has a page for a card that was never opened here", async () => {
    const card = await shop.join({ first_name: "Nora" });
    const other = await shop.join({ first_name: "Ugo" });
    const { page, close } = await visit(browser, card.url);
    await waitForCopy(page, new URL(card.url).pathname, 1);
    await program.kill();
    await page.goto(other.url);
    await page.getByText("No connection, and this card was not opened on this device before.").waitFor();
    await expect(page.content()).resolves.not.toContain("Nora");
    await expect(page.content()).resolves.not.toContain(card.code);
    const bare = await page.evaluate(async () => (await caches.match("/c/-"))?.text());
    for (const own of ["Nora", card.code, "data:image/svg", "#0d5257", "Coffee card"]) {
      expect(bare?.includes(own), own).toBe(false);
    }
    await expectAccessible(page);
    await program.start();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("Hi Ugo").waitFor();
    await close(LOST);
  });

  it("answers from its copy when the network is there but slow", async () => {
    const card = await shop.join();
    const { page, context, close } = await visit(browser, card.url);
    await waitForCopy(page, new URL(card.url).pathname, 1);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await context.route(card.url, async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    });
    const [worker] = context.serviceWorkers();
    await worker?.evaluate(() => {
      const later = setTimeout;
      Object.assign(globalThis, { setTimeout: (act: () => void, ms = 0) => later(act, ms / 1000) });
    });
    await page.reload();
    await page.getByRole("img", { name: "1 of 10 stamps" }).waitFor();
    release();
    await close(LOST);
  });

  it("keeps nothing of a card that was deleted", async () => {
    const card = await shop.join();
    const path = new URL(card.url).pathname;
    const { page, close } = await visit(browser, card.url);
    await waitForCopy(page, path, 1);
    await page.goto(`${card.url}/data`);
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByRole("button", { name: "Delete for good" }).click();
    await page.getByText("Your data is deleted").waitFor();
    await waitFor(
      () => page.evaluate(async (name) => (await caches.match(name)) === undefined, path),
      "the copy to be gone",
    );
    await close(LOST);
  });
});
