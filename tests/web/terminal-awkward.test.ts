// What no shop plans for: words of any length, many of everything, parts that do not arrive, devices that
// slept, keys pressed anywhere, another shop's people at the same till.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type NewCard } from "./harness/api.ts";
import { DESKTOP, launchBrowser, PHONE, SMALL_PHONE } from "./harness/browser.ts";
import { expectGaps, expectNoSidewaysScroll, expectNothingCut, takeScreenshot } from "./harness/checks.ts";
import { type Counter, openCounter } from "./harness/counter.ts";
import { DEMO_PASSWORD } from "./harness/demo.ts";
import { HYBRID, openShop } from "./harness/shop.ts";
import { useTestShop } from "./harness/test-shop.ts";

const { program, browser, shop, pin } = await useTestShop("hybrid");

const FAILED = [/Failed to load resource/, /ERR_/];

async function openCard(card: NewCard, counter: Counter): Promise<void> {
  await counter.openCard(card);
  await counter.page.locator(".recent").first().waitFor({ state: "attached" });
}

describe("long words and many of everything", () => {
  const LONG = "Donaudampfschifffahrtsgesellschaftskapitän";
  let card: NewCard;

  beforeAll(async () => {
    await shop.change({
      stamps_reward_description: `Ein Frühstück für zwei mit ${LONG}smütze`,
      points_rewards: Array.from({ length: 20 }, (_, index) => ({
        name: `${LONG}smütze ${index}`,
        points: 50 * (index + 1),
      })),
    });
    for (let index = 0; index < 28; index++) {
      const name = index % 4 === 0 ? `Maximiliane von ${LONG} ${index}` : `Jo ${index}`;
      await shop.owner.post("/vendor/loyalty/pins", { name, pin: String(520_317 + index * 7919) });
    }
    card = await shop.join({ first_name: `Maria-Magdalena ${LONG}`, last_name: `${LONG}-Müller` });
    await shop.stamp(card, 8);
    await shop.buy(card, 12_345);
  });

  afterAll(() => shop.change({ ...HYBRID, loyalty_type: undefined }));

  it.each([
    ["phone", PHONE, "de"],
    ["small phone", SMALL_PHONE, "lb"],
    ["tablet", DESKTOP, "fr"],
    ["desktop at 200 %", { width: 640, height: 400 }, "de"],
  ])("are whole on a %s", async (name, viewport, language) => {
    const counter = await openCounter(browser, shop, { viewport, language });
    const { page, enterPin, close } = counter;
    const look = async (screen: string) => {
      await page.locator(`main.${screen}`).waitFor();
      await takeScreenshot(page, `awkward.${screen}.${name.replaceAll(/\W+/g, "-")}.light`);
      await expectNoSidewaysScroll(page);
      await expectNothingCut(page);
      await expectGaps(page);
    };
    const press = (selector: string) => page.locator(selector).last().press("Enter");
    await openCard(card, counter);
    await look("card");
    await press(".actions .two button");
    await look("redeem");
    await page.keyboard.press("Escape");
    await page.locator("main.card").waitFor();
    await page.keyboard.press("Enter");
    await look("pin");
    const rows = await page
      .locator(".people > button")
      .evaluateAll((chips) => new Set(chips.map((chip) => chip.getBoundingClientRect().top)).size);
    expect(rows).toBeLessThanOrEqual(2);
    await press(".people-more");
    await expect(page.locator(".people > button").count()).resolves.toBe(30);
    await look("pin");
    await enterPin(pin);
    await look("success-main");
    await page.keyboard.press("F8");
    await page.locator(".after").waitFor();
    await look("undo");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.locator("main.scan").waitFor();
    await page.locator("header .icon-button").nth(1).press("Enter");
    await page.locator(".row").first().waitFor();
    await look("latest");
    await close();
  });

  it("names: who was chosen among all stands in the two rows again", async () => {
    const counter = await openCounter(browser, shop);
    const { page, tap, close } = counter;
    await openCard(card, counter);
    await tap("Add 1 stamp");
    await tap("All 30");
    await tap("Jo 27", "radio");
    await expect(page.getByRole("radio", { name: "Jo 27" }).isChecked()).resolves.toBe(true);
    await page.getByRole("button", { name: "All 30" }).waitFor();
    await close();
  });
});

describe("a part that does not arrive", () => {
  it("is not missed: the card works without its menu, which comes as soon as it can", async () => {
    const counter = await openCounter(browser, shop);
    const { page, tap, sees, enterPin, close } = counter;
    let isThere = false;
    await page.route(/mantine-parts/, (route) => (isThere ? route.continue() : route.abort()));
    await page.reload();
    await page.locator("main.scan").waitFor();
    const card = await shop.join({ first_name: "Nele" });
    await openCard(card, counter);
    await tap("Add 1 stamp");
    await enterPin(pin);
    await sees("Stamp added");
    await page.keyboard.press("Escape");
    await sees("Nele");
    isThere = true;
    await page.getByRole("button", { name: /^More$/ }).waitFor();
    await close(FAILED);
  });

  it("and one that breaks leaves a page that says so, and opens again", async () => {
    const counter = await openCounter(browser, shop);
    const { page, tap, sees, close } = counter;
    let isBroken = true;
    await page.route(/\/loyalty\/terminal$/, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { program: object };
      if (isBroken) Object.assign(body.program, { points_rewards: null });
      await route.fulfill({ response: answer, json: body });
    });
    await page.reload();
    await page.locator("main.scan").waitFor();
    await counter.scan((await shop.join({ first_name: "Nele" })).code);
    await sees("This page got stuck");
    isBroken = false;
    await tap("Open it again");
    await page.locator("main.scan").waitFor();
    await close([/null/, /Boundary/, /error:/]);
  });
});

describe("faults of the server", () => {
  it("are said in words with their number, and a Retry-After is waited for", async () => {
    const counter = await openCounter(browser, shop);
    const { page, tap, sees, close } = counter;
    await page.clock.install();
    let fault: { status: number; headers: Record<string, string> } | null = {
      status: 503,
      headers: { "Retry-After": "8" },
    };
    await page.route(/\/loyalty\/transactions\?/, (route) =>
      fault === null
        ? route.continue()
        : route.fulfill({
            ...fault,
            contentType: "application/problem+json",
            json: {
              type: "/docs/problems#internal",
              code: "internal",
              status: 500,
              title: "Fault",
              request_id: "r-1",
            },
          }),
    );
    await tap("Latest");
    await sees(/^Try again in 00:0\d$/);
    await sees("That did not work. Nothing was changed.");
    await sees(/: r-1$/);
    fault = null;
    await page.clock.fastForward(8000);
    await tap("Try again");
    await page.locator(".row").first().waitFor();
    await close(FAILED);
  });

  it("are said where a card was scanned, which then opens with the next try", async () => {
    const counter = await openCounter(browser, shop);
    const { page, scan, sees, close } = counter;
    const { code } = await shop.join({ first_name: "Nele" });
    const problem = { type: "/docs/problems#internal", code: "internal", status: 500, title: "Fault" };
    await page.route(/\/lookup/, (route) =>
      route.fulfill({ status: 500, contentType: "application/problem+json", json: problem }),
    );
    await scan(code);
    await sees("That did not work. Nothing was changed.");
    await page.unroute(/\/lookup/);
    await scan(code);
    await sees("Nele");
    await close([/500/]);
  });

  it("while signing out are said, and nobody is signed out", async () => {
    const counter = await openCounter(browser, shop);
    const { page, tap, sees, close } = counter;
    await page.route(/\/auth\/logout$/, (route) => route.fulfill({ status: 500, body: "{}" }));
    await tap("Settings");
    await tap("Sign out");
    await sees("That did not work. Nothing was changed.");
    await page.unroute(/\/auth\/logout$/);
    await tap("Sign out");
    await sees("Sign in this terminal");
    await close([/500/, /401/]);
  });
});

describe("the terminal", () => {
  it("opens with Enter what was typed, never what was found before it", async () => {
    await shop.join({ first_name: "Aurore", last_name: "Before" });
    await shop.join({ first_name: "Zelie", last_name: "After" });
    const { page, sees, close } = await openCounter(browser, shop);
    await page.keyboard.press("F2");
    await page.getByRole("textbox").fill("aurore");
    await sees("Aurore B.");
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route(/search=zelie/, async (route) => {
      await released;
      await route.continue();
    });
    const asked = page.waitForRequest(/search=zelie/);
    await page.getByRole("textbox").fill("zelie");
    await page.keyboard.press("Enter");
    await asked;
    await page.keyboard.press("Enter");
    expect(await page.locator("main.find").count()).toBe(1);
    release();
    await sees("Zelie A.");
    await page.keyboard.press("Enter");
    await sees("Zelie After");
    await close();
  });

  it("knows its keys on every screen: another card, undo, lock", async () => {
    const counter = await openCounter(browser, shop);
    const { page, tap, sees, enterPin, close } = counter;
    const card = await shop.join({ first_name: "Nele" });
    for (const [key, screen] of [
      ["F2", "find"],
      ["F3", "type"],
      ["F4", "new-card"],
    ] as const) {
      await openCard(card, counter);
      await tap("Add points");
      await page.locator("main.amount").waitFor();
      await page.keyboard.press(key);
      await page.locator(`main.${screen}`).waitFor();
      await page.keyboard.press("Escape");
      await page.locator("main.scan").waitFor();
    }
    await openCard(card, counter);
    await tap("Add 1 stamp");
    await enterPin(pin);
    await sees("Stamp added");
    await page.keyboard.press("Escape");
    await page.locator("main.card").waitFor();
    await page.keyboard.press("F8");
    await sees("What stays: 1 stamp, 0 points");
    await page.keyboard.press("F9");
    await sees("Locked. A PIN opens it.");
    await page.keyboard.press("F2");
    expect(await page.locator("main.find").count()).toBe(0);
    await close();
  });

  it("is locked when it wakes from a long sleep", async () => {
    const counter = await openCounter(browser, shop);
    const { page, sees, close } = counter;
    await page.clock.install();
    await page.reload();
    await page.locator("main.scan").waitFor();
    await openCard(await shop.join({ first_name: "Nele" }), counter);
    await page.clock.setSystemTime(Date.now() + 60 * 60_000); // and no timer has run
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await sees("Locked. A PIN opens it.");
    expect(await page.content()).not.toContain("Nele");
    await close();
  });

  it("shows nothing of its shop to another one's people who sign in after its session has ended", async () => {
    const counter = await openCounter(browser, shop);
    const { page, context, tap, sees, close } = counter;
    await openCard(await shop.join({ first_name: "Wilhelmina" }), counter);
    await context.clearCookies();
    await tap(/^History/);
    await sees("The session has ended. Sign in and go on where you were.");
    await page.getByLabel("E-mail").fill(program.shop("points").staff);
    await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
    await tap("Sign in");
    await page.locator("main.scan").waitFor();
    await sees(/Backstuff/);
    expect(await page.content()).not.toContain("Wilhelmina");
    await close([/401/]);
  });

  it("goes straight to the PIN for a stamp reward that is the only one", async () => {
    const other = await openShop(program, "stamps", { stamps_target: 2 });
    const card = await other.join({ first_name: "Nele" });
    const counter = await openCounter(browser, other);
    await openCard(card, counter);
    await counter.tap("Redeem");
    await counter.sees("No reward is ready yet");
    await counter.page.keyboard.press("Escape");
    await other.stamp(card, 2);
    await openCard(card, counter);
    await counter.tap("Redeem");
    await counter.page.locator("main.pin").waitFor();
    await counter.close();
  });

  it("says that a reward waits for the connection, on the green page too", async () => {
    const counter = await openCounter(browser, shop);
    const { context, page, tap, sees, enterPin, close } = counter;
    const card = await shop.join();
    await shop.stamp(card, 8);
    await openCard(card, counter);
    await tap("Add 1 stamp");
    await enterPin(pin);
    await sees("Reward ready");
    await context.setOffline(true);
    await sees("No connection. It goes on by itself as soon as it is back.");
    await takeScreenshot(page, "T10.reward-ready-offline.phone.light");
    await expectNothingCut(page);
    await expect(page.getByRole("button", { name: "Redeem now" }).isDisabled()).resolves.toBe(true);
    await context.setOffline(false);
    await page.waitForFunction(
      () => !document.querySelector<HTMLButtonElement>(".success-redeem")?.disabled,
    );
    await tap("Redeem now");
    await sees("Redeemed: Free coffee");
    await close(FAILED);
  });

  it("keeps its buttons where they are when a waiting time is over", async () => {
    const counter = await openCounter(browser, shop);
    const { page, tap, sees, enterPin, close } = counter;
    const card = await shop.join();
    await openCard(card, counter);
    await tap("Add 1 stamp");
    await page.locator("main.pin").waitFor();
    await page.route(/\/loyalty\/stamp$/, (route) =>
      route.fulfill({
        status: 409,
        contentType: "application/problem+json",
        json: {
          type: "/docs/problems#cooldown_active",
          code: "cooldown_active",
          status: 409,
          title: "A little too soon",
          retry_at: new Date(Date.now() + 6000).toISOString(),
        },
      }),
    );
    await enterPin(pin);
    await sees("A little too soon");
    const places = () =>
      page
        .locator(".outcome .sec, .outcome .big")
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    const before = await places();
    await page.getByRole("button", { name: "Try again" }).waitFor();
    expect(await places()).toEqual(before);
    await close([/409/]);
  });

  it("says that the camera went away, and takes it again", async () => {
    const filming = await launchBrowser([
      "--use-fake-device-for-media-stream",
      "--use-fake-ui-for-media-stream",
    ]);
    const counter = await openCounter(filming, shop, { permissions: ["camera"] });
    const { page, tap, sees, close } = counter;
    await page.waitForFunction(() => (document.querySelector("video")?.currentTime ?? 0) > 0);
    await page.evaluate(() => {
      const stream = document.querySelector("video")?.srcObject as MediaStream;
      stream.getVideoTracks()[0]?.dispatchEvent(new Event("ended"));
    });
    await sees("The camera is in use elsewhere");
    await tap("Try again");
    await page.locator("video").waitFor();
    await close();
    await filming.close();
  });
});
