// A page whose clock is moved does at once what it would do by time. The clock is installed before it is moved.
import type { Page } from "playwright-core";

const STEP_MS = 100;
const LONGEST_MS = 60_000;

// The clock goes on until the page has asked what fits the pattern once more, and has its answer, or knows that
// there is none.
export async function passUntilAsked(page: Page, question: RegExp): Promise<void> {
  let isAsked = false;
  const asked = page.waitForRequest(question).then((request) => {
    isAsked = true;
    return request;
  });
  for (let passedMs = 0; !isAsked && passedMs < LONGEST_MS; passedMs += STEP_MS)
    await page.clock.runFor(STEP_MS);
  await (await asked).response();
}
