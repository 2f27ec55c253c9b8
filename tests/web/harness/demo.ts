// A demo shop, made once for a run and copied for every program that is started.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface DemoShop {
  code: string;
  type: "stamps" | "points" | "hybrid";
  pins: Record<string, string>; // by name
  cardToken: string;
  staff: string; // e-mail addresses for signing in
  manager: string;
}

export interface Demo {
  folder: string;
  database: string;
  shops: DemoShop[];
}

export const DEMO_PASSWORD = "demo-password-only";
export const OWNER = "martine@bounewierk.example";

function parseShops(text: string): DemoShop[] {
  const signIns = [...text.matchAll(/^ {2}(staff|manager) +(\S+) +(\S+)$/gm)];
  const signIn = (role: string, code: string) =>
    signIns.find((match) => match[1] === role && match[3] === code)?.[2] ?? "";
  return [
    ...text.matchAll(/^.+ \((\w+)\), (stamps|points|hybrid)\n +PINs +(.+)\n[\s\S]*?a card +(\S+)/gm),
  ].map(([, code = "", type, pins = "", card = ""]) => ({
    code,
    type: type as DemoShop["type"],
    pins: Object.fromEntries(pins.split(", ").map((pin) => pin.split(" ") as [string, string])),
    cardToken: card.slice(card.lastIndexOf("/") + 1),
    staff: signIn("staff", code),
    manager: signIn("manager", code),
  }));
}

export function programPath(): string {
  const path = process.env.LOYALTY_PROGRAM ?? join(import.meta.dirname, "../../../build/debug/loyalty");
  return path;
}

// Environment of a program that serves on `port` from `database` and speaks to nobody else.
export function programEnvironment(database: string, port: number): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("LOYALTY_"));
  return {
    ...Object.fromEntries(own),
    LOYALTY_DATABASE_URL: `sqlite:${database}`,
    LOYALTY_LISTEN: `127.0.0.1:${port}`,
    LOYALTY_BCRYPT_COST: "4",
  };
}

export function makeDemo(folder: string): Demo {
  const database = join(folder, "demo.db");
  const options = {
    env: programEnvironment(database, 1),
    encoding: "utf8",
    maxBuffer: 1 << 24,
  } as const;
  const text = execFileSync(programPath(), ["demo"], options);
  const shops = parseShops(text);
  if (shops.length === 0) throw new Error(`no shop in what the demo says:\n${text}`);
  return { folder, database, shops };
}

// The secret that a database is read with lies beside it.
export function databaseFiles(database: string): string[] {
  return ["", "-wal", "-shm", ".key"].map((ending) => database + ending).filter(exists);
}

function exists(path: string): boolean {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}
