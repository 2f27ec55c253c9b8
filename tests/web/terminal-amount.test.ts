// The amount pad promises what the server says of the amount that is typed now, and nothing else.
import type { Route } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { NewCard } from "./harness/api.ts";
import { type Counter, openCounter } from "./harness/counter.ts";
import { useTestShop } from "./harness/test-shop.ts";
import { waitFor } from "./harness/wait.ts";

const { browser, shop, pin } = await useTestShop("hybrid");

const PREVIEW = /\/vendor\/loyalty\/points\?preview=true$/;
const REFUSED = [/Failed to load resource/];

async function openPad(card: NewCard): Promise<Counter> {
  const counter = await openCounter(browser, shop);
  await counter.openCard(card);
  await counter.tap("Add points");
  await counter.page.locator("main.amount").waitFor();
  return counter;
}

const readPromise = ({ page }: Counter) => page.locator(".amount-points").textContent();
const readBody = (route: Route) => route.request().postDataJSON() as Record<string, unknown>;

describe("the promise", () => {
  it("is of the amount that is typed now, whatever answer comes first", async () => {
    const counter = await openPad(await shop.join());
    const { page, sees, close } = counter;
    const asked: Route[] = [];
    await page.route(PREVIEW, (route) => void asked.push(route));
    await page.keyboard.type("7");
    await waitFor(() => asked.length === 1, "the first amount to be asked for");
    expect(await readPromise(counter)).toBe("");
    await page.keyboard.type("80");
    await waitFor(() => asked.length === 2, "the second one");
    expect(asked.map((route) => readBody(route).purchase_amount_cents)).toEqual([7, 780]);
    expect(await readPromise(counter)).toBe("");
    await page.getByRole("button", { name: "Give points" }).waitFor();
    await asked[1]!.continue();
    await sees("39 points");
    await asked[0]!.continue().catch(() => undefined); // the page does not wait for it any more
    await page.getByRole("button", { name: "Give 39 points" }).waitFor();
    expect(await readPromise(counter)).toBe("39 points");
    await close(REFUSED);
  });

  it("is asked for without a PIN, with the stamps that come along, and keeps nothing", async () => {
    const card = await shop.join();
    const counter = await openPad(card);
    const { page, sees, tap, close } = counter;
    const bodies: Record<string, unknown>[] = [];
    await page.route(PREVIEW, async (route) => {
      bodies.push(readBody(route));
      await route.continue();
    });
    await page.keyboard.type("780");
    await sees("39 points");
    await tap("One stamp more");
    await page.getByRole("button", { name: "Give 1 stamp, 39 points" }).waitFor();
    const asked = { card: expect.any(String) as string, purchase_amount_cents: 780 };
    expect(bodies.slice(-2)).toEqual([asked, { ...asked, stamps: 1 }]);
    expect(await shop.staff.get(`/vendor/loyalty/cards/lookup?code=${card.code}`)).toMatchObject({
      stamp_count: 1,
      points_balance: 0,
    });
    await close();
  });

  it("changes with the shop's program: the page has no rule of its own", async () => {
    const counter = await openPad(await shop.join());
    const { page, sees, close } = counter;
    await shop.change({ points_per_euro: 7.5 });
    await page.keyboard.type("780");
    await sees("58 points");
    await shop.change({ points_per_euro: 5 });
    await close();
  });

  it("is not given without an answer: the points are, and the pads say the amount", async () => {
    const counter = await openPad(await shop.join());
    const { page, sees, tap, enterPin, close } = counter;
    let tries = 0;
    await page.route(PREVIEW, async (route) => {
      tries += 1;
      await route.abort();
    });
    await page.keyboard.type("780");
    await waitFor(() => tries > 0, "the amount to be asked for");
    await tap("Give points");
    await sees("Points for €7.80");
    expect(await page.locator(".what-change").count()).toBe(0);
    await enterPin(pin);
    await sees("+39 points");
    await close(REFUSED);
  });

  it("goes with the connection and comes back with it", async () => {
    const counter = await openPad(await shop.join());
    const { page, context, sees, close } = counter;
    await page.keyboard.type("780");
    await sees("39 points");
    await context.setOffline(true);
    await sees("No connection. It goes on by itself as soon as it is back.");
    expect(await readPromise(counter)).toBe("");
    expect(await page.getByRole("button", { name: "Give points" }).isDisabled()).toBe(true);
    await context.setOffline(false);
    await page.getByRole("button", { name: "Give 39 points" }).waitFor();
    await close(REFUSED);
  });
});

describe("a refusal", () => {
  it("stands in the promise's place, and goes when it no longer holds", async () => {
    const card = await shop.join();
    const counter = await openPad(card);
    const { page, sees, tap, close } = counter;
    await page.keyboard.type("780");
    await sees("39 points");
    await shop.setStatus(card, "blocked");
    await tap("One stamp more");
    await sees("This card is blocked. A manager can open it again.");
    expect(await page.getByRole("button", { name: "Give points" }).isDisabled()).toBe(true);
    await shop.setStatus(card, "active");
    await page.getByRole("button", { name: "Give 1 stamp, 39 points" }).waitFor();
    await close(REFUSED);
  });
});
