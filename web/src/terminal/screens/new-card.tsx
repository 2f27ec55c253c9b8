// T5: a card made at the counter.
import { IconCake } from "@tabler/icons-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { makeKey } from "../../api/client";
import { Refused } from "../../react/api";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import type { NewCardDraft } from "../app/navigation";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { useShopDay } from "../app/use-shop-day";
import { formatRemaining } from "../../shared/countdown";
import { Bar } from "../parts/bar";
import { Field } from "../../react/field";
import { FormFault, useRetryAfter } from "../../react/read-fault";

type Faults = Record<string, string>;

export function NewCardScreen({ draft }: { draft: NewCardDraft }) {
  const { t } = useTexts();
  const { navigation, connection, terminal } = useServices();
  const isOnline = useStore(connection);
  const program = useStore(terminal)?.program;
  const form = useRef<HTMLFormElement>(null);
  const { faults, general, isBusy, submit } = useEnrolment(draft, form);
  const remaining = useRetryAfter(general);
  const change = (changes: Partial<NewCardDraft>) =>
    navigation.amend({ name: "new", draft: { ...draft, ...changes } });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (isOnline && remaining === 0) void submit();
  };
  useKeys({ back: () => navigation.back() });
  return (
    <>
      <Bar back={() => navigation.back()} />
      <main className="new-card" tabIndex={-1}>
        <form ref={form} onSubmit={send} noValidate>
          <h1>{t("terminal.new.title")}</h1>
          {general !== null && <FormFault error={general} noAnswer={t("terminal.new.no_answer")} />}
          <NewCardFields draft={draft} change={change} faults={faults} />
          <BirthdayField draft={draft} change={change} fault={faults.birth_date} />
          {program?.terms_text && <p className="terms">{program.terms_text}</p>}
          <Check
            checked={draft.acceptsTerms}
            fault={faults.terms_accepted}
            change={(acceptsTerms) => change({ acceptsTerms })}
          >
            {t("terminal.new.terms")}
          </Check>
          <Check checked={draft.hasConsent} change={(hasConsent) => change({ hasConsent })}>
            {t("terminal.new.consent")}
          </Check>
          <button type="submit" className="big" disabled={!isOnline || remaining > 0} aria-busy={isBusy}>
            {isBusy && <span className="spinner" aria-hidden="true" />}
            {remaining > 0
              ? t("app.try_again_in", { time: formatRemaining(remaining) })
              : t("terminal.new.submit")}
          </button>
          {!isOnline && <p className="why">{t("terminal.waits")}</p>}
        </form>
      </main>
    </>
  );
}

interface FieldsProps {
  draft: NewCardDraft;
  change: (changes: Partial<NewCardDraft>) => void;
  faults: Faults;
}

function NewCardFields({ draft, change, faults }: FieldsProps) {
  const { t } = useTexts();
  const { isPhone } = draft;
  return (
    <>
      <div className="side-by-side">
        <NameField
          name="first_name"
          value={draft.firstName}
          fault={faults.first_name}
          change={(firstName) => change({ firstName })}
        />
        <NameField
          name="last_name"
          value={draft.lastName}
          fault={faults.last_name}
          change={(lastName) => change({ lastName })}
        />
      </div>
      <div className="switch" role="radiogroup" aria-label={t("terminal.new.contact")}>
        {[false, true].map((phone) => (
          <button
            key={String(phone)}
            type="button"
            role="radio"
            aria-checked={phone === isPhone}
            onClick={() => change({ isPhone: phone })}
          >
            {t(phone ? "terminal.new.phone" : "terminal.new.mail")}
          </button>
        ))}
      </div>
      <Field
        label={t(isPhone ? "terminal.new.phone" : "terminal.new.mail")}
        fault={faults[isPhone ? "phone" : "email"]}
      >
        {(id, about) => (
          <input
            id={id}
            name="contact"
            aria-describedby={about}
            aria-invalid={faults.phone !== undefined || faults.email !== undefined}
            type={isPhone ? "tel" : "email"}
            autoComplete="off"
            autoCapitalize="none"
            maxLength={254}
            value={draft.contact}
            onChange={(event) => change({ contact: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

interface BirthdayFieldProps {
  draft: NewCardDraft;
  change: (changes: Partial<NewCardDraft>) => void;
  fault: string | undefined;
}

function BirthdayField({ draft, change, fault }: BirthdayFieldProps) {
  const { t } = useTexts();
  const { today } = useShopDay();
  const input = useRef<HTMLInputElement>(null);
  if (!draft.hasBirthday) {
    const show = () => {
      change({ hasBirthday: true });
      requestAnimationFrame(() => input.current?.focus());
    };
    return (
      <button type="button" className="add" onClick={show}>
        <IconCake size={26} stroke={2} aria-hidden="true" />
        {t("terminal.new.add_birthday")}
      </button>
    );
  }
  return (
    <Field label={t("terminal.new.birthday")} fault={fault}>
      {(id, about) => (
        <input
          ref={input}
          id={id}
          name="birth_date"
          aria-describedby={about}
          aria-invalid={fault !== undefined}
          type="date"
          autoComplete="off"
          min="1900-01-01"
          max={today}
          value={draft.birthday}
          onChange={(event) => change({ birthday: event.target.value })}
        />
      )}
    </Field>
  );
}

interface NameFieldProps {
  name: "first_name" | "last_name";
  value: string;
  fault: string | undefined;
  change: (typed: string) => void;
}

function NameField({ name, value, fault, change }: NameFieldProps) {
  const { t } = useTexts();
  return (
    <Field label={t(`terminal.new.${name}`)} fault={fault}>
      {(id, about) => (
        <input
          id={id}
          name={name}
          aria-describedby={about}
          aria-invalid={fault !== undefined}
          autoComplete="off"
          autoFocus={name === "first_name"}
          maxLength={80}
          value={value}
          onChange={(event) => change(event.target.value)}
        />
      )}
    </Field>
  );
}

function Check(props: {
  checked: boolean;
  fault?: string | undefined;
  change: (checked: boolean) => void;
  children: string;
}) {
  return (
    <label className={props.fault ? "check check-bad" : "check"}>
      <input
        type="checkbox"
        checked={props.checked}
        aria-invalid={props.fault !== undefined}
        onChange={(event) => props.change(event.target.checked)}
      />
      <span>
        {props.children}
        {props.fault && <small role="alert">{props.fault}</small>}
      </span>
    </label>
  );
}

function toBody(draft: NewCardDraft, locale: string) {
  const contact = draft.contact.trim();
  return {
    first_name: draft.firstName.trim(),
    ...(draft.lastName.trim() === "" ? {} : { last_name: draft.lastName.trim() }),
    ...(contact === "" ? {} : { [draft.isPhone ? "phone" : "email"]: contact }),
    ...(draft.birthday === "" ? {} : { birth_date: draft.birthday }),
    locale,
    marketing_consent: draft.hasConsent,
    terms_accepted: draft.acceptsTerms,
  };
}

// The same form is the same request: a lost answer and a second press make one card.
function useEnrolment(draft: NewCardDraft, form: React.RefObject<HTMLFormElement | null>) {
  const { api, navigation, pins, queries, terminal } = useServices();
  const [faults, setFaults] = useState<Faults>({});
  const [general, setGeneral] = useState<unknown>(null); // what is no fault of a field
  const [isBusy, setBusy] = useState(false);
  const sent = useRef({ text: "", key: "" });
  // The first field with a fault, as soon as the form shows it.
  useEffect(() => {
    if (Object.keys(faults).length > 0)
      form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [faults, form]);
  const refuse = (error: unknown) => {
    if (!(error instanceof Refused)) return setGeneral(error);
    if (error.problem.status < 500) sent.current = { text: "", key: "" };
    const { errors } = error.problem;
    if (!errors) return setGeneral(error);
    const named = errors.map(({ field, message }) => [
      field === "email_or_phone" ? (draft.isPhone ? "phone" : "email") : field,
      message,
    ]);
    setFaults(Object.fromEntries(named) as Faults);
  };
  const submit = async () => {
    if (isBusy) return;
    const body = toBody(draft, terminal.get()?.vendor.locale ?? "en");
    const text = JSON.stringify(body);
    if (sent.current.text !== text) sent.current = { text, key: makeKey() };
    setBusy(true);
    setFaults({});
    setGeneral(null);
    try {
      const { card, already_enrolled: isKnown } = await api.ask("post", "/api/v1/vendor/loyalty/cards", {
        body,
        key: sent.current.key,
      });
      pins.forget();
      queries.setQueryData(["card", card.id], card);
      navigation.openCard({
        name: "card",
        card,
        scannedAt: null,
        notice: isKnown ? "already_enrolled" : null,
      });
      if (!isKnown) navigation.open({ name: "link", card, isNew: true });
    } catch (error) {
      refuse(error);
    } finally {
      setBusy(false);
    }
  };
  return { faults, general, isBusy, submit };
}
