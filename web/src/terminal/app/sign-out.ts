// The end of a session on this terminal.
import * as session from "../../react/session";
import type { Services } from "./services";

// Nothing of the shop that this terminal stood in stays in the page.
export function forgetShop({ last, navigation, queries, terminal }: Services): void {
  navigation.home();
  last.set(null);
  queries.clear();
  terminal.set(null);
}

// False when the server did not end the session: who is signed in still is, and is told so.
export async function signOut(services: Services): Promise<boolean> {
  await services.counterTimes.flush();
  if (!(await session.signOut(services))) return false;
  forgetShop(services);
  services.camera.stop();
  services.session.set({ name: "none" });
  return true;
}
