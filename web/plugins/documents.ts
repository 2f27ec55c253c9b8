// The documents of the applications while developing: what the running program would put into the
// template is taken from its answer, so that both show the same data.
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { findApplication } from "./applications.ts";

function between(text: string, pattern: RegExp): string {
  return pattern.exec(text)?.[1] ?? "";
}

// The template with the values that the program's own document carries.
function fill(template: string, answer: string): string {
  const values: Record<string, string> = {
    LANG: between(answer, /<html[^>]*lang="([^"]*)"/),
    TITLE: between(answer, /<title>([\s\S]*?)<\/title>/),
    COLOR: between(answer, /<meta name="theme-color" content="([^"]*)"/),
    DATA: between(answer, /<script type="application\/json" id="data">([\s\S]*?)<\/script>/),
    CODE: between(answer, /<div class="qr" id="code">([\s\S]*?)<\/div>/),
    CAPTION: between(answer, /<h2>([^<]*)<\/h2>/),
    NUMBER: between(answer, /<p class="no num">([^<]*)</),
    TROUBLE: between(answer, /<p class="late">([^<]*?) ?</),
    RETRY: between(answer, /<a href="">([^<]*)</),
  };
  return template.replace(/%([A-Z]+)%/g, (_, name: string) => values[name] ?? "");
}

export function documents(program: string): Plugin {
  return {
    name: "documents",
    apply: "serve",
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const url = request.originalUrl ?? "/";
        const application = findApplication(url);
        if (!application) return next();
        const answer = async () => {
          const page = readFileSync(application.template, "utf8");
          if (!application.is_filled) return server.transformIndexHtml(url, page);
          const headers = {
            "Accept-Language": request.headers["accept-language"] ?? "en",
            Cookie: request.headers.cookie ?? "",
          };
          const document = await (await fetch(new URL(url, program), { headers })).text();
          return server.transformIndexHtml(url, fill(page, document));
        };
        answer().then((html) => {
          response.setHeader("Content-Type", "text/html; charset=utf-8");
          response.end(html);
        }, next);
      });
    },
  };
}
