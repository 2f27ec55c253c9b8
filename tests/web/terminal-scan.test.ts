// Codes: from the camera, from scanners that type, on foreign keyboards, and codes that are no card.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "./harness/browser.ts";
import { expectAccessible } from "./harness/checks.ts";
import { burst, openCounter } from "./harness/counter.ts";
import { useTestShop } from "./harness/test-shop.ts";
import { filmCode } from "./harness/video.ts";

const { program, browser, shop, pin } = await useTestShop("hybrid");
const card = await shop.join({ first_name: "Scarlett" });

const REFUSED = [/Failed to load resource/];

describe("a camera", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "loyalty-film-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function launchWithFilm(svg: string): Promise<Browser> {
    const film = join(folder, "code.y4m");
    await filmCode(browser, svg, film);
    const camera = ["--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film}`];
    return launchBrowser(camera);
  }

  it("says what will be asked, then opens the card that is shown to it, with our own decoder", async () => {
    const svg = await (await fetch(`${program.url}/api/v1/loyalty/cards/${card.token}/qr.svg`)).text();
    const filming = await launchWithFilm(svg);
    const counter = await openCounter(filming, shop, {
      before: () => {
        if (!("mediaDevices" in navigator)) return; // not our page yet
        const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = (wanted) => {
          document.documentElement.dataset.asked = `${document.documentElement.dataset.asked ?? ""}x`;
          return ask(wanted);
        };
      },
    });
    const { page, context, sees, tap, close } = counter;
    const loaded: string[] = [];
    context.on("request", (request) => loaded.push(request.url()));
    await sees("The camera reads the codes");
    await expectAccessible(page);
    await context.grantPermissions(["camera"], { origin: program.url });
    await tap("Use the camera");
    await page.locator("main.card").waitFor();
    await sees("Scarlett");
    expect(loaded.some((url) => url.startsWith(`${program.url}/assets/`) && url.endsWith(".wasm"))).toBe(
      true,
    );
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => (document.querySelector("video")?.currentTime ?? 0) > 0);
    expect(await page.locator("html").getAttribute("data-asked")).toBe("x"); // one stream for the whole session
    await close();
    await filming.close();
  });

  it("that sees the link of a card says so and keeps looking", async () => {
    const { id } = await shop.staff.get<{ id: string }>(`/vendor/loyalty/cards/lookup?code=${card.code}`);
    const { qr_svg: svg } = await shop.staff.get<{ qr_svg: string }>(`/vendor/loyalty/cards/${id}/link`);
    const filming = await launchWithFilm(svg);
    const counter = await openCounter(filming, shop, {
      permissions: ["camera"],
    });
    await counter.sees("This is the link to a card. Show the code on the card itself.");
    await counter.page.locator("video").waitFor();
    await counter.close();
    await filming.close();
  });

  it("that is refused leaves three other ways, and says how to allow it", async () => {
    const counter = await openCounter(browser, shop, {
      before: () => {
        const refuse = () => Promise.reject(new DOMException("no", "NotAllowedError"));
        const devices = {
          getUserMedia: refuse,
          enumerateDevices: () => Promise.resolve([{ kind: "videoinput" }]),
        };
        Object.defineProperty(navigator, "mediaDevices", { value: devices });
      },
    });
    const { page, sees, tap, scan, close } = counter;
    await tap("Use the camera");
    await sees("The camera is not allowed");
    await sees(/Allow it for this page/);
    await expectAccessible(page);
    await scan(card.code);
    await page.locator("main.card").waitFor();
    await close();
  });
});

describe("a scanner", () => {
  it.each(["US", "AZERTY", "QWERTZ"] as const)(
    "is read on a %s layout, on every screen",
    async (layout) => {
      const { page, scan, tap, close } = await openCounter(browser, shop);
      const screens = [
        async () => undefined,
        async () => tap("Settings"),
        async () => tap("Latest"),
        async () => tap("New card"),
      ];
      for (const open of screens) {
        await open();
        await scan(card.code, layout);
        await page.locator("main.card").getByText("Scarlett").waitFor();
        await page.keyboard.press("Escape");
        await page.locator("main.scan").waitFor();
      }
      await close();
    },
  );

  it("reads a card's number as well, and Tab ends it like Enter", async () => {
    const { card_number: number } = await shop.staff.get<{
      card_number: string;
    }>(`/vendor/loyalty/cards/lookup?code=${card.code}`);
    const { page, sees, close } = await openCounter(browser, shop);
    await burst(page, number, "AZERTY", "Tab");
    await sees("Scarlett");
    await close();
  });

  it("leaves nothing in a field that it typed into", async () => {
    const { page, sees, close } = await openCounter(browser, shop);
    await page.keyboard.press("F2");
    const field = page.getByRole("textbox");
    await field.fill("sca");
    // As a scanner does it: each key, its character in the field, the next key.
    await field.evaluate((input: HTMLInputElement, text) => {
      const events = [...text].map((key) => {
        const code = key === "-" ? "Minus" : /\d/.test(key) ? `Digit${key}` : `Key${key}`;
        return new KeyboardEvent("keydown", {
          key,
          code,
          bubbles: true,
          cancelable: true,
        });
      });
      events.push(
        new KeyboardEvent("keydown", {
          key: "Enter",
          code: "Enter",
          bubbles: true,
          cancelable: true,
        }),
      );
      for (const event of events) {
        if (input.dispatchEvent(event) && event.key.length === 1)
          document.execCommand("insertText", false, event.key);
      }
    }, "4006381333931");
    await sees("This code is not one of our cards.");
    await page.keyboard.press("F2");
    await expect(page.getByRole("textbox").inputValue()).resolves.toBe("");
    await close();
  });

  it("is not heard on the pads: what it types is no PIN and no amount", async () => {
    const { page, openCard, tap, scan, close } = await openCounter(browser, shop);
    await openCard(card);
    await tap("Add points");
    await page.locator("main.amount").waitFor();
    await scan(card.code);
    await burst(page, "400638133393");
    await page.keyboard.press("7");
    await page.getByText("€0.07").first().waitFor();
    await page.keyboard.press("Escape");
    await tap("Add 1 stamp");
    await page.locator("main.pin").waitFor();
    await burst(page, pin.repeat(3));
    await page.keyboard.press("7");
    await page.waitForFunction(() => document.querySelectorAll(".dots .filled").length === 1);
    await close();
  });

  it.each([
    ["4006381333931", "This code is not one of our cards."],
    ["400000000007", "Not a card number. One digit is wrong."],
    ["LC1-AAAAAAAAAAAAAAAAAAAAAAAAAA", "No card with this code. Try the name or phone."],
  ])("that reads %s is told why, and the terminal goes on", async (code, words) => {
    const { page, sees, scan, close } = await openCounter(browser, shop);
    await scan(code);
    await sees(words);
    await scan(card.code);
    await page.locator("main.card").waitFor();
    await close(REFUSED);
  });

  it("is not heard while the terminal is locked", async () => {
    const { page, scan, close } = await openCounter(browser, shop);
    await page.keyboard.press("F9");
    await page.locator("main.pin").waitFor();
    await scan(card.code);
    expect(await page.locator("main.card").count()).toBe(0);
    await close();
  });
});
