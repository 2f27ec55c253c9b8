// The purchase that a receipt was used for, whoever's card it was.
import { IconId } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import type { HistoryEntry } from "../core/types";
import { Bar } from "../parts/bar";
import { LatestRow } from "../parts/latest-list";
import { ReadFault } from "../../react/read-fault";

export function PurchaseScreen({ id }: { id: string }) {
  const { t } = useTexts();
  const { api, navigation } = useServices();
  const back = () => navigation.back();
  const { data, error, refetch } = useQuery({
    queryKey: ["rows", "one", id],
    queryFn: () => api.ask("get", "/api/v1/vendor/loyalty/transactions/{id}", { path: { id } }),
  });
  useKeys({ back, primary: back });
  return (
    <>
      <Bar back={back} />
      <main className="latest" tabIndex={-1}>
        <h1>{t("terminal.receipt.title")}</h1>
        {error && <ReadFault error={error} retry={() => void refetch()} />}
        {!data && !error && <div className="still" aria-hidden="true" />}
        {data && <Purchase row={data} />}
      </main>
    </>
  );
}

function Purchase({ row }: { row: HistoryEntry }) {
  const { t, money } = useTexts();
  const { scanner } = useServices();
  return (
    <>
      <p className="lead num">
        {money(row.purchase_amount_cents ?? 0)}, {row.purchase_reference}
      </p>
      <section className="panel">
        <ul className="rows">
          <LatestRow row={row} isLastOfCard />
        </ul>
      </section>
      <button type="button" className="sec" onClick={() => void scanner.lookUp(row.card_id, null)}>
        <IconId size={26} stroke={2} aria-hidden="true" />
        {t("terminal.card.open")}
      </button>
    </>
  );
}
