// T4: a card by the name, phone or mail of its holder.
import { IconChevronRight, IconSearch, IconUserPlus } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import { useHome } from "../app/use-home";
import { useServices } from "../app/services";
import { lastDigits } from "../core/card-code";
import type { Card } from "../core/types";
import { Bar } from "../parts/bar";
import { ReadFault } from "../../react/read-fault";

const LETTERS_MIN = 2;
const PAUSE_MS = 200;
const ROWS = 10;

export function FindScreen({ text }: { text: string }) {
  const { t } = useTexts();
  const { navigation, scanner } = useServices();
  const { openNew } = useHome();
  const { wanted, found } = useSearch(text);
  const cards = wanted === "" ? [] : (found.data?.items ?? []);
  const open = (card: Card) => scanner.open(card, performance.now());
  const change = (typed: string) => navigation.amend({ name: "find", text: typed });
  // Rows of what was typed before stay until the new ones come, but Enter is not meant for them.
  const isOfText = wanted === text.trim() && !found.isPlaceholderData;
  const first = isOfText ? cards[0] : undefined;
  useKeys({ back: () => navigation.back(), primary: first && (() => open(first)) });
  const isNone = wanted !== "" && found.data !== undefined && !found.isFetching && cards.length === 0;
  return (
    <>
      <Bar back={() => navigation.back()} />
      <main className="find" tabIndex={-1}>
        <h1>{t("terminal.find.title")}</h1>
        <div className="search">
          <IconSearch size={28} stroke={2} aria-hidden="true" />
          <input
            aria-label={t("terminal.find.field")}
            placeholder={t("terminal.find.field")}
            autoComplete="off"
            spellCheck={false}
            autoFocus
            enterKeyHint="search"
            value={text}
            onChange={(event) => change(event.target.value)}
          />
        </div>
        {found.error && <ReadFault error={found.error} retry={() => void found.refetch()} />}
        <p role="status" className={isNone ? "empty" : "sr"}>
          {isNone
            ? t("terminal.find.none")
            : cards.length > 0
              ? t("terminal.find.count", { n: cards.length })
              : ""}
        </p>
        <ul className="found">
          {cards.map((card) => (
            <li key={card.id}>
              <FoundRow card={card} open={open} />
            </li>
          ))}
        </ul>
        {found.data?.next_cursor && cards.length > 0 && <p className="hint">{t("terminal.find.more")}</p>}
        {isNone && (
          <button type="button" className="sec" onClick={() => openNew(text.trim())}>
            <IconUserPlus size={26} stroke={2} aria-hidden="true" />
            {t("terminal.find.new", { text: text.trim() })}
          </button>
        )}
      </main>
    </>
  );
}

function useSearch(text: string) {
  const { api } = useServices();
  const [wanted, setWanted] = useState("");
  useEffect(() => {
    const typed = text.trim();
    const timer = setTimeout(() => setWanted(typed.length < LETTERS_MIN ? "" : typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useQuery({
    queryKey: ["found", wanted],
    queryFn: () =>
      api.ask("get", "/api/v1/vendor/loyalty/cards", { query: { search: wanted, limit: ROWS } }),
    enabled: wanted !== "",
    placeholderData: keepPreviousData,
  });
  return { wanted, found };
}

function FoundRow({ card, open }: { card: Card; open: (card: Card) => void }) {
  const { t, day } = useTexts();
  const { first_name: first, last_name: last } = card.customer;
  const visit = [card.last_stamp_at, card.last_points_at]
    .filter((at) => at !== null)
    .sort()
    .at(-1);
  return (
    <button type="button" className="found-row" onClick={() => open(card)}>
      <span className="initial" aria-hidden="true">
        {first.slice(0, 1)}
      </span>
      <span>
        <b>{last ? `${first} ${last.slice(0, 1)}.` : first}</b>
        <small className="num">
          {t("terminal.card.ends_in", { digits: lastDigits(card.card_number) })}
        </small>
      </span>
      <span className="found-visit">
        {card.status === "active"
          ? visit
            ? day(visit)
            : t("terminal.find.never")
          : t(`terminal.status.${card.status}`)}
      </span>
      <IconChevronRight size={24} stroke={2} aria-hidden="true" />
    </button>
  );
}
