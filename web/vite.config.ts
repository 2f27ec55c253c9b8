import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "vite";
import { type Application, APPLICATIONS } from "./plugins/applications.ts";
import { documents } from "./plugins/documents.ts";
import { glyphs } from "./plugins/glyphs.ts";
import { inlineStyles } from "./plugins/inline-styles.ts";
import { texts } from "./plugins/texts.ts";
import { workerAssets } from "./plugins/worker-assets.ts";

// Applications share source and no bundle: a customer's phone loads nothing of the counter's. The mode of a
// build says which of them it is.
function buildOf({ name: application, framework, template, is_filled, worker }: Application): UserConfig {
  return {
    publicDir: false,
    logLevel: "warn",
    define: { __WORKER__: JSON.stringify(worker) },
    plugins: [
      glyphs(),
      texts(),
      ...(framework === "react" ? [react()] : []),
      ...(is_filled ? [inlineStyles()] : []),
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
          [application]: template,
          [`${application}-worker`]: `src/${application}/worker.ts`,
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

function find(mode: string): Application {
  const found = APPLICATIONS.find(({ name }) => name === mode);
  if (!found) throw new Error(`no application is called ${mode}`);
  return found;
}

// The server for working on the pages, beside a running program.
function development(): UserConfig {
  const preact = APPLICATIONS.filter(({ framework }) => framework === "preact").map(
    ({ name }) => new RegExp(`/src/${name}/`),
  );
  const program = process.env.LOYALTY_PUBLIC_URL ?? "http://127.0.0.1:8080";
  return {
    publicDir: "public",
    appType: "custom",
    plugins: [glyphs(), texts(), documents(program), react({ exclude: preact })],
    // A browser's changes come from our own pages, so they get the program's own origin.
    server: { proxy: { "/api": { target: program, headers: { Origin: program } } } },
  };
}

export default defineConfig(({ command, mode }) =>
  command === "build" ? buildOf(find(mode)) : development(),
);
