// Sends a card's link by mail as soon as it is drawn, and says what became of it.
import { Modal } from "@mantine/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { makeKey } from "../../api/client";
import { Refused } from "../../react/api";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import type { Card } from "../core/types";
import { Fault } from "../../react/field";

type Outcome =
  | { kind: "sending" }
  | { kind: "sent"; address: string }
  | { kind: "refused"; text: string }
  | { kind: "lost"; text: string };

function useSending(card: Card) {
  const { t } = useTexts();
  const { api } = useServices();
  const [outcome, setOutcome] = useState<Outcome>({ kind: "sending" });
  const key = useRef(makeKey()); // sent again without an answer it is the same request
  const send = useCallback(async () => {
    setOutcome({ kind: "sending" });
    try {
      const { sent_to: address } = await api.ask("post", "/api/v1/vendor/loyalty/cards/{id}/link", {
        path: { id: card.id },
        key: key.current,
      });
      setOutcome({ kind: "sent", address });
    } catch (error) {
      setOutcome(
        error instanceof Refused
          ? { kind: "refused", text: error.problem.detail ?? error.problem.title }
          : { kind: "lost", text: t("app.no_answer") },
      );
    }
  }, [api, card.id, t]);
  return { outcome, send };
}

export function SendLink({ card, close }: { card: Card; close: () => void }) {
  const { t } = useTexts();
  const { navigation } = useServices();
  const { outcome, send } = useSending(card);
  const hasBegun = useRef(false);
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    void send();
  }, [send]);
  const isOver = outcome.kind === "sent" || outcome.kind === "refused";
  const title = {
    sending: "terminal.link.sending",
    sent: "terminal.link.sent",
    refused: "terminal.link.not_sent",
    lost: "terminal.link.sending",
  } as const;
  return (
    <Modal
      opened
      onClose={close}
      title={t(title[outcome.kind])}
      centered
      closeButtonProps={{ "aria-label": t("terminal.cancel") }}
    >
      <div role="status">
        {outcome.kind === "sent" && (
          <p className="modal-text">{t("terminal.link.sent_to", { address: outcome.address })}</p>
        )}
        {(outcome.kind === "refused" || outcome.kind === "lost") && <Fault>{outcome.text}</Fault>}
      </div>
      <div className="two">
        <button
          type="button"
          className="sec"
          onClick={() => navigation.open({ name: "link", card, isNew: false })}
        >
          {t("terminal.link.show")}
        </button>
        {outcome.kind === "lost" ? (
          <button type="button" className="sec" onClick={() => void send()}>
            {t("shared.try_again")}
          </button>
        ) : (
          <button type="button" className="sec" disabled={!isOver} onClick={close}>
            {t("terminal.link.to_card")}
          </button>
        )}
      </div>
    </Modal>
  );
}
