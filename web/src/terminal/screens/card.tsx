// T6: decide in one look.
import { IconCoins, IconGift, IconMinus, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useActions } from "../app/actions";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { stampIntent } from "../core/intent";
import { listRewards } from "../core/rewards";
import type { Card, Program } from "../core/types";
import { Bar } from "../parts/bar";
import { CardFace } from "../parts/face";
import { CardFacts, CardRecent } from "../parts/card-facts";
import { LazyCardMenu } from "../parts/lazy";
import { CardBanner } from "../parts/card-banner";
import { ReadyRow, rewardIntent } from "../parts/ready-row";
import { SealMark } from "../parts/svg";
import { useCard } from "../parts/latest-list";
import { useStampLimit } from "../parts/stamp-limit";
import { useRemaining } from "../../react/use-remaining";
import { formatRemaining } from "../../shared/countdown";

interface CardScreenProps {
  card: Card;
  scannedAt: number | null;
  notice: "already_enrolled" | null;
}

export function CardScreen({ card: opened, scannedAt, notice }: CardScreenProps) {
  const { navigation, terminal } = useServices();
  const program = useStore(terminal)?.program;
  const card = useCard(opened.id).data ?? opened;
  const close = () => navigation.home();
  if (!program) return null;
  return (
    <>
      <Bar close={close} right={<LazyCardMenu card={card} />} />
      <main className="card" tabIndex={-1}>
        <CardFace card={card} program={program} />
        <CardBanner card={card} program={program} notice={notice} />
        <CardFacts card={card} program={program} />
        <CardRecent card={card} />
        <CardActions card={card} program={program} scannedAt={scannedAt} />
      </main>
    </>
  );
}

interface ActionsProps {
  card: Card;
  program: Program;
  scannedAt: number | null;
}

function CardActions({ card, program, scannedAt }: ActionsProps) {
  const { t } = useTexts();
  const { connection, navigation } = useServices();
  const { perform } = useActions();
  const isOnline = useStore(connection);
  const isOff = card.status !== "active" || !program.is_active || !isOnline;
  const hasPoints = program.loyalty_type !== "stamps";
  const hasStamps = program.loyalty_type !== "points";
  const openAmount = () =>
    navigation.open({ name: "amount", card, scannedAt, draft: { cents: 0, reference: "", stamps: 0 } });
  const openRedeem = () => {
    const rows = listRewards(card, program);
    const [only] = rows;
    if (rows.length === 1 && only?.kind === "stamps" && only.missing === 0)
      perform(rewardIntent(only, card, program, scannedAt), card);
    else navigation.open({ name: "redeem", card, scannedAt });
  };
  return (
    <div className="actions">
      <ReadyRow card={card} program={program} scannedAt={scannedAt} isOff={isOff} />
      {hasStamps && <StampStep card={card} program={program} scannedAt={scannedAt} isOff={isOff} />}
      {!hasStamps && <PointsPrimary isOff={isOff} open={openAmount} />}
      <div className={hasStamps && hasPoints ? "two" : "one"}>
        {hasStamps && hasPoints && (
          <button type="button" className="sec" disabled={isOff} onClick={openAmount}>
            <IconCoins size={26} stroke={2} aria-hidden="true" />
            {t("terminal.points.action")}
          </button>
        )}
        <button type="button" className="sec" disabled={isOff} onClick={openRedeem}>
          <IconGift size={26} stroke={2} aria-hidden="true" />
          {t("terminal.redeem.action")}
        </button>
      </div>
      {!isOnline && <p className="why">{t("terminal.waits")}</p>}
    </div>
  );
}

function PointsPrimary({ isOff, open }: { isOff: boolean; open: () => void }) {
  const { t } = useTexts();
  const { navigation } = useServices();
  useKeys({ primary: isOff ? undefined : open, back: () => navigation.home() });
  return (
    <button type="button" className="big points-primary" disabled={isOff} onClick={open}>
      <IconCoins size={34} stroke={2} aria-hidden="true" />
      {t("terminal.points.action")}
    </button>
  );
}

// The number of stamps and the button that gives them; the time when none can be given yet.
function StampStep({ card, program, scannedAt, isOff }: ActionsProps & { isOff: boolean }) {
  const { t, when } = useTexts();
  const { navigation } = useServices();
  const { perform } = useActions();
  const [count, setCount] = useState(1);
  const limit = useStampLimit(card, program);
  const remaining = useRemaining(limit.possibleAt);
  const isWaiting = remaining > 0;
  const most = Math.max(1, limit.most);
  const isStampOff = isOff || isWaiting;
  const add = () => perform(stampIntent(card, count, scannedAt), card);
  useKeys({ primary: isStampOff ? undefined : add, back: () => navigation.home() });
  return (
    <div className="step" data-pad-around>
      <button
        type="button"
        data-pad
        className="square"
        aria-label={t("terminal.card.less")}
        disabled={isStampOff || count <= 1}
        onClick={() => setCount(count - 1)}
      >
        <IconMinus size={30} stroke={2.4} />
      </button>
      <button type="button" className="big stamp-primary" disabled={isStampOff} onClick={add}>
        {!isStampOff && <SealMark icon={program.stamp_icon} className="step-seal" />}
        {isWaiting && card.status === "active" ? (
          <span className="step-wait">
            {t("terminal.card.wait", { time: when(limit.possibleAt ?? "") })}
            <b className="num">{formatRemaining(remaining)}</b>
          </span>
        ) : (
          t("terminal.stamp.action", { n: count })
        )}
      </button>
      <button
        type="button"
        data-pad
        className="square"
        aria-label={t("terminal.card.more")}
        disabled={isStampOff || count >= most}
        onClick={() => setCount(count + 1)}
      >
        <IconPlus size={30} stroke={2.4} />
      </button>
    </div>
  );
}
