// What a person chose for this terminal.
import { type Settings, SettingsStore, usualSettings } from "../../react/settings";
import type { SafeStorage } from "../../shared/safe-storage";

export interface CounterSettings extends Settings {
  name: string; // of this terminal; empty until it has one
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

export class CounterSettingsStore extends SettingsStore<CounterSettings> {
  constructor(storage: SafeStorage) {
    super(storage, KEY, {
      ...usualSettings(),
      name: "",
      hasSound: true,
      nextAfterSeconds: 4,
      lockAfterMinutes: 5,
      cameraId: null,
      wasCameraUsed: false,
      recentStaff: [],
    });
  }

  usedStaff(id: string): void {
    const others = this.get().recentStaff.filter((other) => other !== id);
    this.change({ recentStaff: [id, ...others].slice(0, 20) });
  }
}
