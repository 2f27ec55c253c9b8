// The card as its holder sees it.
import type { BrowserContext, Page, Request } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { NewCard } from "./harness/api.ts";
import { PHONE, SMALL_PHONE, visit } from "./harness/browser.ts";
import { decodeCodes, expectAccessible, expectNoSidewaysScroll, expectTargets } from "./harness/checks.ts";
import { passUntilAsked } from "./harness/page-clock.ts";
import { useTestShop } from "./harness/test-shop.ts";
import { waitFor } from "./harness/wait.ts";

const { program, browser, shop } = await useTestShop("stamps");

const FAILED = /Failed to load resource/;
const QUESTION = /\/api\/v1\/loyalty\/cards\/[^/]+$/; // whether anything has changed

// Seven of ten stamps and 340 points.
async function makeCard(): Promise<NewCard> {
  const card = await shop.join();
  await shop.stamp(card, 6);
  await shop.buy(card, 6800);
  return card;
}

const seen = (page: Page, text: string) => page.getByText(text, { exact: true }).first().waitFor();

// A page that is looked at anew asks at once, and not only when its next turn comes.
const lookAnew = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));

describe("the card", () => {
  it("shows stamps, points, rewards and the latest", async () => {
    const card = await makeCard();
    const { page, close } = await visit(browser, card.url);
    await page.getByRole("img", { name: "7 of 10 stamps" }).waitFor();
    for (const text of [
      "Hi Nora",
      "3 to go: Free coffee",
      "60 to go: 250 g bag of house roast",
      "Ready for you: Pastry of the day",
      "200 points. Just ask at the counter.",
      "6 stamps",
      "Welcome",
    ]) {
      await seen(page, text);
    }
    const meter = page.getByRole("meter", { name: "Points towards the next reward" });
    await expect(meter.getAttribute("aria-valuenow")).resolves.toBe("340");
    await expect(meter.getAttribute("aria-valuemax")).resolves.toBe("400");
    await expectAccessible(page);
    await close();
  });

  it("has its code above the fold of a phone, and a scanner reads it there", async () => {
    const card = await makeCard();
    const { page, close } = await visit(browser, card.url, { viewport: PHONE });
    const box = await page.getByRole("img", { name: "QR code of this card" }).boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(PHONE.height);
    expect(((box?.width ?? 0) * 25) / 33).toBeGreaterThanOrEqual(146); // without its quiet zone
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(decodeCodes(await page.screenshot())).toEqual([card.code]);
    }
    await close();
  });

  it("enlarges its code, keeps the screen on, and closes by tap, Escape and the way back", async () => {
    const card = await makeCard();
    const before = () => {
      const locks = { held: 0, taken: 0 };
      Object.assign(window, { locks });
      Object.defineProperty(navigator, "wakeLock", {
        value: {
          request: () => {
            locks.held++;
            locks.taken++;
            return Promise.resolve({
              release: () => {
                locks.held--;
                return Promise.resolve();
              },
            });
          },
        },
      });
    };
    const { page, close } = await visit(browser, card.url, { before });
    const locks = () => page.evaluate(() => (window as unknown as { locks: { held: number } }).locks.held);
    const dialog = page.getByRole("dialog");
    const closings: [string, () => Promise<unknown>][] = [
      ["a tap", () => page.mouse.click(200, 200)],
      ["two taps", () => page.mouse.dblclick(200, 200)],
      ["Escape", () => page.keyboard.press("Escape")],
      ["Enter", () => page.keyboard.press("Enter")],
      ["the way back", () => page.goBack()],
    ];
    for (const [, closeIt] of closings) {
      await page.getByRole("button", { name: "Enlarge" }).click();
      await dialog.waitFor();
      await waitFor(async () => (await locks()) === 1, "the screen to be kept on");
      expect(decodeCodes(await page.screenshot())).toEqual([card.code]);
      const code = await dialog.locator(".qr img").boundingBox();
      expect(((code?.width ?? 0) * 25) / 33).toBeCloseTo(0.86 * PHONE.width, 0); // without its quiet zone
      await closeIt();
      await dialog.waitFor({ state: "detached" });
      await waitFor(async () => (await locks()) === 0, "the screen to be let go");
      expect(page.url()).toBe(card.url);
    }
    await close();
  });

  it("is whole at 320 pixels, at 200 % and with large targets", async () => {
    const card = await makeCard();
    const { page, close } = await visit(browser, `${card.url}?lang=de`, { viewport: SMALL_PHONE });
    await page.getByText("Hallo Nora").waitFor();
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 360, height: 780 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize(SMALL_PHONE);
    await expectTargets(page, 44);
    expect(decodeCodes(await page.screenshot({ fullPage: true }))).toEqual([card.code]);
    await page.addStyleTag({ content: "html { font-size: 200% }" });
    await page.setViewportSize({ width: 640, height: 1280 });
    await expectNoSidewaysScroll(page);
    await close();
  });

  it("does not shift while it loads", async () => {
    const card = await makeCard();
    const before = () => {
      Object.assign(window, { shift: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          (window as unknown as { shift: number }).shift += (entry as unknown as { value: number }).value;
        }
      }).observe({ type: "layout-shift", buffered: true });
    };
    const { page, close } = await visit(browser, card.url, { before });
    await page.getByText("Hi Nora").waitFor();
    await page.evaluate(() => document.fonts.ready);
    expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThan(0.02);
    await close();
  });

  it.each([
    ["fr", ["Bonjour Nora", "Encore 3\u202f: Free coffee", "À présenter au comptoir", "Mes données"]],
    ["de", ["Hallo Nora", "Noch 3: Free coffee", "An der Theke zeigen", "Meine Daten"]],
    ["lb", ["Moien Nora", "Nach 3: Free coffee", "Um Comptoir weisen", "Meng Donnéeën"]],
  ])("speaks %s, with its days", async (language, texts) => {
    const card = await makeCard();
    const { page, close } = await visit(browser, card.url, { locale: language });
    for (const text of texts) await seen(page, text);
    await expect(page.locator("#app").textContent()).resolves.not.toMatch(
      /customer\.|shared\.|\{|(AM|PM)\b/,
    );
    await close();
  });

  it("speaks Luxembourgish where the browser does not know the language", async () => {
    const { page, close } = await visit(
      browser,
      `${program.url}/c/${program.shop("hybrid").cardToken}?lang=lb`,
    );
    const text = await page.locator("#app").textContent();
    expect(text).toMatch(/(Mé|Dë|Më|Do|Fr|Sa|So) \d+\. (Nov|Okt)\./);
    expect(text).toMatch(/valabel/);
    await close();
  });
});

describe("what happens to a card", () => {
  it("moves by itself when a stamp lands, and the seal falls", async () => {
    const card = await makeCard();
    const { page, close } = await visit(browser, card.url, { prepare: ({ clock }) => clock.install() });
    await page.getByRole("img", { name: "7 of 10 stamps" }).waitFor();
    await shop.stamp(card, 2);
    await passUntilAsked(page, QUESTION);
    await page.getByRole("img", { name: "9 of 10 stamps" }).waitFor();
    await expect(page.locator(".stamp.fresh").count()).resolves.toBe(2);
    await expect(page.getByRole("status").last().textContent()).resolves.toBe("2 stamps added");
    await seen(page, "1 to go: Free coffee");
    await close();
  });

  it("stays full until the reward is handed out, and says so", async () => {
    const card = await makeCard();
    const { page, close } = await visit(browser, card.url);
    await shop.stamp(card, 3);
    await lookAnew(page);
    await page.getByRole("img", { name: "10 of 10 stamps" }).waitFor();
    await seen(page, "Ready: Free coffee");
    await seen(page, "Ready for you: Free coffee");
    await shop.stamp(card, 3);
    await lookAnew(page);
    await page.getByRole("img", { name: "3 of 10 stamps" }).waitFor();
    await seen(page, "1 reward ready");
    await shop.redeemStamps(card);
    await lookAnew(page);
    await page.getByText("Redeemed: Free coffee").waitFor();
    await expect(page.getByText("1 reward ready").count()).resolves.toBe(0);
    await close();
  });

  it("asks with its entity tag, every four seconds, while somebody looks", async () => {
    const card = await makeCard();
    const before = () => {
      const times: number[] = [];
      const ask = window.fetch.bind(window);
      const note: typeof fetch = (...question) => {
        times.push(Date.now());
        return ask(...question);
      };
      Object.assign(window, { times, fetch: note });
    };
    const prepare = ({ clock }: BrowserContext) => clock.install();
    const { page, close } = await visit(browser, card.url, { before, prepare });
    const asked: (string | undefined)[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/api/")) asked.push(request.headers()["if-none-match"]);
    });
    const statuses: number[] = [];
    page.on("response", (response) => {
      if (response.url().includes("/api/")) statuses.push(response.status());
    });
    for (let turn = 0; turn < 2; turn++) await passUntilAsked(page, QUESTION);
    const [first = 0, second = 0] = await page.evaluate(
      () => (window as unknown as { times: number[] }).times,
    );
    expect(second - first).toBeGreaterThanOrEqual(4000);
    expect(statuses).toEqual([304, 304]);
    expect(asked[0]).toMatch(/^"/);
    await close();
  });

  it("stops asking after three minutes, and begins again when it is looked at", async () => {
    const card = await makeCard();
    const { page, close } = await visit(browser, program.url, { isUnopened: true });
    await page.clock.install();
    let polls = 0;
    let open = 0;
    page.on("request", (request) => {
      if (!QUESTION.test(request.url())) return;
      polls++;
      open++;
    });
    const settle = (request: Request) => {
      if (QUESTION.test(request.url())) open--;
    };
    page.on("requestfinished", settle);
    page.on("requestfailed", settle);
    await page.goto(card.url);
    await page.getByText("Hi Nora").waitFor();
    const run = async (seconds: number) => {
      for (let second = 0; second < seconds; second += 4) {
        await page.clock.runFor(4000);
        await waitFor(() => open === 0, "the answer");
      }
    };
    await run(184);
    expect(polls).toBeGreaterThan(5);
    const atTheEnd = polls;
    await run(40);
    expect(polls).toBe(atTheEnd);
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await run(8);
    expect(polls).toBeGreaterThan(atTheEnd);
    await run(184);
    const atTheNextEnd = polls;
    await page.evaluate(() => dispatchEvent(new Event("pageshow")));
    await run(8);
    expect(polls).toBeGreaterThan(atTheNextEnd);
    await close();
  });

  it("hides its code when it is blocked, and brings it back by itself", async () => {
    const card = await makeCard();
    await shop.setStatus(card, "blocked");
    const { page, close } = await visit(browser, card.url);
    await seen(page, "This card is blocked.");
    await seen(page, "Ask at the counter.");
    await expect(page.locator(".qr").count()).resolves.toBe(0);
    await expectAccessible(page);
    await shop.setStatus(card, "active");
    await lookAnew(page);
    await page.locator(".qr").waitFor();
    await shop.setStatus(card, "closed");
    await lookAnew(page);
    await seen(page, "This card is closed.");
    await close();
  });

  it("waits for its first stamp", async () => {
    await shop.change({ welcome_bonus_stamps: 0 });
    const card = await shop.join();
    const { page, close } = await visit(browser, card.url);
    await seen(page, "Your first stamp is waiting.");
    await page.getByRole("img", { name: "0 of 10 stamps" }).waitFor();
    await expectAccessible(page);
    await shop.change({ welcome_bonus_stamps: 1 });
    await close();
  });

  it("shows a dial for a long card, and points alone", async () => {
    const { page, close } = await visit(browser, `${program.url}/c/${program.shop("points").cardToken}`);
    await page.locator(".points.alone").waitFor();
    await expect(page.locator(".stamps").count()).resolves.toBe(0);
    await expectAccessible(page);
    await shop.change({ stamps_target: 80 });
    const card = await makeCard();
    await page.goto(card.url);
    await page.getByRole("img", { name: "7 of 80 stamps" }).waitFor();
    await expect(page.locator("svg.stamps").textContent()).resolves.toContain("73 to go");
    await expectAccessible(page);
    await shop.change({ stamps_target: 10 });
    await close();
  });

  it("is friendly about a card that is not there", async () => {
    const { page, close } = await visit(browser, `${program.url}/c/nobody`);
    await seen(page, "There is no card at this address.");
    await seen(page, "Ask at the counter.");
    await expectAccessible(page);
    await close([FAILED]);
  });

  it("shows the shop's own logo, from the one other host that its policy names", async () => {
    const logo = "https://logo.example/bean.svg";
    await shop.change({ logo_url: logo });
    const card = await makeCard();
    const { page, close } = await visit(browser, program.url, { isUnopened: true });
    const body =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>';
    await page.route(logo, (route) => route.fulfill({ contentType: "image/svg+xml", body }));
    await page.goto(card.url);
    const image = page.locator("img.logo");
    await waitFor(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth > 0), "the logo");
    await expectAccessible(page);
    await shop.change({ logo_url: null });
    await close([/foreign request: https:\/\/logo\.example\//]);
  });

  it.each([
    ["white with holes", "#fff", true],
    ["dark with holes", "#123", false],
  ])("lets a logo of its own host stand on the card where it is seen: %s", async (_, fill, isBare) => {
    const card = await makeCard();
    const { page, close } = await visit(browser, program.url, { isUnopened: true });
    const document = await (await fetch(card.url, { headers: { "Accept-Language": "en" } })).text();
    const body = document.replace('"logo_url":null', '"logo_url":"/logo.svg"');
    const logo = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="${fill}" d="M2 2h5v5H2z"/></svg>`;
    await page.route("**/logo.svg", (route) => route.fulfill({ contentType: "image/svg+xml", body: logo }));
    await page.route(card.url, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body }));
    await page.goto(card.url);
    await page.locator("img.logo").evaluate(async (image: HTMLImageElement) => {
      await image.decode();
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    });
    await page.locator(isBare ? "img.logo.bare" : "img.logo:not(.bare)").waitFor();
    await close();
  });

  it("says when the server is in trouble, and tries again", async () => {
    const card = await makeCard();
    const { page, close } = await visit(browser, program.url, { isUnopened: true });
    const nothing = await (
      await fetch(`${program.url}/c/nobody`, { headers: { "Accept-Language": "en" } })
    ).text();
    const body = nothing.replace('"reason":"card_not_found"', '"reason":"overloaded"');
    await page.route(card.url, (route) => route.fulfill({ status: 503, contentType: "text/html", body }));
    await page.goto(card.url);
    await seen(page, "Very busy right now. Nothing was changed. Try again in a moment.");
    await page.unroute(card.url);
    await page.getByRole("button", { name: "Try again" }).click();
    await seen(page, "Hi Nora");
    await close([FAILED]);
  });

  it("leads to terms, privacy and the data, and keeps its link", async () => {
    const card = await makeCard();
    const { page, context, close } = await visit(browser, card.url);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Keep the link" }).click();
    await seen(page, "Link copied");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(card.url);
    await page.getByRole("button", { name: "Terms" }).click();
    await page.getByRole("dialog", { name: "Terms" }).getByRole("button", { name: "Close" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("link", { name: "My data" }).click();
    await page.waitForURL(/\/data$/);
    await close();
  });
});

describe("wallet buttons", () => {
  const ANDROID = "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/150 Mobile";

  // The card as it is where wallets are configured.
  async function visitWithWallets(card: NewCard, userAgent: string) {
    const document = await (await fetch(card.url, { headers: { "Accept-Language": "en" } })).text();
    const visited = await visit(browser, program.url, { isUnopened: true, userAgent });
    await visited.page.route(card.url, (route) =>
      route.fulfill({
        contentType: "text/html; charset=utf-8",
        body: document
          .replace('"apple_pass_url":null', '"apple_pass_url":"/api/v1/loyalty/passes/apple/none.pkpass"')
          .replace('"google_save_url":null', '"google_save_url":"/google"'),
      }),
    );
    await visited.page.goto(card.url);
    return visited;
  }

  it("are absent where no wallet is configured", async () => {
    const card = await makeCard();
    const { page, close } = await visit(browser, card.url);
    await seen(page, "Hi Nora");
    await expect(page.locator(".wallet").count()).resolves.toBe(0);
    await expect(page.getByText("Other phone").count()).resolves.toBe(0);
    await close();
  });

  it("fit the phone, with the other one a tap away", async () => {
    const { page, close } = await visitWithWallets(await makeCard(), ANDROID);
    await page.getByRole("link", { name: "Add to Google Wallet" }).waitFor();
    await expect(page.locator(".wallet").count()).resolves.toBe(1);
    await page.getByRole("button", { name: "Other phone" }).click();
    await page.getByRole("link", { name: "Add to Apple Wallet" }).waitFor();
    await expectAccessible(page);
    await close();
  });

  it("say so when the pass does not come, and the card stays", async () => {
    const { page, close } = await visitWithWallets(
      await makeCard(),
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0)",
    );
    await page.getByRole("link", { name: "Add to Apple Wallet" }).click();
    await page.getByText("Try again in a minute. This card works all the same.").waitFor();
    await expect(page.locator(".qr").isVisible()).resolves.toBe(true);
    await close([FAILED]);
  });
});
