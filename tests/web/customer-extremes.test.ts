// The card on unusual screens, with unusual texts and numbers, and without its scripts.
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { NewCard } from "./harness/api.ts";
import { DESKTOP, PHONE, SMALL_PHONE, visit } from "./harness/browser.ts";
import { decodeCodes, expectAccessible, expectInside, expectNoSidewaysScroll } from "./harness/checks.ts";
import { HYBRID } from "./harness/shop.ts";
import { useTestShop } from "./harness/test-shop.ts";
import { waitFor } from "./harness/wait.ts";

const { program, browser, shop } = await useTestShop("stamps");

const FAILED = /Failed to load resource/;

describe("the card", () => {
  it.each([
    [SMALL_PHONE.width, SMALL_PHONE.height],
    [DESKTOP.width, DESKTOP.height],
    [PHONE.height, PHONE.width],
  ])("enlarges its code to at least 280 pixels where there is room: %i x %i", async (width, height) => {
    const card = await shop.join();
    const { page, close } = await visit(browser, card.url, { viewport: { width, height } });
    await page.getByRole("button", { name: "Enlarge" }).click();
    const dialog = page.getByRole("dialog");
    const code = await dialog.locator(".qr img").boundingBox();
    expect(((code?.width ?? 0) * 25) / 33).toBeGreaterThanOrEqual(280);
    expect(decodeCodes(await page.screenshot())).toEqual([card.code]);
    const number = await dialog.locator(".no").boundingBox();
    expect((number?.y ?? 0) + (number?.height ?? 0)).toBeLessThan(height);
    await close();
  });

  it("is whole with the longest of words, and breaks no amount", async () => {
    const word = "Schreibwarenhandlungsbedarfsartikelsortiment";
    const card = await shop.join({ first_name: `Anne-${word.toLowerCase()}` });
    await shop.change({
      card_name: `${word} 10 €`,
      stamps_reward_description: `${word} für 10 €`,
      points_rewards: [{ name: `${word}, Gutschein über 10 €`, points: 1 }],
    });
    await shop.buy(card, 100_00);
    const { page, close } = await visit(browser, card.url, { viewport: SMALL_PHONE });
    await page.getByText(`Hi Anne-${word.toLowerCase()}`).waitFor();
    await expectNoSidewaysScroll(page);
    await expectInside(page, ".id, .goal, .ready, .list li");
    const text = (await page.locator("main").textContent()) ?? "";
    expect(text.match(/10\u00a0€/g)?.length).toBeGreaterThanOrEqual(4);
    await page.goto(shop.joinUrl);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expectNoSidewaysScroll(page);
    await expect(page.locator("h1").textContent()).resolves.toContain("10\u00a0€");
    await shop.change(HYBRID);
    await close();
  });

  it("is whole with very many points, and has no empty list", async () => {
    const { page, close } = await visit(browser, program.url, { isUnopened: true, viewport: SMALL_PHONE });
    const url = `${program.url}/c/${program.shop("points").cardToken}`;
    const document = await (await fetch(url, { headers: { "Accept-Language": "en" } })).text();
    const body = document
      .replace(/"points_balance":\d+/, '"points_balance":987654321')
      .replace(/"points_rewards":\[.*?\]/, '"points_rewards":[]');
    await page.route(url, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body }));
    await page.goto(url);
    await page.getByText("987,654,321").waitFor();
    await expectNoSidewaysScroll(page);
    await expectInside(page, ".points");
    await expect(page.getByRole("heading", { name: "Rewards" }).count()).resolves.toBe(0);
    await close();
  });
});

describe("where the scripts do not come", () => {
  const TROUBLE = "This page is not all there. Try again, or ask at the counter.";
  const trouble = (page: Page) => page.getByText(TROUBLE).isVisible();

  async function expectCode(page: Page, card: NewCard): Promise<void> {
    await page.getByRole("heading", { name: "Show this at the counter" }).waitFor();
    expect(decodeCodes(await page.screenshot())).toEqual([card.code]);
  }

  it("shows the code all the same, and the way on without scripts at once", async () => {
    const card = await shop.join();
    const { page, close } = await visit(browser, card.url, { javaScriptEnabled: false });
    await expectCode(page, card);
    expect(await trouble(page)).toBe(true);
    await close();
  });

  it("says so after a while, and goes on when they come", async () => {
    const card = await shop.join();
    const { page, close } = await visit(browser, program.url, { isUnopened: true });
    await page.route("**/assets/customer-*.js", (route) => route.abort());
    await page.goto(card.url);
    await expectCode(page, card);
    await expect(trouble(page)).resolves.toBe(false);
    await page.evaluate(() => {
      for (const animation of document.getAnimations()) animation.finish();
    });
    await waitFor(() => trouble(page), "the way on");
    await expectAccessible(page);
    await page.unroute("**/assets/customer-*.js");
    await page.getByRole("link", { name: "Try again" }).click();
    await page.getByText("Hi Nora").waitFor();
    await close([FAILED]);
  });

  it("keeps the code when something is wrong with the page around it", async () => {
    const card = await shop.join();
    const { page, close } = await visit(browser, program.url, { isUnopened: true });
    const document = await (await fetch(card.url, { headers: { "Accept-Language": "en" } })).text();
    const body = document.replace(/"transactions":\[.*?\]/, '"transactions":7');
    await page.route(card.url, (route) => route.fulfill({ contentType: "text/html", body }));
    const failed = page.waitForEvent("pageerror");
    await page.goto(card.url);
    await failed;
    await expectCode(page, card);
    await close([/^error: /]);
  });
});
