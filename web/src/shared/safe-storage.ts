// Storage that may be full or forbidden: what cannot be kept is kept for as long as the page lives.

export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export class SafeStorage {
  private readonly memory = new Map<string, string>();

  constructor(private readonly open: () => TextStorage) {}

  read<T>(key: string): T | null {
    const text = this.memory.get(key) ?? this.attempt((storage) => storage.getItem(key)) ?? null;
    if (text === null) return null;
    try {
      return JSON.parse(text) as T;
    } catch {
      return null;
    }
  }

  // False when the value will not outlive the page.
  write(key: string, value: unknown): boolean {
    const text = JSON.stringify(value);
    const isKept = this.attempt((storage) => (storage.setItem(key, text), true)) ?? false;
    if (isKept) this.memory.delete(key);
    else this.memory.set(key, text);
    return isKept;
  }

  remove(key: string): void {
    this.memory.delete(key);
    this.attempt((storage) => storage.removeItem(key));
  }

  private attempt<T>(use: (storage: TextStorage) => T): T | null {
    try {
      return use(this.open());
    } catch {
      return null;
    }
  }
}
