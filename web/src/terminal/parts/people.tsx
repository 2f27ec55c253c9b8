// Who is at the till: the last used first, the others behind "All".
import { useState } from "react";
import { useTexts } from "../app/language";
import type { Staff } from "../core/types";

const SHOWN = 5; // two rows on a phone

interface PeopleProps {
  people: Staff[];
  recent: string[];
  chosen: string | null;
  choose(id: string): void;
}

export function People({ people, recent, chosen, choose }: PeopleProps) {
  const { t } = useTexts();
  const [isAll, setAll] = useState(false);
  // In the order in which they were used when the pad opened: names do not move under the finger.
  const [order] = useState(recent);
  const rank = ({ id }: Staff) => (order.includes(id) ? order.indexOf(id) : order.length);
  const sorted = [...people].sort((a, b) => rank(a) - rank(b));
  const shown = isAll ? sorted : sorted.filter((person, index) => index < SHOWN || person.id === chosen);
  return (
    <div
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
          onClick={() => choose(person.id)}
        >
          <i aria-hidden="true">{person.name.slice(0, 1)}</i>
          {person.name}
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
