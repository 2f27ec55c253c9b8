// T8: which reward.
import { IconCoins, IconGift } from "@tabler/icons-react";
import { useActions } from "../app/actions";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { fullName } from "../core/intent";
import { listRewards, type RewardRow } from "../core/rewards";
import type { Card } from "../core/types";
import { Bar } from "../parts/bar";
import { rewardIntent } from "../parts/ready-row";

export function RedeemScreen({ card, scannedAt }: { card: Card; scannedAt: number | null }) {
  const { t } = useTexts();
  const { navigation, connection, terminal } = useServices();
  const { perform } = useActions();
  const program = useStore(terminal)?.program;
  const isOnline = useStore(connection);
  const back = () => navigation.back();
  const rows = program ? listRewards(card, program) : [];
  const ready = rows.filter((row) => row.missing === 0);
  const redeem = (row: RewardRow) => program && perform(rewardIntent(row, card, program, scannedAt), card);
  const [only] = ready.length === 1 ? ready : [];
  useKeys({ back, primary: only && isOnline ? () => redeem(only) : undefined });
  return (
    <>
      <Bar back={back} title={fullName(card)} />
      <main className="redeem" tabIndex={-1}>
        <h1>{t(ready.length > 0 ? "terminal.redeem.title" : "terminal.redeem.none")}</h1>
        {rows.length === 0 && <p className="empty">{t("terminal.redeem.no_rewards")}</p>}
        <ul className="rewards">
          {rows.map((row) => (
            <li key={row.reward?.id ?? "stamps"}>
              <RewardButton row={row} isOff={!isOnline} redeem={() => redeem(row)} />
            </li>
          ))}
        </ul>
        {!isOnline && <p className="why">{t("terminal.waits")}</p>}
      </main>
    </>
  );
}

function RewardButton({ row, isOff, redeem }: { row: RewardRow; isOff: boolean; redeem: () => void }) {
  const { t, number } = useTexts();
  const isReady = row.missing === 0;
  const Icon = row.kind === "stamps" ? IconGift : IconCoins;
  const unit = row.kind === "stamps" ? "stamps" : "points";
  const detail = isReady
    ? t(`terminal.redeem.left_${unit}`, { from: number(row.left + row.price), to: number(row.left) })
    : t(`terminal.redeem.missing_${unit}`, { n: row.missing });
  return (
    <button
      type="button"
      className={isReady ? "reward reward-ready" : "reward"}
      disabled={!isReady || isOff}
      onClick={redeem}
    >
      <Icon size={32} stroke={1.8} aria-hidden="true" />
      <span>
        <b>{row.name}</b>
        <small className="num">{detail}</small>
      </span>
      <span className="reward-price num">{t(`terminal.${unit}_count`, { n: row.price })}</span>
    </button>
  );
}
