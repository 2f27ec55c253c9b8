// Runs once before all browser tests.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { makeDemo, type Demo } from "./demo.ts";

declare module "vitest" {
  export interface ProvidedContext {
    demo: Demo;
  }
}

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "loyalty-web-"));
  project.provide("demo", makeDemo(folder));
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
