// Every refusal of the contract has its face: what happened, that nothing was changed, what to do now.
import { describe, expect, it } from "vitest";
import type { NewCard } from "./harness/api.ts";
import { TIME } from "./harness/checks.ts";
import { type Counter, openCounter } from "./harness/counter.ts";
import { useTestShop } from "./harness/test-shop.ts";

const { browser, shop, pin } = await useTestShop("hybrid");

const REFUSED = [/Failed to load resource/];

async function stampsOf(card: NewCard): Promise<number> {
  return (await shop.staff.get<{ stamp_count: number }>(`/vendor/loyalty/cards/lookup?code=${card.code}`))
    .stamp_count;
}

// Open at the card, before anything was done.
async function open(card: NewCard): Promise<Counter> {
  const counter = await openCounter(browser, shop);
  await counter.openCard(card);
  return counter;
}

async function addStamp({ tap, enterPin }: Counter): Promise<void> {
  await tap("Add 1 stamp");
  await enterPin(pin);
}

describe("limits with a time", () => {
  it("cooldown: seen beforehand, with the time it returns, counting", async () => {
    const card = await shop.join();
    await shop.stamp(card);
    await shop.change({ cooldown_minutes: 15 });
    const { page, sees, close } = await open(card);
    await sees(/Next stamp at \d\d:\d\d/);
    await sees(/^1[45]:\d\d$/);
    expect(await page.locator(".stamp-primary").isDisabled()).toBe(true);
    await shop.change({ cooldown_minutes: 0 });
    await close(REFUSED);
  });

  it("cooldown: hit because another till was faster, with a ring, and points still possible", async () => {
    const card = await shop.join();
    await shop.change({ cooldown_minutes: 15 });
    const counter = await open(card);
    const { tap, sees, page, close } = counter;
    await tap("Add 1 stamp");
    await page.locator("main.pin").waitFor();
    await shop.stamp(card);
    await counter.enterPin(pin);
    await sees("A little too soon");
    await sees(new RegExp(`Next stamp possible at ${TIME}\\.`));
    await sees("Nothing was changed. Points for this purchase are still possible.");
    await page
      .getByRole("timer")
      .getByText(/^1[45]:\d\d$/)
      .waitFor();
    expect(await stampsOf(card)).toBe(2);
    await tap("Add points");
    await page.keyboard.type("200");
    await tap("Give 10 points");
    await sees("+10 points");
    await shop.change({ cooldown_minutes: 0 });
    await close(REFUSED);
  });

  it("daily limit", async () => {
    const card = await shop.join();
    const counter = await open(card);
    await counter.tap("Add 1 stamp");
    await counter.page.locator("main.pin").waitFor();
    await shop.stamp(card, 2);
    await shop.change({ max_daily_stamps: 2 });
    await counter.enterPin(pin);
    await counter.sees("Enough for today");
    await counter.page.getByRole("timer").waitFor();
    expect(await stampsOf(card)).toBe(3);
    await shop.change({ max_daily_stamps: 1000 });
    await counter.close(REFUSED);
  });
});

describe("the PIN", () => {
  it("wrong: the dots empty, the tries are counted, the right one goes through", async () => {
    const card = await shop.join();
    const { page, tap, sees, enterPin, close } = await open(card);
    await tap("Add 1 stamp");
    await enterPin("8080");
    await sees(/Wrong PIN\. \d tries left\./);
    expect(await page.locator(".dots .filled").count()).toBe(0);
    await enterPin(pin);
    await sees("Stamp added");
    expect(await stampsOf(card)).toBe(2);
    await close(REFUSED);
  });

  it("locked: counts down, another person can go on, and a manager's unlock is not needed for them", async () => {
    const card = await shop.join();
    const { page, tap, sees, enterPin, close } = await open(card);
    const [first = "", second = ""] = Object.keys(shop.demo.pins);
    await tap("Add 1 stamp");
    await page.locator("main.pin").waitFor();
    if (!(await page.getByRole("radio", { name: second, exact: true }).isChecked()))
      await tap(second, "radio");
    for (let left = 4; left > 0; left--) {
      await enterPin("8080");
      await sees(new RegExp(`Wrong PIN\\. ${left} (tries|try) left\\.`));
    }
    await enterPin("8080");
    await sees(new RegExp(`PIN locked until ${TIME}\\. A manager can unlock it\\.`));
    await sees(/^(29|30):\d\d$/);
    expect(await page.getByRole("button", { name: "1", exact: true }).isDisabled()).toBe(true);
    await tap(first, "radio");
    await enterPin(shop.demo.pins[first]!);
    await sees("Stamp added");
    const pins = await shop.owner.get<{
      items: { id: string; name: string }[];
    }>("/vendor/loyalty/pins");
    const locked = pins.items.find(({ name }) => name === second);
    await shop.owner.post(`/vendor/loyalty/pins/${locked?.id}/unlock`, {});
    await close(REFUSED);
  });

  it("remembered for the card, and asked for again when it has been changed meanwhile", async () => {
    const card = await shop.join();
    const counter = await open(card);
    const { page, tap, sees, close } = counter;
    await addStamp(counter);
    await sees("Stamp added");
    const pins = await shop.owner.get<{
      items: { id: string; name: string }[];
    }>("/vendor/loyalty/pins");
    const owner = Object.keys(shop.demo.pins)[0];
    const { id } = pins.items.find(({ name }) => name === owner)!;
    await shop.owner.patch(`/vendor/loyalty/pins/${id}`, { pin: "92715" });
    await tap("Undo");
    await tap("Take back");
    await sees(/Wrong PIN/);
    await page.keyboard.type("92715");
    await page.keyboard.press("Enter");
    await sees("Taken back");
    await shop.owner.patch(`/vendor/loyalty/pins/${id}`, { pin });
    expect(await stampsOf(card)).toBe(1);
    await close(REFUSED);
  });

  it("is forgotten when the card is closed, the page is hidden, and after a minute", async () => {
    const card = await shop.join();
    const counter = await open(card);
    const { page, sees, close, openCard } = counter;
    await addStamp(counter);
    await sees("Stamp added");
    await page.keyboard.press("Enter");
    await openCard(card);
    await page.keyboard.press("Enter");
    await page.locator("main.pin").waitFor();
    await counter.enterPin(pin);
    await sees("Stamp added");
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", {
        value: true,
        configurable: true,
      });
      document.dispatchEvent(new Event("visibilitychange"));
      Object.defineProperty(document, "hidden", {
        value: false,
        configurable: true,
      });
    });
    await page.keyboard.press("Escape");
    await page.locator("main.card").waitFor();
    await page.keyboard.press("Enter");
    await page.locator("main.pin").waitFor();
    await close(REFUSED);
  });
});

describe("the card and the program", () => {
  it("blocked: a banner, actions off, the way out; a manager opens it again from the menu", async () => {
    const card = await shop.join();
    await shop.setStatus(card, "blocked");
    const { page, sees, close } = await open(card);
    await sees("This card is blocked. A manager can open it again.");
    for (const name of ["Add 1 stamp", "Add points", "Redeem"]) {
      expect(await page.getByRole("button", { name }).isDisabled()).toBe(true);
    }
    await close(REFUSED);
    const manager = await openCounter(browser, shop, { as: shop.demo.manager });
    await manager.openCard(card);
    await manager.tap(/^More$/);
    await manager.tap("Open the card again", "menuitem");
    await manager.tap("Open the card again");
    await manager.page.locator(".banner").waitFor({ state: "detached" });
    await addStamp(manager);
    await manager.sees("Stamp added");
    await manager.close(REFUSED);
  });

  it("blocked in the middle", async () => {
    const card = await shop.join();
    const counter = await open(card);
    await counter.tap("Add 1 stamp");
    await counter.page.locator("main.pin").waitFor();
    await shop.setStatus(card, "blocked");
    await counter.enterPin(pin);
    await counter.sees("Card blocked");
    await counter.sees("Nothing was changed.");
    expect(await stampsOf(card)).toBe(1);
    await counter.close(REFUSED);
  });

  it("a program paused in the middle", async () => {
    const card = await shop.join();
    const counter = await open(card);
    await counter.tap("Add 1 stamp");
    await counter.page.locator("main.pin").waitFor();
    await shop.change({ is_active: false });
    await counter.enterPin(pin);
    await counter.sees("Program paused");
    await counter.sees("Nothing was changed.");
    await shop.change({ is_active: true });
    await counter.tap("Try again");
    await counter.enterPin(pin);
    await counter.sees("Stamp added");
    expect(await stampsOf(card)).toBe(2);
    await counter.close(REFUSED);
  });

  it("another kind of program since the page was read", async () => {
    const card = await shop.join();
    const counter = await open(card);
    await counter.tap("Add 1 stamp");
    await counter.page.locator("main.pin").waitFor();
    await shop.change({ loyalty_type: "points" });
    await counter.enterPin(pin);
    await counter.sees("This card has no stamps.");
    await shop.change({ loyalty_type: "hybrid", stamps_target: 10 });
    await counter.close(REFUSED);
  });

  it("not found: the digits stay, and the other ways are named", async () => {
    const { page, tap, sees, close } = await openCounter(browser, shop);
    await tap("Type code");
    await page.locator("main.type").waitFor();
    await page.keyboard.type("400000000002", { delay: 45 });
    await sees("No card with this code. Try the name or phone.");
    await page.locator("main.type .typed-digits").getByText("0002").waitFor();
    await close(REFUSED);
  });
});

describe("rewards and points", () => {
  it("redeemed by another till meanwhile: not enough stamps", async () => {
    const card = await shop.join();
    await shop.stamp(card, 9);
    const counter = await open(card);
    await counter.tap(/^Ready: Free coffee/);
    await counter.page.locator("main.pin").waitFor();
    await shop.redeemStamps(card);
    await counter.enterPin(pin);
    await counter.sees("Not yet");
    await counter.sees("10 stamps missing.");
    await counter.close(REFUSED);
  });

  it("spent by another till meanwhile: not enough points", async () => {
    const card = await shop.join();
    await shop.buy(card, 4000);
    const counter = await open(card);
    await counter.tap(/^Ready: Pastry of the day/);
    await counter.page.locator("main.pin").waitFor();
    const { points_rewards: rewards } = await shop.owner.get<{
      points_rewards: { id: string }[];
    }>("/vendor/loyalty/program");
    await shop.staff.post("/vendor/loyalty/points/redeem", {
      card: card.code,
      reward_id: rewards[0]!.id,
      pin,
    });
    await counter.enterPin(pin);
    await counter.sees("200 points missing.");
    await counter.close(REFUSED);
  });

  it("a receipt used before, on whichever card: the amount is still there, and its purchase is shown", async () => {
    const card = await shop.join();
    const other = await shop.join({ first_name: "Oriane", last_name: "Weis" });
    const reference = `R-${card.token}`;
    await shop.staff.post("/vendor/loyalty/points", {
      card: other.code,
      purchase_amount_cents: 900,
      purchase_reference: reference,
      pin,
    });
    const counter = await open(card);
    const { page, tap, sees, enterPin } = counter;
    await tap("Add points");
    await page.locator("main.amount").waitFor();
    await page.keyboard.type("900");
    await page.getByRole("textbox").fill(reference);
    await tap("Give 45 points");
    await enterPin(pin);
    await sees("This receipt already gave points.");
    await tap("Show the purchase");
    await sees(`€9.00, ${reference}`);
    await sees("45 points");
    await sees(/^Oriane W\., by/);
    await page.keyboard.press("Escape");
    await sees("This receipt already gave points.");
    await tap("Show the purchase");
    await tap("Open the card");
    await sees("Oriane Weis");
    await counter.openCard(card);
    await tap("Add points");
    await page.locator("main.amount").waitFor();
    await page.keyboard.type("900");
    await page.getByRole("textbox").fill(reference);
    await tap("Give 45 points");
    await enterPin(pin);
    await sees("This receipt already gave points.");
    await page.keyboard.press("Escape");
    await page.locator("main.amount").waitFor();
    await expect(page.getByRole("textbox").inputValue()).resolves.toBe(reference);
    await counter.close(REFUSED);
  });

  it("below the minimum: said while typing", async () => {
    const card = await shop.join();
    await shop.change({ minimum_purchase_cents: 500 });
    const { page, tap, sees, close } = await open(card);
    await tap("Add points");
    await page.locator("main.amount").waitFor();
    await page.keyboard.type("499");
    await sees("Points start at €5.00.");
    expect(await page.getByRole("button", { name: /^Give/ }).isDisabled()).toBe(true);
    await page.keyboard.type("0");
    await sees("249 points");
    await shop.change({ minimum_purchase_cents: 0 });
    await close(REFUSED);
  });

  it("a minimum that was raised meanwhile: back to the amount with what was typed", async () => {
    const card = await shop.join();
    const counter = await open(card);
    await counter.tap("Add points");
    await counter.page.locator("main.amount").waitFor();
    await counter.page.keyboard.type("400");
    await counter.tap("Give 20 points");
    await counter.page.locator("main.pin").waitFor();
    await shop.change({ minimum_purchase_cents: 500 });
    await counter.enterPin(pin);
    await counter.sees("Below the minimum");
    await counter.tap("Change it");
    await counter.sees("€4.00");
    await shop.change({ minimum_purchase_cents: 0 });
    await counter.close(REFUSED);
  });
});

describe("taking back", () => {
  it("what was taken back already, and what is too late, is said in words before anybody types a PIN", async () => {
    const card = await shop.join();
    const counter = await open(card);
    await addStamp(counter);
    await counter.sees("Stamp added");
    const { items } = await shop.staff.get<{ items: { id: string }[] }>(
      "/vendor/loyalty/transactions?limit=1",
    );
    await shop.staff.post(`/vendor/loyalty/transactions/${items[0]!.id}/void`, {
      reason: "test",
      pin,
    });
    await counter.tap("Undo");
    await counter.sees("This entry was already taken back.");
    expect(await counter.page.getByRole("button", { name: "Take back" }).isDisabled()).toBe(true);
    await counter.close(REFUSED);
  });
});
