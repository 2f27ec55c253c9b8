// Nothing here: what was looked for, and the way on.
import buildingStore from "@tabler/icons/outline/building-store.svg?glyph";
import cloudOff from "@tabler/icons/outline/cloud-off.svg?glyph";
import { Icon } from "./icon";
import { LanguageMenu } from "./language-menu";
import { page, refusalText, t } from "./page";

function textOf(reason: string | null): string {
  if (page.page === "offline") return t("customer.no_copy");
  if (reason === "card_not_found") return t("customer.no_card");
  return refusalText(reason) ?? t("shared.fault");
}

export function MissingPage() {
  const { reason } = page;
  const isOffline = page.page === "offline";
  const isTrouble = reason === "overloaded" || reason === "storage_full" || reason === "internal";
  const canRetry = isTrouble || isOffline;
  return (
    <div class="wrap">
      <header class="top">
        <b class="hello">{page.vendor?.name}</b>
        {!isOffline && <LanguageMenu />}
      </header>
      <main class="message">
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
      </main>
    </div>
  );
}
