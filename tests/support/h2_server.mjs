// A server of HTTP/2 over TLS for the tests: node h2_server.mjs KEY CERTIFICATE. Prints its port and its process,
// and ends with who started it. Each answer says over which connection the request came.
import { readFileSync } from "node:fs";
import { createSecureServer } from "node:http2";

const [, , key, certificate] = process.argv;
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(), 200);

const server = createSecureServer({
  key: readFileSync(key),
  cert: readFileSync(certificate),
  requestCert: true,
  rejectUnauthorized: false,
});

let connections = 0;
server.on("session", (session) => {
  session.number = ++connections;
});

function answer(stream, body) {
  if (stream.destroyed) return;
  const subject = stream.session.socket.getPeerCertificate().subject;
  stream.respond({
    ":status": 200,
    "x-connection": String(stream.session.number),
    "x-client": subject?.CN ?? "",
  });
  stream.end(body);
}

// Answered only when as many are there at the same time as each of them asks for.
let together = [];

server.on("stream", (stream, headers) => {
  stream.on("error", () => {});
  const [, verb, number] = headers[":path"].split("/");
  if (verb === "together") {
    together.push(stream);
    if (together.length < Number(number)) return;
    for (const waiting of together) answer(waiting, "together");
    together = [];
  } else if (verb === "goaway") {
    answer(stream, "the last one");
    stream.session.close();
  } else if (verb === "reset") {
    stream.close(Number(number));
  } else if (verb === "echo") {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => answer(stream, `${headers[":method"]} ${Buffer.concat(chunks)}`));
  } else if (verb !== "hang") {
    answer(stream, "fine");
  }
});

server.listen(0, "127.0.0.1", () => console.log(server.address().port, process.pid));
