// A refusal in the server's own words, which are in the page's language; the page has words only for what it
// says itself.
import type { Problem } from "../api/problem";
import type { Texts } from "./use-texts";

export interface Said {
  title: string;
  detail: string;
}

export function sayProblem({ code, status, title, detail }: Problem, { t, has }: Texts): Said {
  const own = `app.problem.${code}`;
  if (has(own)) return { title: t(own), detail: t(`${own}_detail`) };
  // A fault of the server's has no detail of its own.
  return { title, detail: detail ?? (status >= 500 ? t("shared.fault") : "") };
}
