import cake from "@tabler/icons/outline/cake.svg?glyph";
import mail from "@tabler/icons/outline/mail.svg?glyph";
import phone from "@tabler/icons/outline/phone.svg?glyph";
import { useEffect, useRef, useState } from "preact/hooks";
import { dropDraft } from "./draft";
import {
  draftName,
  FIELD_NAMES,
  findEntries,
  findMissing,
  keepEntries,
  sendEnrolment,
  type Entries,
} from "./enrolment";
import { CheckField, focusFirstError, TextField } from "./fields";
import { Icon } from "./icon";
import type { SentTo } from "./link-sent";
import { t, type Join } from "./page";
import { RichText } from "./rich-text";
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
import { useTerms } from "./terms";
import { rememberWelcome } from "./welcome";

type Errors = Partial<Record<string, string>>;
type Change = (change: Partial<Entries>) => void;

const today = () => new Date().toISOString().slice(0, 10);

// Mail or telephone: one field with the right keyboard, and a switch between the two.
function ReachField({ entries, errors, change }: { entries: Entries; errors: Errors; change: Change }) {
  const isMail = entries.reach === "email";
  const choice = (reach: Entries["reach"], glyph: string, words: string) => (
    <label class="choice">
      <input
        type="radio"
        class="sr"
        name="reach"
        value={reach}
        checked={entries.reach === reach}
        onChange={() => {
          change({ reach });
        }}
      />
      <span>
        <Icon glyph={glyph} />
        {words}
      </span>
    </label>
  );
  return (
    <fieldset>
      <legend class="label">{t("customer.reach")}</legend>
      <div class="choices">
        {choice("email", mail, t("customer.email"))}
        {choice("phone", phone, t("customer.phone"))}
      </div>
      {isMail ? (
        <TextField
          key="email"
          id="email"
          label={t("customer.email")}
          labelHidden
          value={entries.email}
          error={errors.email}
          input={{
            type: "email",
            inputMode: "email",
            autoComplete: "email",
            autoCapitalize: "off",
            maxLength: 254,
          }}
          onInput={(email) => {
            change({ email });
          }}
        />
      ) : (
        <TextField
          key="phone"
          id="phone"
          label={t("customer.phone")}
          labelHidden
          value={entries.phone}
          error={errors.phone}
          input={{ type: "tel", inputMode: "tel", autoComplete: "tel", maxLength: 40 }}
          onInput={(number) => {
            change({ phone: number });
          }}
        />
      )}
    </fieldset>
  );
}

function BirthdayField({ entries, errors, change }: { entries: Entries; errors: Errors; change: Change }) {
  if (!entries.hasBirthday) {
    return (
      <button
        type="button"
        class="add"
        onClick={() => {
          change({ hasBirthday: true });
          requestAnimationFrame(() => document.getElementById("birth_date")?.focus());
        }}
      >
        <Icon glyph={cake} />
        {t("customer.add_birthday")}
        <span class="optional">{t("customer.optional")}</span>
      </button>
    );
  }
  return (
    <TextField
      id="birth_date"
      label={t("customer.birthday")}
      isOptional
      value={entries.birthday}
      error={errors.birth_date}
      input={{ type: "date", autoComplete: "bday", min: "1900-01-01", max: today() }}
      onInput={(birthday) => {
        change({ birthday });
      }}
    />
  );
}

export interface EnrolFormProps {
  join: Join;
  onAlreadyMember: (sentTo: SentTo | null) => void;
}

function useEnrolment({ join, onAlreadyMember }: EnrolFormProps) {
  const code = join.vendor.code;
  const form = useRef<HTMLFormElement>(null);
  const [entries, setEntries] = useState(() => findEntries(code));
  const [errors, setErrors] = useState<Errors>({});
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { isBusy, run } = useOneAtATime();
  const isOnline = useOnline();
  const seconds = useCountdown(trouble?.kind === "busy" ? trouble.until : undefined);

  const change: Change = (changed) => {
    const next = { ...entries, ...changed };
    setEntries(next);
    keepEntries(code, next);
  };
  const showErrors = (found: Errors) => {
    setErrors(found);
    focusFirstError(form.current);
  };
  const send = async () => {
    const missing = findMissing(entries);
    setTrouble(null);
    showErrors(missing);
    if (Object.keys(missing).length > 0) {
      setTrouble({
        kind: "refused",
        text: t("customer.entries_missing", { n: Object.keys(missing).length }),
      });
      return;
    }
    const reply = await sendEnrolment(code, entries);
    if (reply.kind === "done" && "card_url" in reply.body) {
      dropDraft(draftName(code));
      rememberWelcome();
      location.replace(new URL(reply.body.card_url).pathname);
      return new Promise(() => undefined); // busy until the card is there
    }
    if (reply.kind === "done") {
      const wait = "link_sent" in reply.body ? reply.body.retry_after_seconds : null;
      return onAlreadyMember(wait === null ? null : { email: entries.email.trim(), seconds: wait });
    }
    if (reply.kind === "problem" && reply.problem.code === "validation_failed") {
      const found = fieldErrors(reply.problem, FIELD_NAMES);
      const text = found[""] ?? t("customer.entries_missing", { n: Object.keys(found).length });
      setTrouble({ kind: "refused", text });
      return showErrors(found);
    }
    setTrouble(troubleOf(reply));
  };
  const submit = () => {
    if (seconds === 0) run(send);
  };

  // Sent without an answer, it goes again by itself when the connection is back.
  const isWaiting = trouble?.kind === "lost";
  const submitAgain = useRef(submit);
  submitAgain.current = submit;
  useEffect(() => {
    if (isOnline && isWaiting) submitAgain.current();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only a connection that comes back sends
  }, [isOnline]);

  return { form, entries, errors, trouble, isBusy, isOnline, seconds, change, submit };
}

export function EnrolForm(props: EnrolFormProps) {
  const { form, entries, errors, trouble, isBusy, isOnline, seconds, change, submit } = useEnrolment(props);
  const { dialog, link } = useTerms(props.join.program, props.join.vendor);
  const isWaiting = !isOnline && trouble?.kind === "lost";
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        id="first_name"
        label={t("customer.first_name")}
        value={entries.firstName}
        error={errors.first_name}
        input={{ autoComplete: "given-name", maxLength: 80 }}
        onInput={(firstName) => {
          change({ firstName });
        }}
      />
      <ReachField entries={entries} errors={errors} change={change} />
      <BirthdayField entries={entries} errors={errors} change={change} />
      <div class="ticks">
        <CheckField
          id="terms_accepted"
          isChecked={entries.acceptsTerms}
          error={errors.terms_accepted}
          onChange={(acceptsTerms) => {
            change({ acceptsTerms });
          }}
        >
          <RichText
            text="customer.accept"
            parts={{
              terms: link("terms", t("customer.accept_terms")),
              privacy: link("privacy", t("customer.accept_privacy")),
            }}
          />
        </CheckField>
        <CheckField
          id="marketing_consent"
          isChecked={entries.wantsOffers}
          onChange={(wantsOffers) => {
            change({ wantsOffers });
          }}
        >
          {t("customer.consent")} <span class="optional">{t("customer.optional")}</span>
        </CheckField>
      </div>
      <TroubleNote trouble={trouble} isOnline={isOnline} />
      <SubmitButton
        label={isWaiting ? t("customer.waiting") : labelAfter(trouble)}
        isBusy={isBusy}
        seconds={seconds}
      />
      <p class="after">{t("customer.no_app")}</p>
      {dialog}
    </form>
  );
}

function labelAfter(trouble: Trouble | null): string {
  return trouble === null || trouble.kind === "refused" ? t("customer.get_card") : t("shared.try_again");
}
