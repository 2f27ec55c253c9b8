// Nothing here: what was looked for, and the way on.
import buildingStore from "@tabler/icons/outline/building-store.svg?glyph";
import cloudOff from "@tabler/icons/outline/cloud-off.svg?glyph";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "./icon";
import { findShopThatSends } from "./known-shop";
import { LanguageMenu } from "./language-menu";
import { LostCard, LostCardLink } from "./lost-card";
import { page, refusalText, t } from "./page";

function textOf(reason: string | null): string {
  if (page.page === "offline") return t("customer.no_copy");
  if (reason === "card_not_found") return t("customer.no_card");
  return refusalText(reason) ?? t("shared.fault");
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
