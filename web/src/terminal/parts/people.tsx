// Who is at the till: the last used first in two rows, the others behind "All".
import { useLayoutEffect, useRef, useState } from "react";
import { useTexts } from "../../react/use-texts";
import { countFitting } from "../core/chip-rows";
import type { Staff } from "../core/types";

const ROWS = 2;
const MEASURED = 10; // more never have room
const MORE_WIDTH = 130;

interface PeopleProps {
  people: Staff[];
  recent: string[];
  chosen: string | null;
  choose(id: string): void;
}

export function People({ people, recent, chosen, choose }: PeopleProps) {
  const { t } = useTexts();
  const [isAll, setAll] = useState(false);
  // In the order in which they were used when the pad opened, the chosen one among them: names do not move
  // under the finger.
  const [first] = useState(() => [...new Set([...recent, ...(chosen === null ? [] : [chosen])])]);
  const rank = ({ id }: Staff) => (first.includes(id) ? first.indexOf(id) : first.length);
  const sorted = [...people].sort((a, b) => rank(a) - rank(b));
  const { list, fitting } = useFitting();
  const few = sorted.slice(0, fitting);
  const late = sorted.slice(fitting).find(({ id }) => id === chosen);
  const shown = isAll ? sorted : late ? [...few.slice(0, -1), late] : few;
  return (
    <div
      ref={list}
      className={isAll ? "people people-all" : "people"}
      role="radiogroup"
      aria-label={t("terminal.pin.who")}
    >
      {shown.map((person) => (
        <button
          key={person.id}
          type="button"
          role="radio"
          aria-checked={person.id === chosen}
          onClick={() => {
            choose(person.id);
            setAll(false);
          }}
        >
          <i aria-hidden="true">{[...person.name][0]}</i>
          <span>{person.name}</span>
        </button>
      ))}
      {shown.length < sorted.length && (
        <button type="button" className="people-more" onClick={() => setAll(true)}>
          {t("terminal.pin.all", { n: sorted.length })}
        </button>
      )}
    </div>
  );
}

// How many names have room: the first are drawn and measured before anybody sees them.
function useFitting() {
  const list = useRef<HTMLDivElement>(null);
  const [fitting, setFitting] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element || fitting !== null) return;
    const names = [...element.querySelectorAll("[role=radio]")];
    const widths = names.map((name) => name.getBoundingClientRect().width);
    const gap = parseFloat(getComputedStyle(element).columnGap);
    setFitting(countFitting(widths, MORE_WIDTH, { width: element.clientWidth, gap, rows: ROWS }));
  }, [fitting]);
  useLayoutEffect(() => {
    const again = () => setFitting(null);
    window.addEventListener("resize", again);
    return () => window.removeEventListener("resize", again);
  }, []);
  return { list, fitting: fitting ?? MEASURED };
}
