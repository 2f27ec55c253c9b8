// Tells a service worker which files its application consists of: `self.__ASSETS__` in its source becomes
// their addresses. A build with other files is therefore another worker, which browsers notice by themselves.
import type { Plugin } from "vite";

export function workerAssets(worker: string): Plugin {
  return {
    name: "worker-assets",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const chunk = bundle[worker];
      if (chunk?.type !== "chunk") return;
      const assets = Object.keys(bundle)
        .filter((name) => name.startsWith("assets/"))
        .map((name) => `/${name}`)
        .sort();
      chunk.code = chunk.code.replace("self.__ASSETS__", JSON.stringify(assets));
    },
  };
}
