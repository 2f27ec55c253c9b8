// Who is signed in on this device, and the end of it.
import { Refused } from "./api";
import type { Services } from "./services";

// Asked at the start; no answer leaves it open, and the page asks again when the connection is back.
export async function readSession({ api, session, settings }: Services): Promise<void> {
  try {
    const { user } = await api.ask("get", "/api/v1/auth/me");
    if (settings.get().vendorCode === null && user.vendors.length === 1) {
      settings.change({ vendorCode: user.vendors[0]?.code ?? null });
    }
    session.set({ name: "signed_in", user });
  } catch (error) {
    if (error instanceof Refused) session.set({ name: "none" });
  }
}

// Nothing of the shop that this terminal stood in stays in the page.
export function forgetShop({ last, navigation, queries, terminal }: Services): void {
  navigation.home();
  last.set(null);
  queries.clear();
  terminal.set(null);
}

// False when the server did not end the session: who is signed in still is, and is told so.
export async function signOut(services: Services): Promise<boolean> {
  const { api, camera, counterTimes, session } = services;
  await counterTimes.flush();
  try {
    await api.ask("post", "/api/v1/auth/logout");
  } catch {
    return false;
  }
  forgetShop(services);
  camera.stop();
  session.set({ name: "none" });
  return true;
}
