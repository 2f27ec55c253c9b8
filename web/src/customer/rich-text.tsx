import type { ComponentChildren } from "preact";
import { Fragment } from "preact";
import { t, type MessageKey } from "./page";

const MARK = "\u0001";

// A sentence with elements where its placeholders are, in the order that its language wants.
export function RichText({
  text,
  parts,
}: {
  text: MessageKey;
  parts: Readonly<Record<string, ComponentChildren>>;
}) {
  const marks = Object.fromEntries(Object.keys(parts).map((name) => [name, MARK + name + MARK]));
  const pieces = t(text, marks).split(MARK);
  return (
    <>
      {pieces.map((piece, index) => (
        <Fragment key={index}>{index % 2 === 1 ? parts[piece] : piece}</Fragment>
      ))}
    </>
  );
}
