import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dropDraft, findDraft, keepDraft } from "./draft";

const HOUR = 3600 * 1000;

function fakeStorage(fails: boolean) {
  const kept = new Map<string, string>();
  const guard = <T>(use: () => T): T => {
    if (fails) throw new DOMException("storage is forbidden");
    return use();
  };
  return {
    getItem: (name: string) => guard(() => kept.get(name) ?? null),
    setItem: (name: string, text: string) => guard(() => kept.set(name, text)),
    removeItem: (name: string) => guard(() => kept.delete(name)),
  };
}

describe.each([
  ["with storage", false],
  ["where storage is forbidden", true],
])("a draft %s", (_, fails) => {
  beforeEach(() => {
    vi.stubGlobal("localStorage", fakeStorage(fails));
  });
  afterEach(() => {
    dropDraft("join:SHOP");
    vi.unstubAllGlobals();
  });

  it("comes back, for a day", () => {
    keepDraft("join:SHOP", { first_name: "Nora" }, 1000);
    expect(findDraft("join:SHOP", 1000 + 23 * HOUR)).toEqual({ first_name: "Nora" });
    expect(findDraft("join:OTHER", 1000)).toEqual({});
    expect(findDraft("join:SHOP", 1000 + 24 * HOUR)).toEqual({});
    expect(findDraft("join:SHOP", 1000)).toEqual({});
  });

  it("goes when it was sent", () => {
    keepDraft("join:SHOP", { first_name: "Nora" });
    dropDraft("join:SHOP");
    expect(findDraft("join:SHOP")).toEqual({});
  });
});
