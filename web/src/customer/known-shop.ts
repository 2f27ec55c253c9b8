// The shop whose pages were last opened on this device: where a card's address leads nowhere, it is the one to
// ask for the link.
import { call } from "../api/client";

const NAME = "shop";

export function rememberShop(code: string): void {
  try {
    localStorage.setItem(NAME, code);
  } catch {
    // Then nobody is asked.
  }
}

// The code of that shop when it can send links.
export async function findShopThatSends(): Promise<string | null> {
  let code: string | null = null;
  try {
    code = localStorage.getItem(NAME);
  } catch {
    // Nothing was kept.
  }
  if (code === null) return null;
  const reply = await call("get", "/api/v1/loyalty/programs/{vendor_code}", {
    path: { vendor_code: code },
  });
  return reply.kind === "done" && reply.body.can_send_link ? code : null;
}
