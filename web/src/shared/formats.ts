// Numbers, money, days and times as the shop's customers read them.
import { FORMATTING, type Language } from "./language";

const WEEKDAYS_LB = ["Méindeg", "Dënschdeg", "Mëttwoch", "Donneschdeg", "Freideg", "Samschdeg", "Sonndeg"];
const MONTHS_LB = [
  "Januar",
  "Februar",
  "Mäerz",
  "Abrëll",
  "Mee",
  "Juni",
  "Juli",
  "August",
  "September",
  "Oktober",
  "November",
  "Dezember",
];
const SHORT_WEEKDAYS_LB = ["Mé", "Dë", "Më", "Do", "Fr", "Sa", "So"];
const SHORT_MONTHS_LB = [
  "Jan.",
  "Feb.",
  "Mäe.",
  "Abr.",
  "Mee",
  "Juni",
  "Juli",
  "Aug.",
  "Sep.",
  "Okt.",
  "Nov.",
  "Dez.",
];
const WEEKDAYS_EN = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

// French keeps its spaces narrow and unbroken, in amounts as everywhere.
function narrow(language: Language, text: string): string {
  return language === "fr" ? text.replace(/[\u00a0 ]/g, "\u202f") : text;
}

export function formatNumber(language: Language, value: number): string {
  return narrow(
    language,
    new Intl.NumberFormat(FORMATTING[language], { maximumFractionDigits: 3 }).format(value),
  );
}

// With its sign, a true minus among them: what an operation gave or took.
export function formatChange(language: Language, value: number): string {
  const sign = value < 0 ? "\u2212" : value > 0 ? "+" : "";
  return sign + formatNumber(language, Math.abs(value));
}

export function formatMoney(language: Language, cents: number, currency: string): string {
  const format = new Intl.NumberFormat(FORMATTING[language], { style: "currency", currency });
  return narrow(language, format.format(cents / 100));
}

interface LocalDay {
  year: number;
  month: number; // 1..12
  day: number;
  weekday: number; // 0 is Monday
}

function localDay(moment: Date, zone: string): LocalDay {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    weekday: "short",
  }).formatToParts(moment);
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((part) => part.type === type)?.value ?? "";
  return {
    year: Number(read("year")),
    month: Number(read("month")),
    day: Number(read("day")),
    weekday: WEEKDAYS_EN.indexOf(read("weekday").slice(0, 3)),
  };
}

// 14:32 on the shop's clock.
export function formatTime(moment: Date, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(moment);
}

export function isSameDay(one: Date, other: Date, zone: string): boolean {
  const [a, b] = [localDay(one, zone), localDay(other, zone)];
  return a.year === b.year && a.month === b.month && a.day === b.day;
}

// "Wed 18 Nov", with the year when it is not `now`'s.
export function formatShortDay(language: Language, moment: Date, zone: string, now: Date): string {
  const day = localDay(moment, zone);
  const year = day.year === localDay(now, zone).year ? "" : ` ${day.year}`;
  if (language === "lb") {
    return `${SHORT_WEEKDAYS_LB[day.weekday]} ${day.day}. ${SHORT_MONTHS_LB[day.month - 1]}${year}`;
  }
  const text = new Intl.DateTimeFormat(FORMATTING[language], {
    timeZone: zone,
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(year === "" ? {} : { year: "numeric" }),
  }).format(moment);
  return language === "en" ? text.replace(/,/g, "") : text;
}

// "18 November 2026".
export function formatLongDay(language: Language, moment: Date, zone: string): string {
  if (language === "lb") {
    const day = localDay(moment, zone);
    return `${day.day}. ${MONTHS_LB[day.month - 1]} ${day.year}`;
  }
  return new Intl.DateTimeFormat(FORMATTING[language], { timeZone: zone, dateStyle: "long" }).format(
    moment,
  );
}

// "Wednesday", for what comes back within the week.
export function formatWeekday(language: Language, moment: Date, zone: string): string {
  if (language === "lb") return WEEKDAYS_LB[localDay(moment, zone).weekday] ?? "";
  return new Intl.DateTimeFormat(FORMATTING[language], { timeZone: zone, weekday: "long" }).format(moment);
}

// A shop's own words with no line break inside of an amount: "10 €", "€ 10", "250 g".
export function keepAmountsWhole(text: string): string {
  return text
    .replace(/(\d) (?=(?:\p{Sc}|%|[kcm]?[gl]|EUR|CHF|GBP|USD)(?![\p{L}\d]))/gu, "$1\u00a0")
    .replace(/(\p{Sc}) (?=\d)/gu, "$1\u00a0");
}

// "4821 0937 5516".
export function formatCardNumber(number: string): string {
  return number.replace(/(.{4})(?=.)/g, "$1\u00a0");
}
