// The part of ICU's MessageFormat that our texts use, as the server reads it too: {name} and
// {n, plural, =0 {..} one {..} other {..}} with #.
import { formatNumber } from "./formats";
import type { Language } from "./language";

export type MessageParams = Readonly<Record<string, string | number>>;

// Not every browser knows Luxembourgish, which counts as German does; it would count by its own language then.
const RULES: Readonly<Record<Language, Intl.PluralRules>> = {
  en: new Intl.PluralRules("en"),
  fr: new Intl.PluralRules("fr"),
  de: new Intl.PluralRules("de"),
  lb: new Intl.PluralRules("de"),
};

// The kind of plural that a number takes in the language, as Unicode's CLDR has it.
export function pluralForm(language: Language, number: number): Intl.LDMLPluralRule {
  return RULES[language].select(number);
}

function closing(pattern: string, open: number): number {
  let depth = 0;
  for (let index = open; index < pattern.length; index++) {
    if (pattern[index] === "{") depth++;
    if (pattern[index] === "}" && --depth === 0) return index;
  }
  return -1;
}

function findForm(forms: string, wanted: string): string | undefined {
  for (let rest = forms; ;) {
    const open = rest.indexOf("{");
    const close = open < 0 ? -1 : closing(rest, open);
    if (close < 0) return undefined;
    if (rest.slice(0, open).trim() === wanted) return rest.slice(open + 1, close);
    rest = rest.slice(close + 1);
  }
}

// A pattern that is broken is put out as far as it can be read. `count` is what # stands for.
export function formatMessage(
  language: Language,
  pattern: string,
  params: MessageParams = {},
  count?: number,
): string {
  let text = "";
  for (let index = 0; index < pattern.length; index++) {
    const close = pattern[index] === "{" ? closing(pattern, index) : -1;
    if (close >= 0) {
      text += formatPlaceholder(language, pattern.slice(index + 1, close), params, count);
      index = close;
    } else {
      text +=
        pattern[index] === "#" && count !== undefined ? formatNumber(language, count) : pattern[index];
    }
  }
  return text;
}

function formatPlaceholder(
  language: Language,
  content: string,
  params: MessageParams,
  count?: number,
): string {
  const [, name = "", kind, forms] = /^\s*([^,\s]+)\s*(?:,\s*(plural)\s*,([\s\S]*))?$/.exec(content) ?? [];
  const value = params[name];
  if (kind === undefined || forms === undefined) {
    return typeof value === "number" ? formatNumber(language, value) : (value ?? "");
  }
  const number = typeof value === "number" ? value : count;
  const exact =
    typeof value === "number"
      ? (findForm(forms, `=${value}`) ?? findForm(forms, pluralForm(language, value)))
      : undefined;
  const form = exact ?? findForm(forms, "other");
  return form === undefined ? "" : formatMessage(language, form, params, number);
}
