// Whose day it is today.

// Whether a day, "2026-11-26", is the birthday of who was born on `birthDate`. Whoever was born on
// 29 February celebrates on the 28th in a year without one.
export function isBirthday(birthDate: string | null, day: string): boolean {
  if (birthDate === null) return false;
  const born = birthDate.slice(5);
  const isShortYear = new Date(`${day.slice(0, 4)}-02-29T00:00:00Z`).getUTCDate() !== 29;
  return day.slice(5) === (born === "02-29" && isShortYear ? "02-28" : born);
}
