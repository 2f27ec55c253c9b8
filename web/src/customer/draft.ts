// What somebody typed and has not sent yet, kept on their device for a day. Where storage is full or
// forbidden it lasts as long as the page.

const DAY_MS = 24 * 3600 * 1000;

const memory = new Map<string, string>();

function read(name: string): string | null {
  try {
    return localStorage.getItem(name) ?? memory.get(name) ?? null;
  } catch {
    return memory.get(name) ?? null;
  }
}

function write(name: string, text: string): void {
  memory.set(name, text);
  try {
    localStorage.setItem(name, text);
  } catch {
    // The memory has it.
  }
}

export function dropDraft(name: string): void {
  memory.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept there.
  }
}

export function keepDraft(name: string, draft: object, now = Date.now()): void {
  write(name, JSON.stringify({ at: now, draft }));
}

export function findDraft<T extends object>(name: string, now = Date.now()): Partial<T> {
  try {
    const kept = JSON.parse(read(name) ?? "{}") as { at?: number; draft?: Partial<T> };
    if (kept.at !== undefined && kept.draft !== undefined && now - kept.at < DAY_MS) return kept.draft;
  } catch {
    // What is not readable is no draft.
  }
  dropDraft(name);
  return {};
}
