import { defineConfig } from "vitest/config";
import { BySize } from "./plugins/by-size.ts";
import { glyphs } from "./plugins/glyphs.ts";

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
          expect: { poll: { timeout: 120_000 } },
          testTimeout: 600_000, // what a test waits for has a time of its own
          hookTimeout: 600_000,
        },
      },
    ],
  },
});
