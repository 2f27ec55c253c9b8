// The white half of the card: the code that the counter scans, small and as large as the screen.
import ban from "@tabler/icons/outline/ban.svg?glyph";
import maximize from "@tabler/icons/outline/maximize.svg?glyph";
import { useEffect, useState } from "preact/hooks";
import { formatCardNumber } from "../shared/formats";
import { Dialog } from "./dialog";
import { Icon } from "./icon";
import { codePicture, t, type Card } from "./page";

// Keeps the screen on while the code is shown; asked for again when the page comes back into view.
function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | undefined;
    let isOver = false;
    const keepAwake = () => {
      if (document.visibilityState !== "visible") return;
      navigator.wakeLock?.request("screen").then(
        (granted) => {
          lock = granted;
          if (isOver) void granted.release();
        },
        () => undefined,
      );
    };
    keepAwake();
    document.addEventListener("visibilitychange", keepAwake);
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", keepAwake);
      void lock?.release();
    };
  }, []);
}

function Code() {
  return (
    <div
      class="qr"
      role="img"
      aria-label={t("customer.code_label")}
      dangerouslySetInnerHTML={{ __html: codePicture }}
    />
  );
}

function BigCode({ number, onClose }: { number: string; onClose: () => void }) {
  useWakeLock();
  return (
    <Dialog name="big-code" label={t("customer.code_label")} onClose={onClose}>
      <button type="button" class="closes" autofocus aria-label={t("customer.close")}>
        <Code />
        <span class="no num">{formatCardNumber(number)}</span>
      </button>
    </Dialog>
  );
}

export function CodePanel({ card }: { card: Card }) {
  const [isBig, setBig] = useState(false);
  if (card.status !== "active") {
    return (
      <div class="code off">
        <Icon glyph={ban} size={40} stroke={1.8} />
        <div>
          <h2>{card.status === "blocked" ? t("customer.blocked") : t("customer.closed")}</h2>
          <p>{t("customer.ask_at_counter")}</p>
        </div>
      </div>
    );
  }
  return (
    <div class="code">
      <Code />
      <div class="how">
        <h2>{t("customer.show_code")}</h2>
        <p class="no num">{formatCardNumber(card.card_number)}</p>
        <button
          type="button"
          class="enlarge"
          onClick={() => {
            setBig(true);
          }}
        >
          <Icon glyph={maximize} />
          {t("customer.enlarge")}
        </button>
      </div>
      {isBig && (
        <BigCode
          number={card.card_number}
          onClose={() => {
            setBig(false);
          }}
        />
      )}
    </div>
  );
}
