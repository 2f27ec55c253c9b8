// What every screen of the counter is held to: accessible in both themes, large enough for a glove, never
// wider than the glass; fast, and there without a connection.
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { DESKTOP, PHONE, SMALL_PHONE } from "./harness/browser.ts";
import {
  expectAccessible,
  expectGaps,
  expectNoSidewaysScroll,
  expectNothingCut,
  expectTargets,
  settle,
} from "./harness/checks.ts";
import { type Counter, openCounter } from "./harness/counter.ts";
import { useTestShop } from "./harness/test-shop.ts";
import { waitFor } from "./harness/wait.ts";

const { program, browser, shop, pin } = await useTestShop("hybrid");

const REFUSED = [/Failed to load resource/];

// Every screen once, as a day brings them.
async function tour(counter: Counter, look: (screen: string) => Promise<void>): Promise<void> {
  const { page, tap, openCard, enterPin, sees } = counter;
  const birthday = `1992${(await shop.readDay()).slice(4)}`;
  const card = await shop.join({ first_name: "Nora", last_name: "Thill", birth_date: birthday });
  await shop.stamp(card, 7);
  await shop.buy(card, 6800);
  await look("scan");
  for (const [key, screen] of [
    ["F3", "type"],
    ["F2", "find"],
    ["F4", "new-card"],
  ] as const) {
    await page.keyboard.press(key);
    await page.locator(`main.${screen}`).waitFor();
    await look(screen);
    await page.keyboard.press("Escape");
    await page.locator("main.scan").waitFor();
  }
  await openCard(card);
  await page.locator(".recent-row").first().waitFor({ state: "attached" });
  await sees("Birthday today");
  await look("card");
  await tap("Redeem");
  await page.locator("main.redeem").waitFor();
  await look("redeem");
  await page.keyboard.press("Escape");
  await tap("Add points");
  await page.locator("main.amount").waitFor();
  await page.keyboard.type("780");
  await sees("39 points");
  await look("amount");
  await page.keyboard.press("Escape");
  await tap("Add 1 stamp");
  await page.locator("main.pin").waitFor();
  await look("pin");
  await enterPin("8080");
  await sees(/Wrong PIN/);
  await look("pin, wrong");
  await enterPin(pin);
  await sees("Stamp added");
  await look("success");
  await tap("Undo");
  await page.locator("main.undo .after").waitFor();
  await look("undo");
  await page.keyboard.press("Escape");
  await shop.change({ cooldown_minutes: 15 });
  await page.keyboard.press("Escape");
  await page.locator("main.card").waitFor();
  await tap(/^Ready/);
  await sees(/^Redeemed/);
  await look("redeemed");
  await page.keyboard.press("Escape");
  await shop.change({ cooldown_minutes: 0 });
  await page.keyboard.press("Escape");
  await tap("Latest");
  await page.locator(".row").first().waitFor();
  await look("latest");
  await page.keyboard.press("Escape");
  await tap("Settings");
  await look("settings");
  await page.keyboard.press("Escape");
  await page.keyboard.press("F9");
  await page.locator("main.pin").waitFor();
  await look("lock");
}

const GLASSES = [
  ["phone", PHONE],
  ["small phone", SMALL_PHONE],
  ["tablet", DESKTOP],
  ["desktop at 200 %", { width: 640, height: 400 }],
  ["tablet at 200 %", { width: 590, height: 410 }],
] as const;

// Until the page has drawn itself anew.
async function resize(page: Page, size: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(size);
  await page.waitForFunction(({ width, height }) => innerWidth === width && innerHeight === height, size);
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
}

// Actions under 64, names and icons under 52.
function findLowActions(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const small =
      ".icon-button, .people button, .last button, .row-undo, .camera-tools button, .switch button, .chip, .with-button button, .check input, .request-id";
    const shown = [...document.querySelectorAll<HTMLElement>("main button, header button")].filter(
      (button) => button.offsetWidth > 1,
    );
    const low = shown.filter(
      (button) => button.getBoundingClientRect().height < (button.matches(small) ? 51.5 : 63.5),
    );
    return low.map((button) => `${button.className} ${button.getBoundingClientRect().height}`);
  });
}

function findSmallTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || parent.closest("svg, script, style, noscript, .sr") || node.textContent?.trim() === "")
        continue;
      if (parent.offsetWidth > 1 && parseFloat(getComputedStyle(parent).fontSize) < 15)
        texts.push(node.textContent ?? "");
    }
    return texts;
  });
}

describe("every screen", () => {
  it("is accessible in both themes, with actions at 64 at least and no text under 15", async () => {
    const counter = await openCounter(browser, shop);
    const { page, close } = counter;
    await tour(counter, async (screen) => {
      await settle(page);
      await expectAccessible(page, screen);
      expect(await findLowActions(page), screen).toEqual([]);
      expect(await findSmallTexts(page), screen).toEqual([]);
    });
    await close(REFUSED);
  });

  it("has menus and dialogs in the page's own colours, in both themes", async () => {
    const counter = await openCounter(browser, shop, { as: shop.demo.manager });
    const { page, openCard, tap, sees, close } = counter;
    await openCard(await shop.join({ first_name: "Lou" }));
    const colourOf = (layer: string) =>
      page.locator(layer).evaluate((element) => getComputedStyle(element).backgroundColor);
    const expectColours = async (layer: string, light: string, dark: string) => {
      await page.emulateMedia({ colorScheme: "light" });
      await expect.poll(() => colourOf(layer)).toBe(light);
      await page.emulateMedia({ colorScheme: "dark" });
      await expect.poll(() => colourOf(layer)).toBe(dark);
    };
    await tap(/^More$/);
    await expectColours("[role=menu]", "rgb(255, 255, 255)", "rgb(45, 45, 55)");
    await tap("Block the card", "menuitem");
    await sees(/^Nothing can be given or redeemed/);
    await expectColours("section[role=dialog]", "rgb(255, 255, 255)", "rgb(29, 29, 38)");
    await close();
  });

  it("grows with the letters that a device is set to", async () => {
    const counter = await openCounter(browser, shop);
    const { page, openCard, close } = counter;
    await openCard(await shop.join({ first_name: "Ida" }));
    const redeem = page.getByRole("button", { name: "Redeem" });
    const sizeOf = () => redeem.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    const usual = await sizeOf();
    await page.evaluate(() => (document.documentElement.style.fontSize = "120%"));
    expect(await sizeOf()).toBeCloseTo(1.2 * usual, 1);
    await expectNoSidewaysScroll(page);
    await expectNothingCut(page);
    await close();
  });

  it("is accessible where something went wrong, and in menus and dialogs", async () => {
    const look = async ({ page }: Counter) => {
      await settle(page);
      await expectAccessible(page);
    };
    const counter = await openCounter(browser, shop, { as: shop.demo.manager });
    const { page, openCard, tap, enterPin, sees, scan, close } = counter;
    await scan("LC1-AAAAAAAAAAAAAAAAAAAAAAAAAA");
    await sees("No card with this code. Try the name or phone.");
    await look(counter);
    const card = await shop.join({ first_name: "Rae" });
    await openCard(card);
    await tap(/^More$/);
    await page.getByRole("menuitem").first().waitFor();
    await look(counter);
    await page.keyboard.press("Escape");
    await page.getByRole("menuitem").first().waitFor({ state: "detached" });
    await page.keyboard.press("Tab");
    await page.getByRole("button", { name: /^More$/ }).press("Enter");
    await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "menuitem");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator(".link-code svg").waitFor();
    await look(counter);
    await page.keyboard.press("Escape");
    await tap("Add 1 stamp");
    await page.locator("main.pin").waitFor();
    await shop.change({ cooldown_minutes: 15 });
    await shop.stamp(card);
    await enterPin(pin);
    await sees("A little too soon");
    await look(counter);
    await page.keyboard.press("Escape");
    await sees(/Next stamp at/);
    await look(counter);
    await shop.change({ cooldown_minutes: 0 });
    await tap(/^More$/);
    await tap("Block the card", "menuitem");
    await sees(/^Nothing can be given or redeemed/);
    await look(counter);
    await tap("Block the card");
    await sees("This card is blocked. A manager can open it again.");
    await look(counter);
    await page.keyboard.press("Escape");
    await openCard(await shop.join({ first_name: "Sam" }));
    await page.route(/\/stamp$/, (route) => route.abort());
    await tap("Add 1 stamp");
    await enterPin(pin);
    await sees("Not confirmed yet");
    await look(counter);
    await tap("Next customer");
    await sees("1 not confirmed");
    await look(counter);
    await close(REFUSED);
  });

  it("has targets for gloves, nothing cut and no sideways scroll on any glass", async () => {
    const counter = await openCounter(browser, shop);
    const { page, close } = counter;
    await tour(counter, async (screen) => {
      for (const [name, viewport] of GLASSES) {
        await resize(page, viewport);
        const here = `${screen} on a ${name}`;
        await expectNoSidewaysScroll(page, here);
        await expectNothingCut(page, here);
        await expectTargets(page, 44, here);
        await expectGaps(page, here);
      }
      await resize(page, PHONE);
    });
    await close(REFUSED);
  });
});

describe("speed", () => {
  it("from the scan to a confirmed stamp waits for two answers and for no pause, with the PIN in memory and one tap", async () => {
    // While the page is hurried it sets no clock, however short.
    const before = () => {
      const later = window.setTimeout.bind(window) as (...given: unknown[]) => number;
      const hurried = (act: unknown, pause = 0, ...given: unknown[]) =>
        pause > 0 && document.body.dataset.state !== undefined ? 0 : later(act, pause, ...given);
      Object.assign(window, { setTimeout: hurried });
    };
    const counter = await openCounter(browser, shop, { before });
    const { page, openCard, tap, enterPin, sees, scan, close } = counter;
    const card = await shop.join();
    await openCard(card);
    await tap("Add 1 stamp");
    await enterPin(pin);
    await sees("Stamp added");
    const asked: string[] = [];
    await page.route(/\/api\//, async (route) => {
      const [, name] = /(cards\/lookup|loyalty\/stamp)(\?code=.*)?$/.exec(route.request().url()) ?? [];
      if (name === undefined) return; // nothing else is answered
      asked.push(name);
      await route.continue();
    });
    await page.evaluate(() => {
      document.body.dataset.state = "scanned";
      const look = new MutationObserver(() => {
        const button = document.querySelector<HTMLElement>(".stamp-primary:not(:disabled)");
        if (!button || document.body.dataset.state !== "scanned") return;
        document.body.dataset.state = "tapped";
        look.disconnect();
        button.click();
      });
      look.observe(document.body, { childList: true, subtree: true });
    });
    await scan(card.code);
    await page.waitForFunction(
      () => document.body.dataset.state === "tapped" && document.querySelector("main.success-main h1"),
    );
    expect(asked).toEqual(["cards/lookup", "loyalty/stamp"]);
    await close();
  });

  it("is measured, and sent to the shop's figures", async () => {
    const counter = await openCounter(browser, shop);
    const { page, openCard, tap, enterPin, sees, close } = counter;
    const sent: unknown[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/counter-times")) sent.push(request.postDataJSON());
    });
    await openCard(await shop.join());
    await tap("Add 1 stamp");
    await enterPin(pin);
    await sees("Stamp added");
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", {
        value: true,
        configurable: true,
      });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await waitFor(() => sent.length > 0, "the times to be sent");
    expect(sent[0]).toMatchObject({
      times: [{ operation: "stamp", milliseconds: expect.any(Number) as number }],
    });
    await waitFor(async () => {
      const { counter_ms: figures } = await shop.owner.get<{
        counter_ms: { p50: number | null };
      }>("/vendor/loyalty/stats");
      return (figures.p50 ?? 0) > 0;
    }, "the figures of the shop");
    await close();
  });
});

describe("installed", () => {
  it("has a manifest with maskable icons that are there", async () => {
    const counter = await openCounter(browser, shop);
    const { page, close } = counter;
    const href = await page.locator("link[rel=manifest]").getAttribute("href");
    const manifest = (await (await fetch(program.url + href!)).json()) as {
      scope: string;
      display: string;
      icons: { src: string; purpose: string }[];
    };
    expect(manifest).toMatchObject({
      scope: "/terminal",
      display: "standalone",
    });
    expect(manifest.icons.some(({ purpose }) => purpose === "maskable")).toBe(true);
    for (const { src } of manifest.icons) expect((await fetch(program.url + src)).status).toBe(200);
    await close();
  });

  it("opens without a connection from what its worker kept, nothing of customers in it, and goes on by itself", async () => {
    const counter = await openCounter(browser, shop, {
      serviceWorkers: "allow",
    });
    const { page, context, sees, openCard, close } = counter;
    const isKept = () =>
      page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state === "activated");
    await waitFor(isKept, "the worker to be active");
    await openCard(await shop.join({ first_name: "Keepsake" }));
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const all = await Promise.all(
        names.map(async (name) =>
          (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname),
        ),
      );
      return all.flat();
    });
    expect(kept).toContain("/terminal");
    expect(kept.some((path) => path.endsWith(".wasm"))).toBe(true);
    expect(kept.filter((path) => path.startsWith("/api"))).toEqual([]);
    await context.setOffline(true);
    await page.reload();
    await sees("The terminal starts by itself as soon as it is back.");
    await context.setOffline(false);
    await page.locator("main.scan").waitFor();
    await close([/Failed to load resource/, /ERR_INTERNET_DISCONNECTED/]);
  });
});
