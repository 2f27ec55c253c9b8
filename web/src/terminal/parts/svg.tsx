// Shared drawings as elements, and the counter's own use of them.
import gift from "@tabler/icons/outline/gift.svg?glyph";
import { drawDial, drawSeal, drawStampCard, needsDial, SEAL_PATH } from "../../shared/stamps";
import { stampGlyph } from "../../shared/stamp-glyphs";
import { countShown } from "../../shared/stamps";
import { useTexts } from "../../react/use-texts";

export function Svg({ markup, className }: { markup: string; className?: string }) {
  return <div className={className} dangerouslySetInnerHTML={{ __html: markup }} />;
}

export function SealMark({ icon, className }: { icon: string; className?: string }) {
  const markup = drawSeal(icon === "gift" ? gift : stampGlyph(icon));
  return (
    <svg
      className={className}
      viewBox="0 0 48 48"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: markup }}
    />
  );
}

export function SealShape({ className, ring }: { className?: string; ring?: boolean }) {
  return (
    <svg className={className} viewBox="0 0 48 48" aria-hidden="true">
      <path d={SEAL_PATH} fill="currentColor" />
      {ring && (
        <circle
          cx="24"
          cy="24"
          r="18.4"
          fill="none"
          stroke="var(--good)"
          strokeOpacity=".3"
          strokeWidth=".7"
        />
      )}
    </svg>
  );
}

interface StampsProps {
  count: number; // of the card
  target: number;
  icon: string;
  next?: boolean;
  fresh?: number;
  box?: { width: number; height: number };
  cap?: number;
}

export function Stamps({ count, target, icon, ...rest }: StampsProps) {
  const { t } = useTexts();
  const shown = countShown(count, target);
  const card = { count: shown, target, icon, label: t("shared.stamps_of", { n: shown, target }), ...rest };
  const words = { of: t("shared.of", { n: target }), toGo: t("shared.left", { n: target - shown }) };
  return (
    <Svg className="stamps-box" markup={needsDial(target) ? drawDial(card, words) : drawStampCard(card)} />
  );
}
