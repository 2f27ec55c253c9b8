// Every page of the counter in the states, sizes and themes that the design guide lists, to be looked at.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "vitest";
import { type NewCard } from "./harness/api.ts";
import { DESKTOP, launchBrowser, PHONE, SMALL_PHONE, visit } from "./harness/browser.ts";
import { takeScreenshot } from "./harness/checks.ts";
import { type Counter, type CounterOptions, openCounter } from "./harness/counter.ts";
import { openShop } from "./harness/shop.ts";
import { useTestShop } from "./harness/test-shop.ts";
import { filmCode } from "./harness/video.ts";

type Theme = "light" | "dark";
interface Wanted {
  phone?: Theme[];
  desktop?: Theme[];
  small?: boolean; // at 320 x 640 too
}

const TABLET = { width: 1180, height: 820 };
const LIGHT: Wanted = { phone: ["light"] };
const BOTH_SIZES: Wanted = { phone: ["light"], desktop: ["light"] };
const REFUSED = [/Failed to load resource/, /ERR_/];

const { program, browser, shop, pin } = await useTestShop("hybrid");
await shop.change({ max_daily_stamps: 20 });

async function shoot({ page }: Pick<Counter, "page">, name: string, wanted: Wanted): Promise<void> {
  const sizes = [
    ["phone", PHONE, wanted.phone ?? []],
    ["desktop", name.startsWith("T6") ? TABLET : DESKTOP, wanted.desktop ?? []],
  ] as const;
  for (const [size, viewport, themes] of sizes) {
    if (themes.length > 0) await page.setViewportSize(viewport);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      await takeScreenshot(page, `${name}.${size}.${theme}`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  if (wanted.small) {
    await page.setViewportSize(SMALL_PHONE);
    await takeScreenshot(page, `${name}-small.phone.light`);
  }
  await page.setViewportSize(PHONE);
}

// Seven of ten stamps and 340 points.
async function nora(stamps = 6, person: Record<string, unknown> = {}): Promise<NewCard> {
  const card = await shop.join({
    first_name: "Nora",
    last_name: "Thill",
    ...person,
  });
  await shop.change({ max_daily_stamps: 100 });
  if (stamps > 0) await shop.stamp(card, stamps);
  await shop.change({ max_daily_stamps: 20 });
  await shop.buy(card, 6800);
  return card;
}

function open(options: CounterOptions = {}): Promise<Counter> {
  return openCounter(browser, shop, { deviceScaleFactor: 2, ...options });
}

async function atCard(card: NewCard, options: CounterOptions = {}): Promise<Counter> {
  const counter = await open(options);
  await counter.openCard(card);
  await counter.page.locator(".recent-row").first().waitFor({ state: "attached" });
  return counter;
}

async function atPin(card: NewCard, options: CounterOptions = {}): Promise<Counter> {
  const counter = await atCard(card, options);
  await counter.page.keyboard.press("Enter");
  await counter.page.locator("main.pin").waitFor();
  return counter;
}

describe("finding", () => {
  it("T1 sign-in", async () => {
    const opened = await visit(browser, `${program.url}/terminal`, {
      deviceScaleFactor: 2,
    });
    await opened.page.getByLabel("E-mail").fill("till@bounewierk.example");
    await shoot(opened, "T1.sign-in", BOTH_SIZES);
    await opened.close(REFUSED);
  });

  it("T2 scan", async () => {
    const folder = mkdtempSync(join(tmpdir(), "loyalty-film-"));
    const film = join(folder, "empty.y4m");
    await filmCode(
      browser,
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9H0z"/></svg>',
      film,
    );
    const filming = await launchBrowser([
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${film}`,
    ]);
    const counter = await openCounter(filming, shop, {
      deviceScaleFactor: 2,
      permissions: ["camera"],
    });
    const { page, openCard, tap, enterPin, sees } = counter;
    await openCard(await nora(2, { first_name: "Sofia", last_name: "Muller" }));
    await tap("Add 1 stamp");
    await enterPin(pin);
    await sees("Stamp added");
    await tap("Next customer");
    await page.waitForFunction(() => (document.querySelector("video")?.currentTime ?? 0) > 0.3);
    await shoot(counter, "T2.scan", {
      phone: ["light"],
      desktop: ["light", "dark"],
    });
    await counter.close(REFUSED);
    await filming.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("T2 no camera, T3 typed, T4 found and none, T5 new card", async () => {
    const card = await nora();
    const counter = await open();
    const { page, tap, sees } = counter;
    await sees("No camera here. Type the number on the card, or use a scanner.");
    await shoot(counter, "T2.no-camera", BOTH_SIZES);
    await page.keyboard.press("F3");
    await page.locator("main.type").waitFor();
    await page.keyboard.type("48210937", { delay: 45 });
    await sees("0937");
    await shoot(counter, "T3.typing", BOTH_SIZES);
    await page.keyboard.press("Escape");
    await page.keyboard.press("F2");
    await page.getByRole("textbox").fill("nor");
    await page.locator(".found-row").first().waitFor();
    await shoot(counter, "T4.found", BOTH_SIZES);
    await page.getByRole("textbox").fill("Zoltan Nobody");
    await sees("No one found.");
    await shoot(counter, "T4.none", BOTH_SIZES);
    await tap("New card for Zoltan Nobody");
    await page.getByRole("textbox", { name: "E-mail" }).fill("zoltan@mail.example");
    await shoot(counter, "T5.form", BOTH_SIZES);
    await tap("Add the birthday (optional)");
    await page.getByLabel("Birthday (optional)").fill("1990-05-31");
    await shoot(counter, "T5.birthday", { ...BOTH_SIZES, small: true });
    await page.getByLabel("The customer accepts the terms.").check();
    await tap("Make the card");
    await page.locator(".link-code svg").waitFor();
    await shoot(counter, "T5.made", BOTH_SIZES);
    await counter.close(REFUSED);
    void card;
  });
});

describe("T6 card", () => {
  it("hybrid", async () => {
    const card = await nora();
    const counter = await atCard(card);
    await shoot(counter, "T6.hybrid", {
      phone: ["light", "dark"],
      desktop: ["light", "dark"],
      small: true,
    });
    await counter.tap(/^More$/);
    await counter.page.getByRole("menuitem").first().waitFor();
    await shoot(counter, "T6.menu", LIGHT);
    await counter.close(REFUSED);
    const german = await atCard(card, { language: "de" });
    await shoot(german, "T6.hybrid-de", LIGHT);
    await german.close(REFUSED);
  });

  it("birthday", async () => {
    const card = await nora(6, { birth_date: `1992${(await shop.readDay()).slice(4)}` });
    const counter = await atCard(card);
    await counter.sees("Birthday today");
    await shoot(counter, "T6.birthday", {
      phone: ["light", "dark"],
      desktop: ["light"],
      small: true,
    });
    await counter.close(REFUSED);
  });

  it("blocked, limit", async () => {
    const [blocked, limited] = [await nora(), await nora()];
    await shop.setStatus(blocked, "blocked");
    const counter = await atCard(blocked);
    await shoot(counter, "T6.blocked", BOTH_SIZES);
    await shop.change({ cooldown_minutes: 15 });
    await shop.change({ max_daily_stamps: 100 });
    await counter.openCard(limited);
    await counter.sees(/Next stamp at/);
    await shoot(counter, "T6.limit", BOTH_SIZES);
    await shop.change({ cooldown_minutes: 0, max_daily_stamps: 20 });
    await counter.close(REFUSED);
  });

  it.each(["stamps", "points"] as const)("%s only", async (type) => {
    const other = await openShop(program, type);
    const [token] = [other.demo.cardToken];
    const { qr_code_data: code } = (await (
      await fetch(`${program.url}/api/v1/loyalty/cards/${token}`)
    ).json()) as { qr_code_data: string };
    const counter = await openCounter(browser, other, { deviceScaleFactor: 2 });
    await counter.scan(code);
    await counter.page.locator(".recent-row").first().waitFor({ state: "attached" });
    await shoot(counter, `T6.${type}-only`, BOTH_SIZES);
    await counter.close(REFUSED);
  });
});

describe("T9 PIN", () => {
  it("typing, wrong, locked", async () => {
    const wanted: Wanted = { phone: ["light", "dark"], desktop: ["dark"] };
    const card = await nora();
    const counter = await atPin(card);
    const { page, sees, enterPin } = counter;
    await page.keyboard.type("47");
    await page.waitForFunction(() => document.querySelectorAll(".dots .filled").length === 2);
    await shoot(counter, "T9.typing", { ...wanted, small: true });
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Backspace");
    for (const left of [4, 3]) {
      await enterPin("8080");
      await sees(`Wrong PIN. ${left} tries left.`);
    }
    await shoot(counter, "T9.wrong", wanted);
    for (const said of ["2 tries left.", "1 try left.", "PIN locked until"]) {
      await enterPin("8080");
      await sees(said);
    }
    await shoot(counter, "T9.locked", wanted);
    const pins = await shop.owner.get<{ items: { id: string }[] }>("/vendor/loyalty/pins");
    for (const { id } of pins.items) await shop.owner.post(`/vendor/loyalty/pins/${id}/unlock`, {});
    await counter.close(REFUSED);
    const german = await atPin(card, { language: "de" });
    await shoot(german, "T9.typing-de", LIGHT);
    await german.close(REFUSED);
  });
});

describe("T10 outcome", () => {
  it.each(["en", "de"])("success and reward ready, %s", async (language) => {
    const ending = language === "en" ? "" : `-${language}`;
    const wanted: Wanted = language === "en" ? { ...BOTH_SIZES, small: true } : LIGHT;
    for (const [stamps, name] of [
      [6, "success"],
      [8, "reward-ready"],
    ] as const) {
      const counter = await atPin(await nora(stamps), { language });
      await counter.enterPin(pin);
      await counter.page.locator("main.success-main").waitFor();
      await shoot(counter, `T10.${name}${ending}`, wanted);
      await counter.close(REFUSED);
    }
  });

  it("refused: cooldown, daily limit, not enough", async () => {
    const wanted: Wanted = {
      phone: ["light", "dark"],
      desktop: ["dark"],
      small: true,
    };
    for (const language of ["en", "de"]) {
      const card = await nora();
      const counter = await atPin(card, { language });
      await shop.change({ cooldown_minutes: 15, max_daily_stamps: 100 });
      await counter.enterPin(pin);
      await counter.page.locator("main.outcome [role=alert]").waitFor();
      await shoot(
        counter,
        language === "en" ? "T10.cooldown" : "T10.cooldown-de",
        language === "en" ? wanted : LIGHT,
      );
      await shop.change({ cooldown_minutes: 0, max_daily_stamps: 20 });
      await counter.close(REFUSED);
    }
    const daily = await atPin(await nora(3));
    await shop.change({ max_daily_stamps: 3 });
    await daily.enterPin(pin);
    await daily.sees("Enough for today");
    await shoot(daily, "T10.daily-limit", LIGHT);
    await shop.change({ max_daily_stamps: 20 });
    await daily.close(REFUSED);
    const card = await nora(9);
    const counter = await atCard(card);
    await counter.tap(/^Ready: Free coffee/);
    await counter.page.locator("main.pin").waitFor();
    await shop.redeemStamps(card);
    await counter.enterPin(pin);
    await counter.sees("Not yet");
    await shoot(counter, "T10.not-enough", LIGHT);
    await counter.close(REFUSED);
  });

  it("not found, unclear", async () => {
    const counter = await open();
    await counter.scan("LC1-AAAAAAAAAAAAAAAAAAAAAAAAAA");
    await counter.sees("No card with this code. Try the name or phone.");
    await shoot(counter, "T10.not-found", LIGHT);
    await counter.page.route(/\/stamp$/, (route) => route.abort());
    await counter.openCard(await nora());
    await counter.tap("Add 1 stamp");
    await counter.enterPin(pin);
    await counter.sees("Not confirmed yet");
    await shoot(counter, "T10.unclear", BOTH_SIZES);
    await counter.tap("Next customer");
    await counter.sees("1 not confirmed");
    await shoot(counter, "T2.one-open", LIGHT);
    await counter.close(REFUSED);
  });
});

describe("the rest", () => {
  it("T7 amount, T8 redeem, T11 undo, T12 latest, T13 lock, T14 offline, T15 settings", async () => {
    const card = await nora(7);
    const counter = await atCard(card);
    const { page, context, tap, sees, enterPin } = counter;
    await tap("Add points");
    await page.locator("main.amount").waitFor();
    await page.keyboard.type("780");
    await sees("39 points");
    await shoot(counter, "T7.amount", { ...BOTH_SIZES, small: true });
    await page.keyboard.press("Escape");
    await tap("Redeem");
    await page.locator("main.redeem").waitFor();
    await shoot(counter, "T8.redeem", BOTH_SIZES);
    await page.keyboard.press("Escape");
    await tap("Add 1 stamp");
    await enterPin(pin);
    await sees("Stamp added");
    await tap("Undo");
    await page.locator(".after").waitFor();
    await shoot(counter, "T11.undo", LIGHT);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await tap("Latest");
    await page.locator(".row").first().waitFor();
    await sees(/Nora T\., by/);
    await shoot(counter, "T12.latest", BOTH_SIZES);
    await page.keyboard.press("Escape");
    await tap("Settings");
    await shoot(counter, "T15.settings", LIGHT);
    await page.keyboard.press("Escape");
    await counter.openCard(card);
    await context.setOffline(true);
    await sees("No connection. It goes on by itself as soon as it is back.");
    await shoot(counter, "T14.offline", LIGHT);
    await context.setOffline(false);
    await sees("Online, till 1");
    await page.keyboard.press("Escape");
    await page.keyboard.press("F9");
    await page.locator("main.pin").waitFor();
    await shoot(counter, "T13.lock", BOTH_SIZES);
    await counter.close(REFUSED);
  });
});
