// The shop that the tests of a file have for themselves, and the browser that it is looked at with.
import type { Browser } from "playwright-core";
import { afterAll } from "vitest";
import { anyPin } from "./api.ts";
import { launchBrowser } from "./browser.ts";
import type { DemoShop } from "./demo.ts";
import { startProgram, type Program } from "./program.ts";
import { HYBRID, openShop, type Shop } from "./shop.ts";

export interface TestShop {
  program: Program;
  browser: Browser;
  shop: Shop; // one of the demo, with the program of the design guide
  pin: string;
}

let browser: Promise<Browser> | undefined;

// One for all files that a worker runs; it goes with its worker.
export function useBrowser(): Promise<Browser> {
  browser ??= launchBrowser();
  return browser;
}

// To be awaited at the top of a test file; everything goes when its tests are over. `settings` are more of the
// program's environment.
export async function useTestShop(
  type: DemoShop["type"],
  settings: Record<string, string> = {},
): Promise<TestShop> {
  const [program, shared] = await Promise.all([startProgram(settings), useBrowser()]);
  afterAll(() => program.stop());
  const shop = await openShop(program, type, HYBRID);
  return { program, browser: shared, shop, pin: anyPin(shop.demo) };
}
