// T7: points for a purchase, with stamps along where the card has both.
import { IconMinus, IconPlus, IconReceipt } from "@tabler/icons-react";
import { useState } from "react";
import { useActions } from "../app/actions";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import type { AmountDraft } from "../app/navigation";
import { useServices } from "../app/services";
import { sayProblem } from "../../react/problem";
import { useStore } from "../../react/store";
import { AMOUNT_CENTS_TO_CONFIRM, eraseDigit, typeDigit, typeDoubleZero } from "../core/amount";
import { fullName, pointsIntent } from "../core/intent";
import type { Card, Program } from "../core/types";
import { Bar } from "../parts/bar";
import { LazyConfirmAmount } from "../parts/lazy";
import { Keypad } from "../parts/keypad";
import { useStampLimit } from "../parts/stamp-limit";
import { type PurchasePreview, usePurchasePreview } from "../parts/purchase-preview";
import { sayAmounts } from "../parts/rows";

interface AmountScreenProps {
  card: Card;
  scannedAt: number | null;
  draft: AmountDraft;
}

export function AmountScreen({ card, scannedAt, draft }: AmountScreenProps) {
  const { t, money } = useTexts();
  const { navigation, connection, terminal } = useServices();
  const { perform } = useActions();
  const [isAsking, setAsking] = useState(false);
  const program = useStore(terminal)?.program;
  const isOnline = useStore(connection);
  const change = (changes: Partial<AmountDraft>) =>
    navigation.amend({ name: "amount", card, scannedAt, draft: { ...draft, ...changes } });
  const { cents, reference, stamps } = draft;
  const preview = usePurchasePreview(card, cents, stamps);
  const points = preview.name === "promised" ? preview.points : null;
  const isReady = cents > 0 && isOnline && preview.name !== "refused";
  const give = () =>
    perform(pointsIntent(card, { cents, reference: reference.trim(), stamps, points }, scannedAt), card);
  const submit = () => {
    if (!isReady) return;
    if (cents > AMOUNT_CENTS_TO_CONFIRM) setAsking(true);
    else give();
  };
  const digit = (typed: string) =>
    change({ cents: typed === "00" ? typeDoubleZero(cents) : typeDigit(cents, Number(typed)) });
  const erase = () => change({ cents: eraseDigit(cents) });
  const back = () => navigation.back();
  useKeys({
    primary: submit,
    back,
    dropsBursts: true,
    typed: (key) => (/^\d$/.test(key) ? digit(key) : key.length > 1 && erase()),
  });
  if (!program) return null;
  return (
    <>
      <Bar back={back} title={fullName(card)} />
      <main className="two-columns amount" tabIndex={-1}>
        <div className="amount-left">
          <h1 className="sr">{t("terminal.points.action")}</h1>
          <Figure cents={cents} preview={preview} />
          <ReceiptField value={reference} change={(typed) => change({ reference: typed })} />
          {program.loyalty_type === "hybrid" && (
            <AlsoStamps
              card={card}
              program={program}
              stamps={stamps}
              change={(n) => change({ stamps: n })}
            />
          )}
          {!isOnline && <p className="why">{t("terminal.waits")}</p>}
        </div>
        <div className="amount-right">
          <Keypad digit={digit} erase={erase} hasDoubleZero />
          <button type="button" className="big" disabled={!isReady} onClick={submit}>
            {points === null
              ? t("terminal.points.give_any")
              : t("terminal.points.give", { what: sayAmounts(stamps, points, { t }) })}
          </button>
        </div>
      </main>
      <LazyConfirmAmount
        amount={money(cents)}
        isAsking={isAsking}
        confirm={give}
        cancel={() => setAsking(false)}
      />
    </>
  );
}

// The amount and what it gives, or why it gives nothing; no word of it while the server has not said.
function Figure({ cents, preview }: { cents: number; preview: PurchasePreview }) {
  const texts = useTexts();
  const isRefused = preview.name === "refused";
  return (
    <p className="amount-figure num" aria-live="polite">
      <b>{texts.money(cents)}</b>
      <span className={isRefused ? "amount-points bad" : "amount-points"}>
        {isRefused && sayProblem(preview.problem, texts).detail}
        {preview.name === "promised" && texts.t("terminal.points_count", { n: preview.points })}
      </span>
    </p>
  );
}

function ReceiptField({ value, change }: { value: string; change: (typed: string) => void }) {
  const { t } = useTexts();
  return (
    <label className="receipt">
      <IconReceipt size={24} stroke={1.8} aria-hidden="true" />
      <input
        aria-label={t("terminal.points.receipt")}
        placeholder={t("terminal.points.receipt_short")}
        autoComplete="off"
        maxLength={80}
        value={value}
        onChange={(event) => change(event.target.value)}
      />
    </label>
  );
}

interface AlsoStampsProps {
  card: Card;
  program: Program;
  stamps: number;
  change: (stamps: number) => void;
}

function AlsoStamps({ card, program, stamps, change }: AlsoStampsProps) {
  const { t, when } = useTexts();
  const limit = useStampLimit(card, program);
  if (limit.possibleAt !== null)
    return <p className="hint">{t("terminal.card.wait", { time: when(limit.possibleAt) })}</p>;
  return (
    <div className="also" role="group" aria-label={t("terminal.points.also")}>
      <span>{t("terminal.points.also")}</span>
      <button
        type="button"
        data-pad
        className="square"
        aria-label={t("terminal.card.less")}
        disabled={stamps === 0}
        onClick={() => change(stamps - 1)}
      >
        <IconMinus size={26} stroke={2.4} />
      </button>
      <b className="num" aria-live="polite">
        {stamps}
      </b>
      <button
        type="button"
        data-pad
        className="square"
        aria-label={t("terminal.card.more")}
        disabled={stamps >= limit.most}
        onClick={() => change(stamps + 1)}
      >
        <IconPlus size={26} stroke={2.4} />
      </button>
    </div>
  );
}
