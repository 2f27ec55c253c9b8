import languageGlyph from "@tabler/icons/outline/language.svg?glyph";
import { useEffect, useRef } from "preact/hooks";
import { LANGUAGE_NAMES, type Language } from "../shared/language";
import { Icon } from "./icon";
import { language, page, t } from "./page";

const YEAR_SECONDS = 365 * 24 * 3600;

// Remembered for every page of this server; where cookies are forbidden, the address carries the choice.
function choose(chosen: Language): void {
  document.cookie = `lang=${chosen}; path=/; max-age=${YEAR_SECONDS}; SameSite=Lax`;
  const isKept = document.cookie.includes(`lang=${chosen}`);
  location.replace(location.pathname + (isKept ? "" : `?lang=${chosen}`));
}

export function LanguageMenu() {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const details = menu.current;
      if (details === null || !details.open) return;
      const isEscape = event instanceof KeyboardEvent && event.key === "Escape";
      const isOutside = event.type === "pointerdown" && !details.contains(event.target as Node);
      if (!isEscape && !isOutside) return;
      details.open = false;
      if (isEscape) details.querySelector("summary")?.focus();
    };
    addEventListener("keydown", close);
    addEventListener("pointerdown", close);
    return () => {
      removeEventListener("keydown", close);
      removeEventListener("pointerdown", close);
    };
  }, []);
  return (
    <details class="language" ref={menu}>
      <summary>
        <Icon glyph={languageGlyph} size={18} />
        <span class="sr">{t("customer.language")}: </span>
        {LANGUAGE_NAMES[language]}
      </summary>
      <ul>
        {page.languages.map((other) => (
          <li key={other}>
            <button
              type="button"
              lang={other}
              aria-current={other === language ? "true" : undefined}
              onClick={() => {
                choose(other);
              }}
            >
              {LANGUAGE_NAMES[other]}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
