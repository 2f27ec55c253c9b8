// The four languages of every text.

export const LANGUAGES = ["en", "fr", "de", "lb"] as const;
export type Language = (typeof LANGUAGES)[number];

// Each in its own words.
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: "English",
  fr: "Français",
  de: "Deutsch",
  lb: "Lëtzebuergesch",
};

export function isLanguage(text: string | null | undefined): text is Language {
  return LANGUAGES.includes(text as Language);
}

// How the browser's own formatters are asked. Chromium has no Luxembourgish and answers in American English
// instead of saying so, therefore it is asked for Luxembourg's German.
export const FORMATTING: Record<Language, string> = { en: "en-GB", fr: "fr-FR", de: "de-DE", lb: "de-LU" };
