// A mail server on the loopback that takes everything.
import { createServer, type AddressInfo, type Socket } from "node:net";
import { waitFor } from "./wait.ts";

export interface ReceivedMail {
  to: string;
  text: string; // the content without its line breaks inside words
}

export interface MailServer {
  settings: Record<string, string>;
  mails: ReceivedMail[];
  // The link to a card in the first mail to the address that has come or comes.
  waitForLink(address: string): Promise<string>;
  stop(): Promise<void>;
}

function talk(socket: Socket, keep: (mail: ReceivedMail) => void): void {
  let buffer = "";
  let to = "";
  let content: string | null = null;
  const say = (line: string) => socket.write(`${line}\r\n`);
  const obey = (line: string) => {
    if (content !== null) {
      if (line !== ".") return void (content += `${line}\r\n`);
      keep({ to, text: content.replaceAll("=\r\n", "") });
      content = null;
      return void say("250 taken");
    }
    if (line.startsWith("RCPT")) to = /<(.*)>/.exec(line)?.[1] ?? "";
    if (line === "DATA") content = "";
    say(line === "DATA" ? "354 go on" : line === "QUIT" ? "221 bye" : "250 fine");
  };
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => {
    buffer += chunk.toString();
    const lines = buffer.split("\r\n");
    buffer = lines.pop() ?? "";
    lines.forEach(obey);
  });
  say("220 ready");
}

export async function startMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const server = createServer((socket) => {
    talk(socket, (mail) => mails.push(mail));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    settings: {
      LOYALTY_MAIL_URL: `smtp://127.0.0.1:${port}`,
      LOYALTY_MAIL_FROM: "cards@shop.example",
    },
    mails,
    waitForLink: async (address) => {
      const find = () => mails.find(({ to }) => to === address);
      await waitFor(() => find() !== undefined, `a mail to ${address}`);
      return /http:\/\/\S+\/c\/[\w-]+/.exec(find()?.text ?? "")?.[0] ?? "";
    },
    stop: async () => {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
