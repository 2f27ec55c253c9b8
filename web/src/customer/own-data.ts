// What a shop keeps about somebody, as the form shows it and as it is sent back.
import type { Schemas } from "../api/client";
import { t, type OwnData } from "./page";

export interface Person {
  first_name: string;
  last_name: string;
  email: string;
  phone: string;
  birth_date: string;
  locale: string;
  marketing_consent: boolean;
}

export const PERSON_FIELDS = ["first_name", "last_name", "email", "phone", "birth_date"] as const;

export function toPerson(data: OwnData): Person {
  return {
    first_name: data.first_name,
    last_name: data.last_name ?? "",
    email: data.email ?? "",
    phone: data.phone ?? "",
    birth_date: data.birth_date ?? "",
    locale: data.locale,
    marketing_consent: data.marketing_consent,
  };
}

// What was changed, and nothing else; an emptied field is taken away.
export function toPatch(before: Person, after: Person): Schemas["OwnDataPatch"] {
  const changed = Object.entries(after).filter(([name, value]) => before[name as keyof Person] !== value);
  return Object.fromEntries(
    changed.map(([name, value]) => [
      name,
      typeof value === "string" ? value.trim() || null : (value as boolean),
    ]),
  );
}

export function findFaults(person: Person): Partial<Record<string, string>> {
  const faults: Partial<Record<string, string>> = {};
  const email = person.email.trim();
  if (person.first_name.trim() === "") faults.first_name = t("customer.first_name_missing");
  if (email !== "" && !/^\S+@\S+\.\S+$/.test(email)) faults.email = t("customer.email_wrong");
  if (email === "" && person.phone.trim() === "") faults.email = t("customer.email_missing");
  return faults;
}
