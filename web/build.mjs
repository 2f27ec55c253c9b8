// Gathers what the server shows of the web into dist/, each file also compressed, for embedding in the program.
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const dist = "dist";
const viewer = join("node_modules", "swagger-ui-dist");
const smallest_worth_compressing = 1024;

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, "docs"), { recursive: true });
for (const name of readdirSync("docs")) copyFileSync(join("docs", name), join(dist, "docs", name));
for (const name of ["swagger-ui.css", "swagger-ui-bundle.js"]) {
  // The maps that the last line names are not shipped.
  const text = readFileSync(join(viewer, name), "utf8").replace(/\n?(\/\/|\/\*)# sourceMappingURL=.*$/m, "");
  writeFileSync(join(dist, "docs", name), text);
}

for (const name of readdirSync(join(dist, "docs"))) {
  const path = join(dist, "docs", name);
  const bytes = readFileSync(path);
  if (bytes.length < smallest_worth_compressing) continue;
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}
