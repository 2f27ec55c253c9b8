// What a row of history says, and how an operation is called.
import type { Texts } from "../../react/use-texts";
import type { Transaction } from "../core/types";

// "1 stamp, 39 points", "Free coffee", "Taken back: 1 stamp".
export function sayRow(row: Transaction, texts: Texts): string {
  const what = row.reward ?? sayAmounts(Math.abs(row.stamps_delta), Math.abs(row.points_delta), texts);
  if (row.type.endsWith("_voided")) return texts.t("terminal.row.voided", { what });
  if (row.type === "welcome_bonus") return texts.t("terminal.row.welcome", { what });
  if (row.type === "points_expired") return texts.t("terminal.row.expired", { what });
  if (row.type === "points_adjusted")
    return texts.t("terminal.row.adjusted", { what: texts.change(row.points_delta) });
  return what;
}

export function sayAmounts(stamps: number, points: number, { t }: Pick<Texts, "t">): string {
  const parts = [
    stamps === 0 ? "" : t("terminal.stamps_count", { n: stamps }),
    points === 0 ? "" : t("terminal.points_count", { n: points }),
  ].filter((part) => part !== "");
  return parts.length === 0 ? t("terminal.points_count", { n: 0 }) : parts.join(", ");
}

// Rows of one operation are one line: the stamps that came with a purchase stand beside its points.
export function joinRows<Row extends Transaction>(rows: readonly Row[]): Row[] {
  const partners = new Set<string>();
  return rows.flatMap((row) => {
    if (partners.has(row.id)) return [];
    const partner = rows.find((other) => other.id === row.linked_id);
    if (!partner) return [row];
    partners.add(partner.id);
    const [points, stamps] =
      row.points_delta !== 0 || row.type.startsWith("points") ? [row, partner] : [partner, row];
    return [{ ...points, stamps_delta: stamps.stamps_delta, stamps_after: stamps.stamps_after }];
  });
}
