// What the document brought along, and its texts: one document, one language.
import type { Schemas } from "../api/client";
import type en from "../../../locales/en.json";
import { keepAmountsWhole } from "../shared/formats";
import type { Language } from "../shared/language";
import { formatMessage, type MessageParams } from "../shared/message-format";

export type MessageKey = keyof typeof en;
export type Join = Schemas["JoinPage"];
export type Card = Schemas["HolderPage"];
export type Program = Schemas["ProgramLook"];
export type Vendor = Schemas["PublicVendor"];
export type OwnData = Schemas["OwnData"];

export interface PageData {
  page: "join" | "card" | "data" | "not_found" | "offline";
  language: Language;
  languages: Language[];
  messages: Partial<Record<string, string>>;
  server_time: string;
  card_token: string | null;
  etag: string | null;
  join: Join | null;
  card: Card | null;
  own_data: OwnData | null;
  reason: string | null;
  vendor: Vendor | null;
}

export const page = JSON.parse(document.getElementById("data")?.textContent ?? "{}") as PageData;
export const language = page.language;

// The text of a key that is written out where it is used, so that no key is missing or left over.
export function t(key: MessageKey, params?: MessageParams): string {
  return keepAmountsWhole(formatMessage(language, page.messages[key] ?? key, params));
}

// The server's own sentence for a refusal, where the page has it.
export function refusalText(code: string | null): string | undefined {
  const pattern = code === null ? undefined : page.messages[`problem.${code}.detail`];
  return pattern === undefined ? undefined : formatMessage(language, pattern);
}

// The code of the card as the server drew it: an element that the page takes over from the document; empty where there
// is none to show.
export const codePicture = document.getElementById("code")?.innerHTML ?? "";
