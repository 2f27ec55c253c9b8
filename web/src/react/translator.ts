// The texts of an application in the chosen language. Only a language whose texts have come is spoken.
import { type Language } from "../shared/language";
import { formatMessage, type MessageParams } from "../shared/message-format";
import { Store } from "./store";

export type Dictionary = Readonly<Partial<Record<string, string>>>;
export type Loaders = Record<Language, () => Promise<{ default: Dictionary }>>;

interface Spoken {
  language: Language;
  texts: Dictionary;
}

export class Translator extends Store<Spoken> {
  private constructor(
    private readonly loaders: Loaders,
    first: Spoken,
  ) {
    super(first);
  }

  static async start(loaders: Loaders, language: Language): Promise<Translator> {
    const translator = new Translator(loaders, { language, texts: {} });
    await translator.speak(language);
    return translator;
  }

  async speak(language: Language): Promise<void> {
    const { default: texts } = await this.loaders[language]();
    this.set({ language, texts });
    document.documentElement.lang = language;
  }
}

export function has({ texts }: Spoken, key: string): boolean {
  return texts[key] !== undefined;
}

export function translate({ language, texts }: Spoken, key: string, params?: MessageParams): string {
  return formatMessage(language, texts[key] ?? key, params);
}
