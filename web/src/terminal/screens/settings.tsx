// T15: what a person chooses for this device.
import type { ReactNode } from "react";
import { LANGUAGE_NAMES, LANGUAGES } from "../../shared/language";
import { useKeys } from "../app/keyboard";
import { changeLanguage, useTexts } from "../app/language";
import { signOut } from "../app/session";
import { useServices } from "../app/services";
import { LOCK_MINUTES, NEXT_SECONDS } from "../app/settings";
import { useStore } from "../app/store";
import { useHome } from "../app/use-home";
import { Bar } from "../parts/bar";
import { Field } from "../parts/field";

const SHORTCUTS = ["F2", "F3", "F4", "F8", "F9", "Enter", "Escape"];

export function SettingsScreen() {
  const { t } = useTexts();
  const services = useServices();
  const { camera, connection, navigation, settings, session, translator, terminal } = services;
  const { functions } = useHome();
  const chosen = useStore(settings);
  const cameraState = useStore(camera);
  const isOnline = useStore(connection);
  const current = useStore(session);
  const vendors = "user" in current ? current.user.vendors : [];
  const back = () => navigation.back();
  useKeys({ back, functions });
  const changeShop = (vendorCode: string) => {
    terminal.set(null);
    settings.change({ vendorCode });
    navigation.home();
  };
  return (
    <>
      <Bar back={back} />
      <main className="settings" tabIndex={-1}>
        <h1>{t("terminal.settings.title")}</h1>
        <section className="panel settings-list">
          <Field label={t("terminal.sign_in.name")}>
            {(id) => (
              <input
                id={id}
                maxLength={40}
                value={chosen.name}
                onChange={(event) => settings.change({ name: event.target.value })}
              />
            )}
          </Field>
          <Choice
            label={t("terminal.settings.language")}
            options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            value={chosen.language}
            choose={(language) => {
              settings.change({ language });
              void changeLanguage(translator, language);
            }}
          />
          <Choice
            label={t("terminal.settings.theme")}
            options={(["system", "light", "dark"] as const).map((value) => ({
              value,
              label: t(`terminal.settings.theme_${value}`),
            }))}
            value={chosen.theme}
            choose={(theme) => settings.change({ theme })}
          />
          <Choice
            label={t("terminal.settings.sound")}
            options={[true, false].map((value) => ({
              value,
              label: t(value ? "terminal.settings.on" : "terminal.settings.off"),
            }))}
            value={chosen.hasSound}
            choose={(hasSound) => settings.change({ hasSound })}
          />
          <Choice
            label={t("terminal.settings.next")}
            options={NEXT_SECONDS.map((value) => ({
              value,
              label:
                value === 0 ? t("terminal.settings.never") : t("terminal.settings.seconds", { n: value }),
            }))}
            value={chosen.nextAfterSeconds}
            choose={(nextAfterSeconds) => settings.change({ nextAfterSeconds })}
          />
          <Choice
            label={t("terminal.settings.lock")}
            options={LOCK_MINUTES.map((value) => ({
              value,
              label: t("terminal.settings.minutes", { n: value }),
            }))}
            value={chosen.lockAfterMinutes}
            choose={(lockAfterMinutes) => settings.change({ lockAfterMinutes })}
          />
          {vendors.length > 1 && (
            <Choice
              label={t("terminal.settings.shop")}
              options={vendors.map(({ code, name }) => ({ value: code, label: name }))}
              value={chosen.vendorCode ?? ""}
              choose={changeShop}
            />
          )}
          {cameraState.name === "on" && cameraState.hasOthers && (
            <button type="button" className="sec" onClick={() => void camera.switchCamera()}>
              {t("terminal.camera.switch")}
            </button>
          )}
        </section>
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
        <p className="hint">{t("terminal.settings.kept")}</p>
        {!isOnline && <p className="why">{t("terminal.waits")}</p>}
        <button
          type="button"
          className="sec sec-bad"
          disabled={!isOnline}
          onClick={() => void signOut(services)}
        >
          {t("terminal.settings.sign_out")}
        </button>
      </main>
    </>
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
