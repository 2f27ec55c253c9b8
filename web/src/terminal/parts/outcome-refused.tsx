// Refused, by the server: what happened, that nothing was changed, what still works, and when it will work
// again.
import {
  type Icon,
  IconAlertTriangle,
  IconCircleX,
  IconCoins,
  IconHistory,
  IconId,
  IconInfoCircle,
  IconPencil,
  IconReceipt,
  IconRefresh,
} from "@tabler/icons-react";
import { useState } from "react";
import { useActions } from "../app/actions";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { lastDigits } from "../core/card-code";
import type { Intent } from "../core/intent";
import type { Operation } from "../core/operation";
import type { Card, Problem, Terminal } from "../core/types";
import { Bar } from "./bar";
import { useRemaining } from "../../react/use-remaining";
import { Dial } from "./dial";
import { sayProblem } from "../../react/problem";
import { RequestId } from "../../react/read-fault";
import { sayHolder } from "./say-operation";

interface RefusedProps {
  operation: Operation;
  problem: Problem;
  intent: Intent | null;
  card: Card | null;
}

const STAMP_LIMITS = new Set(["cooldown_active", "daily_limit_reached"]);

export function RefusedFace(props: RefusedProps) {
  const { operation, problem, card } = props;
  const texts = useTexts();
  const { t } = texts;
  const { navigation, terminal } = useServices();
  const shop = useStore(terminal);
  const said = sayProblem(problem, texts);
  const timing = useTiming(problem, shop);
  const isStampLimit = STAMP_LIMITS.has(problem.code);
  const canGivePoints =
    isStampLimit && shop?.program?.loyalty_type === "hybrid" && operation.request.kind === "stamp";
  const next = () => navigation.home();
  useKeys({ primary: next, back: card ? () => navigation.back() : next });
  const digits = { digits: lastDigits(operation.subject.cardNumber) };
  return (
    <>
      <Bar
        back={card ? () => navigation.back() : next}
        title={sayHolder(operation, texts)}
        detail={t("terminal.card.ends_in", digits)}
      />
      <main className="outcome" tabIndex={-1}>
        {timing.isCounted ? (
          <Dial remaining={timing.remaining} whole={timing.whole} caption={t(timing.caption)} />
        ) : (
          <div className={isMild(problem) ? "dial dial-warn" : "dial dial-bad"}>
            {isMild(problem) ? (
              <IconAlertTriangle size={104} stroke={1.4} aria-hidden="true" />
            ) : (
              <IconCircleX size={104} stroke={1.4} aria-hidden="true" />
            )}
          </div>
        )}
        <div className="outcome-text">
          <div role="alert">
            <h1>{said.title}</h1>
            <p className="outcome-why">{withoutTitle(said.detail, said.title)}</p>
            <p className="note">
              <IconInfoCircle size={24} stroke={2} aria-hidden="true" />
              <span>
                {t("terminal.refused.nothing_changed")}
                {canGivePoints && ` ${t("terminal.refused.points_possible")}`}
              </span>
            </p>
          </div>
          {problem.status >= 500 && problem.request_id && <RequestId id={problem.request_id} />}
          <RefusedButtons {...props} canGivePoints={canGivePoints} canTryAgain={timing.remaining === 0} />
        </div>
      </main>
    </>
  );
}

// The first sentence of most details says what the title says already.
function withoutTitle(detail: string, title: string): string {
  return detail.startsWith(`${title}. `) ? detail.slice(title.length + 2) : detail;
}

// Not now, rather than not at all.
function isMild({ code, status }: Problem): boolean {
  return (
    status >= 500 ||
    /^(not_enough|purchase_|cooldown|daily|program_inactive|not_done|already_voided|not_voidable)/.test(
      code,
    )
  );
}

interface Timing {
  isCounted: boolean;
  remaining: number;
  whole: number;
  caption: string;
}

function useTiming(
  { code, retry_at: at, retry_after_seconds: seconds }: Problem,
  shop: Terminal | null,
): Timing {
  const { clock } = useServices();
  const [seenAt] = useState(() => clock.now());
  const until = at ?? (seconds === undefined ? null : seenAt + seconds * 1000);
  const remaining = useRemaining(until);
  const minutes =
    code === "pin_locked" ? shop?.limits?.pin_lockout_minutes : shop?.limits?.cooldown_minutes;
  const day = 24 * 60;
  const whole =
    seconds !== undefined && !at
      ? seconds * 1000
      : (code === "daily_limit_reached" ? day : (minutes ?? day)) * 60_000;
  const caption = STAMP_LIMITS.has(code) ? "terminal.refused.until_stamp" : "terminal.refused.until_again";
  return { isCounted: until !== null, remaining, whole: Math.max(whole, remaining), caption };
}

interface ChoiceProps {
  icon: Icon;
  label: string;
  isOff?: boolean;
  choose: () => void;
}

function Choice({ icon: Mark, label, isOff, choose }: ChoiceProps) {
  return (
    <button type="button" className="sec" disabled={isOff} onClick={choose}>
      <Mark size={26} stroke={2} aria-hidden="true" />
      {label}
    </button>
  );
}

// What still works: points, another amount, another try; and the way to what happened before.
function RefusedButtons(props: RefusedProps & { canGivePoints: boolean; canTryAgain: boolean }) {
  const { operation, problem, intent, card, canGivePoints, canTryAgain } = props;
  const { t } = useTexts();
  const { connection, navigation, scanner } = useServices();
  const { perform } = useActions();
  const isOnline = useStore(connection);
  const { cardId, scannedAt } = operation.subject;
  const draft = { cents: 0, reference: "", stamps: 0 };
  const isAmount = problem.code.startsWith("purchase_");
  const again = intent && card && !isAmount && (
    <Choice
      icon={IconRefresh}
      label={t("shared.try_again")}
      isOff={!canTryAgain || !isOnline}
      choose={() => perform(intent, card)}
    />
  );
  return (
    <div className="buttons">
      <div className="two">
        {canGivePoints && card && (
          <Choice
            icon={IconCoins}
            label={t("terminal.points.action")}
            choose={() => navigation.replace({ name: "amount", card, scannedAt, draft })}
          />
        )}
        {isAmount && (
          <Choice icon={IconPencil} label={t("terminal.refused.change")} choose={() => navigation.back()} />
        )}
        {!canGivePoints && again}
        {problem.transaction_id ? (
          <Choice
            icon={IconReceipt}
            label={t("terminal.receipt.show")}
            choose={() => navigation.open({ name: "purchase", id: problem.transaction_id ?? "" })}
          />
        ) : card ? (
          <Choice
            icon={IconHistory}
            label={t("terminal.history.title")}
            choose={() => navigation.open({ name: "history", card })}
          />
        ) : (
          <Choice
            icon={IconId}
            label={t("terminal.card.open")}
            choose={() => void scanner.lookUp(cardId, null)}
          />
        )}
      </div>
      {/* Its place is there before it is, so that nothing moves under a finger. */}
      {canGivePoints && <div className={canTryAgain ? "one" : "one place"}>{again}</div>}
      <button type="button" className="big" onClick={() => navigation.home()}>
        {t("terminal.next")}
      </button>
    </div>
  );
}
