// Why the card's actions are off, and the way out; or what else must be said before anything is done.
import { IconInfoCircle, IconLock, IconPlayerPause } from "@tabler/icons-react";
import { useTexts } from "../../react/use-texts";
import type { Card, Program } from "../core/types";

interface CardBannerProps {
  card: Card;
  program: Program;
  notice: "already_enrolled" | null;
}

export function CardBanner({ card, program, notice }: CardBannerProps) {
  const { t } = useTexts();
  if (card.status !== "active") {
    return (
      <p className="banner banner-bad" role="status">
        <IconLock size={26} stroke={2} aria-hidden="true" />
        <span>
          {t(card.status === "blocked" ? "problem.card_inactive.detail" : "terminal.card.closed")}
        </span>
      </p>
    );
  }
  if (!program.is_active) {
    return (
      <p className="banner banner-warn" role="status">
        <IconPlayerPause size={26} stroke={2} aria-hidden="true" />
        <span>{t("problem.program_inactive.detail")}</span>
      </p>
    );
  }
  if (notice === null) return null;
  return (
    <p className="banner banner-ink" role="status">
      <IconInfoCircle size={26} stroke={2} aria-hidden="true" />
      <span>{t("terminal.new.already")}</span>
    </p>
  );
}
