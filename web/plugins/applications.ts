// The applications of the web, from the one table that the build and the server read too.
import { readFileSync } from "node:fs";

export interface Application {
  name: string; // of its folder in src, too
  framework: "preact" | "react";
  paths: string[]; // its pages lie at these and below
  template: string;
  is_filled: boolean; // the server fills the template for each answer; else it is sent as it is
  worker: { path: string; scope: string };
  policy: { camera: boolean; webassembly: boolean };
}

export const APPLICATIONS = JSON.parse(
  readFileSync(new URL("../applications.json", import.meta.url), "utf8"),
) as Application[];

// Whose page an address is.
export function findApplication(url: string): Application | undefined {
  const { pathname } = new URL(url, "http://any");
  const isBelow = (path: string) => pathname === path || pathname.startsWith(`${path}/`);
  return APPLICATIONS.find(({ paths }) => paths.some(isBelow));
}
