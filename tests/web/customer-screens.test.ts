// Pictures of every customer page in its states, for looking at: build/screenshots.
import { describe, expect, it } from "vitest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cardVariables } from "../../web/src/shared/colour.ts";
import { layOutStamps } from "../../web/src/shared/stamp-layout.ts";
import { drawDial, drawStampCard, needsDial } from "../../web/src/shared/stamps.ts";
import type { NewCard } from "./harness/api.ts";
import { DESKTOP, PHONE, SMALL_PHONE, visit, type Visit } from "./harness/browser.ts";
import { decodeCodes, expectNoSidewaysScroll, settle, takeScreenshot } from "./harness/checks.ts";
import { fixTime } from "./harness/fixed-time.ts";
import { HYBRID } from "./harness/shop.ts";
import { useTestShop } from "./harness/test-shop.ts";

type Theme = "light" | "dark";

const { program, browser, shop } = await useTestShop("stamps");

const SCREENS = {
  phone: { viewport: PHONE, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
  desktop: { viewport: DESKTOP },
  small: { viewport: SMALL_PHONE, deviceScaleFactor: 2, hasTouch: true, isMobile: true },
} as const;
type Screen = keyof typeof SCREENS;

const EXPECTED = [/Failed to load resource/, /ERR_/, /fetching the script/];

// One picture; what it shows is arranged before, and a code in it is read by a scanner.
async function picture(
  name: string,
  url: string,
  screen: Screen,
  theme: Theme,
  arrange: (visited: Visit) => Promise<unknown> = () => Promise.resolve(),
  code?: string,
): Promise<void> {
  const visited = await visit(browser, url, { ...SCREENS[screen], theme, prepare: fixTime });
  await arrange(visited);
  await expectNoSidewaysScroll(visited.page);
  await takeScreenshot(visited.page, `${name}.${screen}.${theme}`);
  if (code !== undefined) {
    await settle(visited.page);
    expect(decodeCodes(await visited.page.screenshot())).toEqual([code]);
  }
  await takeScreenshot(visited.page, `whole/${name}.${screen}.${theme}`, true);
  await visited.close(EXPECTED);
}

const THEMES = ["light", "dark"] as const;
const everywhere = THEMES.flatMap((theme) => [["phone", theme] as const, ["desktop", theme] as const]);

describe("C1 join", () => {
  it.each(everywhere)("on a %s in %s", async (screen, theme) => {
    await picture("C1.empty", shop.joinUrl, screen, theme);
    await picture("C1.errors", shop.joinUrl, screen, theme, async ({ page }) => {
      await page.locator("#email").fill("nora@mail");
      await page.locator(".cta").click();
      await page.locator("#first_name-error").waitFor();
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    });
    await picture("C1.offline", shop.joinUrl, screen, theme, async ({ page, context }) => {
      await page.locator("#first_name").fill("Nora");
      await page.locator("#email").fill("nora@mail.example");
      await page.locator("#terms_accepted").check();
      await context.setOffline(true);
      await page.locator(".cta").click();
      await page.getByText("Waiting for the connection…").waitFor();
    });
  });

  it("in German, and on a small phone", async () => {
    await picture("C1.german", `${shop.joinUrl}?lang=de`, "phone", "light");
    await picture("C1.small", shop.joinUrl, "small", "light");
    await picture("C1.language", shop.joinUrl, "phone", "light", ({ page }) =>
      page.locator("summary").click(),
    );
    await picture("C5.already", shop.joinUrl, "phone", "light", async ({ page }) => {
      const email = "known@mail.example";
      await shop.join({ email });
      await page.locator("#first_name").fill("Nora");
      await page.locator("#email").fill(email);
      await page.locator("#terms_accepted").check();
      await page.locator(".cta").click();
      await page.getByText("Already a member").waitFor();
    });
    await picture("C9.no-shop", `${program.url}/j/NOBODY`, "phone", "light");
  });
});

async function makeCard(stamps: number, cents = 6800): Promise<NewCard> {
  const card = await shop.join();
  await shop.stamp(card, stamps - 1);
  if (cents > 0) await shop.buy(card, cents);
  return card;
}

describe("C3 card", () => {
  it("with stamps and points", async () => {
    const card = await makeCard(7);
    const ready = await makeCard(13);
    for (const theme of THEMES) {
      await picture("C3.hybrid", card.url, "phone", theme, undefined, card.code);
      await picture("C3.ready", ready.url, "phone", theme, undefined, ready.code);
    }
    await picture("C3.hybrid", card.url, "desktop", "light", undefined, card.code);
    await picture("C3.german", `${card.url}?lang=de`, "phone", "light", undefined, card.code);
    await picture("C3.small", card.url, "small", "light");
    await picture(
      "C4.code",
      card.url,
      "phone",
      "light",
      ({ page }) => page.locator(".enlarge").click(),
      card.code,
    );
    await picture("C3.offline", card.url, "phone", "light", async ({ page, context }) => {
      await context.setOffline(true);
      await page.getByText("As of 14:32.").waitFor();
    });
    await picture("C7.data", `${card.url}/data`, "phone", "light");
    await picture("C7.data", `${card.url}/data`, "desktop", "light");
    await picture("C7.delete", `${card.url}/data`, "phone", "light", ({ page }) =>
      page.getByRole("button", { name: "Delete…" }).click(),
    );
    await picture("C9.no-card", `${program.url}/c/nobody`, "phone", "light");
    await shop.setStatus(card, "blocked");
    await picture("C3.blocked", card.url, "phone", "light");
  });

  it("of other programs", async () => {
    const points = program.shop("points");
    await picture("C3.points", `${program.url}/c/${points.cardToken}`, "phone", "light");
    await shop.change({ stamps_target: 20 });
    const twenty = await makeCard(13, 0);
    await picture("C3.twenty", twenty.url, "phone", "light", undefined, twenty.code);
    await shop.change({ stamps_target: 80, card_color: "#f4f1ea", stamp_icon: "star" });
    const dial = await makeCard(52, 0);
    await picture("C3.dial", dial.url, "phone", "light");
    await shop.change({ stamps_target: 10, card_color: "#f2b33d", stamp_icon: "bread" });
    const yellow = await makeCard(7);
    for (const theme of THEMES)
      await picture("C3.yellow", yellow.url, "phone", theme, undefined, yellow.code);
    await picture("C1.yellow", shop.joinUrl, "phone", "light");
    await shop.change(HYBRID);
  });
});

describe("the sheet of stamps", () => {
  it("shows every count and colour", async () => {
    const css = ["tokens.css", "brand.css"].map((name) =>
      readFileSync(join(import.meta.dirname, "../../web/src/shared", name), "utf8"),
    );
    const tile = (count: number, target: number, color: string, icon: string) => {
      const variables = Object.entries(cardVariables(color)).map(([name, value]) => `${name}:${value}`);
      const card = { count, target, icon, label: `${count} of ${target} stamps` };
      const words = { of: `of ${target}`, toGo: `${target - count} to go` };
      const svg = needsDial(target) ? drawDial(card, words) : drawStampCard(card);
      const layout = layOutStamps(target, { width: 318, height: 124 });
      const text = needsDial(target)
        ? color
        : `${layout.rows} × ${layout.columns}, ${Math.floor(layout.size)} px`;
      return (
        `<figure class="brand" style="${variables.join(";")}"><div class="tile">${svg}</div>` +
        `<figcaption><b>${card.label}</b> ${text}</figcaption></figure>`
      );
    };
    const counts = [
      2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 18, 20, 24, 25, 30, 36, 40, 41, 80, 100,
    ];
    const colors = ["#0d5257", "#c4471f", "#f2b33d", "#e30613", "#8fd3c8", "#111318", "#3d5afe", "#f4f1ea"];
    const tiles = [
      ...counts.map((target) => tile(Math.ceil(target * 0.6), target, "#0d5257", "coffee")),
      ...colors.map((color) => tile(6, 10, color, "star")),
    ];
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.setContent(
      `<style>${css.join("")}body{padding:28px}main{display:grid;grid-template-columns:repeat(4,1fr);gap:16px}` +
        `.tile{background:var(--card);border-radius:20px;padding:18px;min-height:150px;display:grid;` +
        `align-items:center}figcaption{font-size:14px;color:var(--muted);padding:7px 4px}</style>` +
        `<main>${tiles.join("")}</main>`,
    );
    await takeScreenshot(page, "stamps.desktop.light", true);
    await context.close();
  });
});
