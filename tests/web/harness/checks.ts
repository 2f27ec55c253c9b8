// What every page is asked, whatever it is for. `where` is said of a fault.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// A time as a server says it: near midnight with the day on which it is.
export const TIME = String.raw`\d\d:\d\d(?: on \w+)?`;

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
const SCREENSHOTS = join(import.meta.dirname, "../../../build/screenshots");

interface Violation {
  id: string;
  nodes: { target: string[]; failureSummary: string }[];
}

async function findViolations(page: Page): Promise<string[]> {
  // Through the debugger, so that the page's own policy stays as strict as it is.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (tags) => {
    const axe = (
      window as unknown as {
        axe: { run(root: Document, options: object): Promise<unknown> };
      }
    ).axe;
    const run = { runOnly: { type: "tag", values: tags } };
    return ((await axe.run(document, run)) as { violations: unknown[] }).violations;
  }, TAGS);
  return (violations as Violation[]).map(({ id, nodes }) => {
    const [first] = nodes;
    return `${id} at ${nodes.map((node) => node.target.join(" ")).join(", ")}: ${first?.failureSummary ?? ""}`;
  });
}

// For those who want no motion colours change at once, so that what is measured is what is seen.
function countTransitions(page: Page): Promise<number> {
  return page.evaluate(
    () => document.getAnimations().filter((animation) => animation instanceof CSSTransition).length,
  );
}

// WCAG 2.0 to 2.2, A and AA, light and dark.
export async function expectAccessible(page: Page, where = ""): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await countTransitions(page), `${where} in ${colorScheme}`).toBe(0);
    expect(await findViolations(page), `${where} in ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

// Nothing is wider than the window, and no word ends outside of it.
export async function expectNoSidewaysScroll(page: Page, where = ""): Promise<void> {
  const cut = await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const outside: string[] = [];
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(text);
      const { left, right, width, height } = range.getBoundingClientRect();
      const isSeen = width > 1 && height > 1 && text.parentElement?.closest(".sr") === null;
      if (isSeen && (left < -0.5 || right > innerWidth + 0.5)) outside.push(text.textContent ?? "");
    }
    return outside;
  });
  expect(cut, where).toEqual([]);
  const widths = await page.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement;
    return { content: root.scrollWidth, window: root.clientWidth };
  });
  expect(widths.content, where).toBeLessThanOrEqual(widths.window);
}

// No word in these boxes ends outside of its box or lies on another one.
export async function expectInside(page: Page, boxes: string): Promise<void> {
  const faults = await page.evaluate((wanted) => {
    const found: string[] = [];
    for (const box of document.querySelectorAll(wanted)) {
      const { left, right } = box.getBoundingClientRect();
      const words = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
      const seen: { text: string; rect: DOMRect }[] = [];
      for (let text = words.nextNode(); text !== null; text = words.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(text);
        const isSeen = text.parentElement?.closest(".sr, svg") === null;
        if (isSeen) seen.push({ text: text.textContent ?? "", rect: range.getBoundingClientRect() });
      }
      for (const { text, rect } of seen) {
        const isOn = seen.some(
          (other) =>
            other.rect.left < rect.left &&
            other.rect.right > rect.left + 1 &&
            other.rect.top < rect.bottom - 4 &&
            other.rect.bottom > rect.top + 4,
        );
        if (isOn || rect.left < left - 0.5 || rect.right > right + 0.5) found.push(text);
      }
    }
    return found;
  }, boxes);
  expect(faults).toEqual([]);
}

// No word reaches out of the button that it names, and none is cut off by the box that it stands in.
export async function expectNothingCut(page: Page, where = ""): Promise<void> {
  const cut = await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const faults: string[] = [];
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const parent = text.parentElement;
      if (!parent || parent.closest(".sr, svg, script, style, noscript, [hidden]")) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const word = range.getBoundingClientRect();
      if (word.width <= 1 || getComputedStyle(parent).visibility === "hidden") continue;
      for (let box: Element | null = parent; box && box !== document.body; box = box.parentElement) {
        const { left, right, top, bottom } = box.getBoundingClientRect();
        const { overflowX, overflowY } = getComputedStyle(box);
        const isButton = box.matches("button");
        const isWide = word.left < left - 1 || word.right > right + 1;
        const isTall = word.top < top - 1 || word.bottom > bottom + 1;
        const isCut = (isWide && overflowX !== "visible") || (isTall && overflowY === "hidden");
        if (isCut || (isButton && (isWide || isTall)))
          faults.push(`"${text.textContent}" in ${box.className}`);
        if (overflowY === "auto") break; // what is further down is reached by scrolling
      }
    }
    return faults;
  });
  expect(cut, where).toEqual([]);
}

// Buttons are ten apart, and twelve from the sides and the bottom of the glass. The parts of one switch are
// one target.
export async function expectGaps(page: Page, where = ""): Promise<void> {
  const faults = await page.evaluate(() => {
    // What a list of its own has to be scrolled to is somewhere else when it can be pressed.
    const isInSight = (button: HTMLElement) => {
      const list = button.closest(".people-all, .scan-latest")?.getBoundingClientRect();
      const { top, bottom } = button.getBoundingClientRect();
      return !list || (top >= list.top && bottom <= list.bottom);
    };
    const shown = [...document.querySelectorAll<HTMLElement>("main button, header button, .chip")]
      .filter(
        (button) =>
          button.offsetWidth > 1 && button.closest(".switch, [inert]") === null && isInSight(button),
      )
      .map((button) => ({
        name: button.textContent || button.ariaLabel,
        box: button.getBoundingClientRect(),
      }));
    const page = document.documentElement.getBoundingClientRect();
    const height = Math.max(page.bottom, innerHeight);
    const atEdge = shown
      .filter(({ box }) => box.left < 11.5 || box.right > innerWidth - 11.5 || box.bottom > height - 11.5)
      .map(({ name }) => `${name} at the edge`);
    const close = shown.flatMap((one, index) =>
      shown.slice(index + 1).flatMap((other) => {
        const across = Math.max(one.box.left - other.box.right, other.box.left - one.box.right);
        const down = Math.max(one.box.top - other.box.bottom, other.box.top - one.box.bottom);
        return Math.max(across, down) < 9.5 ? [`${one.name} and ${other.name}`] : [];
      }),
    );
    return [...atEdge, ...close];
  });
  expect(faults, where).toEqual([]);
}

// Nothing that is pressed is smaller than `least`, words in a text and what only screen readers see apart.
export async function expectTargets(page: Page, least: number, where = ""): Promise<void> {
  const small = await page.evaluate((smallest) => {
    const wanted =
      "button, a[href], input:not([type=hidden]), select, summary, [role=button], [role=radio]";
    return [...document.querySelectorAll<HTMLElement>(wanted)]
      .map((element) => ({
        element,
        box: (element.closest("label") ?? element).getBoundingClientRect(),
      }))
      .filter(({ element, box }) => {
        const isInText =
          getComputedStyle(element).display === "inline" && element.closest("p, label, li") !== null;
        return box.width > 1 && !isInText && (box.height < smallest - 0.5 || box.width < smallest - 0.5);
      })
      .map(({ element, box }) => `${element.outerHTML.slice(0, 90)}: ${box.width} x ${box.height}`);
  }, least);
  expect(small, where).toEqual([]);
}

// What a scanner reads from what is on the screen.
export function decodeCodes(png: Buffer): string[] {
  try {
    const text = execFileSync("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "png:-"], {
      input: png,
      encoding: "utf8",
      stdio: ["pipe", "pipe", "ignore"],
    });
    return text.split("\n").filter((line) => line !== "");
  } catch {
    return [];
  }
}

export async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(
      document.getAnimations().map((animation) => animation.finished.catch(() => undefined)),
    );
  });
}

// For people to look at, where they ask for it by LOYALTY_SCREENSHOTS=1:
// build/screenshots/<page>.<state>.<phone|desktop>.<light|dark>.png
export async function takeScreenshot(page: Page, name: string, fullPage = false): Promise<void> {
  if (process.env.LOYALTY_SCREENSHOTS !== "1") return;
  await settle(page);
  const path = join(SCREENSHOTS, `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage, animations: "disabled", caret: "hide" });
}
