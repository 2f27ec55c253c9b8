// T15: what a person chooses for this device.
import type { ReactNode } from "react";
import { type Language, LANGUAGE_NAMES, LANGUAGES } from "../../shared/language";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { LOCK_MINUTES, NEXT_SECONDS } from "../app/settings";
import { useStore } from "../../react/store";
import { Bar } from "../parts/bar";
import { Field } from "../../react/field";
import { SignOutButton } from "../parts/sign-out";

const THEMES = ["system", "light", "dark"] as const;
const SHORTCUTS = ["F2", "F3", "F4", "F8", "F9", "Enter", "Escape"];

export function SettingsScreen() {
  const { t } = useTexts();
  const { connection, navigation } = useServices();
  const isOnline = useStore(connection);
  const back = () => navigation.back();
  useKeys({ back });
  return (
    <>
      <Bar back={back} />
      <main className="settings" tabIndex={-1}>
        <h1>{t("terminal.settings.title")}</h1>
        <section className="panel settings-list">
          <NameField />
          <LanguageChoice />
          <BehaviourChoices />
          <PlaceChoices />
        </section>
        <Shortcuts />
        <p className="hint">{t("terminal.settings.kept")}</p>
        {!isOnline && <p className="why">{t("terminal.waits")}</p>}
        <SignOutButton className="sec sec-bad" />
      </main>
    </>
  );
}

function NameField() {
  const { t } = useTexts();
  const { settings } = useServices();
  const { name } = useStore(settings);
  return (
    <Field label={t("terminal.sign_in.name")}>
      {(id) => (
        <input
          id={id}
          maxLength={40}
          value={name}
          onChange={(event) => settings.change({ name: event.target.value })}
        />
      )}
    </Field>
  );
}

function LanguageChoice() {
  const { t } = useTexts();
  const { settings, translator } = useServices();
  const { language, theme } = useStore(settings);
  // Only a language whose texts are here can be the one for the next start.
  const change = async (chosen: Language) => {
    await translator.speak(chosen);
    settings.change({ language: chosen });
  };
  return (
    <>
      <Choice
        label={t("terminal.settings.language")}
        options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        value={language}
        choose={(chosen) => void change(chosen).catch(() => undefined)}
      />
      <Choice
        label={t("terminal.settings.theme")}
        options={THEMES.map((value) => ({ value, label: t(`terminal.settings.theme_${value}`) }))}
        value={theme}
        choose={(chosen) => settings.change({ theme: chosen })}
      />
    </>
  );
}

function BehaviourChoices() {
  const { t } = useTexts();
  const { settings } = useServices();
  const { hasSound, nextAfterSeconds, lockAfterMinutes } = useStore(settings);
  const sayNext = (n: number) =>
    n === 0 ? t("terminal.settings.never") : t("terminal.settings.seconds", { n });
  return (
    <>
      <Choice
        label={t("terminal.settings.sound")}
        options={[true, false].map((value) => ({
          value,
          label: t(value ? "terminal.settings.on" : "terminal.settings.off"),
        }))}
        value={hasSound}
        choose={(chosen) => settings.change({ hasSound: chosen })}
      />
      <Choice
        label={t("terminal.settings.next")}
        options={NEXT_SECONDS.map((value) => ({ value, label: sayNext(value) }))}
        value={nextAfterSeconds}
        choose={(chosen) => settings.change({ nextAfterSeconds: chosen })}
      />
      <Choice
        label={t("terminal.settings.lock")}
        options={LOCK_MINUTES.map((value) => ({
          value,
          label: t("terminal.settings.minutes", { n: value }),
        }))}
        value={lockAfterMinutes}
        choose={(chosen) => settings.change({ lockAfterMinutes: chosen })}
      />
    </>
  );
}

// The shop, for who works in several, and the camera, on a device with several.
function PlaceChoices() {
  const { t } = useTexts();
  const { camera, navigation, session, settings, terminal } = useServices();
  const { vendorCode } = useStore(settings);
  const current = useStore(session);
  const state = useStore(camera);
  const vendors = "user" in current ? current.user.vendors : [];
  const changeShop = (chosen: string) => {
    terminal.set(null);
    settings.change({ vendorCode: chosen });
    navigation.home();
  };
  return (
    <>
      {vendors.length > 1 && (
        <Choice
          label={t("terminal.settings.shop")}
          options={vendors.map(({ code, name }) => ({ value: code, label: name }))}
          value={vendorCode ?? ""}
          choose={changeShop}
        />
      )}
      {state.name === "on" && state.hasOthers && (
        <button type="button" className="sec" onClick={() => void camera.switchCamera()}>
          {t("terminal.camera.switch")}
        </button>
      )}
    </>
  );
}

function Shortcuts() {
  const { t } = useTexts();
  return (
    <section className="panel" aria-label={t("terminal.settings.shortcuts")}>
      <h2>{t("terminal.settings.shortcuts")}</h2>
      <dl className="shortcuts">
        {SHORTCUTS.map((key) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`terminal.shortcut.${key.toLowerCase()}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface ChoiceProps<T> {
  label: string;
  options: readonly { value: T; label: string }[];
  value: T;
  choose(value: T): void;
}

function Choice<T extends string | number | boolean>({
  label,
  options,
  value,
  choose,
}: ChoiceProps<T>): ReactNode {
  return (
    <div className="choice" role="radiogroup" aria-label={label}>
      <span aria-hidden="true">{label}</span>
      <div className="switch">
        {options.map((option) => (
          <button
            key={String(option.value)}
            type="button"
            data-pad
            role="radio"
            aria-checked={option.value === value}
            onClick={() => choose(option.value)}
          >
            {option.label}
          </button>
        ))}
      </div>
    </div>
  );
}
