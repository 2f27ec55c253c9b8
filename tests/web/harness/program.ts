// The real program on a free port, with its own copy of the demo shop.
import { spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { inject } from "vitest";
import { databaseFiles, programEnvironment, programPath, type DemoShop } from "./demo.ts";
import { waitFor } from "./wait.ts";

export interface Program {
  url: string;
  shop(type: DemoShop["type"]): DemoShop;
  // Ends it as a power cut would; start() brings it back on the same port with the same data.
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (child?.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await gone;
}

// `settings` are more of its environment.
export async function startProgram(settings: Record<string, string> = {}): Promise<Program> {
  const demo = inject("demo");
  const folder = mkdtempSync(join(demo.folder, "run-"));
  for (const file of databaseFiles(demo.database)) copyFileSync(file, join(folder, basename(file)));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...programEnvironment(join(folder, basename(demo.database)), port), ...settings };
  let child: ChildProcess | undefined;
  let output = "";

  const start = async () => {
    const started = spawn(programPath(), ["serve"], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    const listen = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-20_000));
    started.stdout.on("data", listen);
    started.stderr.on("data", listen);
    await waitFor(async () => {
      if (started.exitCode !== null) throw new Error(`the program ended:\n${output}`);
      return (await fetch(`${url}/readyz`).catch(() => undefined))?.ok === true;
    }, "the program to be ready");
  };

  await start();
  return {
    url,
    shop: (type) => {
      const shop = demo.shops.find((candidate) => candidate.type === type);
      if (shop === undefined) throw new Error(`the demo has no shop with ${type}`);
      return shop;
    },
    kill: () => end(child, "SIGKILL"),
    start,
    stop: async () => {
      await end(child, "SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
