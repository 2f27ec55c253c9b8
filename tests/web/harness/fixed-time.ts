// One moment for all pictures: the browser's clock stands still, and what the server dates from its own is moved
// along with it.
import type { BrowserContext } from "playwright-core";

const NOW = new Date("2026-11-18T13:32:30Z"); // half past two in Luxembourg, a Wednesday

function moveTimes(document: string): string {
  const [, made = ""] = /"server_time":"([^"]+)"/.exec(document) ?? [];
  const offset = NOW.getTime() - Date.parse(made);
  return document.replace(
    /"(\d{4}-\d\d-\d\dT[\d:.]+Z)"/g,
    (_, time: string) => `"${new Date(Date.parse(time) + offset).toISOString()}"`,
  );
}

export async function fixTime(context: BrowserContext): Promise<void> {
  await context.clock.setFixedTime(NOW);
  await context.route(/\/(j|c)\/[^/]+(\/data)?(\?.*)?$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: moveTimes(await answer.text()) });
  });
  // A card that is looked at asks whether anything has changed.
  await context.route(/\/api\/v1\/loyalty\/cards\/[^/]+$/, async (route) => {
    const isOnline = await route.request().frame().evaluate("navigator.onLine");
    await (isOnline === true ? route.fulfill({ status: 304 }) : route.abort());
  });
}
