// The card's own link as a code for the customer's phone: after it was made, or again for a lost one.
import { useQuery } from "@tanstack/react-query";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { fullName } from "../core/intent";
import type { Card } from "../core/types";
import { Bar } from "../parts/bar";
import { ReadFault } from "../../react/read-fault";
import { Svg } from "../parts/svg";

export function LinkScreen({ card, isNew }: { card: Card; isNew: boolean }) {
  const { t } = useTexts();
  const { api, navigation } = useServices();
  const toCard = () => navigation.backToCard();
  const link = useQuery({
    queryKey: ["link", card.id],
    queryFn: () => api.ask("get", "/api/v1/vendor/loyalty/cards/{id}/link", { path: { id: card.id } }),
    staleTime: Infinity,
  });
  useKeys({ primary: toCard, back: toCard });
  return (
    <>
      <Bar back={toCard} title={fullName(card)} />
      <main className="link" tabIndex={-1}>
        <div className="link-code" role="img" aria-label={t("terminal.link.code")}>
          {link.data && <Svg markup={link.data.qr_svg} />}
          {link.error && <ReadFault error={link.error} retry={() => void link.refetch()} />}
        </div>
        <div className="link-side">
          <h1 role="status">{t(isNew ? "terminal.link.made" : "terminal.link.title")}</h1>
          <p className="lead">{t("terminal.link.lead", { name: card.customer.first_name })}</p>
          <button type="button" className="big" onClick={toCard}>
            {t("terminal.link.to_card")}
          </button>
          <button type="button" className="sec" onClick={() => navigation.home()}>
            {t("terminal.next")}
          </button>
        </div>
      </main>
    </>
  );
}
