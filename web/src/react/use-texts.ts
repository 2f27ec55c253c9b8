// How an application speaks: its texts, and numbers, amounts and times as its shop writes them.
import { useMemo } from "react";
import {
  formatChange,
  formatMoney,
  formatNumber,
  formatShortDay,
  formatTime,
  formatWeekday,
  isSameDay,
} from "../shared/formats";
import type { Language } from "../shared/language";
import type { MessageParams } from "../shared/message-format";
import { useGround } from "./ground";
import { useStore } from "./store";
import { has, translate } from "./translator";

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
  const { clock, place, translator } = useGround();
  const spoken = useStore(translator);
  const { timezone: zone, currency } = useStore(place);
  return useMemo(() => {
    const { language } = spoken;
    const t: Translate = (key, params) => translate(spoken, key, params);
    const isDay = (moment: Date, ago: number) =>
      isSameDay(moment, new Date(clock.now() - ago * DAY_MS), zone);
    const time = (moment: Date | string) => formatTime(new Date(moment), zone);
    const when = (given: Date | string) => {
      const moment = new Date(given);
      if (isDay(moment, 0)) return time(moment);
      return t("time.on_weekday", { time: time(moment), weekday: formatWeekday(language, moment, zone) });
    };
    const day = (given: Date | string) => {
      const moment = new Date(given);
      if (isDay(moment, 0)) return t("app.today");
      if (isDay(moment, 1)) return t("app.yesterday");
      return formatShortDay(language, moment, zone, new Date(clock.now()));
    };
    return {
      t,
      has: (key: string) => has(spoken, key),
      language,
      number: (value: number) => formatNumber(language, value),
      change: (value: number) => formatChange(language, value),
      money: (cents: number) => formatMoney(language, cents, currency),
      time,
      when,
      day,
    };
  }, [spoken, clock, zone, currency]);
}
