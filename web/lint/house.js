// The house's rules for TypeScript: which room a file may import from, no circles, and how long a function is.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const SRC = join(import.meta.dirname, "../src");

// What each room may use besides itself. The nearest room that a file lies in is its own.
const COMMON = ["shared", "api"];
const GROUND = [...COMMON, "react"];
const ROOMS = {
  shared: [],
  api: ["shared"],
  react: COMMON,
  customer: COMMON,
  "terminal/core": COMMON,
  "terminal/styles": COMMON,
  "terminal/app": [...GROUND, "terminal/core"],
  "terminal/parts": [...GROUND, "terminal/styles", "terminal/core", "terminal/app"],
  "terminal/screens": [...GROUND, "terminal/core", "terminal/app", "terminal/parts"],
  terminal: [
    ...GROUND,
    "terminal/styles",
    "terminal/core",
    "terminal/app",
    "terminal/parts",
    "terminal/screens",
  ],
};

function roomOf(path) {
  const inside = relative(SRC, path);
  const names = Object.keys(ROOMS).filter((room) => inside.startsWith(`${room}/`));
  return names.sort((a, b) => b.length - a.length)[0];
}

// The file of ours that an import names; none for packages and texts.
function resolve(from, name) {
  if (!name.startsWith(".")) return undefined;
  const path = join(dirname(from), name.replace(/\?.*$/, ""));
  return [path, `${path}.ts`, `${path}.tsx`].find((each) => /\.(tsx?|css)$/.test(each) && existsSync(each));
}

const imports = new Map();

function listImports(path) {
  if (!imports.has(path)) {
    const text = path.endsWith(".css") ? "" : readFileSync(path, "utf8");
    const names = [...text.matchAll(/^(?:import|export)\b[^;"]*"([^"]+)";/gm)].map(([, name]) => name);
    imports.set(
      path,
      names.map((name) => resolve(path, name)).filter((each) => each !== undefined),
    );
  }
  return imports.get(path);
}

// The files from one to another, by what they import; none when there is no way.
function findWay(from, to, seen = new Set()) {
  if (from === to) return [from];
  seen.add(from);
  for (const next of listImports(from)) {
    if (seen.has(next)) continue;
    const rest = findWay(next, to, seen);
    if (rest) return [from, ...rest];
  }
  return undefined;
}

function eachImport(context, look) {
  const visit = (node) => {
    const name = node.source?.value;
    const target = typeof name === "string" ? resolve(context.filename, name) : undefined;
    if (target) look(node.source, target);
  };
  return {
    ImportDeclaration: visit,
    ImportExpression: visit,
    ExportNamedDeclaration: visit,
    ExportAllDeclaration: visit,
  };
}

const directions = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const own = roomOf(context.filename);
    if (own === undefined) return {};
    return eachImport(context, (node, target) => {
      const room = roomOf(target);
      if (room === undefined || room === own || ROOMS[own].includes(room)) return;
      context.report({ node, message: `${own} does not use ${room}` });
    });
  },
};

const noCircles = {
  meta: { type: "problem", schema: [] },
  create(context) {
    return eachImport(context, (node, target) => {
      const way = findWay(target, context.filename);
      if (!way) return;
      const names = way.map((path) => relative(SRC, path)).join(" <- ");
      context.report({ node, message: `a circle: ${names}` });
    });
  },
};

// Whether a function only holds the cases of a suite together, as a file does.
function isSuite({ parent }) {
  if (parent.type !== "CallExpression") return false;
  const called = parent.callee.type === "CallExpression" ? parent.callee.callee : parent.callee;
  return (called.type === "MemberExpression" ? called.object : called).name === "describe";
}

const functionLength = {
  meta: { type: "problem", schema: [{ type: "integer" }] },
  create(context) {
    const [max] = context.options;
    const visit = (node) => {
      const lines = node.loc.end.line - node.loc.start.line + 1;
      if (lines > max && !isSuite(node)) {
        context.report({ node, message: `a function of ${lines} lines; ${max} are enough` });
      }
    };
    return { FunctionDeclaration: visit, FunctionExpression: visit, ArrowFunctionExpression: visit };
  },
};

export default { rules: { directions, "no-circles": noCircles, "function-length": functionLength } };
