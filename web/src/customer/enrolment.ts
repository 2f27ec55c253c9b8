// Joining: what was typed, what is wrong with it, and the one request that makes the card.
import { call, makeKey, type Schemas } from "../api/client";
import { findDraft, keepDraft } from "./draft";
import { language, t } from "./page";

export interface Entries {
  firstName: string;
  reach: "email" | "phone";
  email: string;
  phone: string;
  birthday: string;
  hasBirthday: boolean;
  acceptsTerms: boolean;
  wantsOffers: boolean;
}

export type FieldName = "first_name" | "email" | "phone" | "birth_date" | "terms_accepted";
export const FIELD_NAMES: readonly FieldName[] = [
  "first_name",
  "email",
  "phone",
  "birth_date",
  "terms_accepted",
];

// The entries together with the key that they were last sent with.
interface Draft extends Entries {
  key: string;
  sent: string; // the body that the key belongs to
}

const NOTHING: Entries = {
  firstName: "",
  reach: "email",
  email: "",
  phone: "",
  birthday: "",
  hasBirthday: false,
  acceptsTerms: false,
  wantsOffers: false,
};

export function draftName(vendorCode: string): string {
  return `join:${vendorCode}`;
}

export function findEntries(vendorCode: string): Entries {
  const { key: _key, sent: _sent, ...entries } = findDraft<Draft>(draftName(vendorCode));
  return { ...NOTHING, ...entries };
}

// Keeps the entries, and the key as long as it belongs to a request whose answer is not known.
export function keepEntries(vendorCode: string, entries: Entries): void {
  const { key, sent } = findDraft<Draft>(draftName(vendorCode));
  keepDraft(draftName(vendorCode), { ...entries, key, sent });
}

export function findMissing(entries: Entries): Partial<Record<FieldName, string>> {
  const errors: Partial<Record<FieldName, string>> = {};
  if (entries.firstName.trim() === "") errors.first_name = t("customer.first_name_missing");
  const email = entries.email.trim();
  if (entries.reach === "email" && email === "") errors.email = t("customer.email_missing");
  else if (entries.reach === "email" && !/^\S+@\S+\.\S+$/.test(email))
    errors.email = t("customer.email_wrong");
  if (entries.reach === "phone" && entries.phone.trim() === "") errors.phone = t("customer.phone_missing");
  if (!entries.acceptsTerms) errors.terms_accepted = t("customer.terms_missing");
  return errors;
}

function toRequest(entries: Entries): Schemas["EnrolRequest"] {
  const birthday = entries.hasBirthday ? entries.birthday : "";
  return {
    first_name: entries.firstName.trim(),
    ...(entries.reach === "email" ? { email: entries.email.trim() } : { phone: entries.phone.trim() }),
    ...(birthday === "" ? {} : { birth_date: birthday }),
    locale: language,
    marketing_consent: entries.wantsOffers,
    terms_accepted: entries.acceptsTerms,
  };
}

// The key is made, and kept, before the first send. The same entries go with the same key until their answer
// is known, after a lost answer or a new start of the browser too; so one person gets one card.
export async function sendEnrolment(vendorCode: string, entries: Entries) {
  const name = draftName(vendorCode);
  const body = toRequest(entries);
  const sent = JSON.stringify(body);
  const draft = findDraft<Draft>(name);
  const key = draft.sent === sent && draft.key !== undefined ? draft.key : makeKey();
  keepDraft(name, { ...entries, key, sent });
  const reply = await call("post", "/api/v1/loyalty/enroll/{vendor_code}", {
    path: { vendor_code: vendorCode },
    body,
    key,
    headers: { "Accept-Language": language },
  });
  // A refusal is an answer: the server would repeat it for this key, so the next try has another.
  const isKnown = reply.kind === "done" || (reply.kind === "problem" && reply.status < 500);
  if (isKnown) keepDraft(name, entries);
  return reply;
}
