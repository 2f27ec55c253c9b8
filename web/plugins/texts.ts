// The texts of one part of the web in one language:
// `import("../../../../locales/fr.json?texts=terminal.,shared.")` has only the keys that begin like this,
// so that a page loads nothing that it never shows.
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const WANTED = /^(.*\.json)\?texts=([\w.,]+)$/;

export function texts(): Plugin {
  return {
    name: "texts",
    enforce: "pre",
    load(id) {
      const [, file, prefixes] = WANTED.exec(id) ?? [];
      if (file === undefined || prefixes === undefined) return null;
      this.addWatchFile(file);
      const all = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
      const wanted = prefixes.split(",");
      const chosen = Object.entries(all).filter(([key]) => wanted.some((prefix) => key.startsWith(prefix)));
      return { code: `export default ${JSON.stringify(Object.fromEntries(chosen))};`, moduleType: "js" };
    },
  };
}
