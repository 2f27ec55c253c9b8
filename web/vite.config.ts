import { existsSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "vite";
import { documents } from "./plugins/documents.ts";
import { glyphs } from "./plugins/glyphs.ts";
import { inlineStyles } from "./plugins/inline-styles.ts";
import { texts } from "./plugins/texts.ts";
import { workerAssets } from "./plugins/worker-assets.ts";

// Two applications that share source and no bundle: a customer's phone loads nothing of the counter's. The
// mode of a build says which of them it is.
function buildOf(application: string): UserConfig {
  const worker = `src/${application}/worker.ts`;
  return {
    publicDir: false,
    logLevel: "warn",
    plugins: [
      glyphs(),
      texts(),
      ...(application === "customer" ? [inlineStyles()] : [react()]),
      workerAssets(`${application}-worker.js`),
    ],
    build: {
      outDir: "dist",
      emptyOutDir: false,
      target: "es2022",
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      manifest: `manifest-${application}.json`,
      rolldownOptions: {
        input: {
          [application]: `pages/${application}.html`,
          ...(existsSync(worker) ? { [`${application}-worker`]: worker } : {}),
        },
        output: {
          // A worker's address is its identity, so it alone has no hash in it.
          entryFileNames: ({ name }) =>
            name.endsWith("-worker") ? "[name].js" : "assets/[name]-[hash].js",
        },
      },
    },
  };
}

// The server for working on the pages, beside a running program.
function development(): UserConfig {
  const program = process.env.LOYALTY_PUBLIC_URL ?? "http://127.0.0.1:8080";
  return {
    publicDir: "public",
    appType: "custom",
    plugins: [glyphs(), texts(), documents(program), react({ exclude: /src\/customer/ })],
    // A browser's changes come from our own pages, so they get the program's own origin.
    server: { proxy: { "/api": { target: program, headers: { Origin: program } } } },
  };
}

export default defineConfig(({ command, mode }) => (command === "build" ? buildOf(mode) : development()));
