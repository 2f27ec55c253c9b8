// Joining, from the poster's link to the card.
import type { Page, Request } from "playwright-core";
import { describe, expect, it } from "vitest";
import { SMALL_PHONE, visit } from "./harness/browser.ts";
import { expectAccessible, expectNoSidewaysScroll, expectTargets } from "./harness/checks.ts";
import { openShop } from "./harness/shop.ts";
import { useTestShop } from "./harness/test-shop.ts";
import { waitFor } from "./harness/wait.ts";

const { program, browser, shop } = await useTestShop("stamps");

let people = 0;
const nextAddress = () => `lea.${++people}@mail.example`;

async function fill(page: Page, email: string): Promise<void> {
  await page.getByLabel("First name").fill("Léa");
  await page.getByLabel("Email", { exact: true }).last().fill(email);
  await page.locator("#terms_accepted").check();
}

function send(page: Page): Promise<void> {
  return page.getByRole("button", { name: /Get my card|Try again/ }).click();
}

async function countCards(email: string): Promise<number> {
  const found = await shop.staff.get<{ items: unknown[] }>(
    `/vendor/loyalty/cards?search=${encodeURIComponent(email)}`,
  );
  return found.items.length;
}

// The enrolments that the page sent: their keys and bodies.
function watchEnrolments(page: Page): Request[] {
  const requests: Request[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") requests.push(request);
  });
  return requests;
}

const keyOf = (request: Request | undefined) => request?.headers()["idempotency-key"];
const FAILED = /Failed to load resource/;

describe("joining", () => {
  it("makes a card in one go, with the welcome stamp falling, and going back sends nothing again", async () => {
    const { page, close } = await visit(browser, shop.joinUrl);
    const requests = watchEnrolments(page);
    await expect(page.getByRole("heading", { level: 1 }).textContent()).resolves.toBe(
      "Free coffee after 10 stamps",
    );
    await expect(page.getByRole("img").first().getAttribute("aria-label")).resolves.toBe("1 of 10 stamps");
    await expect(page.getByText("5 points per euro").isVisible()).resolves.toBe(true);
    const email = nextAddress();
    await fill(page, email);
    await send(page);
    await page.waitForURL(/\/c\//);
    await page.getByText("Hi Léa").waitFor();
    await expect(page.locator(".stamp.fresh").count()).resolves.toBe(1);
    await expect(page.getByRole("status").last().textContent()).resolves.toBe("Stamp added");
    expect(requests).toHaveLength(1);
    await page.reload();
    await page.getByText("Hi Léa").waitFor();
    await expect(page.locator(".stamp.fresh").count()).resolves.toBe(0);
    await page.goBack();
    expect(page.url()).not.toContain("/j/");
    expect(requests).toHaveLength(1);
    expect(await countCards(email)).toBe(1);
    await close();
  });

  it("takes a telephone number and a birthday as well", async () => {
    const { page, close } = await visit(browser, shop.joinUrl);
    await page.getByLabel("First name").fill("Ugo");
    await page.getByText("Phone", { exact: true }).click();
    await page.locator("#phone").fill("621 123 456");
    await page.getByRole("button", { name: /Add your birthday/ }).click();
    await waitFor(
      () => page.evaluate(() => document.activeElement?.id === "birth_date"),
      "the field to have the focus",
    );
    await page.locator("#birth_date").fill("1990-05-31");
    await page.locator("#terms_accepted").check();
    await send(page);
    await page.waitForURL(/\/c\//);
    const token = page.url().split("/").at(-1) ?? "";
    const answer = await fetch(`${program.url}/api/v1/loyalty/cards/${token}/data`);
    expect(await answer.json()).toMatchObject({
      phone: "+352621123456",
      birth_date: "1990-05-31",
      locale: "en",
      marketing_consent: false,
    });
    await close();
  });

  it("says all that is missing at once and goes to the first", async () => {
    const { page, close } = await visit(browser, shop.joinUrl);
    const requests = watchEnrolments(page);
    await send(page);
    await page.getByText("Please enter your first name.").waitFor();
    for (const text of ["Please enter your e-mail address.", "Please accept the terms to get your card."]) {
      await expect(page.getByText(text).isVisible()).resolves.toBe(true);
    }
    await waitFor(
      () => page.evaluate(() => document.activeElement?.id === "first_name"),
      "focus on the first fault",
    );
    await expect(page.locator("#first_name").getAttribute("aria-describedby")).resolves.toBe(
      "first_name-error",
    );
    await expectAccessible(page);
    expect(requests).toHaveLength(0);
    await close();
  });

  it("shows what the server finds wrong, in the page's language, and sends the next try with another key", async () => {
    const { page, close } = await visit(browser, `${shop.joinUrl}?lang=de`);
    const requests = watchEnrolments(page);
    await page.locator("#first_name").fill("Léa");
    await page.locator("#email").fill("lea@mail..example");
    await page.locator("#terms_accepted").check();
    await page.getByRole("button", { name: "Karte holen" }).click();
    await page.locator("#email-error").waitFor();
    await expect(page.locator("#email-error").textContent()).resolves.toBe(
      "Keine vollständige E-Mail-Adresse.",
    );
    await waitFor(() => page.evaluate(() => document.activeElement?.id === "email"), "focus on the fault");
    await page.locator("#email").fill(nextAddress());
    await page.getByRole("button", { name: "Karte holen" }).click();
    await page.waitForURL(/\/c\//);
    expect(requests).toHaveLength(2);
    expect(keyOf(requests[0])).not.toBe(keyOf(requests[1]));
    await close([FAILED]);
  });

  it("says that there is a card already, shows nobody's, and takes another address", async () => {
    const { page, close } = await visit(browser, shop.joinUrl);
    await expect(page.getByRole("button", { name: /Lost your card/ }).count()).resolves.toBe(0);
    const email = nextAddress();
    await shop.join({ first_name: "Nora", email });
    await fill(page, email.toUpperCase());
    await send(page);
    await page.getByText("There is already a card. Ask at the counter to open it.").waitFor();
    await expect(page.content()).resolves.not.toContain("Nora");
    // Where no mail is sent nobody is offered one.
    await expect(page.getByRole("button", { name: /Send again|Lost your card/ }).count()).resolves.toBe(0);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Use another address" }).click();
    await waitFor(
      () => page.evaluate(() => document.activeElement?.id === "email"),
      "focus on the address",
    );
    await expect(page.locator("#first_name").inputValue()).resolves.toBe("Léa");
    await page.locator("#email").fill(nextAddress());
    await send(page);
    await page.waitForURL(/\/c\//);
    await close();
  });
});

describe("when answers are slow, lost or refused", () => {
  it("sends the same key again after a lost answer, and one card results", async () => {
    const { page, close } = await visit(browser, shop.joinUrl);
    const requests = watchEnrolments(page);
    const email = nextAddress();
    await page.route("**/enroll/**", async (route) => {
      await route.fetch(); // the server does it
      await route.abort();
    });
    await fill(page, email);
    await send(page);
    await page.getByText(/No answer yet/).waitFor();
    await expect(page.locator("#email").inputValue()).resolves.toBe(email);
    await page.unroute("**/enroll/**");
    await page.getByRole("button", { name: "Try again" }).click();
    await page.waitForURL(/\/c\//);
    expect(requests).toHaveLength(2);
    expect(keyOf(requests[0])).toBe(keyOf(requests[1]));
    expect(keyOf(requests[0])).toMatch(/^[0-9a-f]{32}$/);
    expect(await countCards(email)).toBe(1);
    await close([FAILED]);
  });

  it("keeps the key over a new start of the page", async () => {
    const { page, close } = await visit(browser, shop.joinUrl);
    const requests = watchEnrolments(page);
    const email = nextAddress();
    await page.route("**/enroll/**", async (route) => {
      await route.fetch();
      await route.abort();
    });
    await fill(page, email);
    await send(page);
    await page.getByText(/No answer yet/).waitFor();
    await page.unroute("**/enroll/**");
    await page.reload();
    await expect(page.locator("#email").inputValue()).resolves.toBe(email);
    await expect(page.locator("#terms_accepted").isChecked()).resolves.toBe(true);
    await send(page);
    await page.waitForURL(/\/c\//);
    expect(keyOf(requests[0])).toBe(keyOf(requests[1]));
    expect(await countCards(email)).toBe(1);
    await close([FAILED]);
  });

  it("sends once, however often the button is tapped", async () => {
    const { page, close } = await visit(browser, shop.joinUrl);
    const requests = watchEnrolments(page);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route("**/enroll/**", async (route) => {
      await held;
      await route.continue();
    });
    await fill(page, nextAddress());
    const button = page.getByRole("button", { name: "Get my card" });
    await button.dblclick();
    await button.click({ force: true });
    await waitFor(async () => (await button.getAttribute("aria-busy")) === "true", "the button to be busy");
    await expect(page.locator("#first_name").isVisible()).resolves.toBe(true);
    const turns = await page.locator(".spinner").evaluate((circle) => {
      return getComputedStyle(circle).animationIterationCount;
    });
    expect(turns, "for those who want no motion").not.toContain("infinite");
    release();
    await page.waitForURL(/\/c\//);
    expect(requests).toHaveLength(1);
    await close();
  });

  it("waits without a connection, says so, and goes on by itself when it is back", async () => {
    const { page, context, close } = await visit(browser, shop.joinUrl);
    const requests = watchEnrolments(page);
    const email = nextAddress();
    await fill(page, email);
    await context.setOffline(true);
    await page.getByText("No connection. It goes on by itself as soon as it is back.").waitFor();
    await send(page);
    await page.getByRole("button", { name: "Waiting for the connection…" }).waitFor();
    await expect(page.locator("#email").inputValue()).resolves.toBe(email);
    await context.setOffline(false);
    await page.waitForURL(/\/c\//);
    expect(new Set(requests.map(keyOf)).size).toBe(1);
    expect(await countCards(email)).toBe(1);
    await close([FAILED]);
  });

  it("counts down when the server asks to wait", async () => {
    const { page, close } = await visit(browser, shop.joinUrl, {
      prepare: (context) => context.clock.install(),
    });
    const requests = watchEnrolments(page);
    await page.route("**/enroll/**", (route) =>
      route.fulfill({
        status: 503,
        headers: {
          "Retry-After": "60",
          "Content-Type": "application/problem+json",
        },
        body: JSON.stringify({
          type: "t",
          title: "Very busy",
          status: 503,
          code: "overloaded",
          request_id: "r1",
        }),
      }),
    );
    await fill(page, nextAddress());
    await send(page);
    await page.getByRole("button", { name: /Try again in [1-6]?\d s/ }).click({ force: true });
    await expect(page.getByText("Very busy right now.").isVisible()).resolves.toBe(true);
    expect(requests).toHaveLength(1);
    await page.unroute("**/enroll/**");
    await page.clock.runFor(60_000);
    await page.getByRole("button", { name: "Try again", exact: true }).click();
    await page.waitForURL(/\/c\//);
    expect(keyOf(requests[0])).toBe(keyOf(requests[1]));
    await close([FAILED]);
  });

  it("names the request after a fault of the server", async () => {
    const { page, close } = await visit(browser, shop.joinUrl);
    await page.route("**/enroll/**", (route) =>
      route.fulfill({
        status: 500,
        body: "no JSON",
        headers: { "X-Request-Id": "abc.7" },
      }),
    );
    await fill(page, nextAddress());
    await send(page);
    await page.getByText("That did not work. Nothing was changed.").waitFor();
    await expect(page.getByRole("button", { name: "Reference abc.7" }).isVisible()).resolves.toBe(true);
    await close([FAILED]);
  });

  it("keeps the form when the program is paused in the middle", async () => {
    const { page, close } = await visit(browser, shop.joinUrl);
    await fill(page, nextAddress());
    await shop.change({ is_active: false });
    await send(page);
    await page.getByRole("alert").getByText("This program is paused.").waitFor();
    await expect(page.locator("#first_name").inputValue()).resolves.toBe("Léa");
    await shop.change({ is_active: true });
    await send(page);
    await page.waitForURL(/\/c\//);
    await close([FAILED]);
  });

  it("works where storage is forbidden", async () => {
    const before = () => {
      for (const name of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(window, name, {
          get: () => {
            throw new DOMException("forbidden", "SecurityError");
          },
        });
      }
    };
    const { page, close } = await visit(browser, shop.joinUrl, { before });
    await fill(page, nextAddress());
    await send(page);
    await page.waitForURL(/\/c\//);
    await page.getByText("Hi Léa").waitFor();
    await close();
  });
});

describe("the page", () => {
  it.each([
    ["en", "Free coffee after 10 stamps", "Get my card"],
    ["fr", "Free coffee après 10 tampons", "Obtenir ma carte"],
    ["de", "Free coffee nach 10 Stempeln", "Karte holen"],
    ["lb", "Free coffee no 10 Stempelen", "Meng Kaart kréien"],
  ])("speaks %s", async (language, headline, button) => {
    const { page, close } = await visit(browser, shop.joinUrl, {
      locale: language,
    });
    await expect(page.getByRole("heading", { level: 1 }).textContent()).resolves.toBe(headline);
    await expect(page.getByRole("button", { name: button }).isVisible()).resolves.toBe(true);
    await expect(page.locator("html").getAttribute("lang")).resolves.toBe(language);
    await expect(page.locator("#app").textContent()).resolves.not.toMatch(/customer\.|shared\.|\{/);
    await close();
  });

  it.each([
    ["reduce", "none"],
    ["no-preference", "0.985"],
  ] as const)("gives way under the finger as far as motion is wanted: %s", async (reducedMotion, scale) => {
    const { page, close } = await visit(browser, shop.joinUrl, { reducedMotion });
    const button = page.locator(".cta");
    await button.hover();
    await page.mouse.down();
    await waitFor(
      async () => (await button.evaluate((pressed) => getComputedStyle(pressed).scale)) === scale,
      `the button's scale to be ${scale}`,
    );
    await close();
  });

  it("keeps clear of what covers the edges of a screen", async () => {
    const { page, context, close } = await visit(browser, shop.joinUrl, {
      viewport: { width: 844, height: 390 },
    });
    const debug = await context.newCDPSession(page);
    await debug.send("Emulation.setSafeAreaInsetsOverride", { insets: { left: 200, right: 200 } });
    const card = await shop.join();
    for (const url of [shop.joinUrl, card.url]) {
      await page.goto(url);
      for (const part of await page.locator("h1:not(.sr), .top, form, .pass, .list").all()) {
        const box = await part.boundingBox();
        expect(box?.x).toBeGreaterThanOrEqual(200);
        expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(844 - 200);
      }
    }
    await close();
  });

  it("changes its language, keeps what was typed and remembers the choice", async () => {
    const { page, close } = await visit(browser, shop.joinUrl);
    await page.getByLabel("First name").fill("Léa");
    await page.locator("summary").click();
    await page.getByRole("button", { name: "Français" }).click();
    await page.getByRole("button", { name: "Obtenir ma carte" }).waitFor();
    await expect(page.locator("#first_name").inputValue()).resolves.toBe("Léa");
    await page.goto(shop.joinUrl);
    await page.getByRole("button", { name: "Obtenir ma carte" }).waitFor();
    await page.locator("summary").click();
    await page.keyboard.press("Escape");
    await expect(page.locator("details").getAttribute("open")).resolves.toBeNull();
    await close();
  });

  it("shows terms and privacy, and closes them with Escape and the way back", async () => {
    const { page, close } = await visit(browser, shop.joinUrl);
    await page.getByRole("button", { name: "privacy notice" }).click();
    await page.getByRole("dialog", { name: "Privacy" }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await expect(page.locator("#terms_accepted").isChecked()).resolves.toBe(false);
    await page.getByRole("button", { name: "terms", exact: true }).click();
    await page.getByRole("dialog", { name: "Terms" }).waitFor();
    await page.goBack();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(page.url()).toBe(shop.joinUrl);
    await close();
  });

  it("can be filled in with the keyboard alone, in reading order", async () => {
    const { page, close } = await visit(browser, shop.joinUrl);
    const press = (key: string) => page.keyboard.press(key);
    const focused = () =>
      page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent || "");
    await press("Tab");
    expect(await focused()).toContain("English");
    await press("Tab");
    await page.keyboard.type("Ana");
    await press("Tab");
    await press("ArrowRight"); // to the telephone
    await press("Tab");
    expect(await focused()).toBe("phone");
    await page.keyboard.type("+352 621 777 001");
    await press("Tab");
    expect(await focused()).toContain("Add your birthday");
    await press("Tab");
    expect(await focused()).toBe("terms_accepted");
    await press("Space");
    await press("Tab");
    await press("Tab");
    await press("Tab");
    expect(await focused()).toBe("marketing_consent");
    await press("Enter");
    await page.waitForURL(/\/c\//);
    await page.getByText("Hi Ana").waitFor();
    await close();
  });

  it("is whole at 320 pixels, at 200 % and for everyone", async () => {
    const { page, close } = await visit(browser, shop.joinUrl, {
      viewport: SMALL_PHONE,
    });
    await expectNoSidewaysScroll(page);
    await expectTargets(page, 44);
    await expectAccessible(page);
    await page.addStyleTag({
      content: "html { font-size: 200% }",
    });
    await page.setViewportSize({ width: 640, height: 1280 });
    await expectNoSidewaysScroll(page);
    await close();
  });

  it("is friendly about a shop that is not there and a program that is paused", async () => {
    const unknown = await visit(browser, `${program.url}/j/NOBODY`);
    await unknown.page.getByText("There is no shop with this code.").waitFor();
    await expectAccessible(unknown.page);
    await unknown.close([FAILED]);
    await shop.change({ is_active: false });
    const paused = await visit(browser, shop.joinUrl);
    await paused.page.getByText("This program is paused.").waitFor();
    await expect(paused.page.locator("form").count()).resolves.toBe(0);
    await expectAccessible(paused.page);
    await paused.close();
    await shop.change({ is_active: true });
  });

  it("promises points where there are no stamps", async () => {
    const points = await openShop(program, "points", {
      points_per_euro: 2,
      welcome_bonus_points: 25,
    });
    const { page, close } = await visit(browser, points.joinUrl);
    await expect(page.getByRole("heading", { level: 1 }).textContent()).resolves.toBe("2 points per euro");
    await expect(page.getByText("25 points to start").isVisible()).resolves.toBe(true);
    await close();
  });
});
