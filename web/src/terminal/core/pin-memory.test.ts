import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { PinMemory } from "./pin-memory";

const KNOWN = { pin: "4711", staffPinId: "7" };
let memory: PinMemory;
beforeEach(() => {
  vi.useFakeTimers();
  memory = new PinMemory(() => performance.now());
  memory.keep("1", KNOWN);
});
afterEach(() => vi.useRealTimers());

it("keeps a PIN for one card, sixty seconds at most", () => {
  vi.advanceTimersByTime(59_999);
  expect(memory.find("1")).toEqual(KNOWN);
  expect(memory.find("2")).toBeNull();
  vi.advanceTimersByTime(1);
  expect(memory.find("1")).toBeNull();
});

it("forgets when told, and when another card opens", () => {
  memory.forgetUnless("1");
  expect(memory.find("1")).toEqual(KNOWN);
  memory.forgetUnless("2");
  expect(memory.find("1")).toBeNull();
  memory.keep("1", KNOWN);
  memory.forget();
  expect(memory.find("1")).toBeNull();
});
