// An operation in words, also after a reload when only its request is known.
import type { Texts } from "../../react/use-texts";
import { lastDigits } from "../core/card-code";
import type { Operation } from "../core/operation";

export function sayOperation({ request, subject }: Operation, { t, money }: Texts): string {
  const { kind, body } = request;
  if (kind === "stamp") return t("terminal.stamp.action", { n: Number(body.count ?? 1) });
  if (kind === "points")
    return t("terminal.points.for", { amount: money(Number(body.purchase_amount_cents)) });
  if (kind === "void") return t("terminal.undo.title");
  return t("terminal.redeem.what", { reward: subject.reward ?? "" });
}

export function sayHolder({ subject }: Operation, { t }: Texts): string {
  return subject.name ?? t("terminal.card.ends_in", { digits: lastDigits(subject.cardNumber) });
}
