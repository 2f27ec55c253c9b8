// A customer's own data: see, correct, take along, delete.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DESKTOP, SMALL_PHONE, visit } from "./harness/browser.ts";
import { expectAccessible, expectNoSidewaysScroll, expectTargets } from "./harness/checks.ts";
import { useTestShop } from "./harness/test-shop.ts";
import { waitFor } from "./harness/wait.ts";

const { program, browser, shop } = await useTestShop("stamps");

const FAILED = /Failed to load resource/;

async function readData(token: string): Promise<Record<string, unknown>> {
  const answer = await fetch(`${program.url}/api/v1/loyalty/cards/${token}/data`);
  return (await answer.json()) as Record<string, unknown>;
}

describe("one's own data", () => {
  it("shows what is kept, and changes what was changed", async () => {
    const card = await shop.join({ last_name: "Thill", birth_date: "1990-05-31" });
    const { page, close } = await visit(browser, `${card.url}/data`);
    await expect(page.getByLabel("First name").inputValue()).resolves.toBe("Nora");
    await expect(page.getByLabel(/Last name/).inputValue()).resolves.toBe("Thill");
    await expect(page.getByLabel(/Birthday/).inputValue()).resolves.toBe("1990-05-31");
    await expectAccessible(page);
    const bodies: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "PATCH") bodies.push(request.postData() ?? "");
    });
    await page.getByLabel("First name").fill("Noémie");
    await page.getByLabel(/Last name/).fill("");
    await page.getByLabel("Phone").fill("621 888 001");
    await page.getByLabel(/Tell me about offers/).check();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    await expect(page.getByLabel("Phone").inputValue()).resolves.toBe("+352621888001");
    expect(JSON.parse(bodies[0] ?? "{}")).toEqual({
      first_name: "Noémie",
      last_name: null,
      phone: "621 888 001",
      marketing_consent: true,
    });
    expect(await readData(card.token)).toMatchObject({
      first_name: "Noémie",
      last_name: null,
      birth_date: "1990-05-31",
      marketing_consent: true,
    });
    await page.getByRole("link", { name: "Back to the card" }).click();
    await page.getByText("Hi Noémie").waitFor();
    await close();
  });

  it("says what is wrong, keeps what was typed over a new start, and takes consent back", async () => {
    const card = await shop.join({ marketing_consent: true });
    const { page, close } = await visit(browser, `${card.url}/data`);
    await page.getByLabel("First name").fill(" ");
    await page.getByLabel("Email").fill("");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Please enter your first name.").waitFor();
    await page.getByText("Please enter your e-mail address.").waitFor();
    await waitFor(
      () => page.evaluate(() => document.activeElement?.id === "first_name"),
      "focus on the first",
    );
    await page.getByLabel("First name").fill("Lou");
    await page.getByLabel("Email").fill("lou@mail..example");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Not a complete e-mail address.").waitFor();
    await page.reload();
    await expect(page.getByLabel("Email").inputValue()).resolves.toBe("lou@mail..example");
    await page.getByLabel("Email").fill("lou@mail.example");
    await page.getByLabel(/Tell me about offers/).uncheck();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    expect(await readData(card.token)).toMatchObject({ first_name: "Lou", marketing_consent: false });
    await close([FAILED]);
  });

  it("refuses somebody else's address without saying whose it is", async () => {
    await shop.join({ first_name: "Ugo", email: "taken@mail.example" });
    const card = await shop.join();
    const { page, close } = await visit(browser, `${card.url}/data`);
    await page.getByLabel("Email").fill("taken@mail.example");
    await page.getByRole("button", { name: "Save" }).click();
    await page
      .getByRole("alert")
      .getByText(/cannot be used here/)
      .waitFor();
    await expect(page.locator("#app").textContent()).resolves.not.toContain("Ugo");
    await close([FAILED]);
  });

  it("keeps the form when there is no answer", async () => {
    const card = await shop.join();
    const { page, close } = await visit(browser, `${card.url}/data`);
    await page.route("**/data", (route) =>
      route.request().method() === "PATCH" ? route.abort() : route.continue(),
    );
    await page.getByLabel("First name").fill("Lou");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText(/No answer yet/).waitFor();
    await page.unroute("**/data");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    await close([FAILED]);
  });

  it("can be taken along as a file", async () => {
    const card = await shop.join({ last_name: "Thill" });
    const { page, close } = await visit(browser, `${card.url}/data`);
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download" }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toMatch(/^BOUNEWIERK-\d{12}\.json$/);
    const file = JSON.parse(readFileSync(await download.path(), "utf8")) as Record<string, unknown>;
    expect(file).toMatchObject({ first_name: "Nora", last_name: "Thill" });
    expect(file.transactions).toHaveLength(1);
    await close();
  });

  it("is deleted in two steps that say what is lost, and nothing else is left", async () => {
    const card = await shop.join();
    await shop.stamp(card, 3);
    await shop.buy(card, 2000);
    const { page, close } = await visit(browser, `${card.url}/data`);
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByText("Lost with it: 4 stamps and 100 points. Nobody can bring that back.").waitFor();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Keep my card" }).click();
    expect(await readData(card.token)).toMatchObject({ first_name: "Nora" });
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByRole("button", { name: "Delete for good" }).dblclick();
    await page.getByRole("heading", { name: "Your data is deleted" }).waitFor();
    await expect(page.locator("form").count()).resolves.toBe(0);
    await expectAccessible(page);
    await page.goto(card.url);
    await page.getByText("There is no card at this address.").waitFor();
    await close([FAILED]);
  });

  it("counts a lost answer to the deletion as what it was", async () => {
    const card = await shop.join();
    const { page, close } = await visit(browser, `${card.url}/data`);
    await page.route("**/data", async (route) => {
      if (route.request().method() !== "DELETE") return route.continue();
      await route.fetch();
      await route.abort();
    });
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByRole("button", { name: "Delete for good" }).click();
    await page.getByText(/No answer yet/).waitFor();
    await page.unroute("**/data");
    await page.getByRole("button", { name: "Delete for good" }).click();
    await page.getByRole("heading", { name: "Your data is deleted" }).waitFor();
    await close([FAILED]);
  });

  it.each([
    ["fr", "Mes données", "Enregistrer"],
    ["de", "Meine Daten", "Speichern"],
    ["lb", "Meng Donnéeën", "Späicheren"],
  ])("speaks %s", async (language, heading, save) => {
    const card = await shop.join();
    const { page, close } = await visit(browser, `${card.url}/data`, { locale: language });
    await page.getByRole("heading", { name: heading, exact: true }).waitFor();
    await page.getByRole("button", { name: save }).waitFor();
    await expect(page.locator("#app").textContent()).resolves.not.toMatch(/customer\.|shared\.|\{/);
    await close();
  });

  it("is whole at 320 pixels and on a desk", async () => {
    const card = await shop.join();
    const { page, close } = await visit(browser, `${card.url}/data`, { viewport: SMALL_PHONE });
    await page.getByRole("button", { name: "Delete…" }).click();
    await expectNoSidewaysScroll(page);
    await expectTargets(page, 44);
    await page.setViewportSize(DESKTOP);
    await expectNoSidewaysScroll(page);
    await close();
  });
});
