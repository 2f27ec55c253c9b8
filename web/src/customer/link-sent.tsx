// A card's link by mail: asking for it, and what is said when it is on its way.
import mail from "@tabler/icons/outline/mail.svg?glyph";
import { useState } from "preact/hooks";
import { call } from "../api/client";
import { Icon } from "./icon";
import { language, t } from "./page";
import { TroubleNote, troubleOf, useCountdown, useOneAtATime, useOnline, type Trouble } from "./submit";

// Where the link went, and the seconds before a second mail is sent there.
export interface SentTo {
  email: string;
  seconds: number;
}

export function askForLink(vendorCode: string, email: string) {
  return call("post", "/api/v1/loyalty/cards/recover/{vendor_code}", {
    path: { vendor_code: vendorCode },
    body: { email },
    headers: { "Accept-Language": language },
  });
}

function formatWait(seconds: number): string {
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, "0")}`;
}

function useSendAgain(vendorCode: string, { email, seconds: first }: SentTo) {
  const [until, setUntil] = useState(() => Date.now() + first * 1000);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { run } = useOneAtATime();
  const seconds = useCountdown(until);
  const send = async () => {
    const reply = await askForLink(vendorCode, email);
    if (reply.kind === "done") {
      setTrouble(null);
      setUntil(Date.now() + reply.body.retry_after_seconds * 1000);
      return;
    }
    const found = troubleOf(reply);
    if (found.kind === "busy") setUntil(found.until);
    setTrouble(found);
  };
  const sendAgain = () => {
    if (seconds === 0) run(send);
  };
  return { seconds, trouble, sendAgain };
}

interface LinkSentProps {
  vendorCode: string;
  sentTo: SentTo;
  glyph?: string;
  title: string;
  text: string;
  onOther: () => void;
}

export function LinkSent({ vendorCode, sentTo, glyph = mail, title, text, onOther }: LinkSentProps) {
  const { seconds, trouble, sendAgain } = useSendAgain(vendorCode, sentTo);
  const isOnline = useOnline();
  return (
    <section class="message">
      <div role="alert" class="message-words">
        <Icon glyph={glyph} size={44} stroke={1.8} />
        <h2>{title}</h2>
        <p>{text}</p>
      </div>
      {trouble !== null && <TroubleNote trouble={trouble} isOnline={isOnline} />}
      <button type="button" class="cta" onClick={onOther}>
        {t("customer.other_address")}
      </button>
      <button
        type="button"
        class="plain"
        aria-disabled={seconds > 0 ? "true" : undefined}
        onClick={sendAgain}
      >
        {seconds > 0
          ? t("customer.send_again_in", { time: formatWait(seconds) })
          : t("customer.send_again")}
      </button>
    </section>
  );
}
