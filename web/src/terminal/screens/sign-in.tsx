// T1: once per device. The screen behind it is kept when a session ended in the middle of something.
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import { Refused } from "../../react/api";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { forgetShop } from "../app/sign-out";
import { useStore } from "../../react/store";
import { formatRemaining } from "../../shared/countdown";
import { useRemaining } from "../../react/use-remaining";
import { Fault, Field } from "../../react/field";

export function SignIn() {
  const { t } = useTexts();
  const { session, settings } = useServices();
  const hasEnded = useStore(session).name === "ended";
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [name, setName] = useState(settings.get().name || t("terminal.sign_in.default_name"));
  const { fault, waitUntil, isBusy, submit } = useSignIn();
  const remaining = useRemaining(waitUntil);
  const send = (event: FormEvent) => {
    event.preventDefault();
    void submit({ email, password, name: name.trim() });
  };
  useKeys({});
  return (
    <main className="sign-in" tabIndex={-1}>
      <form onSubmit={send} noValidate>
        <h1>{t("terminal.sign_in.title")}</h1>
        <p className="lead">{t(hasEnded ? "terminal.sign_in.again" : "terminal.sign_in.lead")}</p>
        {fault && (
          <Fault>
            {remaining > 0 ? t("terminal.sign_in.wait", { time: formatRemaining(remaining) }) : fault}
          </Fault>
        )}
        <Field label={t("terminal.sign_in.email")}>
          {(id) => (
            <input
              id={id}
              type="email"
              autoComplete="username"
              inputMode="email"
              autoCapitalize="none"
              required
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <PasswordField value={password} change={setPassword} />
        <Field label={t("terminal.sign_in.name")} hint={t("terminal.sign_in.name_hint")}>
          {(id, describedBy) => (
            <input
              id={id}
              aria-describedby={describedBy}
              maxLength={40}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <button type="submit" className="big" disabled={remaining > 0} aria-busy={isBusy}>
          {isBusy && <span className="spinner" aria-hidden="true" />}
          {t("terminal.sign_in.submit")}
        </button>
      </form>
    </main>
  );
}

function PasswordField({ value, change }: { value: string; change: (typed: string) => void }) {
  const { t } = useTexts();
  const [isShown, setShown] = useState(false);
  return (
    <Field label={t("terminal.sign_in.password")}>
      {(id) => (
        <div className="with-button">
          <input
            id={id}
            type={isShown ? "text" : "password"}
            autoComplete="current-password"
            required
            value={value}
            onChange={(event) => change(event.target.value)}
          />
          <button
            type="button"
            aria-label={t(isShown ? "terminal.sign_in.hide" : "terminal.sign_in.show")}
            aria-pressed={isShown}
            onClick={() => setShown(!isShown)}
          >
            {isShown ? <IconEyeOff size={26} stroke={1.8} /> : <IconEye size={26} stroke={1.8} />}
          </button>
        </div>
      )}
    </Field>
  );
}

interface Typed {
  email: string;
  password: string;
  name: string;
}

function useSignIn() {
  const { t } = useTexts();
  const services = useServices();
  const { api, book, clock, isLocked, session, settings, queries } = services;
  const [fault, setFault] = useState<string | null>(null);
  const [waitUntil, setWaitUntil] = useState<number | null>(null);
  const [isBusy, setBusy] = useState(false);
  const explain = (error: unknown) => {
    if (!(error instanceof Refused)) return setFault(t("app.no_answer"));
    const { code, detail, title, retry_after_seconds: seconds } = error.problem;
    if (seconds !== undefined) setWaitUntil(clock.now() + seconds * 1000);
    setFault(code === "validation_failed" ? t("problem.invalid_credentials.detail") : (detail ?? title));
  };
  const submit = async ({ email, password, name }: Typed) => {
    if (isBusy) return;
    setBusy(true);
    setFault(null);
    try {
      const { user } = await api.ask("post", "/api/v1/auth/login", { body: { email, password } });
      const kept = user.vendors.find(({ code }) => code === settings.get().vendorCode);
      const only = user.vendors.length === 1 ? user.vendors[0] : undefined;
      if (!kept) forgetShop(services); // what was open belongs to another one
      settings.change({ name, vendorCode: (kept ?? only)?.code ?? null });
      isLocked.set(false); // a password opens more than a PIN
      session.set({ name: "signed_in", user });
      book.signedIn();
      void queries.invalidateQueries();
    } catch (error) {
      explain(error);
    } finally {
      setBusy(false);
    }
  };
  return { fault, waitUntil, isBusy, submit };
}
