// Puts a document's stylesheet into the document: its first paint waits for one answer only.
import type { Plugin } from "vite";

const LINK = /<link rel="stylesheet"[^>]*href="\/([^"]+\.css)"[^>]*>/g;

export function inlineStyles(): Plugin {
  return {
    name: "inline-styles",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const inlined = new Set<string>();
      for (const page of Object.values(bundle)) {
        if (page.type !== "asset" || !page.fileName.endsWith(".html")) continue;
        page.source = String(page.source).replace(LINK, (link, name: string) => {
          const style = bundle[name];
          if (style?.type !== "asset") return link;
          inlined.add(name);
          return `<style>${String(style.source).trim()}</style>`;
        });
      }
      for (const name of inlined) Reflect.deleteProperty(bundle, name);
    },
  };
}
