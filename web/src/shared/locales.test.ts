import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LANGUAGES, type Language } from "./language";
import { formatMessage } from "./message-format";

const ROOT = join(import.meta.dirname, "../../..");
const PREFIXES = ["app.", "customer.", "shared.", "terminal."];

type Texts = Record<string, string>;

const texts = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    JSON.parse(readFileSync(join(ROOT, "locales", `${language}.json`), "utf8")) as Texts,
  ]),
) as Record<Language, Texts>;

function listSources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

const sources = listSources(join(ROOT, "web/src")).map((path) => readFileSync(path, "utf8"));

function findAll(pattern: RegExp): Set<string> {
  return new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map(([, text]) => text ?? "")));
}

// Every key that the source writes out, and the beginnings of those that it puts together.
const used = findAll(/["`]((?:app|customer|shared|terminal)\.[a-z0-9_.]*[a-z0-9_])["`]/g);
const begun = [...findAll(/`((?:app|customer|shared|terminal)\.[a-z0-9_.]+)\$\{/g)];

// What a text asks for when it is put out, as one and as many.
function listParams(language: Language, text: string): string {
  const asked = new Set<string>();
  for (const count of [1, 5]) {
    const params = new Proxy({}, { get: (_, name) => (asked.add(String(name)), count) });
    formatMessage(language, text, params);
  }
  return [...asked].sort().join();
}

describe("the texts of the pages", () => {
  it.each(LANGUAGES)("are all there in %s", (language) => {
    expect([...used].filter((key) => !(texts[language][key] ?? "").trim())).toEqual([]);
  });

  it("are all used", () => {
    const known = Object.keys(texts.en).filter((key) => PREFIXES.some((prefix) => key.startsWith(prefix)));
    const isUsed = (key: string) => used.has(key) || begun.some((start) => key.startsWith(start));
    expect(known.filter((key) => !isUsed(key))).toEqual([]);
  });

  it.each(LANGUAGES)("are filled with the same in %s as in English", (language) => {
    const different = Object.keys(texts.en).filter(
      (key) => listParams(language, texts[language][key] ?? "") !== listParams("en", texts.en[key] ?? ""),
    );
    expect(different).toEqual([]);
  });

  it("keep French spaces narrow and apostrophes round", () => {
    const pages = Object.entries(texts.fr).filter(([key]) =>
      PREFIXES.some((prefix) => key.startsWith(prefix)),
    );
    expect(pages.filter(([, text]) => /[ \u00a0][:;?!]/.test(text))).toEqual([]);
    expect(pages.filter(([, text]) => text.includes("'"))).toEqual([]);
  });
});
