// Who is signed in on this device, and the end of it.
import type { Schemas } from "../api/client";
import { type Api, Refused } from "./api";
import type { Settings, SettingsStore } from "./settings";
import type { Store } from "./store";

export type SignedInUser = Schemas["SignedInUser"];

// "starting": not known yet. "ended": there was one in this page, so the screen behind the sign-in is kept.
export type Session =
  | { name: "starting" }
  | { name: "none" }
  | { name: "ended"; user: SignedInUser }
  | { name: "signed_in"; user: SignedInUser };

interface Parts {
  api: Api;
  session: Store<Session>;
  settings: SettingsStore<Settings>;
}

// Asked at the start; no answer leaves it open, and the page asks again when the connection is back.
export async function readSession({ api, session, settings }: Parts): Promise<void> {
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

// The server refused a request because nobody is signed in any more.
export function endSession(session: Store<Session>): void {
  const was = session.get();
  session.set("user" in was ? { name: "ended", user: was.user } : { name: "none" });
}

// False when the server did not end the session: who is signed in still is, and is told so.
export async function signOut({ api }: Pick<Parts, "api">): Promise<boolean> {
  try {
    await api.ask("post", "/api/v1/auth/logout");
    return true;
  } catch {
    return false;
  }
}
