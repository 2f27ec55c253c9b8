import { expect, it } from "vitest";
import { ServerClock } from "./server-clock";

const TRUE_START = Date.parse("2026-11-26T09:14:00.400Z");

// A device whose clock is hours off, and whose forward clock began at 0.
function makeClock(deviceError: number) {
  let elapsed = 0;
  const clock = new ServerClock(
    () => elapsed,
    () => TRUE_START + elapsed + deviceError,
  );
  const answer = (roundTrip: number) => {
    const asked = elapsed;
    const made = TRUE_START + elapsed + roundTrip / 2;
    elapsed += roundTrip;
    clock.learn(new Date(Math.floor(made / 1000) * 1000).toUTCString(), asked, elapsed);
  };
  return {
    clock,
    answer,
    pass: (time: number) => (elapsed += time),
    error: () => clock.now() - TRUE_START - elapsed,
  };
}

it.each([-7 * 3600_000, 0, 26 * 3600_000])(
  "knows the server's time on a device that is %d ms off",
  (deviceError) => {
    const { answer, pass, error } = makeClock(deviceError);
    expect(error()).toBe(deviceError);
    answer(20);
    expect(Math.abs(error())).toBeLessThan(600);
    for (let count = 0; count < 20; count++) {
      pass(1370);
      answer(20);
    }
    expect(Math.abs(error())).toBeLessThan(60);
  },
);

it("believes the newest answer when the clocks have moved apart", () => {
  const { clock, answer, error } = makeClock(0);
  answer(20);
  clock.learn(new Date(TRUE_START + 3600_000).toUTCString(), 30, 50);
  expect(error()).toBeGreaterThan(3590_000);
});

it("starts anew after a sleep, when even a small difference matters", () => {
  const { clock, answer, error } = makeClock(0);
  answer(20);
  clock.doubt();
  clock.learn(new Date(TRUE_START + 1600).toUTCString(), 20, 40);
  expect(error()).toBeGreaterThan(1000);
});

it("learns nothing from an answer without a date", () => {
  const { clock, error } = makeClock(5000);
  clock.learn(null, 0, 10);
  clock.learn("soon", 0, 10);
  expect(error()).toBe(5000);
});
