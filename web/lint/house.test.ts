// Each rule of the house, kept and broken.
import { join } from "node:path";
import { RuleTester } from "eslint";
import tseslint from "typescript-eslint";
import { it } from "vitest";
import house from "./house.js";

const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } });
const at = (file: string, code: string) => ({ filename: join(import.meta.dirname, "../src", file), code });
const broken = (file: string, code: string, message: string) => ({
  ...at(file, code),
  errors: [{ message }],
});

it("rooms use what lies below them", () => {
  tester.run("directions", house.rules.directions, {
    valid: [
      at("terminal/screens/new.tsx", 'import { Bar } from "../parts/bar";'),
      at("terminal/parts/new.tsx", 'import { Store } from "../../react/store";'),
      at("terminal/core/new.ts", 'import { makeKey } from "../../api/client";'),
      at("customer/new.tsx", 'import { countShown } from "../shared/stamps";'),
      at("customer/new.tsx", 'import { useState } from "preact/hooks";'),
    ],
    invalid: [
      broken(
        "terminal/core/new.ts",
        'import { play } from "../app/sound";',
        "terminal/core does not use terminal/app",
      ),
      broken(
        "terminal/app/new.ts",
        'import { Bar } from "../parts/bar";',
        "terminal/app does not use terminal/parts",
      ),
      broken(
        "terminal/parts/new.ts",
        'export const later = () => import("../screens/scan");',
        "terminal/parts does not use terminal/screens",
      ),
      broken(
        "react/new.ts",
        'import { useServices } from "../terminal/app/services";',
        "react does not use terminal/app",
      ),
      broken("customer/new.ts", 'export { Store } from "../react/store";', "customer does not use react"),
      broken("terminal/new.ts", 'import { t } from "../customer/page";', "terminal does not use customer"),
      broken("shared/new.ts", 'import { makeKey } from "../api/client";', "shared does not use api"),
    ],
  });
});

it("files do not lean on each other in a circle", () => {
  tester.run("no-circles", house.rules["no-circles"], {
    valid: [at("terminal/app/use-keys.ts", 'import { useServices } from "./services";')],
    invalid: [
      broken(
        "terminal/app/keyboard.ts",
        'import { useServices } from "./services";',
        "a circle: terminal/app/services.ts <- terminal/app/keyboard.ts",
      ),
    ],
  });
});

it("functions are short, and a suite is none", () => {
  const lines = (count: number) => "f();\n".repeat(count);
  tester.run("function-length", house.rules["function-length"], {
    valid: [
      { code: `function f() {\n${lines(1)}}`, options: [3] },
      { code: `describe("all", () => {\n${lines(5)}});`, options: [3] },
      { code: `describe.each([1])("all", () => {\n${lines(5)}});`, options: [3] },
    ],
    invalid: [
      {
        code: `const f = () => {\n${lines(2)}};`,
        options: [3],
        errors: [{ message: "a function of 4 lines; 3 are enough" }],
      },
      {
        code: `it("works", () => {\n${lines(2)}});`,
        options: [3],
        errors: [{ message: "a function of 4 lines; 3 are enough" }],
      },
    ],
  });
});
