import { defineConfig } from "vitest/config";
import { glyphs } from "./plugins/glyphs.ts";

// Unit tests stand beside what they test; browser tests, which start the real program, in tests/web.
export default defineConfig({
  test: {
    projects: [
      {
        plugins: [glyphs()],
        test: { name: "unit", include: ["src/**/*.test.ts", "src/**/*.test.tsx"] },
      },
      {
        plugins: [glyphs()],
        test: {
          name: "browser",
          dir: "../tests/web",
          include: ["**/*.test.ts"],
          globalSetup: ["../tests/web/harness/setup.ts"],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
