// The bar on top: what is open or which shop this is, and whether the server can be reached, in words.
import { IconAlertTriangle, IconArrowLeft, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { OpenChip } from "./open-chip";

export function IconButton(props: {
  label: string;
  onClick: () => void;
  children: ReactNode;
  pressed?: boolean;
}) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
      aria-pressed={props.pressed}
    >
      {props.children}
    </button>
  );
}

export function ConnectionWords() {
  const { t } = useTexts();
  const { connection, settings } = useServices();
  const isOnline = useStore(connection);
  const { name } = useStore(settings);
  return (
    <small className={isOnline ? "connection" : "connection lost"}>
      <span className="dot" aria-hidden="true" />
      {t(isOnline ? "terminal.online" : "terminal.offline", {
        name: name || t("terminal.sign_in.default_name"),
      })}
    </small>
  );
}

interface BarProps {
  back?: (() => void) | undefined;
  close?: (() => void) | undefined;
  title?: string;
  detail?: string;
  right?: ReactNode;
  isHome?: boolean;
}

export function Bar({ back, close, title, detail, right, isHome }: BarProps) {
  const { t } = useTexts();
  const { terminal } = useServices();
  const shop = useStore(terminal);
  return (
    <>
      <header className={isHome ? "bar bar-home" : "bar"}>
        {!isHome && (
          <div className="bar-side">
            {back && (
              <IconButton label={t("terminal.back")} onClick={back}>
                <IconArrowLeft size={28} stroke={2} />
              </IconButton>
            )}
            {close && (
              <IconButton label={t("terminal.card.close")} onClick={close}>
                <IconX size={28} stroke={2} />
              </IconButton>
            )}
          </div>
        )}
        <div className="bar-title">
          <span>{title ?? shop?.vendor.name ?? t("terminal.title")}</span>
          {detail ? <small>{detail}</small> : <ConnectionWords />}
        </div>
        <div className="bar-side bar-right">{right}</div>
      </header>
      <OpenChip />
      <OfflineStrip />
    </>
  );
}

// T14: on every screen while there is no connection.
export function OfflineStrip() {
  const { t } = useTexts();
  const { connection } = useServices();
  const isOnline = useStore(connection);
  return (
    <div role="status" className="strip-room">
      {!isOnline && (
        <p className="strip">
          <IconAlertTriangle size={24} stroke={2} aria-hidden="true" />
          <span>{t("shared.offline")}</span>
        </p>
      )}
    </div>
  );
}
