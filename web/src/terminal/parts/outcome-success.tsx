// Done, as the server said: full green, the seal with the new count, and what is to go.
import { IconArrowBackUp, IconCheck, IconGift } from "@tabler/icons-react";
import { type CSSProperties, useEffect, useState } from "react";
import { countShown } from "../../shared/stamps";
import { useActions } from "../app/actions";
import { useKeys } from "../app/use-keys";
import { type Texts, useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { fullName, stampRewardIntent } from "../core/intent";
import type { Operation, OperationAnswer } from "../core/operation";
import { listRewards } from "../core/rewards";
import type { Card, Program } from "../core/types";
import { OfflineStrip } from "./bar";
import { sayWho } from "./last-operation";
import { OpenChip } from "./open-chip";
import { SealShape, Stamps } from "./svg";

interface SuccessProps {
  operation: Operation;
  answer: OperationAnswer;
}

export function SuccessFace({ operation, answer }: SuccessProps) {
  const texts = useTexts();
  const { t } = texts;
  const { connection, navigation, terminal } = useServices();
  const { perform } = useActions();
  const isOnline = useStore(connection);
  const program = useStore(terminal)?.program;
  const { card, transaction } = answer;
  const isReady = earnedReward(operation, answer);
  const isVoid = operation.request.kind === "void";
  const autoNext = useAutoNext(!isReady, () => navigation.home());
  const next = () => navigation.home();
  const undo = () => navigation.open({ name: "undo", card, transaction });
  const redeem = () => {
    if (program) perform(stampRewardIntent(card, program, operation.subject.scannedAt), card);
  };
  useKeys({
    primary: isReady ? redeem : next,
    back: () => navigation.backToCard(),
    functions: isVoid ? {} : { F8: undo },
  });
  if (!program) return null;
  const target = program.loyalty_type === "points" ? null : program.stamps_target;
  return (
    <div className="success">
      <div className="success-ground" aria-hidden="true">
        <SealShape className="success-deco" />
      </div>
      <div className="success-chip">
        <OpenChip />
      </div>
      <OfflineStrip />
      <main className="success-main" tabIndex={-1}>
        <Hit operation={operation} answer={answer} target={target} isReady={isReady} />
        <div role="status" className="success-words">
          <h1>{isReady ? t("terminal.redeem.ready") : sayDone(operation, answer, texts)}</h1>
          <p className="success-goal">
            {isReady ? program.stamps_reward_description : sayNext(operation, card, program, texts)}
          </p>
        </div>
        {target !== null && (
          <Stamps
            count={card.stamp_count}
            target={target}
            icon={program.stamp_icon}
            box={{ width: 350, height: target > 12 ? 64 : 29 }}
            cap={29}
            fresh={fresh(operation, answer)}
          />
        )}
        <p className="success-meta num">
          {fullName(card)}, {sayWho(transaction.created_at, transaction.staff_name, texts)}
        </p>
        <SuccessButtons
          isReady={isReady}
          isOnline={isOnline}
          autoNext={autoNext}
          undo={isVoid ? null : undo}
          next={next}
          redeem={redeem}
        />
      </main>
    </div>
  );
}

interface SuccessButtonsProps {
  isReady: boolean;
  isOnline: boolean;
  autoNext: number; // seconds; 0: not by itself
  undo: (() => void) | null;
  next: () => void;
  redeem: () => void;
}

function SuccessButtons({ isReady, isOnline, autoNext, undo, next, redeem }: SuccessButtonsProps) {
  const { t } = useTexts();
  return (
    <div className="success-buttons">
      {undo && (
        <button type="button" className="success-undo" onClick={undo}>
          <IconArrowBackUp size={26} stroke={2.2} aria-hidden="true" />
          {t("terminal.undo.action")}
        </button>
      )}
      <button type="button" className={isReady ? "success-undo" : "success-next"} onClick={next}>
        {autoNext > 0 && (
          <span className="success-fill" style={{ "--fills-in": `${autoNext}s` } as CSSProperties} />
        )}
        <span>{t("terminal.next")}</span>
      </button>
      {isReady && (
        <button type="button" className="success-next success-redeem" disabled={!isOnline} onClick={redeem}>
          {t("terminal.redeem.now")}
        </button>
      )}
    </div>
  );
}

function Hit({
  operation,
  answer,
  target,
  isReady,
}: SuccessProps & { target: number | null; isReady: boolean }) {
  const { number, change } = useTexts();
  const { kind } = operation.request;
  const { card, transaction } = answer;
  const isReward = isReady || kind === "stamp_redeem" || kind === "points_redeem";
  const showsPoints = target === null || (kind === "points" && !answer.stamp_transaction);
  return (
    <div className="hit">
      <SealShape ring className="hit-seal" />
      {isReward &&
        (isReady ? (
          <IconGift className="hit-icon" stroke={1.6} aria-hidden="true" />
        ) : (
          <IconCheck className="hit-icon" stroke={2.2} aria-hidden="true" />
        ))}
      {!isReward && showsPoints && <Figure large={change(transaction.points_delta)} />}
      {!isReward && !showsPoints && target !== null && (
        <Figure large={number(countShown(card.stamp_count, target))} small={`/${number(target)}`} />
      )}
    </div>
  );
}

const SMALL_SHARE = 0.36; // of the large ones' size

function Figure({ large, small = "" }: { large: string; small?: string }) {
  const characters = large.length + small.length * SMALL_SHARE;
  return (
    <b className="num" style={{ "--characters": characters } as CSSProperties}>
      {large}
      {small && <i>{small}</i>}
    </b>
  );
}

function fresh(operation: Operation, answer: OperationAnswer): number {
  if (operation.request.kind === "stamp") return answer.transaction.stamps_delta;
  return answer.stamp_transaction?.stamps_delta ?? 0;
}

// Whether these very stamps filled the card.
function earnedReward(
  { subject }: Operation,
  { card, transaction, stamp_transaction }: OperationAnswer,
): boolean {
  const row = stamp_transaction ?? transaction;
  return row.type === "stamp_earned" && card.rewards_available > subject.rewards;
}

function sayDone({ request }: Operation, answer: OperationAnswer, { t }: Texts): string {
  const { transaction, stamp_transaction: stamps } = answer;
  switch (request.kind) {
    case "stamp":
      return t("terminal.stamp.done", { n: transaction.stamps_delta });
    case "points":
      return stamps
        ? t("terminal.points.done_both", { points: transaction.points_delta, n: stamps.stamps_delta })
        : t("terminal.points.done", { n: transaction.points_delta });
    case "void":
      return t("terminal.undo.done");
    default:
      return t("terminal.redeem.done", { reward: transaction.reward ?? "" });
  }
}

// What is to go, of what was given: a stamp speaks of the stamp reward.
function sayNext({ request, subject }: Operation, card: Card, program: Program, { t }: Texts): string {
  const rows = listRewards(card, program);
  const isOfStamps =
    request.kind === "stamp" || request.kind === "stamp_redeem" || subject.stamps !== card.stamp_count;
  const unit = isOfStamps && program.loyalty_type !== "points" ? "stamps" : "points";
  const ready = rows.find((row) => row.missing === 0 && row.kind === unit);
  if (ready) return t("shared.reward_ready_named", { reward: ready.name });
  const nearest = rows.find((row) => row.kind === unit);
  if (!nearest) return "";
  const key = nearest.kind === "stamps" ? "shared.to_go" : "terminal.points.to_go";
  return t(key, { n: nearest.missing, reward: nearest.name });
}

// Seconds until the next customer by itself; 0 when that is off or a touch has stopped it.
function useAutoNext(isWanted: boolean, go: () => void): number {
  const { settings } = useServices();
  const { nextAfterSeconds } = useStore(settings);
  const [isStopped, setStopped] = useState(false);
  const seconds = isWanted && !isStopped ? nextAfterSeconds : 0;
  useEffect(() => {
    if (seconds === 0) return;
    const timer = setTimeout(go, seconds * 1000);
    const stop = () => setStopped(true);
    document.addEventListener("pointerdown", stop);
    document.addEventListener("keydown", stop);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("pointerdown", stop);
      document.removeEventListener("keydown", stop);
    };
    // `go` is another function at each drawing; the time runs from the first.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [seconds]);
  return seconds;
}
