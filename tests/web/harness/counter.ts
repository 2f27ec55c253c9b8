// A terminal at the counter of a shop, and a cashier's hands on it.
import type { Browser, Page } from "playwright-core";
import type { NewCard } from "./api.ts";
import { TAP_GUARD_MS } from "../../../web/src/terminal/core/tap-guard.ts";
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

const COOKIE = {
  expires: -1,
  httpOnly: true,
  secure: false,
  sameSite: "Lax" as const,
};

// The cookie that a sign-in sets.
export async function signIn(url: string, email: string): Promise<{ name: string; value: string }> {
  const response = await fetch(`${url}/api/v1/auth/login`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ email, password: DEMO_PASSWORD }),
  });
  const [name = "", value = ""] =
    (response.headers.get("Set-Cookie") ?? "").split(";")[0]?.split("=") ?? [];
  return { name, value };
}

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
  const { url } = shop.program;
  const storageState = {
    cookies: [
      {
        ...(await signIn(url, as)),
        domain: new URL(url).hostname,
        path: "/",
        ...COOKIE,
      },
    ],
    origins: [
      {
        origin: url,
        localStorage: [{ name: SETTINGS, value: JSON.stringify(chosen) }],
      },
    ],
  };
  const opened = await visit(browser, `${url}/terminal`, {
    serviceWorkers: "block",
    storageState,
    ...rest,
  });
  const { page } = opened;
  await page.locator("main.scan").waitFor();
  return handle(opened, shop.demo.pins);
}

// The page ignores a tap that comes too soon after another one. A cashier's finger rests in between, and so
// that nobody has to wait for it the taps to come are dated later.
function rest(page: Page): Promise<void> {
  return page.evaluate((pause) => {
    const hand = window as unknown as { restedMs?: number };
    if (hand.restedMs === undefined) {
      const date = (event: Event) =>
        Object.defineProperty(event, "timeStamp", { value: event.timeStamp + (hand.restedMs ?? 0) });
      addEventListener("click", date, { capture: true });
    }
    hand.restedMs = (hand.restedMs ?? 0) + pause;
  }, TAP_GUARD_MS);
}

// `pins` say whose name is tapped for a PIN.
export function handle(opened: Visit, pins: Record<string, string> = {}): Counter {
  const { page } = opened;
  const sees = (text: string | RegExp) => page.getByText(text).filter({ visible: true }).first().waitFor();
  const scan = (code: string, layout: Layout = "US") => burst(page, code, layout);
  const tap: Counter["tap"] = async (name, role = "button") => {
    const target = page.getByRole(role, { name }).first();
    await target.waitFor();
    await rest(page);
    await target.click();
  };
  return {
    ...opened,
    sees,
    scan,
    tap,
    openCard: async (card) => {
      await scan(card.code);
      await page.locator("main.card").waitFor();
    },
    enterPin: async (pin) => {
      await page.locator("main.pin").waitFor();
      const owner = Object.entries(pins).find(([, digits]) => digits === pin)?.[0];
      const name = page.getByRole("radio", {
        name: owner ?? "nobody",
        exact: true,
      });
      if (owner !== undefined && !(await name.isChecked())) await tap(owner, "radio");
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
const AZERTY: Record<string, string> = {
  A: "Q",
  Q: "A",
  Z: "W",
  W: "Z",
  M: "?",
  "-": ")",
};
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

// What a scanner sends that is set to a US keyboard, as this layout turns it into characters: all keys
// within a few milliseconds, on the slowest machine too.
export async function burst(page: Page, text: string, layout: Layout = "US", end = "Enter"): Promise<void> {
  const keys = [...text].map((character) => ({
    code: codeOf(character),
    key: keyOf(character, layout),
  }));
  await page.evaluate(
    (pressed) => {
      const begin = performance.now();
      pressed.forEach((key, index) => {
        const event = new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true });
        // A busy machine may take its time between two of them; a scanner does not.
        Object.defineProperty(event, "timeStamp", { value: begin + index });
        (document.activeElement ?? document.body).dispatchEvent(event);
      });
    },
    [...keys, { code: end, key: end }],
  );
}
