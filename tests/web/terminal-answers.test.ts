// Answers that are late or lost, sessions and connections that end, clocks that are wrong: nothing typed is
// lost, nothing is done twice, and nothing is claimed that the server has not said.
import type { Route } from "playwright-core";
import { describe, expect, it } from "vitest";
import { type NewCard } from "./harness/api.ts";
import { type Counter, openCounter } from "./harness/counter.ts";
import { DEMO_PASSWORD } from "./harness/demo.ts";
import { useTestShop } from "./harness/test-shop.ts";
import { waitFor } from "./harness/wait.ts";

const { program, browser, shop, pin } = await useTestShop("hybrid");

const NETWORK = [/Failed to load resource/];
const STAMP = /\/api\/v1\/vendor\/loyalty\/stamp$/;

async function stampsOf(card: NewCard): Promise<number> {
  return (await shop.staff.get<{ stamp_count: number }>(`/vendor/loyalty/cards/lookup?code=${card.code}`))
    .stamp_count;
}

async function startStamp(counter: Counter, card: NewCard): Promise<void> {
  await counter.openCard(card);
  await counter.tap("Add 1 stamp");
  await counter.enterPin(pin);
}

// For three seconds, on the page's clock.
async function waitInVain({ page, sees }: Counter): Promise<void> {
  await page.clock.fastForward(3000);
  await sees("Not confirmed yet");
}

// The server does the work and its answer is lost, so many times.
async function loseAnswers(counter: Counter, times: number): Promise<string[]> {
  const keys: string[] = [];
  await counter.page.route(STAMP, async (route: Route) => {
    keys.push(route.request().headers()["idempotency-key"] ?? "");
    if (keys.length > times) return route.continue();
    await route.fetch();
    await route.abort();
  });
  return keys;
}

describe("a lost answer", () => {
  it("is asked for again with the same key: one stamp, confirmed", async () => {
    const card = await shop.join();
    const counter = await openCounter(browser, shop);
    const keys = await loseAnswers(counter, 2);
    await startStamp(counter, card);
    await counter.sees("Stamp added");
    expect(keys.length).toBeGreaterThanOrEqual(3);
    expect(new Set(keys).size).toBe(1);
    expect(await stampsOf(card)).toBe(2);
    await counter.close(NETWORK);
  });

  it("is unclear after three seconds; others are served meanwhile, a chip counts it, and says when it is confirmed", async () => {
    const [first, second] = [
      await shop.join({ first_name: "Faye" }),
      await shop.join({ first_name: "Gil" }),
    ];
    const counter = await openCounter(browser, shop);
    const { page, sees, tap, enterPin, openCard, close } = counter;
    await page.clock.install();
    let isLost = true;
    await page.route(STAMP, async (route) => {
      const { id } = await shop.staff.get<{ id: string }>(
        `/vendor/loyalty/cards/lookup?code=${first.code}`,
      );
      if (!isLost || !route.request().postData()?.includes(id)) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await startStamp(counter, first);
    await waitInVain(counter);
    await sees("Add 1 stamp, Faye. Checking…");
    await tap("Next customer");
    await sees("1 not confirmed");
    await openCard(second);
    await tap("Add 1 stamp");
    await enterPin(pin);
    await sees("Stamp added");
    isLost = false;
    await tap("Confirmed");
    await sees(/^Faye, /);
    expect(await stampsOf(first)).toBe(2);
    expect(await stampsOf(second)).toBe(2);
    await close(NETWORK);
  });

  it("survives a reload, without the PIN: the card's rows say that it was done", async () => {
    const card = await shop.join();
    const counter = await openCounter(browser, shop);
    const { page, sees, tap, close } = counter;
    await page.clock.install();
    let isLost = true;
    await page.route(STAMP, async (route) => {
      if (!isLost) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await startStamp(counter, card);
    await waitInVain(counter);
    const stored = await page.evaluate(() => JSON.stringify(localStorage));
    expect(stored).toContain("loyalty.terminal.open");
    expect(stored).not.toContain(pin);
    expect(stored).not.toContain("Nora");
    isLost = false;
    await page.reload();
    await tap("Confirmed");
    await sees("Stamp added");
    expect(await stampsOf(card)).toBe(2);
    expect(await page.evaluate(() => localStorage.getItem("loyalty.terminal.open"))).toBeNull();
    await close(NETWORK);
  });

  it("survives a reload: what never reached the server is not done, and never will be", async () => {
    const card = await shop.join();
    const counter = await openCounter(browser, shop);
    const { page, sees, tap, close } = counter;
    await page.clock.install();
    const late: Route[] = [];
    let isHeld = true;
    await page.route(STAMP, (route) => (isHeld ? void late.push(route) : route.continue()));
    await startStamp(counter, card);
    await waitInVain(counter);
    const [first] = late.map((route) => ({
      data: route.request().postData() ?? "",
      headers: route.request().headers(),
    }));
    isHeld = false;
    await page.reload();
    await tap("Not done");
    await sees("The operation did not happen. It can be done again.");
    await sees("Nothing was changed.");
    const response = await counter.context.request.post(`${program.url}/api/v1/vendor/loyalty/stamp`, {
      data: first!.data,
      headers: { ...first!.headers, origin: program.url },
    });
    expect(((await response.json()) as { code: string }).code).toBe("idempotency_key_reused");
    expect(await stampsOf(card)).toBe(1);
    await close(NETWORK);
  });

  it("of a server that was killed in the middle comes when it is back", async () => {
    const card = await shop.join();
    const counter = await openCounter(browser, shop);
    const { sees, page, tap, openCard, close } = counter;
    await openCard(card);
    await tap("Add 1 stamp");
    await page.locator("main.pin").waitFor();
    let isFirst = true;
    await page.route(STAMP, async (route) => {
      if (!isFirst) return route.continue();
      isFirst = false;
      await route.fetch();
      await program.kill();
      await route.abort();
    });
    await counter.enterPin(pin);
    await sees("Not confirmed yet");
    await sees("Offline, till 1");
    await program.start();
    await sees("Stamp added");
    expect(await stampsOf(card)).toBe(2);
    await close(NETWORK);
  });
});

describe("a slow answer", () => {
  it("is waited for, and counts once", async () => {
    const card = await shop.join();
    const counter = await openCounter(browser, shop);
    const { page, sees, close } = counter;
    let sent = 0;
    await page.route(STAMP, async (route) => {
      const response = await route.fetch();
      if (++sent === 1)
        await waitFor(() => page.getByText("Not confirmed yet").isVisible(), "the unclear state");
      await route.fulfill({ response }).catch(() => undefined);
    });
    await startStamp(counter, card);
    await sees("Stamp added");
    expect(await stampsOf(card)).toBe(2);
    await close(NETWORK);
  });

  it("of a look-up shows the number it read after a moment", async () => {
    const card = await shop.join();
    const { page, sees, scan, close } = await openCounter(browser, shop);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/lookup/, async (route) => {
      await held;
      await route.continue();
    });
    await scan(card.code);
    await sees(`Looking up …${card.code.slice(-4)}`);
    release();
    await page.locator("main.card").waitFor();
    await close(NETWORK);
  });
});

describe("a double tap", () => {
  it("is one operation", async () => {
    const card = await shop.join();
    await shop.change({ require_staff_pin: false });
    const counter = await openCounter(browser, shop);
    const { page, sees, openCard, close } = counter;
    await openCard(card);
    await page.getByRole("button", { name: "Add 1 stamp" }).dblclick();
    await sees("Stamp added");
    await page.keyboard.press("Escape");
    await page.locator("main.card").waitFor();
    expect(await stampsOf(card)).toBe(2);
    await shop.change({ require_staff_pin: true });
    await close(NETWORK);
  });
});

describe("two tills on one card", () => {
  it("give one stamp each and see it from the server's answer", async () => {
    const card = await shop.join();
    const [one, other] = [await openCounter(browser, shop), await openCounter(browser, shop)];
    for (const counter of [one, other]) {
      await counter.openCard(card);
      await counter.tap("Add 1 stamp");
    }
    await Promise.all([one.enterPin(pin), other.enterPin(pin)]);
    await Promise.all([one.sees("Stamp added"), other.sees("Stamp added")]);
    const figures = await Promise.all([one, other].map(({ page }) => page.locator(".hit b").innerText()));
    expect(figures.map((text) => text.replace(/\s/g, "")).sort()).toEqual(["2/10", "3/10"]);
    expect(await stampsOf(card)).toBe(3);
    await one.close(NETWORK);
    await other.close(NETWORK);
  });
});

describe("a session that ended in the middle", () => {
  it("asks for the sign-in and goes on with the operation, once", async () => {
    const card = await shop.join();
    const counter = await openCounter(browser, shop);
    const { page, context, sees, tap, openCard, close } = counter;
    await openCard(card);
    await tap("Add 1 stamp");
    await page.locator("main.pin").waitFor();
    await context.request.post(`${program.url}/api/v1/auth/logout`, {
      headers: { origin: program.url },
    });
    await context.clearCookies();
    await counter.enterPin(pin);
    await sees("The session has ended. Sign in and go on where you were.");
    expect(await stampsOf(card)).toBe(1);
    await page.getByLabel("E-mail").fill(shop.demo.staff);
    await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
    await tap("Sign in");
    await sees("Stamp added");
    expect(await stampsOf(card)).toBe(2);
    await close(NETWORK);
  });

  it("keeps a form that was half filled in", async () => {
    const { page, context, sees, tap, close } = await openCounter(browser, shop);
    await tap("New card");
    await page.getByLabel("First name").fill("Halfway");
    await page.getByRole("textbox", { name: "E-mail" }).fill("halfway@mail.example");
    await tap("Add the birthday (optional)");
    await page.getByLabel("Birthday (optional)").fill("1990-05-31");
    await page.getByLabel("The customer accepts the terms.").check();
    await context.clearCookies();
    await tap("Make the card");
    await sees("The session has ended. Sign in and go on where you were.");
    const signIn = page.locator("main.sign-in");
    await signIn.getByLabel("E-mail").fill(shop.demo.staff);
    await signIn.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
    await tap("Sign in");
    await expect(page.getByLabel("First name").inputValue()).resolves.toBe("Halfway");
    await expect(page.getByLabel("Birthday (optional)").inputValue()).resolves.toBe("1990-05-31");
    await tap("Make the card");
    await sees("The card is ready");
    await close(NETWORK);
  });
});

describe("without a connection", () => {
  it("is not taken in by an answer that was on its way when the connection went", async () => {
    const card = await shop.join();
    const { page, context, sees, openCard, close } = await openCounter(browser, shop);
    let release: () => Promise<void> = () => Promise.resolve();
    const isHeld = new Promise<void>((resolve) => {
      void page.route("**/cards/*/transactions*", (route) => {
        release = () => route.fulfill({ json: { items: [], next_cursor: null } });
        resolve();
      });
    });
    await openCard(card);
    await isHeld;
    await context.setOffline(true);
    await sees("No connection. It goes on by itself as soon as it is back.");
    const asked = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/healthz"));
    await release();
    await asked;
    await sees("No connection. It goes on by itself as soon as it is back.");
    await context.setOffline(false);
    await sees("Online, till 1");
    await close(NETWORK);
  });

  it("says so on every screen, sends nothing, and goes on by itself", async () => {
    const card = await shop.join();
    const { page, context, sees, tap, openCard, enterPin, close } = await openCounter(browser, shop);
    await openCard(card);
    await context.setOffline(true);
    await sees("No connection. It goes on by itself as soon as it is back.");
    await sees("Waiting for the connection. Nothing is sent before it is back.");
    expect(await page.getByRole("button", { name: "Add 1 stamp" }).isDisabled()).toBe(true);
    await context.setOffline(false);
    await sees("Online, till 1");
    await tap("Add 1 stamp");
    await enterPin(pin);
    await sees("Stamp added");
    expect(await stampsOf(card)).toBe(2);
    await close(NETWORK);
  });
});

describe("a device", () => {
  it.each([-5, 26])("whose clock is %d hours wrong counts down on the server's", async (hours) => {
    const card = await shop.join();
    await shop.stamp(card);
    await shop.change({ cooldown_minutes: 15 });
    const counter = await openCounter(browser, shop);
    const { page, sees, openCard, close } = counter;
    await page.addInitScript((error) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + error;
    }, hours * 3600_000);
    await page.reload();
    await page.locator("main.scan").waitFor();
    await openCard(card);
    await sees(/Next stamp at \d\d:\d\d/);
    await sees(/^1[45]:\d\d$/);
    await shop.change({ cooldown_minutes: 0 });
    await close(NETWORK);
  });

  it.each([
    [
      "forbidden",
      () =>
        Object.defineProperty(window, "localStorage", {
          get: () => {
            throw new DOMException("denied", "SecurityError");
          },
        }),
    ],
    [
      "full",
      () => {
        Storage.prototype.setItem = () => {
          throw new DOMException("full", "QuotaExceededError");
        };
      },
    ],
  ])("whose storage is %s does everything all the same", async (_name, before) => {
    const card = await shop.join();
    const counter = await openCounter(browser, shop, { before });
    const { page, tap, sees, close } = counter;
    await startStamp(counter, card);
    await sees("Stamp added");
    await page.keyboard.press("Enter");
    await tap("Settings");
    await tap("Français", "radio");
    await sees("Réglages");
    expect(await stampsOf(card)).toBe(2);
    await close(NETWORK);
  });
});
