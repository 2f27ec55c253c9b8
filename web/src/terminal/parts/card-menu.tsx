// What is not done with every customer: history, the link again or by mail, blocking.
import { Menu } from "@mantine/core";
import { IconDots, IconHistory, IconLock, IconLockOpen, IconMail, IconQrcode } from "@tabler/icons-react";
import { useState } from "react";
import { Refused } from "../../react/api";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import type { Card } from "../core/types";
import { ConfirmBlock } from "./confirm-block";
import { SendLink } from "./send-link";

export function CardMenu({ card }: { card: Card }) {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const [isSending, setSending] = useState(false);
  const blocking = useBlocking(card);
  return (
    <>
      {isOpen && <MenuKeys close={() => setOpen(false)} />}
      <Menu
        position="bottom-end"
        shadow="md"
        width={300}
        opened={isOpen}
        onChange={setOpen}
        withInitialFocusPlaceholder={false}
      >
        <Menu.Target>
          <button type="button" className="icon-button" aria-label={t("terminal.card.menu")}>
            <IconDots size={28} stroke={2.4} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Items card={card} send={() => setSending(true)} block={blocking.ask} />
        </Menu.Dropdown>
      </Menu>
      {isSending && <SendLink card={card} close={() => setSending(false)} />}
      <ConfirmBlock
        card={card}
        isAsking={blocking.isAsking}
        fault={blocking.fault}
        confirm={blocking.confirm}
        cancel={blocking.cancel}
      />
    </>
  );
}

interface ItemsProps {
  card: Card;
  send: () => void;
  block: () => void;
}

function Items({ card, send, block }: ItemsProps) {
  const { t } = useTexts();
  const { navigation, session, terminal } = useServices();
  const current = useStore(session);
  const canSend = useStore(terminal)?.can_send_link === true;
  const isManager = "user" in current && current.user.role !== "staff";
  const isBlocked = card.status === "blocked";
  const Lock = isBlocked ? IconLockOpen : IconLock;
  return (
    <>
      <Menu.Item
        leftSection={<IconHistory size={24} stroke={1.8} />}
        onClick={() => navigation.open({ name: "history", card })}
      >
        {t("terminal.history.title")}
      </Menu.Item>
      {card.status !== "closed" && (
        <Menu.Item
          leftSection={<IconQrcode size={24} stroke={1.8} />}
          onClick={() => navigation.open({ name: "link", card, isNew: false })}
        >
          {t("terminal.link.again")}
        </Menu.Item>
      )}
      {canSend && card.status !== "closed" && card.customer.email !== null && (
        <Menu.Item leftSection={<IconMail size={24} stroke={1.8} />} onClick={send}>
          {t("terminal.link.send")}
        </Menu.Item>
      )}
      {isManager && card.status !== "closed" && (
        <Menu.Item leftSection={<Lock size={24} stroke={1.8} />} onClick={block}>
          {t(isBlocked ? "terminal.block.open" : "terminal.block.action")}
        </Menu.Item>
      )}
    </>
  );
}

// Blocks the card, or opens it again, once that was asked and confirmed.
function useBlocking(card: Card) {
  const { t } = useTexts();
  const { api, queries } = useServices();
  const [isAsking, setAsking] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const change = async () => {
    try {
      const changed = await api.ask("patch", "/api/v1/vendor/loyalty/cards/{id}", {
        path: { id: card.id },
        body: { status: card.status === "blocked" ? "active" : "blocked" },
      });
      queries.setQueryData(["card", card.id], changed);
      setAsking(false);
      setFault(null);
    } catch (error) {
      setFault(
        error instanceof Refused ? (error.problem.detail ?? error.problem.title) : t("app.no_answer"),
      );
    }
  };
  return {
    isAsking,
    fault,
    ask: () => setAsking(true),
    confirm: () => void change(),
    cancel: () => setAsking(false),
  };
}

// Escape closes the menu, wherever the focus is, and not the card.
function MenuKeys({ close }: { close: () => void }) {
  useKeys({ back: close });
  return null;
}
