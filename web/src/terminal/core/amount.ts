// The amount pad: digits fill the cents from the right.

export const AMOUNT_CENTS_MAX = 99_999_999;
export const AMOUNT_CENTS_TO_CONFIRM = 50_000;

export function typeDigit(cents: number, digit: number): number {
  const typed = cents * 10 + digit;
  return typed > AMOUNT_CENTS_MAX ? cents : typed;
}

export function typeDoubleZero(cents: number): number {
  return typeDigit(typeDigit(cents, 0), 0);
}

export function eraseDigit(cents: number): number {
  return Math.floor(cents / 10);
}
