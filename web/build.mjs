// Builds what the server shows of the web into dist/, each file also compressed, for embedding in the program.
import { execFileSync } from "node:child_process";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { build } from "vite";

const dist = "dist";
const viewer = join("node_modules", "swagger-ui-dist");
const smallest_worth_compressing = 1024;
const compressible = new Set([".css", ".html", ".js", ".json", ".svg", ".wasm", ".webmanifest"]);
const applications = JSON.parse(readFileSync("applications.json", "utf8"));
// The server fills these in for each answer.
const templates = new Set(
  applications.filter((each) => each.is_filled).map((each) => join(dist, each.template)),
);

function check_types() {
  execFileSync("npm", ["run", "--silent", "check"], { stdio: "inherit" });
}

function gather_docs() {
  mkdirSync(join(dist, "docs"), { recursive: true });
  for (const name of readdirSync("docs")) copyFileSync(join("docs", name), join(dist, "docs", name));
  for (const name of ["swagger-ui.css", "swagger-ui-bundle.js"]) {
    // The maps that the last line names are not shipped.
    const text = readFileSync(join(viewer, name), "utf8").replace(
      /\n?(\/\/|\/\*)# sourceMappingURL=.*$/m,
      "",
    );
    writeFileSync(join(dist, "docs", name), text);
  }
}

// The server draws what a shop has inside its stamps too, on posters and passes.
function gather_glyphs() {
  mkdirSync(join(dist, "glyphs"));
  const source = readFileSync(join("src", "shared", "stamp-glyphs.ts"), "utf8");
  for (const [, name] of source.matchAll(/"@tabler\/icons\/(outline\/[\w-]+\.svg)\?glyph"/g)) {
    copyFileSync(
      join("node_modules", "@tabler", "icons", "icons", name),
      join(dist, "glyphs", basename(name)),
    );
  }
}

async function build_applications() {
  for (const { name } of applications) await build({ configFile: "vite.config.ts", mode: name });
  copyFileSync("applications.json", join(dist, "pages", "applications.json")); // for the server
}

function compress(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      compress(path);
    } else if (compressible.has(extname(path)) && !templates.has(path)) {
      const bytes = readFileSync(path);
      if (bytes.length < smallest_worth_compressing) continue;
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
      writeFileSync(`${path}.br`, brotliCompressSync(bytes, quality));
    }
  }
}

check_types();
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
gather_docs();
gather_glyphs();
cpSync("public", dist, { recursive: true });
await build_applications();
compress(dist);
