// Icons as text: `import coffee from "@tabler/icons/outline/coffee.svg?glyph"` is the drawing inside the
// 24 x 24 frame, so that it can be drawn into a stamp, a button or a raster alike.
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const SUFFIX = "?glyph";

export function glyphs(): Plugin {
  return {
    name: "glyphs",
    enforce: "pre",
    load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const svg = readFileSync(id.slice(0, -SUFFIX.length), "utf8");
      const inside = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(svg)?.[1];
      if (inside === undefined) throw new Error(`${id} is not an SVG drawing`);
      const markup = inside
        .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "")
        .replace(/\s+/g, " ")
        .replace(/ ?\/> ?/g, "/>")
        .trim();
      return `export default ${JSON.stringify(markup)};`;
    },
  };
}
