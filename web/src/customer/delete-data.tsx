// Deleting in two steps: the second says what is lost.
import trash from "@tabler/icons/outline/trash.svg?glyph";
import { useRef, useState } from "preact/hooks";
import { call } from "../api/client";
import { dropDraft } from "./draft";
import { Icon } from "./icon";
import { forgetOffline } from "./offline-copy";
import { t, type Card } from "./page";
import { TroubleNote, troubleOf, useOnline, type Trouble } from "./submit";

// "7 stamps and 340 points", as far as the card has them.
function whatIsLost(card: Card): string {
  const stamps = t("customer.n_stamps", { n: card.stamp_count });
  const points = t("customer.n_points", { n: Math.max(0, card.points_balance) });
  if (card.loyalty_type === "stamps") return t("customer.delete_warning", { lost: stamps });
  if (card.loyalty_type === "points") return t("customer.delete_warning", { lost: points });
  return t("customer.delete_warning", { lost: t("customer.both", { stamps, points }) });
}

interface DeleteDataProps {
  token: string;
  card: Card;
  onDeleted: () => void;
}

function useErasing(token: string, onDeleted: () => void) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const isBusy = useRef(false);
  const erase = async () => {
    setTrouble(null);
    const reply = await call("delete", "/api/v1/loyalty/cards/{card_token}/data", {
      path: { card_token: token },
    });
    // After a lost answer the card may be gone already, which is what was asked for.
    if (reply.kind === "done" || (reply.kind === "problem" && reply.status === 404)) {
      forgetOffline(token);
      dropDraft(`data:${token}`);
      onDeleted();
    } else {
      setTrouble(troubleOf(reply));
    }
  };
  const eraseOnce = () => {
    if (isBusy.current) return;
    isBusy.current = true;
    void erase().finally(() => {
      isBusy.current = false;
    });
  };
  return { trouble, eraseOnce };
}

export function DeleteData({ token, card, onDeleted }: DeleteDataProps) {
  const [isAsked, setAsked] = useState(false);
  const { trouble, eraseOnce } = useErasing(token, onDeleted);
  const isOnline = useOnline();
  const begin = () => {
    setAsked(true);
  };
  const keep = () => {
    setAsked(false);
  };
  return (
    <section class="panel">
      <h2>{t("customer.delete")}</h2>
      {!isAsked && (
        <>
          <p>{t("customer.delete_hint")}</p>
          <button type="button" class="plain bad" onClick={begin}>
            <Icon glyph={trash} />
            {t("customer.delete_begin")}
          </button>
        </>
      )}
      {isAsked && (
        <>
          <p class="warning" tabIndex={-1} ref={(text) => text?.focus()}>
            {whatIsLost(card)}
          </p>
          <TroubleNote trouble={trouble} isOnline={isOnline} />
          <div class="pair">
            <button type="button" class="destroy" onClick={eraseOnce}>
              {t("customer.delete_for_good")}
            </button>
            <button type="button" class="plain" onClick={keep}>
              {t("customer.keep_card")}
            </button>
          </div>
        </>
      )}
    </section>
  );
}
