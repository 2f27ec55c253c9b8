// What a first screen does not need: loaded beside it, so that it is there before anybody asks. The screens
// work without it, and it is asked for until it is there.
import { IconDots } from "@tabler/icons-react";
import { type ComponentProps, useEffect, useState } from "react";
import type { CardMenu } from "./card-menu";
import type { ConfirmAmount } from "./confirm-amount";
import type MantinePart from "./mantine-parts";

const AGAIN_AFTER_MS = 2000;
let loaded: typeof MantinePart | null = null;

async function load(): Promise<typeof MantinePart> {
  loaded ??= (await import("./mantine-parts")).default;
  return loaded;
}

export function loadLater(): void {
  void load().catch(() => undefined);
}

function usePart(): typeof MantinePart | null {
  const [part, setPart] = useState(() => loaded);
  useEffect(() => {
    if (part) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const ask = () =>
      load().then(
        (found) => !isGone && setPart(() => found),
        () => !isGone && (timer = setTimeout(() => void ask(), AGAIN_AFTER_MS)),
      );
    void ask();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [part]);
  return part;
}

export function LazyCardMenu(props: ComponentProps<typeof CardMenu>) {
  const Part = usePart();
  if (Part) return <Part menu={props} />;
  return (
    <span className="icon-button" aria-hidden="true">
      <IconDots size={28} stroke={2.4} />
    </span>
  );
}

export function LazyConfirmAmount(props: ComponentProps<typeof ConfirmAmount>) {
  const Part = usePart();
  return Part && props.isAsking ? <Part amount={props} /> : null;
}
