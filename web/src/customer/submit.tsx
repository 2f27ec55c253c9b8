// Sending a form once: its busy button, its retry, and what it says when it did not work.
import alert from "@tabler/icons/outline/alert-triangle.svg?glyph";
import cloudOff from "@tabler/icons/outline/cloud-off.svg?glyph";
import { useEffect, useRef, useState } from "preact/hooks";
import { retryAfterSeconds, type Problem, type Reply } from "../api/client";
import { Icon } from "./icon";
import { refusalText, t } from "./page";

export type Trouble =
  | { kind: "lost" } // no answer: it may have been done
  | { kind: "refused"; text: string }
  | { kind: "busy"; until: number; text?: string | undefined } // the server asks to wait
  | { kind: "fault"; requestId: string };

// What a reply without success means for the form as a whole.
export function troubleOf(reply: Reply<unknown>): Trouble {
  if (reply.kind !== "problem") return { kind: "lost" };
  const { problem, status, headers } = reply;
  const seconds = retryAfterSeconds(headers);
  if (seconds !== undefined) {
    // Too many tries has its own sentence; else it is the server that has too much to do.
    const text = status === 429 ? problem.detail : undefined;
    return { kind: "busy", until: Date.now() + seconds * 1000, text };
  }
  if (status >= 500) return { kind: "fault", requestId: problem.request_id };
  return { kind: "refused", text: refusalText(problem.code) ?? problem.detail ?? problem.title };
}

// The server's complaints by field; those of fields that the form does not have stand under "".
export function fieldErrors(problem: Problem, fields: readonly string[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { field, message } of problem.errors ?? []) {
    const place = fields.includes(field) ? field : "";
    errors[place] ??= message;
  }
  return errors;
}

// One at a time: what is asked for while the last one is under way is not done.
export function useOneAtATime() {
  const isRunning = useRef(false);
  const [isBusy, setBusy] = useState(false);
  const run = (work: () => Promise<unknown>) => {
    if (isRunning.current) return;
    isRunning.current = true;
    setBusy(true);
    void work().finally(() => {
      isRunning.current = false;
      setBusy(false);
    });
  };
  return { isBusy, run };
}

export function useOnline(): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const update = () => {
      setOnline(navigator.onLine);
    };
    addEventListener("online", update);
    addEventListener("offline", update);
    return () => {
      removeEventListener("online", update);
      removeEventListener("offline", update);
    };
  }, []);
  return isOnline;
}

// Seconds until then, counted down; 0 when it is over.
export function useCountdown(until: number | undefined): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (until === undefined) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 250);
    return () => {
      clearInterval(timer);
    };
  }, [until]);
  return until === undefined ? 0 : Math.max(0, Math.ceil((until - now) / 1000));
}

function RequestId({ id }: { id: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    navigator.clipboard.writeText(id).then(
      () => {
        setCopied(true);
      },
      () => undefined,
    );
  };
  return (
    <button type="button" class="reference" onClick={copy}>
      {isCopied ? t("customer.copied") : t("customer.reference", { id })}
    </button>
  );
}

export function TroubleNote({ trouble, isOnline }: { trouble: Trouble | null; isOnline: boolean }) {
  const isWaiting = !isOnline || trouble?.kind === "lost";
  const text = () => {
    if (!isOnline) return t("shared.offline");
    switch (trouble?.kind) {
      case "lost":
        return t("customer.no_answer");
      case "refused":
        return trouble.text;
      case "busy":
        return trouble.text ?? refusalText("overloaded") ?? t("shared.fault");
      case "fault":
        return t("shared.fault");
      default:
        return "";
    }
  };
  const shown = text();
  return (
    <div role="alert">
      {shown !== "" && (
        <p class={isWaiting ? "note warn" : "note bad"}>
          <Icon glyph={isWaiting ? cloudOff : alert} />
          <span>{shown}</span>
        </p>
      )}
      {trouble?.kind === "fault" && trouble.requestId !== "" && <RequestId id={trouble.requestId} />}
    </div>
  );
}

// The form's one button. Busy it keeps its words, and a small circle turns in it once that takes a while.
export function SubmitButton({
  label,
  isBusy,
  seconds,
}: {
  label: string;
  isBusy: boolean;
  seconds: number;
}) {
  const isOff = isBusy || seconds > 0;
  return (
    <button class="cta" aria-disabled={isOff ? "true" : undefined} aria-busy={isBusy ? "true" : undefined}>
      {isBusy && <span class="spinner" aria-hidden="true" />}
      {seconds > 0 ? t("customer.retry_in", { n: seconds }) : label}
    </button>
  );
}
