// The amount pad: digits fill the cents from the right, and points are counted as the server counts them.

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

// floor(cents x points_per_euro / 100), exact: points_per_euro has at most three decimals.
export function computePoints(cents: number, pointsPerEuro: number): number {
  const thousandths = BigInt(Math.round(pointsPerEuro * 1000));
  return Number((BigInt(cents) * thousandths) / 100_000n);
}
