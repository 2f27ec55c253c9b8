import { expect, it } from "vitest";
import { SafeStorage, type TextStorage } from "./safe-storage";

class FakeStorage implements TextStorage {
  readonly items = new Map<string, string>();
  isFull = false;
  getItem(key: string) {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    if (this.isFull) throw new DOMException("full", "QuotaExceededError");
    this.items.set(key, value);
  }
  removeItem(key: string) {
    this.items.delete(key);
  }
}

it("keeps values over pages", () => {
  const storage = new FakeStorage();
  expect(new SafeStorage(() => storage).write("a", [1])).toBe(true);
  expect(new SafeStorage(() => storage).read("a")).toEqual([1]);
});

it("keeps them for the page when storage is full, and prefers them to what is stored", () => {
  const storage = new FakeStorage();
  const safe = new SafeStorage(() => storage);
  safe.write("a", 1);
  storage.isFull = true;
  expect(safe.write("a", 2)).toBe(false);
  expect(safe.read("a")).toBe(2);
  storage.isFull = false;
  expect(safe.write("a", 3)).toBe(true);
  expect(new SafeStorage(() => storage).read("a")).toBe(3);
});

it("works where storage is forbidden", () => {
  const safe = new SafeStorage(() => {
    throw new DOMException("denied", "SecurityError");
  });
  expect(safe.read("a")).toBeNull();
  expect(safe.write("a", 1)).toBe(false);
  expect(safe.read("a")).toBe(1);
  safe.remove("a");
  expect(safe.read("a")).toBeNull();
});

it("reads nothing from what it did not write", () => {
  const storage = new FakeStorage();
  storage.items.set("a", "{");
  expect(new SafeStorage(() => storage).read("a")).toBeNull();
});
