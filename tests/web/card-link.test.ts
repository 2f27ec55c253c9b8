// A card's link by mail: for who joins again, for who lost it, and from the counter.
import type { Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { DESKTOP, PHONE, SMALL_PHONE, visit } from "./harness/browser.ts";
import {
  expectAccessible,
  expectNoSidewaysScroll,
  expectTargets,
  takeScreenshot,
} from "./harness/checks.ts";
import { openCounter } from "./harness/counter.ts";
import { startMailServer } from "./harness/mail.ts";
import { startProgram } from "./harness/program.ts";
import { HYBRID, openShop } from "./harness/shop.ts";
import { useTestShop } from "./harness/test-shop.ts";
import { waitFor } from "./harness/wait.ts";

const mail = await startMailServer();
afterAll(() => mail.stop());
const { program, browser, shop } = await useTestShop("stamps", mail.settings);

const FAILED = /Failed to load resource/;
let people = 0;
const nextAddress = () => `mara.${++people}@mail.example`;

async function joinAgain(page: Page, email: string): Promise<void> {
  await page.getByLabel("First name").fill("Mara");
  await page.locator("#email").fill(email);
  await page.locator("#terms_accepted").check();
  await page.getByRole("button", { name: "Get my card" }).click();
}

async function askForLink(page: Page, email: string): Promise<void> {
  await page.getByLabel("Email", { exact: true }).fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
}

const screens = (["light", "dark"] as const).flatMap((theme) =>
  ([PHONE, DESKTOP] as const).map((viewport) => ({ theme, viewport })),
);
const nameOf = ({ viewport }: { viewport: { width: number } }) =>
  viewport.width < 500 ? "phone" : "desktop";

describe("who joins with an address that has a card", () => {
  it("is told that the link was sent there, and gets it", async () => {
    const email = nextAddress();
    const card = await shop.join({ first_name: "Mara", email });
    const { page, close } = await visit(browser, shop.joinUrl);
    await joinAgain(page, email.toUpperCase());
    await page
      .getByText("There is already a card for this address. We have sent the link there.")
      .waitFor();
    await expect(page.content()).resolves.not.toContain(card.token);
    await expectAccessible(page);
    const link = await mail.waitForLink(email);
    expect(link).toBe(`${program.url}/c/${card.token}`);
    await page.goto(link);
    await page.getByText("Hi Mara").waitFor();
    await close();
  });

  it("may have it sent again once the pause is over, and sees the time run", async () => {
    const email = nextAddress();
    await shop.join({ first_name: "Mara", email });
    const { page, close } = await visit(browser, shop.joinUrl);
    await page.clock.install();
    await joinAgain(page, email);
    const again = page.getByRole("button", { name: /^Send again/ });
    await again.waitFor();
    expect(await again.textContent()).toMatch(/^Send again in 1[45]:\d\d$/);
    await again.click({ force: true });
    await page.clock.fastForward("15:01");
    await page.getByRole("button", { name: "Send again", exact: true }).click();
    await page.getByRole("button", { name: /^Send again in 1[45]:/ }).waitFor();

    await page.clock.fastForward("15:01");
    await page.route("**/recover/**", (route) =>
      route.fulfill({
        status: 429,
        headers: { "Retry-After": "90", "Content-Type": "application/problem+json" },
        body: JSON.stringify({ code: "too_many_attempts", detail: "Too many tries.", request_id: "r" }),
      }),
    );
    await page.getByRole("button", { name: "Send again", exact: true }).click();
    await page.getByText("Too many tries.").waitFor();
    await page.getByRole("button", { name: /^Send again in 1:\d\d$/ }).waitFor();
    await close([FAILED]);
  });

  it("takes another address", async () => {
    const email = nextAddress();
    await shop.join({ first_name: "Mara", email });
    const { page, close } = await visit(browser, shop.joinUrl);
    await joinAgain(page, email);
    await page.getByRole("button", { name: "Use another address" }).click();
    await waitFor(
      () => page.evaluate(() => document.activeElement?.id === "email"),
      "focus on the address",
    );
    await page.locator("#email").fill(nextAddress());
    await page.getByRole("button", { name: "Get my card" }).click();
    await page.waitForURL(/\/c\//);
    await close();
  });

  it.each(screens)("looks right: $theme, $viewport.width", async ({ theme, viewport }) => {
    const email = nextAddress();
    await shop.join({ first_name: "Mara", email });
    const { page, close } = await visit(browser, shop.joinUrl, { theme, viewport });
    await joinAgain(page, email);
    await page.getByRole("button", { name: /^Send again in/ }).waitFor();
    await page.getByRole("button", { name: /^Send again in/ }).scrollIntoViewIfNeeded();
    await expectNoSidewaysScroll(page);
    await takeScreenshot(page, `already-mailed.${nameOf({ viewport })}.${theme}`);
    await expectAccessible(page);
    await close();
  });
});

describe("who lost the card", () => {
  it("types the address, and is told the same whether there is a card", async () => {
    const email = nextAddress();
    const card = await shop.join({ first_name: "Mara", email });
    for (const typed of [nextAddress(), email]) {
      const { page, close } = await visit(browser, shop.joinUrl);
      await page.getByRole("button", { name: "Lost your card? Have its link sent" }).click();
      await waitFor(
        () => page.evaluate(() => document.activeElement?.id === "lost_email"),
        "focus on the address",
      );
      await askForLink(page, typed);
      await page.getByText("If there is a card for this address, its link is on the way.").waitFor();
      await page.getByRole("button", { name: /^Send again in 1[45]:/ }).waitFor();
      await close();
    }
    expect(await mail.waitForLink(email)).toBe(`${program.url}/c/${card.token}`);
  });

  it("is told what is wrong with the address, and finds back", async () => {
    const { page, close } = await visit(browser, shop.joinUrl, { viewport: SMALL_PHONE });
    await page.getByRole("button", { name: /Lost your card/ }).click();
    await page.getByRole("button", { name: "Send the link" }).click();
    await page.getByText("Please enter your e-mail address.").waitFor();
    await askForLink(page, "mara@");
    await page.getByText(/Something is missing in this address/).waitFor();
    await askForLink(page, "mara@mail..example");
    await page.locator("#lost_email-error").waitFor();
    await expectAccessible(page);
    await expectTargets(page, 44);
    await expectNoSidewaysScroll(page);
    await page.getByRole("button", { name: "Back" }).click();
    await page.getByRole("button", { name: "Get my card" }).waitFor();
    await close([FAILED]);
  });

  it("is offered it where the card's address leads nowhere, on a device that knows the shop", async () => {
    const email = nextAddress();
    const card = await shop.join({ first_name: "Mara", email });
    const { page, close } = await visit(browser, `${program.url}/c/nothing`);
    await page.getByText("There is no card at this address.").waitFor();
    await expect(page.getByRole("button", { name: /Lost your card/ }).count()).resolves.toBe(0);
    await page.goto(shop.joinUrl);
    await page.getByRole("button", { name: "Get my card" }).waitFor();
    await page.goto(`${program.url}/c/nothing`);
    await page.getByRole("button", { name: /Lost your card/ }).click();
    await askForLink(page, email);
    await page.getByText("If there is a card for this address").waitFor();
    expect(await mail.waitForLink(email)).toBe(`${program.url}/c/${card.token}`);
    await close([FAILED]);
  });

  it.each(screens)("looks right: $theme, $viewport.width", async ({ theme, viewport }) => {
    const { page, close } = await visit(browser, shop.joinUrl, { theme, viewport });
    await page.getByRole("button", { name: /Lost your card/ }).scrollIntoViewIfNeeded();
    await takeScreenshot(page, `join-lost-link.${nameOf({ viewport })}.${theme}`);
    await page.getByRole("button", { name: /Lost your card/ }).click();
    await page.getByRole("button", { name: "Send the link" }).scrollIntoViewIfNeeded();
    await takeScreenshot(page, `lost-card.${nameOf({ viewport })}.${theme}`);
    await expectAccessible(page);
    await close();
  });
});

describe("at the counter", () => {
  it("the menu sends the link, says where to, and says when it is too soon", async () => {
    const email = nextAddress();
    const card = await shop.join({ first_name: "Mara", email });
    const { page, tap, sees, openCard, close } = await openCounter(browser, shop);
    await openCard(card);
    await tap(/^More$/);
    await tap("Send the link", "menuitem");
    await sees("The link is on its way");
    await sees("It goes to m…@mail.example.");
    await expectAccessible(page);
    expect(await mail.waitForLink(email)).toBe(`${program.url}/c/${card.token}`);
    await tap("Go to the card");
    await tap(/^More$/);
    await tap("Send the link", "menuitem");
    await sees("The link was not sent");
    await sees(/The link was sent a short while ago. Possible again at \d\d:\d\d/);
    await tap("Show it as a code");
    await page.getByRole("img", { name: /Code with the link/ }).waitFor();
    await close([FAILED]);
  });

  it("an answer that is lost is asked for again with the same key", async () => {
    const email = nextAddress();
    const card = await shop.join({ first_name: "Mara", email });
    const { page, tap, sees, openCard, close } = await openCounter(browser, shop);
    const keys: (string | undefined)[] = [];
    await page.route("**/cards/*/link", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      keys.push(route.request().headers()["idempotency-key"]);
      if (keys.length > 1) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await openCard(card);
    await tap(/^More$/);
    await tap("Send the link", "menuitem");
    await sees("No answer from the server. Try again.");
    await tap("Try again");
    await sees("It goes to m…@mail.example.");
    expect(keys[0]).toBeDefined();
    expect(keys[1]).toBe(keys[0]);
    expect(mail.mails.filter(({ to }) => to === email).length).toBeLessThanOrEqual(1);
    await close([FAILED]);
  });

  it("the menu offers nothing that cannot be sent", async () => {
    const without = await startProgram();
    const other = await openShop(without, "stamps", HYBRID);
    const card = await other.join({ first_name: "Mara", email: nextAddress() });
    const { tap, page, openCard, close } = await openCounter(browser, other);
    await openCard(card);
    await tap(/^More$/);
    await page.getByRole("menuitem", { name: "Show the link again" }).waitFor();
    await expect(page.getByRole("menuitem", { name: "Send the link" }).count()).resolves.toBe(0);
    await close();
    await without.stop();
  });

  it.each(screens)("looks right: $theme, $viewport.width", async ({ theme, viewport }) => {
    const card = await shop.join({ first_name: "Mara", email: nextAddress() });
    const { page, tap, sees, openCard, close } = await openCounter(browser, shop, { theme, viewport });
    await openCard(card);
    await tap(/^More$/);
    await page.getByRole("menuitem", { name: "Send the link" }).waitFor();
    await takeScreenshot(page, `card-menu-mail.${nameOf({ viewport })}.${theme}`);
    await tap("Send the link", "menuitem");
    await sees("The link is on its way");
    await takeScreenshot(page, `link-sent.${nameOf({ viewport })}.${theme}`);
    await close();
  });
});
