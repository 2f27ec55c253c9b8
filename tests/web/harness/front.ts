// Stands before the program as a proxy does: it can serve a newer worker of the terminal, as after an upgrade,
// and keep answers back.
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Program } from "./program.ts";

export interface Front {
  url: string;
  upgradeWorker(): void;
  // Requests that fit wait until the function that comes back is called.
  hold(fits: (method: string, path: string) => boolean): () => void;
  stop(): Promise<void>;
}

const WORKER = "/terminal-worker.js";

// A message with a port is answered with whether the page has told this worker to take over.
const NEWER = `
let wasTold = false;
self.addEventListener("message", ({ data, ports }) => {
  wasTold ||= data === "take over";
  ports[0]?.postMessage(wasTold);
});
`;

export async function startFront(program: Program): Promise<Front> {
  const { hostname, port } = new URL(program.url);
  let isUpgraded = false;
  let mustWait: (method: string, path: string) => boolean = () => false;
  let released = Promise.resolve();

  const forward = async (from: IncomingMessage, to: ServerResponse) => {
    const { method = "GET", url: path = "/" } = from;
    if (mustWait(method, path)) await released;
    const isWorker = isUpgraded && path === WORKER;
    const headers = { ...from.headers, ...(isWorker && { "accept-encoding": "identity" }) };
    const asked = request({ hostname, port, method, path, headers }, (answer) => {
      if (!isWorker) {
        to.writeHead(answer.statusCode ?? 502, answer.headers);
        return void answer.pipe(to);
      }
      const { "content-length": _length, etag: _etag, ...kept } = answer.headers;
      text(answer).then(
        (source) => to.writeHead(200, kept).end(source + NEWER),
        () => to.destroy(),
      );
    });
    asked.on("error", () => to.destroy());
    from.pipe(asked);
  };

  const server = createServer((from, to) => void forward(from, to));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    upgradeWorker: () => (isUpgraded = true),
    hold: (fits) => {
      mustWait = fits;
      let release: () => void = () => undefined;
      released = new Promise((resolve) => (release = resolve));
      return () => {
        mustWait = () => false;
        release();
      };
    },
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}
