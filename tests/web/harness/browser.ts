// Chromium with the guards that every page is held to: nothing from another host, no error in the console,
// nothing that the page's own security policy had to stop.
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from "playwright-core";
import { PATIENCE_MS } from "../../../web/plugins/patience.ts";

export const PHONE = { width: 390, height: 844 };
export const SMALL_PHONE = { width: 320, height: 640 };
export const DESKTOP = { width: 1280, height: 800 };

export interface Visit {
  page: Page;
  context: BrowserContext;
  // Complaints that the test provokes on purpose are named, or close() fails with them.
  close(expected?: RegExp[]): Promise<void>;
}

export interface VisitOptions extends BrowserContextOptions {
  theme?: "light" | "dark";
  // The test opens its page itself, when all is ready for it.
  isUnopened?: boolean;
  // Runs in the page before anything of its own does.
  before?: () => void;
  // Runs before the page is opened.
  prepare?: (context: BrowserContext) => Promise<void>;
}

export function launchBrowser(extra: string[] = []): Promise<Browser> {
  return chromium.launch({
    timeout: PATIENCE_MS,
    executablePath: process.env.LOYALTY_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--no-first-run",
      ...extra,
    ],
  });
}

function watch(context: BrowserContext, origin: string): string[] {
  const complaints: string[] = [];
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) complaints.push(`foreign request: ${url}`);
  });
  context.on("console", (message) => {
    if (message.type() === "error" || /Content.Security.Policy/i.test(message.text())) {
      complaints.push(`console: ${message.text()} (${message.location().url})`);
    }
  });
  context.on("weberror", (error) => complaints.push(`error: ${String(error.error())}`));
  return complaints;
}

export async function visit(browser: Browser, url: string, options: VisitOptions = {}): Promise<Visit> {
  const { theme = "light", isUnopened = false, before, prepare, ...rest } = options;
  const context = await browser.newContext({
    viewport: PHONE,
    locale: "en-GB",
    timezoneId: "Europe/Luxembourg",
    colorScheme: theme,
    reducedMotion: "reduce",
    ...rest,
  });
  const complaints = watch(context, new URL(url).origin);
  if (before !== undefined) await context.addInitScript(before);
  await prepare?.(context);
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  if (!isUnopened) await page.goto(url);
  return {
    page,
    context,
    close: async (expected = []) => {
      // A test is done, whatever a page that looks for news by itself has just asked for.
      await page.unrouteAll({ behavior: "ignoreErrors" });
      await context.unrouteAll({ behavior: "ignoreErrors" });
      await context.close();
      const unexpected = complaints.filter((text) => !expected.some((pattern) => pattern.test(text)));
      if (unexpected.length > 0) throw new Error(unexpected.join("\n"));
    },
  };
}
