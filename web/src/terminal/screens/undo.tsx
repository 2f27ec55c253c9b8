// T11: take back what went wrong, with the balance that it leaves.
import { IconArrowBackUp, IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Refused } from "../../react/api";
import { useActions } from "../app/actions";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { fullName, voidIntent } from "../core/intent";
import type { Card, Transaction } from "../core/types";
import { Bar } from "../parts/bar";
import { sayWho } from "../parts/last-operation";
import { useCard } from "../parts/latest-list";
import { sayProblem } from "../../react/problem";
import { ReadFault } from "../../react/read-fault";
import { sayRow } from "../parts/rows";

const REASONS = ["wrong_number", "wrong_card", "changed_mind"] as const;

export function UndoScreen({ card: opened, transaction }: { card: Card | null; transaction: Transaction }) {
  const { navigation } = useServices();
  const read = useCard(transaction.card_id);
  const card = read.data ?? opened;
  if (card) return <TakeBack card={card} transaction={transaction} />;
  return (
    <>
      <Bar back={() => navigation.back()} />
      <NoCardYet error={read.error} retry={() => void read.refetch()} />
    </>
  );
}

function NoCardYet({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTexts();
  const { navigation } = useServices();
  useKeys({ back: () => navigation.back() });
  return (
    <main className="undo" tabIndex={-1} aria-busy={!error}>
      <h1>{t("terminal.undo.title")}</h1>
      {error ? <ReadFault error={error} retry={retry} /> : <div className="still" aria-hidden="true" />}
    </main>
  );
}

function TakeBack({ card, transaction }: { card: Card; transaction: Transaction }) {
  const texts = useTexts();
  const { t } = texts;
  const { connection, navigation } = useServices();
  const { perform } = useActions();
  const isOnline = useStore(connection);
  const [reason, setReason] = useState<(typeof REASONS)[number]>("wrong_number");
  const preview = usePreview(transaction);
  const problem = preview.error instanceof Refused ? preview.error.problem : null;
  const refusal = problem && problem.status < 500 && problem.status !== 429 ? problem : null;
  const back = () => navigation.back();
  const isOff = !isOnline || refusal !== null;
  const take = () => {
    if (!isOff)
      perform(
        voidIntent(card, transaction, t(`terminal.undo.${reason}`), preview.data?.card ?? null),
        card,
      );
  };
  useKeys({ primary: take, back });
  const said = refusal && sayProblem(refusal, texts);
  return (
    <>
      <Bar back={back} />
      <main className="undo" tabIndex={-1}>
        <h1>{t("terminal.undo.title")}</h1>
        <div className="what">
          <span className="what-icon">
            <IconArrowBackUp size={30} stroke={1.9} aria-hidden="true" />
          </span>
          <div>
            <b>{sayRow(transaction, texts)}</b>
            <span className="num">
              {fullName(card)}, {sayWho(transaction.created_at, transaction.staff_name, texts)}
            </span>
          </div>
        </div>
        {said ? (
          <p className="note" role="alert">
            <IconInfoCircle size={24} stroke={2} aria-hidden="true" />
            <span>{said.detail}</span>
          </p>
        ) : (
          <>
            <Reasons chosen={reason} choose={setReason} />
            {preview.data && <After card={preview.data.card} />}
            {preview.error && <ReadFault error={preview.error} retry={() => void preview.refetch()} />}
          </>
        )}
        <div className="buttons">
          {!isOnline && <p className="why">{t("terminal.waits")}</p>}
          <button type="button" className="big" disabled={isOff} onClick={take}>
            {t("terminal.undo.take_back")}
          </button>
        </div>
      </main>
    </>
  );
}

// What the server would answer now; it may refuse beforehand, and then the reason stands here at once.
function usePreview(transaction: Transaction) {
  const { api } = useServices();
  return useQuery({
    queryKey: ["rows", "undo", transaction.id],
    queryFn: () =>
      api.ask("post", "/api/v1/vendor/loyalty/transactions/{id}/void", {
        path: { id: transaction.id },
        query: { preview: true },
        body: {
          reason: "preview",
          ...(transaction.staff_pin_id ? { staff_pin_id: transaction.staff_pin_id } : {}),
        },
      }),
    retry: false,
  });
}

function Reasons({
  chosen,
  choose,
}: {
  chosen: string;
  choose: (reason: (typeof REASONS)[number]) => void;
}) {
  const { t } = useTexts();
  return (
    <div className="reasons" role="radiogroup" aria-label={t("terminal.undo.reason")}>
      {REASONS.map((reason) => (
        <button
          key={reason}
          type="button"
          role="radio"
          data-pad
          aria-checked={reason === chosen}
          onClick={() => choose(reason)}
        >
          {t(`terminal.undo.${reason}`)}
        </button>
      ))}
    </div>
  );
}

function After({ card }: { card: Card }) {
  const { t } = useTexts();
  const parts = [
    card.loyalty_type === "points" ? "" : t("terminal.stamps_count", { n: card.stamp_count }),
    card.loyalty_type === "stamps" ? "" : t("terminal.points_count", { n: card.points_balance }),
  ].filter((part) => part !== "");
  return <p className="after num">{t("terminal.undo.after", { what: parts.join(", ") })}</p>;
}
