import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contrast } from "./colour";

const CSS = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");

type Theme = "light" | "dark";

function token(name: string, theme: Theme): string {
  const value = new RegExp(`--${name}:\\s*([^;]+);`).exec(CSS)?.[1]?.trim() ?? "";
  const pair = /^light-dark\((#\w{6}),\s*(#\w{6})\)$/.exec(value);
  return (theme === "light" ? pair?.[1] : pair?.[2]) ?? value;
}

// The contrasts of the design guide: text, what it stands on, and at least how much.
const PAIRS: [Theme, string, string, number][] = [
  ["light", "text", "page", 16],
  ["dark", "text", "page", 17.1],
  ["light", "muted", "page", 5.1],
  ["light", "muted", "surface", 5.6],
  ["dark", "muted", "page", 8.4],
  ["dark", "muted", "surface", 7.8],
  ["light", "line-strong", "page", 3.2],
  ["light", "line-strong", "surface", 3.5],
  ["dark", "line-strong", "page", 4.9],
  ["dark", "line-strong", "surface", 4.5],
  ["light", "ink-text", "surface", 7.8],
  ["light", "ink-text", "ink-tint", 7],
  ["dark", "ink-text", "surface", 8.6],
  ["dark", "ink-text", "ink-tint", 7.4],
  ["light", "good-text", "good-tint", 6.4],
  ["dark", "good-text", "good-tint", 8],
  ["light", "warn-text", "warn-tint", 7.2],
  ["dark", "warn-text", "warn-tint", 9.7],
  ["light", "bad-text", "bad-tint", 6.5],
  ["dark", "bad-text", "bad-tint", 7.7],
];

describe("tokens", () => {
  it.each(PAIRS)("in %s %s on %s has %f to 1", (theme, text, ground, ratio) => {
    expect(contrast(token(text, theme), token(ground, theme))).toBeGreaterThanOrEqual(ratio);
  });

  it.each([
    ["ink", "#ffffff", 5.6],
    ["good", "#ffffff", 5.2],
    ["bad", "#ffffff", 5.4],
    ["warn", "#241800", 8.7],
  ])("%s carries %s with %f to 1", (fill, text, ratio) => {
    expect(contrast(token(fill, "light"), text)).toBeGreaterThanOrEqual(ratio);
  });
});
