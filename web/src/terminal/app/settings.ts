// What a person chose for this device. Nothing of customers is among it.
import { isLanguage, type Language } from "../../shared/language";
import type { SafeStorage } from "../core/safe-storage";
import { Store } from "./store";

export interface Settings {
  name: string; // of this terminal; empty until it has one
  vendorCode: string | null;
  language: Language;
  theme: "system" | "light" | "dark";
  hasSound: boolean;
  nextAfterSeconds: 0 | 4 | 8; // 0: never by itself
  lockAfterMinutes: number; // 1 to 30
  cameraId: string | null;
  wasCameraUsed: boolean;
  recentStaff: string[]; // ids, the last used first
}

const KEY = "loyalty.terminal.settings";
export const LOCK_MINUTES = [1, 2, 5, 10, 30];
export const NEXT_SECONDS = [4, 8, 0] as const;

function defaults(): Settings {
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage);
  return {
    name: "",
    vendorCode: null,
    language: preferred ?? "en",
    theme: "system",
    hasSound: true,
    nextAfterSeconds: 4,
    lockAfterMinutes: 5,
    cameraId: null,
    wasCameraUsed: false,
    recentStaff: [],
  };
}

export class SettingsStore extends Store<Settings> {
  constructor(private readonly storage: SafeStorage) {
    super({ ...defaults(), ...storage.read<Partial<Settings>>(KEY) });
  }

  change(changes: Partial<Settings>): void {
    this.set({ ...this.get(), ...changes });
    this.storage.write(KEY, this.get());
  }

  usedStaff(id: string): void {
    const others = this.get().recentStaff.filter((other) => other !== id);
    this.change({ recentStaff: [id, ...others].slice(0, 20) });
  }
}
