// A terminal at the counter of a shop, and a cashier's hands on it.
import type { Browser, Page } from "playwright-core";
import type { NewCard } from "./api.ts";
import { type Visit, visit, type VisitOptions } from "./browser.ts";
import { DEMO_PASSWORD } from "./demo.ts";
import type { Shop } from "./shop.ts";

export interface CounterOptions extends VisitOptions {
  as?: string; // the e-mail address that is signed in; the shop's staff when absent
  language?: string;
  settings?: Record<string, unknown>;
}

export interface Counter extends Visit {
  tap(name: string | RegExp, role?: "button" | "radio" | "menuitem"): Promise<void>;
  scan(code: string, layout?: Layout): Promise<void>;
  openCard(card: NewCard): Promise<void>;
  enterPin(pin: string): Promise<void>;
  sees(text: string | RegExp): Promise<void>;
}

export const SETTINGS = "loyalty.terminal.settings";
const TAP_GUARD_MS = 650; // a second tap sooner than 600 ms is ignored, whoever's finger it is

// Signed in as on a device that was used before.
export async function openCounter(
  browser: Browser,
  shop: Shop,
  options: CounterOptions = {},
): Promise<Counter> {
  const { as = shop.demo.staff, language = "en", settings = {}, ...rest } = options;
  const chosen = {
    language,
    vendorCode: shop.demo.code,
    name: "till 1",
    nextAfterSeconds: 0,
    hasSound: false,
    ...settings,
  };
  const opened = await visit(browser, `${shop.program.url}/terminal/manifest.webmanifest`, {
    serviceWorkers: "block",
    ...rest,
  });
  const { page, context } = opened;
  await context.request.post(`${shop.program.url}/api/v1/auth/login`, {
    data: { email: as, password: DEMO_PASSWORD },
  });
  await page.evaluate(([key, value]) => localStorage.setItem(key, value), [
    SETTINGS,
    JSON.stringify(chosen),
  ] as const);
  await page.goto(`${shop.program.url}/terminal`);
  await page.locator("main.scan").waitFor();
  return handle(opened);
}

export function handle(opened: Visit): Counter {
  const { page } = opened;
  let lastTap = 0;
  const sees = (text: string | RegExp) => page.getByText(text).filter({ visible: true }).first().waitFor();
  const scan = (code: string, layout: Layout = "US") => burst(page, code, layout);
  return {
    ...opened,
    sees,
    scan,
    tap: async (name, role = "button") => {
      const pause = lastTap + TAP_GUARD_MS - Date.now();
      if (pause > 0) await page.waitForTimeout(pause);
      await page.getByRole(role, { name }).first().click();
      lastTap = Date.now();
    },
    openCard: async (card) => {
      await scan(card.code);
      await page.locator("main.card").waitFor();
    },
    enterPin: async (pin) => {
      await page.locator("main.pin").waitFor();
      await page.keyboard.type(pin);
      await page.waitForFunction(
        (count) => document.querySelectorAll(".dots .filled").length === count,
        pin.length,
      );
      await page.keyboard.press("Enter");
    },
  };
}

export type Layout = "US" | "AZERTY" | "QWERTZ";

const AZERTY_DIGITS = ["à", "&", "é", '"', "'", "(", "-", "è", "_", "ç"];
const AZERTY: Record<string, string> = { A: "Q", Q: "A", Z: "W", W: "Z", M: "?", "-": ")" };
const QWERTZ: Record<string, string> = { Y: "Z", Z: "Y", "-": "ß" };

function keyOf(character: string, layout: Layout): string {
  if (layout === "QWERTZ") return QWERTZ[character] ?? character;
  if (layout === "US") return character;
  return /\d/.test(character) ? (AZERTY_DIGITS[Number(character)] ?? "") : (AZERTY[character] ?? character);
}

function codeOf(character: string): string {
  if (character === "-") return "Minus";
  return /\d/.test(character) ? `Digit${character}` : `Key${character}`;
}

// What a scanner sends that is set to a US keyboard, as this layout turns it into characters: all keys within a few
// milliseconds, on the slowest machine too.
export async function burst(page: Page, text: string, layout: Layout = "US", end = "Enter"): Promise<void> {
  const keys = [...text].map((character) => ({ code: codeOf(character), key: keyOf(character, layout) }));
  await page.evaluate(
    (pressed) => {
      for (const { code, key } of pressed) {
        const target = document.activeElement ?? document.body;
        const init = { code, key, bubbles: true, cancelable: true };
        target.dispatchEvent(new KeyboardEvent("keydown", init));
        target.dispatchEvent(new KeyboardEvent("keyup", init));
      }
    },
    [...keys, { code: end, key: end }],
  );
}
