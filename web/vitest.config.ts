import { defineConfig } from "vitest/config";
import { BySize } from "./plugins/by-size.ts";
import { glyphs } from "./plugins/glyphs.ts";
import { PATIENCE_MS } from "./plugins/patience.ts";

// Unit tests stand beside what they test; browser tests, which start the real program, in tests/web.
export default defineConfig({
  test: {
    sequence: { sequencer: BySize },
    projects: [
      {
        plugins: [glyphs()],
        test: { name: "unit", include: ["{src,lint}/**/*.test.ts"] },
      },
      {
        plugins: [glyphs()],
        test: {
          name: "browser",
          dir: "../tests/web",
          include: ["**/*.test.ts"],
          globalSetup: ["../tests/web/harness/setup.ts"],
          fileParallelism: false,
          isolate: false, // one browser for all files of a run
          expect: { poll: { timeout: PATIENCE_MS } },
          testTimeout: 5 * PATIENCE_MS, // what a test waits for has a time of its own
          hookTimeout: 5 * PATIENCE_MS,
        },
      },
    ],
  },
});
