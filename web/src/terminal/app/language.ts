// The texts in the chosen language, through i18next with the formatter that the server's texts are written
// for.
import i18next, { type i18n } from "i18next";
import { useMemo } from "react";
import { initReactI18next, useTranslation } from "react-i18next";
import {
  formatChange,
  formatMoney,
  formatNumber,
  formatShortDay,
  formatTime,
  formatWeekday,
} from "../../shared/formats";
import { isSameDay } from "../../shared/formats";
import { isLanguage, type Language } from "../../shared/language";
import { formatMessage, type MessageParams } from "../../shared/message-format";
import { useStore } from "./store";
import { useServices } from "./services";

const LOADERS: Record<Language, () => Promise<{ default: Record<string, string> }>> = {
  en: () =>
    import("../../../../locales/en.json?texts=terminal.,shared.,problem.,kind.,time.,weekday.,month."),
  fr: () =>
    import("../../../../locales/fr.json?texts=terminal.,shared.,problem.,kind.,time.,weekday.,month."),
  de: () =>
    import("../../../../locales/de.json?texts=terminal.,shared.,problem.,kind.,time.,weekday.,month."),
  lb: () =>
    import("../../../../locales/lb.json?texts=terminal.,shared.,problem.,kind.,time.,weekday.,month."),
};

const icuSubset = {
  type: "i18nFormat" as const,
  name: "icuSubset",
  init: () => undefined,
  parse: (pattern: string, params: MessageParams, language: string) =>
    formatMessage(isLanguage(language) ? language : "en", pattern, params),
  addLookupKeys: (keys: string[]) => keys,
};

export async function makeTranslator(language: Language): Promise<i18n> {
  const translator = i18next.createInstance();
  await translator
    .use(icuSubset)
    .use(initReactI18next)
    .init({ lng: language, resources: {}, keySeparator: false, nsSeparator: false, fallbackLng: false });
  await changeLanguage(translator, language);
  return translator;
}

export async function changeLanguage(translator: i18n, language: Language): Promise<void> {
  const { default: loaded } = await LOADERS[language]();
  translator.addResourceBundle(language, "translation", loaded, false, true);
  await translator.changeLanguage(language);
  document.documentElement.lang = language;
}

export type Translate = (key: string, params?: MessageParams) => string;

export interface Texts {
  t: Translate;
  has(key: string): boolean;
  language: Language;
  number(value: number): string;
  change(value: number): string;
  money(cents: number): string;
  time(moment: Date | string): string;
  when(moment: Date | string): string; // 14:32, with the day when it is not today
  day(moment: Date | string): string; // "Today", "Yesterday", "Wed 18 Nov"
}

const DAY_MS = 86_400_000;

export function useTexts(): Texts {
  const { i18n } = useTranslation();
  const { clock, terminal } = useServices();
  const vendor = useStore(terminal)?.vendor;
  const zone = vendor?.timezone ?? "Europe/Luxembourg";
  const currency = vendor?.currency ?? "EUR";
  const { language } = i18n;
  return useMemo(() => {
    const chosen = isLanguage(language) ? language : "en";
    const t: Translate = (key, params) => i18n.t(key, params ?? {});
    const isDay = (moment: Date, ago: number) =>
      isSameDay(moment, new Date(clock.now() - ago * DAY_MS), zone);
    const time = (moment: Date | string) => formatTime(new Date(moment), zone);
    const when = (given: Date | string) => {
      const moment = new Date(given);
      if (isDay(moment, 0)) return time(moment);
      return t("time.on_weekday", { time: time(moment), weekday: formatWeekday(chosen, moment, zone) });
    };
    const day = (given: Date | string) => {
      const moment = new Date(given);
      if (isDay(moment, 0)) return t("terminal.today");
      if (isDay(moment, 1)) return t("terminal.yesterday");
      return formatShortDay(chosen, moment, zone, new Date(clock.now()));
    };
    return {
      t,
      has: (key: string) => i18n.exists(key),
      language: chosen,
      number: (value: number) => formatNumber(chosen, value),
      change: (value: number) => formatChange(chosen, value),
      money: (cents: number) => formatMoney(chosen, cents, currency),
      time,
      when,
      day,
    };
  }, [i18n, language, clock, zone, currency]);
}
