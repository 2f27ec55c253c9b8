// The card as it is now: asked for while somebody looks, so that a stamp lands on the phone by itself.
import { useEffect, useRef, useState } from "preact/hooks";
import { call, type Reply, retryAfterSeconds } from "../api/client";
import { countShown } from "../shared/stamps";
import { codePicture, page, type Card } from "./page";
import { takeWelcome } from "./welcome";
import { keepOffline } from "./offline-copy";

const EVERY_MS = 4_000;
const FOR_MS = 3 * 60_000; // after the last sign of interest
const PATIENCE_MS = 8_000;

export interface LiveCard {
  card: Card;
  asOf: Date;
  isStale: boolean; // the server does not answer; this is what it last said
  fresh: number; // stamps that have just landed
  isNew: boolean; // the card was made a moment ago
}

// How many of the seals shown have just come. A full card that begins anew shows the ones after it.
export function countFresh(before: Card, after: Card): number {
  const target = after.stamps_target;
  const gained = after.stamp_count - before.stamp_count;
  return target === null || gained <= 0 ? 0 : Math.min(gained, countShown(after.stamp_count, target));
}

function celebrate(): void {
  // A browser complains about a page that shakes before anybody has touched it.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(20);
}

// The server's clock, for what is said about times.
function timeOf(headers: Headers): Date {
  const time = Date.parse(headers.get("Date") ?? "");
  return Number.isNaN(time) ? new Date() : new Date(time);
}

function begin(card: Card): LiveCard {
  const isNew = takeWelcome();
  const fresh = isNew && card.stamps_target !== null ? countShown(card.stamp_count, card.stamps_target) : 0;
  return { card, asOf: new Date(page.server_time), isStale: !navigator.onLine, fresh, isNew };
}

interface Asking {
  goOn(): void; // the interest is fresh
  end(): void;
}

// Asks again and again while somebody looks; `ask` says after how many milliseconds next.
function askWhileSeen(ask: () => Promise<number>, first: number): Asking {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let until = Date.now() + FOR_MS;
  let isOver = false;
  const goOn = () => {
    until = Date.now() + FOR_MS;
  };
  const plan = (milliseconds: number) => {
    clearTimeout(timer);
    if (document.visibilityState === "visible" && Date.now() < until)
      timer = setTimeout(poll, milliseconds);
  };
  const poll = () => {
    void ask().then((pause) => {
      if (!isOver) plan(pause);
    });
  };
  const look = () => {
    goOn();
    if (document.visibilityState === "visible") plan(0);
    else clearTimeout(timer);
  };
  plan(first);
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", look); // the way back may show the page as it was left
  addEventListener("online", look);
  return {
    goOn,
    end: () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
      removeEventListener("pageshow", look);
      removeEventListener("online", look);
    },
  };
}

function pauseAfter(reply: Reply<unknown>): number {
  return reply.kind === "problem" ? (retryAfterSeconds(reply.headers) ?? 0) * 1000 + EVERY_MS : EVERY_MS;
}

export function useLiveCard(token: string, first: Card): LiveCard {
  const [live, setLive] = useState(() => begin(first));
  const known = useRef({ card: first, etag: page.etag });

  useEffect(() => {
    let isOver = false;
    const take = (card: Card, headers: Headers) => {
      const fresh = countFresh(known.current.card, card);
      const isOther = card.qr_code_data !== known.current.card.qr_code_data;
      // Only a document has a code: another one, or that of a card which was blocked when this one came.
      if (isOther || (card.status === "active" && codePicture === "")) location.reload();
      known.current = { card, etag: headers.get("ETag") };
      asking.goOn();
      if (fresh > 0) celebrate();
      keepOffline(token);
      setLive({ card, asOf: timeOf(headers), isStale: false, fresh, isNew: false });
    };
    const ask = async (): Promise<number> => {
      const { etag } = known.current;
      const reply = await call("get", "/api/v1/loyalty/cards/{card_token}", {
        path: { card_token: token },
        headers: etag === null ? {} : { "If-None-Match": etag },
        timeoutMs: PATIENCE_MS,
      });
      if (isOver) return EVERY_MS;
      if (reply.kind === "done") take(reply.body, reply.headers);
      if (reply.kind === "unchanged") {
        setLive((now) => ({ ...now, asOf: timeOf(reply.headers), isStale: false }));
      }
      if (reply.kind === "problem" && reply.status === 404) location.reload(); // it is gone
      const isSilent = reply.kind === "lost" || (reply.kind === "problem" && reply.status >= 500);
      if (isSilent) lose();
      return pauseAfter(reply);
    };
    const lose = () => {
      setLive((now) => ({ ...now, isStale: true }));
    };
    const isLate = !navigator.onLine || Date.now() - Date.parse(page.server_time) > EVERY_MS;
    const asking = askWhileSeen(ask, isLate ? 0 : EVERY_MS);
    addEventListener("offline", lose);
    return () => {
      isOver = true;
      asking.end();
      removeEventListener("offline", lose);
    };
  }, [token]);
  return live;
}
