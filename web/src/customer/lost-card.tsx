// For who has a card and not its link any more: one field, and the link comes by mail.
import { useRef, useState } from "preact/hooks";
import { focusFirstError, TextField } from "./fields";
import { askForLink, LinkSent, type SentTo } from "./link-sent";
import { t } from "./page";
import {
  fieldErrors,
  SubmitButton,
  TroubleNote,
  troubleOf,
  useCountdown,
  useOneAtATime,
  useOnline,
  type Trouble,
} from "./submit";

export function LostCardLink({ onOpen }: { onOpen: () => void }) {
  return (
    <p class="after">
      <button type="button" class="quiet" onClick={onOpen}>
        {t("customer.lost_card")}
      </button>
    </p>
  );
}

function useAsking(vendorCode: string, onSent: (sentTo: SentTo) => void) {
  const form = useRef<HTMLFormElement>(null);
  const [email, setEmail] = useState("");
  const [error, setError] = useState<string | undefined>();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { isBusy, run } = useOneAtATime();
  const seconds = useCountdown(trouble?.kind === "busy" ? trouble.until : undefined);
  const showError = (text: string | undefined) => {
    setError(text);
    focusFirstError(form.current);
  };
  const send = async () => {
    const typed = email.trim();
    setTrouble(null);
    if (typed === "") return showError(t("customer.email_missing"));
    if (!/^\S+@\S+\.\S+$/.test(typed)) return showError(t("customer.email_wrong"));
    showError(undefined);
    const reply = await askForLink(vendorCode, typed);
    if (reply.kind === "done") return onSent({ email: typed, seconds: reply.body.retry_after_seconds });
    if (reply.kind === "problem" && reply.problem.code === "validation_failed") {
      return showError(fieldErrors(reply.problem, ["email"]).email ?? t("customer.email_wrong"));
    }
    setTrouble(troubleOf(reply));
  };
  const submit = () => {
    if (seconds === 0) run(send);
  };
  return { form, email, setEmail, error, trouble, isBusy, seconds, submit };
}

export function LostCard({ vendorCode, onBack }: { vendorCode: string; onBack: () => void }) {
  const [sentTo, setSentTo] = useState<SentTo | null>(null);
  const { form, email, setEmail, error, trouble, isBusy, seconds, submit } = useAsking(
    vendorCode,
    setSentTo,
  );
  const isOnline = useOnline();
  if (sentTo !== null) {
    return (
      <LinkSent
        vendorCode={vendorCode}
        sentTo={sentTo}
        title={t("customer.lost_sent_title")}
        text={t("customer.lost_sent")}
        onOther={() => {
          setSentTo(null);
          requestAnimationFrame(() => document.getElementById("lost_email")?.focus());
        }}
      />
    );
  }
  return (
    <form
      ref={form}
      class="lost"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h2>{t("customer.lost_title")}</h2>
      <p>{t("customer.lost_hint")}</p>
      <TextField
        id="lost_email"
        label={t("customer.email")}
        value={email}
        error={error}
        input={{
          type: "email",
          inputMode: "email",
          autoComplete: "email",
          autoCapitalize: "off",
          maxLength: 254,
        }}
        onInput={setEmail}
      />
      <TroubleNote trouble={trouble} isOnline={isOnline} />
      <SubmitButton label={t("customer.lost_send")} isBusy={isBusy} seconds={seconds} />
      <p class="after">
        <button type="button" class="quiet" onClick={onBack}>
          {t("customer.back")}
        </button>
      </p>
    </form>
  );
}
