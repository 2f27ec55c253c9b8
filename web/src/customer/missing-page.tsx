// Nothing here: what was looked for, and the way on.
import arrowLeft from "@tabler/icons/outline/arrow-left.svg?glyph";
import buildingStore from "@tabler/icons/outline/building-store.svg?glyph";
import cloudOff from "@tabler/icons/outline/cloud-off.svg?glyph";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "./icon";
import { findShopThatSends } from "./known-shop";
import { LanguageMenu } from "./language-menu";
import { LostCard, LostCardLink } from "./lost-card";
import { page, refusalText, t } from "./page";

const AGAIN_MS = 5_000;
const CARD_OF_DATA = /^(.+)\/data$/;

function textOf(reason: string | null): string {
  if (page.page === "offline") {
    return CARD_OF_DATA.test(location.pathname) ? t("shared.offline") : t("customer.no_copy");
  }
  if (reason === "card_not_found") return t("customer.no_card");
  return refusalText(reason) ?? t("shared.fault");
}

// Goes on by itself once the server answers again.
function useReturn(isOffline: boolean): void {
  useEffect(() => {
    if (!isOffline) return undefined;
    const look = () => {
      if (document.visibilityState !== "visible") return;
      fetch(location.href, { method: "HEAD" }).then(
        (answer) => {
          if (answer.status < 500) location.reload();
        },
        () => undefined,
      );
    };
    const timer = setInterval(look, AGAIN_MS);
    addEventListener("online", look);
    return () => {
      clearInterval(timer);
      removeEventListener("online", look);
    };
  }, [isOffline]);
}

// The shop that can send a link, where it is a card that is not there.
function useShopThatSends(): string | null {
  const [code, setCode] = useState<string | null>(null);
  useEffect(() => {
    if (page.reason === "card_not_found") void findShopThatSends().then(setCode);
  }, []);
  return code;
}

function Missing() {
  const { reason } = page;
  const isOffline = page.page === "offline";
  const card = isOffline ? CARD_OF_DATA.exec(location.pathname)?.[1] : undefined;
  useReturn(isOffline);
  const isTrouble = reason === "overloaded" || reason === "storage_full" || reason === "internal";
  const canRetry = isTrouble || isOffline;
  return (
    <>
      <Icon glyph={isOffline ? cloudOff : buildingStore} size={44} stroke={1.8} />
      <h1>{textOf(reason)}</h1>
      {!canRetry && <p>{t("customer.ask_at_counter")}</p>}
      <button
        type="button"
        class={canRetry ? "cta" : "plain"}
        onClick={() => {
          location.reload();
        }}
      >
        {t("shared.try_again")}
      </button>
      {card !== undefined && (
        <a class="back" href={card}>
          <Icon glyph={arrowLeft} />
          {t("customer.back_to_card")}
        </a>
      )}
    </>
  );
}

export function MissingPage() {
  const shop = useShopThatSends();
  const [isAsking, setAsking] = useState(false);
  return (
    <div class="wrap">
      <header class="top">
        <b class="hello">{page.vendor?.name}</b>
        {page.page !== "offline" && <LanguageMenu />}
      </header>
      {isAsking && shop !== null ? (
        <main>
          <LostCard
            vendorCode={shop}
            onBack={() => {
              setAsking(false);
            }}
          />
        </main>
      ) : (
        <main class="message">
          <Missing />
          {shop !== null && (
            <LostCardLink
              onOpen={() => {
                setAsking(true);
                requestAnimationFrame(() => document.getElementById("lost_email")?.focus());
              }}
            />
          )}
        </main>
      )}
    </div>
  );
}
