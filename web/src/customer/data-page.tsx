// A customer's own data: see it, correct it, take it along, delete it.
import arrowLeft from "@tabler/icons/outline/arrow-left.svg?glyph";
import check from "@tabler/icons/outline/check.svg?glyph";
import download from "@tabler/icons/outline/download.svg?glyph";
import { useRef, useState } from "preact/hooks";
import { call } from "../api/client";
import { cardVariables } from "../shared/colour";
import { formatLongDay } from "../shared/formats";
import { isLanguage, LANGUAGE_NAMES } from "../shared/language";
import { DeleteData } from "./delete-data";
import { dropDraft, findDraft, keepDraft } from "./draft";
import { CheckField, focusFirstError, TextField } from "./fields";
import { Icon } from "./icon";
import { LanguageMenu } from "./language-menu";
import { findFaults, PERSON_FIELDS, toPatch, toPerson, type Person } from "./own-data";
import { language, page, t, type Card, type OwnData } from "./page";
import {
  fieldErrors,
  SubmitButton,
  TroubleNote,
  troubleOf,
  useCountdown,
  useOnline,
  type Trouble,
} from "./submit";

function useOwnData(token: string, first: OwnData) {
  const name = `data:${token}`;
  const form = useRef<HTMLFormElement>(null);
  const [kept, setKept] = useState(() => toPerson(first));
  const [person, setPerson] = useState<Person>(() => ({ ...kept, ...findDraft<Person>(name) }));
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const seconds = useCountdown(trouble?.kind === "busy" ? trouble.until : undefined);

  const change = (changed: Partial<Person>) => {
    const next = { ...person, ...changed };
    setPerson(next);
    setSaved(false);
    keepDraft(name, next);
  };
  const refuse = (found: Partial<Record<string, string>>) => {
    setErrors(found);
    const n = Object.keys(found).length;
    if (n > 0) setTrouble({ kind: "refused", text: found[""] ?? t("customer.entries_missing", { n }) });
    focusFirstError(form.current);
  };
  const send = async () => {
    setTrouble(null);
    const faults = findFaults(person);
    refuse(faults);
    if (Object.keys(faults).length > 0) return;
    const reply = await call("patch", "/api/v1/loyalty/cards/{card_token}/data", {
      path: { card_token: token },
      body: toPatch(kept, person),
      headers: { "Accept-Language": language },
    });
    if (reply.kind === "done") {
      const saved = toPerson(reply.body);
      dropDraft(name);
      setKept(saved);
      setPerson(saved);
      setSaved(true);
    } else if (reply.kind === "problem" && reply.problem.code === "validation_failed") {
      refuse(fieldErrors(reply.problem, PERSON_FIELDS));
    } else {
      setTrouble(troubleOf(reply));
    }
  };
  const save = () => {
    if (isBusy || seconds > 0) return;
    setBusy(true);
    setSaved(false);
    void send().finally(() => {
      setBusy(false);
    });
  };
  return { form, person, errors, trouble, isBusy, isSaved, seconds, change, save };
}

type Fields = ReturnType<typeof useOwnData>;

function PersonFields({ person, errors, change }: Pick<Fields, "person" | "errors" | "change">) {
  const field = (id: (typeof PERSON_FIELDS)[number], label: string, input: object, isOptional = false) => (
    <TextField
      id={id}
      label={label}
      isOptional={isOptional}
      value={person[id]}
      error={errors[id]}
      input={input}
      onInput={(value) => {
        change({ [id]: value });
      }}
    />
  );
  return (
    <>
      {field("first_name", t("customer.first_name"), { autoComplete: "given-name", maxLength: 80 })}
      {field("last_name", t("customer.last_name"), { autoComplete: "family-name", maxLength: 80 }, true)}
      {field("email", t("customer.email"), { type: "email", inputMode: "email", autoComplete: "email" })}
      {field("phone", t("customer.phone"), { type: "tel", inputMode: "tel", autoComplete: "tel" })}
      {field("birth_date", t("customer.birthday"), { type: "date", autoComplete: "bday" }, true)}
      <div class="row">
        <label class="label" for="locale">
          {t("customer.language")}
        </label>
        <select
          class="field"
          id="locale"
          value={person.locale}
          onChange={(event) => {
            change({ locale: event.currentTarget.value });
          }}
        >
          {page.languages.map((each) => (
            <option key={each} value={each} lang={each}>
              {isLanguage(each) ? LANGUAGE_NAMES[each] : each}
            </option>
          ))}
        </select>
      </div>
    </>
  );
}

// The server's whole answer as a file.
async function saveFile(token: string): Promise<Trouble | null> {
  const reply = await call("get", "/api/v1/loyalty/cards/{card_token}/data", {
    path: { card_token: token },
  });
  if (reply.kind !== "done") return troubleOf(reply);
  const file = new Blob([JSON.stringify(reply.body, null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `${reply.body.vendor.code}-${reply.body.card.card_number}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
  return null;
}

function Download({ token }: { token: string }) {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const isOnline = useOnline();
  return (
    <section class="panel">
      <h2>{t("customer.download_title")}</h2>
      <p>{t("customer.download_hint")}</p>
      <TroubleNote trouble={trouble} isOnline={isOnline || trouble === null} />
      <button
        type="button"
        class="plain"
        onClick={() => {
          void saveFile(token).then(setTrouble);
        }}
      >
        <Icon glyph={download} />
        {t("customer.download")}
      </button>
    </section>
  );
}

function DataForm({ token, card, first }: { token: string; card: Card; first: OwnData }) {
  const data = useOwnData(token, first);
  const isOnline = useOnline();
  const day = (moment: string) => formatLongDay(language, new Date(moment), card.vendor.timezone);
  return (
    <form
      ref={data.form}
      class="panel"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        data.save();
      }}
    >
      <PersonFields {...data} />
      <CheckField
        id="marketing_consent"
        isChecked={data.person.marketing_consent}
        onChange={(wanted) => {
          data.change({ marketing_consent: wanted });
        }}
      >
        {t("customer.consent")} <span class="optional">{t("customer.optional")}</span>
      </CheckField>
      <p class="hint">{t("customer.member_since", { day: day(first.created_at) })}</p>
      <p class="hint">{t("customer.terms_since", { day: day(first.terms_accepted_at) })}</p>
      <TroubleNote trouble={data.trouble} isOnline={isOnline} />
      <div role="status">
        {data.isSaved && (
          <p class="note good">
            <Icon glyph={check} />
            <span>{t("customer.saved")}</span>
          </p>
        )}
      </div>
      <SubmitButton label={t("customer.save")} isBusy={data.isBusy} seconds={data.seconds} />
    </form>
  );
}

function Deleted({ shop }: { shop: string }) {
  return (
    <main class="message">
      <Icon glyph={check} size={44} stroke={1.8} />
      <h1 tabIndex={-1} ref={(heading) => heading?.focus()}>
        {t("customer.deleted_title")}
      </h1>
      <p>{t("customer.deleted", { shop })}</p>
    </main>
  );
}

export function DataPage({ token, card, own }: { token: string; card: Card; own: OwnData }) {
  const [isDeleted, setDeleted] = useState(false);
  const variables = cardVariables(card.program.card_color);
  if (isDeleted) {
    return (
      <div class="wrap brand" style={variables}>
        <Deleted shop={card.vendor.name} />
      </div>
    );
  }
  return (
    <div class="wrap data brand" style={variables}>
      <header class="top">
        <a class="back" href={`/c/${token}`}>
          <Icon glyph={arrowLeft} />
          {t("customer.back_to_card")}
        </a>
        <LanguageMenu />
      </header>
      <main>
        <h1>{t("customer.my_data")}</h1>
        <p class="lead">{t("customer.data_intro", { shop: card.vendor.name })}</p>
        <div class="columns">
          <DataForm token={token} card={card} first={own} />
          <div>
            <Download token={token} />
            <DeleteData
              token={token}
              card={card}
              onDeleted={() => {
                setDeleted(true);
              }}
            />
          </div>
        </div>
      </main>
    </div>
  );
}
