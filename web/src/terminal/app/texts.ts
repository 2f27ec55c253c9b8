// The counter's texts, a language each, as plugins/texts.ts cuts them out.
import type { Loaders } from "../../react/translator";

export const LOADERS: Loaders = {
  en: () =>
    import("../../../../locales/en.json?texts=app.,terminal.,shared.,problem.,time.,weekday.,month."),
  fr: () =>
    import("../../../../locales/fr.json?texts=app.,terminal.,shared.,problem.,time.,weekday.,month."),
  de: () =>
    import("../../../../locales/de.json?texts=app.,terminal.,shared.,problem.,time.,weekday.,month."),
  lb: () =>
    import("../../../../locales/lb.json?texts=app.,terminal.,shared.,problem.,time.,weekday.,month."),
};
