// A newer version of the terminal: it comes by itself, and never between a cashier and a customer.
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Counter, openCounter } from "./harness/counter.ts";
import { type Front, startFront } from "./harness/front.ts";
import { useTestShop } from "./harness/test-shop.ts";
import { waitFor } from "./harness/wait.ts";

const { program, browser, shop, pin } = await useTestShop("hybrid");
let front: Front;

beforeEach(async () => {
  front = await startFront(program);
});

afterEach(() => front.stop());

// Through the front, with the worker in charge of the page.
async function openInstalled(): Promise<Counter> {
  const behind = { ...shop, program: { ...program, url: front.url } };
  const counter = await openCounter(browser, behind, { serviceWorkers: "allow" });
  await counter.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return counter;
}

interface Workers {
  waiting?: string;
  active?: string;
  version?: string;
}

// A page that is being loaded anew has nothing to say yet.
function readWorkers(page: Page): Promise<Workers> {
  const read = async () => {
    const { waiting, active } = await navigator.serviceWorker.ready;
    return {
      waiting: waiting?.state,
      active: active?.state,
      version: document.documentElement.dataset.version,
    };
  };
  return page.evaluate(read).catch(() => ({})) as Promise<Workers>;
}

// The page finds the newer worker, which is ready and waits; the page is marked, to be known again.
async function findUpgrade(page: Page): Promise<void> {
  front.upgradeWorker();
  await page.evaluate(async () => {
    document.documentElement.dataset.version = "old";
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
  });
  await waitFor(async () => (await readWorkers(page)).waiting === "installed", "the newer worker");
}

// Asked of the worker itself, after everything that the page has told it so far. Where none waits any more, or
// the page is being loaded anew, it was told.
function wasTold(page: Page): Promise<boolean> {
  const ask = async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const { waiting } = await navigator.serviceWorker.ready;
    if (waiting === null) return true;
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise<boolean>((say) => (port1.onmessage = ({ data }) => say(data === true)));
    waiting.postMessage("were you told?", [port2]);
    return await answer;
  };
  return page.evaluate(ask).catch(() => true);
}

async function expectUpgraded(page: Page): Promise<void> {
  await waitFor(async () => {
    const { waiting, active, version } = await readWorkers(page);
    return waiting === undefined && active === "activated" && version === undefined;
  }, "the newer version");
}

it("waits while somebody is served, and while an answer is open; it takes over on the lock screen", async () => {
  const card = await shop.join();
  const { page, tap, sees, openCard, enterPin, close } = await openInstalled();
  await openCard(card);
  await findUpgrade(page);
  expect(await wasTold(page), "on the card").toBe(false);
  const release = front.hold((method, path) => method === "POST" && path.endsWith("/stamp"));
  await tap("Add 1 stamp");
  await page.locator("main.pin").waitFor();
  expect(await wasTold(page), "on the PIN pad").toBe(false);
  await enterPin(pin);
  await sees("Not confirmed yet");
  await tap("Next customer");
  await page.locator("main.scan").waitFor();
  await page.keyboard.press("F9");
  await sees("Locked. A PIN opens it.");
  expect(await wasTold(page), "locked, with an open answer").toBe(false);
  release();
  await expectUpgraded(page);
  await sees("Locked. A PIN opens it.");
  await enterPin(pin);
  await page.locator("main.scan").waitFor();
  const counted = await shop.staff.get(`/vendor/loyalty/cards/lookup?code=${card.code}`);
  expect(counted).toMatchObject({ stamp_count: 2 });
  await close();
});

it("takes over on a scan screen that nobody has touched for a minute", async () => {
  const { page, openCard, close } = await openInstalled();
  await page.clock.install();
  await page.reload();
  await page.locator("main.scan").waitFor();
  await openCard(await shop.join());
  await findUpgrade(page);
  await page.clock.fastForward(61_000);
  expect(await wasTold(page), "a minute on the card").toBe(false);
  await page.keyboard.press("Escape");
  await page.locator("main.scan").waitFor();
  await page.clock.fastForward(40_000);
  await page.keyboard.press("Shift");
  await page.clock.fastForward(40_000);
  expect(await wasTold(page), "touched meanwhile").toBe(false);
  await page.clock.fastForward(21_000);
  await expectUpgraded(page);
  await page.locator("main.scan").waitFor();
  await close();
});
