// A day at the counter: everything that goes well.
import { describe, expect, it } from "vitest";
import { DESKTOP, visit } from "./harness/browser.ts";
import { decodeCodes } from "./harness/checks.ts";
import { handle, openCounter } from "./harness/counter.ts";
import { DEMO_PASSWORD, OWNER } from "./harness/demo.ts";
import { useTestShop } from "./harness/test-shop.ts";

const { program, browser, shop, pin } = await useTestShop("hybrid");

const countOf = async (code: string) =>
  await shop.staff.get<{ stamp_count: number; points_balance: number }>(
    `/vendor/loyalty/cards/lookup?code=${code}`,
  );

describe("signing in", () => {
  it("happens once per device, names the terminal, and keeps no token where a script could read it", async () => {
    const opened = await visit(browser, `${program.url}/terminal`);
    const { page, tap, sees } = handle(opened);
    await page.getByLabel("E-mail").fill(shop.demo.staff);
    await page.getByLabel("Password", { exact: true }).fill("wrong");
    await tap("Sign in");
    await sees("Mail or password is not right.");
    await expect(page.getByLabel("E-mail").inputValue()).resolves.toBe(shop.demo.staff);
    await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
    await page.getByLabel("Name of this terminal").fill("till 7");
    await tap("Sign in");
    await sees("Online, till 7");
    expect(
      await page.evaluate(() => JSON.stringify({ ...localStorage, cookie: document.cookie })),
    ).not.toMatch(/token|[\w-]{40}/);
    await page.reload();
    await sees("Online, till 7");
    await opened.close([/401/]);
  });

  it("asks which shop when there are several", async () => {
    const opened = await visit(browser, `${program.url}/terminal`);
    const { page, tap, sees } = handle(opened);
    await page.getByLabel("E-mail").fill(OWNER);
    await page.getByLabel("Password", { exact: true }).fill(DEMO_PASSWORD);
    await tap("Sign in");
    await sees("Which shop?");
    await tap(/Bicherbuttek/);
    await page.locator("main.scan").waitFor();
    await opened.close([/401/]);
  });
});

describe("stamps", () => {
  it("are given in two taps and a PIN, counted by the server, and taken back without a second PIN", async () => {
    const card = await shop.join({ first_name: "Nora", last_name: "Thill" });
    const { page, tap, sees, openCard, enterPin, close } = await openCounter(browser, shop);
    await openCard(card);
    await sees("Nora Thill");
    await tap("One stamp more");
    await tap("Add 2 stamps");
    await sees("Add 2 stamps");
    await enterPin(pin);
    await sees("2 stamps added");
    await page.locator(".hit").getByText("3/10").waitFor();
    expect(await countOf(card.code)).toMatchObject({ stamp_count: 3 });
    await tap("Undo");
    await sees("What stays: 1 stamp, 0 points");
    await tap("Wrong card", "radio");
    await tap("Take back");
    await sees("Taken back");
    expect(await countOf(card.code)).toMatchObject({ stamp_count: 1 });
    await close();
  });

  it("fill a card: the reward is ready, redeemed at once, and the card begins anew", async () => {
    const card = await shop.join();
    await shop.stamp(card, 8);
    const { tap, sees, openCard, enterPin, close } = await openCounter(browser, shop);
    await openCard(card);
    await tap("Add 1 stamp");
    await enterPin(pin);
    await sees("Reward ready");
    await tap("Redeem now");
    await sees("Redeemed: Free coffee");
    expect(await countOf(card.code)).toMatchObject({ stamp_count: 0 });
    await tap("Next customer");
    await sees(/, Free coffee$/);
    await close();
  });

  it("need no PIN where the program asks for none: one tap", async () => {
    const card = await shop.join();
    await shop.change({ require_staff_pin: false });
    const { tap, sees, openCard, close } = await openCounter(browser, shop);
    await openCard(card);
    await tap("Add 1 stamp");
    await sees("Stamp added");
    await shop.change({ require_staff_pin: true });
    await close();
  });
});

describe("points", () => {
  it("are given for an amount, with stamps along, and undone together", async () => {
    const card = await shop.join();
    const { page, tap, sees, openCard, enterPin, close } = await openCounter(browser, shop);
    await openCard(card);
    await tap("Add points");
    await page.locator("main.amount").waitFor();
    for (const digit of ["7", "8", "0"]) await page.keyboard.press(digit);
    await sees("39 points");
    await tap("One stamp more");
    await page.getByRole("textbox", { name: /Receipt/ }).fill(`R-${card.token}`);
    await tap("Give 1 stamp, 39 points");
    await enterPin(pin);
    await sees("+39 points, 1 stamp");
    expect(await countOf(card.code)).toMatchObject({
      stamp_count: 2,
      points_balance: 39,
    });
    await tap("Undo");
    await tap("Take back");
    await sees("Taken back");
    expect(await countOf(card.code)).toMatchObject({
      stamp_count: 1,
      points_balance: 0,
    });
    await close();
  });

  it("over 500 are asked for once more", async () => {
    const card = await shop.join();
    const { page, tap, sees, openCard, close } = await openCounter(browser, shop);
    await openCard(card);
    await tap("Add points");
    await page.locator("main.amount").waitFor();
    await page.keyboard.type("50001");
    await sees("€500.01");
    await tap(/^Give/);
    await sees("Is this amount right?");
    await tap("Correct it");
    await page.getByText("€500.01").first().waitFor();
    await tap(/^Give/);
    await tap("Yes, it is right");
    await page.locator("main.pin").waitFor();
    await close();
  });

  it("buy a reward from the list, where others say what is missing", async () => {
    const card = await shop.join();
    await shop.buy(card, 6800);
    const { page, tap, sees, openCard, enterPin, close } = await openCounter(browser, shop);
    await openCard(card);
    await sees("Ready: Pastry of the day");
    await tap("Redeem");
    await sees("Points: 340 to 140");
    await sees("60 points missing");
    expect(await page.getByRole("button", { name: /250 g bag/ }).isDisabled()).toBe(true);
    await tap(/Pastry of the day/);
    await enterPin(pin);
    await sees("Redeemed: Pastry of the day");
    expect(await countOf(card.code)).toMatchObject({ points_balance: 140 });
    await close();
  });
});

describe("finding a card", () => {
  it("by its number: it opens by itself, and a wrong digit is said at once", async () => {
    const card = await shop.join();
    const { card_number: number } = await shop.staff.get<{
      card_number: string;
    }>(`/vendor/loyalty/cards/lookup?code=${card.code}`);
    const wrong = number.slice(0, 11) + ((Number(number[11]) + 1) % 10);
    const { page, tap, sees, close } = await openCounter(browser, shop);
    await tap("Type code");
    await page.locator("main.type").waitFor();
    await page.keyboard.type(wrong, { delay: 45 });
    await sees("Not a card number. One digit is wrong.");
    await page.keyboard.press("Backspace");
    await page.keyboard.press(number[11]!);
    await page.locator("main.card").waitFor();
    await close();
  });

  it("by name, with the first row on Enter; nobody found leads to a new card with what was typed", async () => {
    await shop.join({ first_name: "Quentin", last_name: "Xaverius" });
    const { page, sees, close } = await openCounter(browser, shop);
    await page.keyboard.press("F2");
    await page.getByRole("textbox").fill("quentin xav");
    await sees("Quentin X.");
    await page.keyboard.press("Enter");
    await sees("Quentin Xaverius");
    await page.keyboard.press("Escape");
    await page.keyboard.press("F2");
    await page.getByRole("textbox").fill("Zoltan Nobody");
    await sees("No one found.");
    await page.getByRole("button", { name: "New card for Zoltan Nobody" }).click();
    await expect(page.getByLabel("First name").inputValue()).resolves.toBe("Zoltan");
    await expect(page.getByLabel(/Last name/).inputValue()).resolves.toBe("Nobody");
    await close();
  });
});

describe("a new card", () => {
  it("is made at the counter: all faults at once, then its link as a code, then the card one tap away", async () => {
    const { page, tap, sees, close } = await openCounter(browser, shop);
    await tap("New card");
    await tap("Make the card");
    await sees("The terms need to be accepted.");
    await sees("An e-mail address or a telephone number is needed.");
    await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "first_name");
    await page.getByLabel("First name").fill("Mila");
    await page.getByRole("textbox", { name: "E-mail" }).fill("mila@mail.example");
    await page.getByLabel("The customer accepts the terms.").check();
    await tap("Make the card");
    await sees("The card is ready");
    await page
      .getByRole("img", { name: /Code with the link/ })
      .locator("svg")
      .waitFor();
    const [link] = decodeCodes(await page.screenshot({ scale: "css" }));
    expect(link).toMatch(/\/c\/[\w-]+$/);
    await tap("Go to the card");
    await sees("Mila");
    await close([/422/]);
  });

  it("has a birthday when the customer likes: behind a button, and there again after a refusal", async () => {
    const { page, tap, sees, close } = await openCounter(browser, shop);
    await tap("New card");
    await page.getByLabel("First name").fill("Bea");
    await page.getByRole("textbox", { name: "E-mail" }).fill("bea@mail.example");
    await expect(page.getByLabel("Birthday (optional)").count()).resolves.toBe(0);
    await tap("Add the birthday (optional)");
    const birthday = page.getByLabel("Birthday (optional)");
    await page.waitForFunction(() => document.activeElement?.getAttribute("name") === "birth_date");
    await birthday.fill("1990-05-31");
    await tap("Make the card");
    await sees("The terms need to be accepted.");
    await expect(birthday.inputValue()).resolves.toBe("1990-05-31");
    await page.getByLabel("The customer accepts the terms.").check();
    await tap("Make the card");
    await sees("The card is ready");
    const found = await shop.staff.get<{ items: unknown[] }>(
      "/vendor/loyalty/cards?search=bea@mail.example",
    );
    expect(found.items).toMatchObject([{ customer: { first_name: "Bea", birth_date: "1990-05-31" } }]);
    await close([/422/]);
  });

  it("is not made twice: who has one sees it opened, and that is said", async () => {
    await shop.join({ first_name: "Odette", email: "odette@mail.example" });
    const { page, tap, sees, close } = await openCounter(browser, shop);
    await tap("New card");
    await page.getByLabel("First name").fill("Odette");
    await page.getByRole("textbox", { name: "E-mail" }).fill("ODETTE@mail.example");
    await page.getByLabel("The customer accepts the terms.").check();
    await tap("Make the card");
    await sees("This person has a card already. Here it is.");
    await close();
  });
});

describe("a birthday", () => {
  it("is said on the card on that day of the shop, and on no other", async () => {
    const born = async (later: number) => `1992${(await shop.readDay(later)).slice(4)}`;
    const { page, sees, openCard, close } = await openCounter(browser, shop);
    await openCard(await shop.join({ first_name: "Cleo", birth_date: await born(0) }));
    await sees("Birthday today");
    await openCard(await shop.join({ first_name: "Dora", birth_date: await born(1) }));
    await sees("Dora");
    await expect(page.locator(".face-birthday").count()).resolves.toBe(0);
    await close();
  });
});

describe("the terminal", () => {
  it("lists the latest with the day's totals and an undo in the row", async () => {
    const card = await shop.join({ first_name: "Ugo" });
    await shop.stamp(card, 2);
    const { page, tap, sees, enterPin, close } = await openCounter(browser, shop, {
      viewport: DESKTOP,
    });
    let readCards = 0;
    let isReadable = true;
    await page.route(/\/loyalty\/cards\/\d+$/, (route) => {
      readCards += 1;
      return isReadable ? route.continue() : route.abort();
    });
    await tap("Latest");
    await sees("Stamps today");
    await sees(/Ugo, by/);
    expect(readCards, "the list names everybody by itself").toBe(0);
    isReadable = false;
    await tap("Undo 2 stamps, Ugo");
    await sees("No answer from the server. Try again.");
    isReadable = true;
    await tap("Try again");
    await tap("Take back");
    await enterPin(pin);
    await sees("Taken back");
    expect(await countOf(card.code)).toMatchObject({ stamp_count: 1 });
    await close([/ERR_FAILED/]);
  });

  it("locks by hand, holds no customer's data then, and opens with a PIN", async () => {
    const card = await shop.join({ first_name: "Wilhelmina" });
    const { page, sees, openCard, enterPin, close } = await openCounter(browser, shop);
    await openCard(card);
    await sees("Wilhelmina");
    await page.keyboard.press("Escape");
    await page.keyboard.press("F9");
    await sees("Locked. A PIN opens it.");
    expect(await page.content()).not.toContain("Wilhelmina");
    await page.reload();
    await sees("Locked. A PIN opens it.");
    await enterPin("9999");
    await sees(/Wrong PIN\. \d tries left\./);
    await enterPin(pin);
    await page.locator("main.scan").waitFor();
    await close([/403/]);
  });

  it("locks by itself after a while without a hand on it", async () => {
    const { page, sees, close } = await openCounter(browser, shop);
    await page.clock.install();
    await page.reload();
    await page.locator("main.scan").waitFor();
    await page.clock.fastForward(5 * 60_000 + 1000);
    await sees("Locked. A PIN opens it.");
    await close();
  });

  it.each([
    ["fr", "Ajouter 1 tampon", "Tampon ajouté", "Suivant"],
    ["de", "1 Stempel geben", "Stempel gegeben", "Weiter"],
    ["lb", "1 Stempel ginn", "Stempel derbäigesat", "Weider"],
  ])("speaks %s", async (language, action, done, next) => {
    const card = await shop.join();
    const { page, tap, sees, openCard, enterPin, close } = await openCounter(browser, shop, { language });
    await expect(page.locator("html").getAttribute("lang")).resolves.toBe(language);
    await openCard(card);
    await tap(action);
    await enterPin(pin);
    await sees(done);
    await tap(next);
    await close();
  });

  it("changes its language, its theme and its name, and keeps them", async () => {
    const { page, tap, sees, openCard, close } = await openCounter(browser, shop);
    await tap("Settings");
    await tap("Deutsch", "radio");
    await sees("Einstellungen");
    await tap("Dunkel", "radio");
    await page.getByLabel("Name dieser Kasse").fill("Theke 2");
    await page.reload();
    await sees("Online, Theke 2");
    const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    expect(await scheme()).toBe("dark");
    await openCard(await shop.join());
    await tap("Mehr");
    await page.getByRole("menuitem").first().waitFor();
    expect(await scheme()).toBe("dark"); // the menu's library has its own idea of colours
    await close();
  });

  it("signs out", async () => {
    const { tap, sees, page, close } = await openCounter(browser, shop);
    await tap("Settings");
    await tap("Sign out");
    await sees("Sign in this terminal");
    await page.reload();
    await sees("Sign in this terminal");
    await close([/401/]);
  });

  it("is worked by the keyboard alone", async () => {
    const card = await shop.join();
    const { page, sees, scan, enterPin, close } = await openCounter(browser, shop);
    await scan(card.code);
    await page.locator("main.card").waitFor();
    await page.keyboard.press("Enter");
    await enterPin(pin);
    await sees("Stamp added");
    await page.keyboard.press("Enter");
    await page.locator("main.scan").waitFor();
    await page.keyboard.press("F8");
    await sees("What stays: 1 stamp, 0 points");
    await page.keyboard.press("Enter");
    await enterPin(pin);
    await sees("Taken back");
    await page.keyboard.press("Enter");
    for (const [key, screen] of [
      ["F3", "type"],
      ["F4", "new-card"],
      ["F2", "find"],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator(`main.${screen}`).waitFor();
      await page.keyboard.press("Escape");
      await page.locator("main.scan").waitFor();
    }
    await close();
  });

  it("goes on to the next customer by itself, unless a finger stops it", async () => {
    const { page, sees, openCard, enterPin, close } = await openCounter(browser, shop, {
      settings: { nextAfterSeconds: 4 },
    });
    await page.clock.install();
    for (const isStopped of [false, true]) {
      await openCard(await shop.join());
      await page.keyboard.press("Enter");
      await page.locator("main.pin").waitFor();
      await enterPin(pin);
      await sees("Stamp added");
      if (isStopped) await page.locator(".hit").click();
      await page.clock.fastForward(4100);
      await page.locator(isStopped ? "main.success-main" : "main.scan").waitFor();
    }
    await close();
  });
});
