// What a first screen does not need: loaded beside it, so that it is there before anybody asks.
import { IconDots } from "@tabler/icons-react";
import { type ComponentProps, lazy, Suspense } from "react";
import type { CardMenu } from "./card-menu";
import type { ConfirmAmount } from "./confirm-amount";

const load = () => import("./mantine-parts");
const Part = lazy(load);

export function loadLater(): void {
  void load().catch(() => undefined); // asked for again when it is needed
}

export function LazyCardMenu(props: ComponentProps<typeof CardMenu>) {
  const still = (
    <span className="icon-button" aria-hidden="true">
      <IconDots size={28} stroke={2.4} />
    </span>
  );
  return (
    <Suspense fallback={still}>
      <Part menu={props} />
    </Suspense>
  );
}

export function LazyConfirmAmount(props: ComponentProps<typeof ConfirmAmount>) {
  if (!props.isAsking) return null;
  return (
    <Suspense fallback={null}>
      <Part amount={props} />
    </Suspense>
  );
}
