// The coloured half of the card: whose it is, its stamps and points, and what is to go.
import gift from "@tabler/icons/outline/gift.svg?glyph";
import { formatNumber } from "../shared/formats";
import { countShown, drawDial, drawStampCard, needsDial } from "../shared/stamps";
import { Decoration, Logo } from "./brand";
import { Icon } from "./icon";
import type { LiveCard } from "./live-card";
import { language, t, type Card } from "./page";
import { nextPointsReward, stampReward } from "./rewards";

function StampsOf({ card, fresh }: { card: Card; fresh: number }) {
  const target = card.stamps_target;
  if (target === null) return null;
  const count = countShown(card.stamp_count, target);
  const label = t("shared.stamps_of", { n: count, target });
  const drawn = { count, target, icon: card.program.stamp_icon, label, fresh };
  const words = { of: t("shared.of", { n: target }), toGo: t("shared.left", { n: target - count }) };
  const svg = needsDial(target) ? drawDial(drawn, words) : drawStampCard(drawn);
  // A new drawing for each count, so that what has just landed falls again.
  return <div key={card.stamp_count} class="stamp-card" dangerouslySetInnerHTML={{ __html: svg }} />;
}

function Goal({ card }: { card: Card }) {
  const reward = stampReward(card);
  const target = card.stamps_target;
  if (reward === null || target === null) return null;
  const left = target - countShown(card.stamp_count, target);
  const isFull = left === 0;
  return (
    <div class="goal">
      {reward.ready > (isFull ? 1 : 0) && (
        <span class="badge">
          <Icon glyph={gift} size={16} />
          {t("customer.rewards_ready", { n: reward.ready })}
        </span>
      )}
      <p>
        {isFull
          ? t("shared.reward_ready_named", { reward: reward.name })
          : t("shared.to_go", { n: left, reward: reward.name })}
      </p>
    </div>
  );
}

function Points({ card }: { card: Card }) {
  const goal = nextPointsReward(card);
  const balance = card.points_balance;
  const share = goal === null ? 100 : Math.max(0, Math.min(100, (100 * balance) / goal.points));
  const number = formatNumber(language, balance);
  return (
    <div class={card.loyalty_type === "points" ? "points alone" : "points"}>
      <b class="num" style={{ "--letters": 0.7 * number.length }}>
        {number}
      </b>
      <span class="unit">{t("customer.points_unit", { n: balance })}</span>
      {goal !== null && (
        <>
          <div
            class="meter"
            role="meter"
            aria-label={t("customer.meter")}
            aria-valuemin={0}
            aria-valuenow={Math.max(0, balance)}
            aria-valuemax={goal.points}
          >
            <i style={{ width: `${share}%` }} />
          </div>
          <span class="next">{t("shared.to_go", { n: goal.points - balance, reward: goal.name })}</span>
        </>
      )}
    </div>
  );
}

export function CardFace({ live }: { live: LiveCard }) {
  const { card } = live;
  const hasStamps = card.loyalty_type !== "points" && card.stamps_target !== null;
  const target = card.stamps_target ?? 0;
  return (
    <div class="face">
      <Decoration size={250} />
      <div class="id">
        <Logo program={card.program} size={38} />
        <div class="names">
          <b>{card.vendor.name}</b>
          <span>{card.card_name}</span>
        </div>
        {hasStamps && !needsDial(target) && (
          <p class="count num" aria-hidden="true">
            {countShown(card.stamp_count, target)}
            <i> {t("shared.of", { n: target })}</i>
          </p>
        )}
      </div>
      {hasStamps && <StampsOf card={card} fresh={live.fresh} />}
      {hasStamps && <Goal card={card} />}
      {card.loyalty_type !== "stamps" && <Points card={card} />}
    </div>
  );
}
