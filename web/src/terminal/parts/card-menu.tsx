// What is not done with every customer: history, the link again or by mail, blocking.
import { Menu } from "@mantine/core";
import { IconDots, IconHistory, IconLock, IconLockOpen, IconMail, IconQrcode } from "@tabler/icons-react";
import { useState } from "react";
import { Refused } from "../app/api";
import { useKeys } from "../app/keyboard";
import { useTexts } from "../app/language";
import { useServices } from "../app/services";
import { useStore } from "../app/store";
import type { Card } from "../core/types";
import { ConfirmBlock } from "./confirm-block";
import { SendLink } from "./send-link";

export function CardMenu({ card }: { card: Card }) {
  const { t } = useTexts();
  const { api, navigation, queries, session, terminal } = useServices();
  const current = useStore(session);
  const canSend = useStore(terminal)?.can_send_link === true;
  const [isOpen, setOpen] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [isSending, setSending] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const isManager = "user" in current && current.user.role !== "staff";
  const isBlocked = card.status === "blocked";
  const change = async () => {
    try {
      const status = isBlocked ? ("active" as const) : ("blocked" as const);
      const changed = await api.ask("patch", "/api/v1/vendor/loyalty/cards/{id}", {
        path: { id: card.id },
        body: { status },
      });
      queries.setQueryData(["card", card.id], changed);
      setAsking(false);
      setFault(null);
    } catch (error) {
      setFault(
        error instanceof Refused ? (error.problem.detail ?? error.problem.title) : t("terminal.no_answer"),
      );
    }
  };
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
            <Menu.Item leftSection={<IconMail size={24} stroke={1.8} />} onClick={() => setSending(true)}>
              {t("terminal.link.send")}
            </Menu.Item>
          )}
          {isManager && card.status !== "closed" && (
            <Menu.Item
              leftSection={
                isBlocked ? <IconLockOpen size={24} stroke={1.8} /> : <IconLock size={24} stroke={1.8} />
              }
              onClick={() => setAsking(true)}
            >
              {t(isBlocked ? "terminal.block.open" : "terminal.block.action")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isSending && <SendLink card={card} close={() => setSending(false)} />}
      <ConfirmBlock
        card={card}
        isAsking={isAsking}
        fault={fault}
        confirm={() => void change()}
        cancel={() => setAsking(false)}
      />
    </>
  );
}

// Escape closes the menu, wherever the focus is, and not the card.
function MenuKeys({ close }: { close: () => void }) {
  useKeys({ back: close });
  return null;
}
