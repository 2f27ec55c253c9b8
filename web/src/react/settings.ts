// What a person chose for this device. Nothing of customers is among it.
import { isLanguage, type Language } from "../shared/language";
import type { SafeStorage } from "../shared/safe-storage";
import { Store } from "./store";

// What every application asks; each may have more.
export interface Settings {
  vendorCode: string | null;
  language: Language;
  theme: "system" | "light" | "dark";
}

export function usualSettings(): Settings {
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage);
  return { vendorCode: null, language: preferred ?? "en", theme: "system" };
}

export class SettingsStore<S extends Settings> extends Store<S> {
  constructor(
    private readonly storage: SafeStorage,
    private readonly key: string, // in the storage
    usual: S,
  ) {
    super({ ...usual, ...storage.read<Partial<S>>(key) });
  }

  change(changes: Partial<S>): void {
    this.set({ ...this.get(), ...changes });
    this.storage.write(this.key, this.get());
  }
}
