// The codes that a card is found by, as the server reads them: its number, and the text of its QR code.

export const CARD_NUMBER_DIGITS = 12;
const QR_TEXT = /^LC1-[A-Z2-7]{26}$/;

export function computeCheckDigit(digits: string): number {
  let sum = 0;
  for (let index = digits.length - 1, doubled = true; index >= 0; index--, doubled = !doubled) {
    const weighted = Number(digits[index]) * (doubled ? 2 : 1);
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return (10 - (sum % 10)) % 10;
}

export function isCardNumber(digits: string): boolean {
  return /^[1-9]\d{11}$/.test(digits) && computeCheckDigit(digits.slice(0, -1)) === Number(digits.at(-1));
}

// What a scanner, a camera or a keyboard gave, in the form that the server looks up; null when it cannot be
// a card.
export function parseCardCode(text: string): string | null {
  const trimmed = text.trim().toUpperCase();
  if (QR_TEXT.test(trimmed)) return trimmed;
  const digits = trimmed.replace(/(?<=\d)[\s\u2010-\u2015-]+(?=\d)/g, "");
  return isCardNumber(digits) ? digits : null;
}

export type ForeignCode = "poster" | "card_link" | "number" | "foreign";

// What a code is that is not a card, so that the page can say what to show instead.
export function recogniseForeign(text: string): ForeignCode {
  const trimmed = text.trim();
  if (/^https?:\/\/[^/]+\/j\/[\w-]+/i.test(trimmed)) return "poster";
  if (/^https?:\/\/[^/]+\/c\/[\w-]+/i.test(trimmed)) return "card_link";
  return /^\d{12}$/.test(trimmed.replace(/\s/g, "")) ? "number" : "foreign";
}

export function lastDigits(cardNumber: string): string {
  return cardNumber.slice(-4);
}
