import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import x from "@tabler/icons/outline/x.svg?glyph";
import { Icon } from "./icon";
import { t } from "./page";

const CLOSES = ".closes"; // what closes the layer that it stands in

// A layer over the page, as long as it is drawn. Escape and the way back close it, as on any phone.
export function Dialog({
  name,
  label,
  onClose,
  children,
}: {
  name: string;
  label: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const closed = useRef(onClose);
  const isClosing = useRef(false);
  closed.current = onClose;
  useEffect(() => {
    dialog.current?.showModal();
    history.pushState({ dialog: name }, "");
    const goBack = () => {
      closed.current();
    };
    addEventListener("popstate", goBack);
    return () => {
      removeEventListener("popstate", goBack);
    };
  }, [name]);
  // Once: a second tap before the layer is gone would leave the page behind it.
  const close = () => {
    if (isClosing.current) return;
    isClosing.current = true;
    history.back(); // popstate does the rest
  };
  return (
    <dialog
      ref={dialog}
      class={name}
      aria-label={label}
      onClick={(event) => {
        const isOutside = event.target === dialog.current;
        if (isOutside || (event.target as Element).closest(CLOSES) !== null) close();
      }}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      {children}
    </dialog>
  );
}

// A text to read, with its end in sight.
export function TextDialog({ title, text, onClose }: { title: string; text: string; onClose: () => void }) {
  return (
    <Dialog name="text-dialog" label={title} onClose={onClose}>
      <div class="sheet">
        <h2>{title}</h2>
        {text.split(/\n+/).map((paragraph, index) => (
          <p key={index}>{paragraph}</p>
        ))}
        <button type="button" class="plain closes">
          <Icon glyph={x} />
          {t("customer.close")}
        </button>
      </div>
    </Dialog>
  );
}
