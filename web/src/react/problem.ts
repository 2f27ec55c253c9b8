// A refusal in the page's own words, by its code; the server's text where the page does not know the code.
import type { Texts } from "./use-texts";
import type { Problem } from "../api/problem";

export interface Said {
  title: string;
  detail: string;
}

export interface ProblemContext {
  maxDailyStamps?: number | undefined;
  minimumCents?: number | undefined;
  kind?: string | undefined; // what a card of another type lacks
}

export function sayProblem(problem: Problem, texts: Texts, context: ProblemContext = {}): Said {
  const { code } = problem;
  const own = OWN[code]?.(problem, texts, context);
  if (own) return own;
  if (texts.has(`app.problem.${code}`)) {
    return {
      title: texts.t(`app.problem.${code}`),
      detail: texts.t(`app.problem.${code}_detail`),
    };
  }
  // A fault of the server's has no detail of its own.
  const fallback = problem.status >= 500 ? texts.t("shared.fault") : "";
  return { title: problem.title, detail: problem.detail ?? fallback };
}

type Own = (problem: Problem, texts: Texts, context: ProblemContext) => Said | null;

function plain(
  params: (
    problem: Problem,
    texts: Texts,
    context: ProblemContext,
  ) => Record<string, string | number> | null,
): Own {
  return (problem, texts, context) => {
    const values = params(problem, texts, context);
    if (values === null) return null;
    const { code } = problem;
    return { title: texts.t(`problem.${code}.title`), detail: texts.t(`problem.${code}.detail`, values) };
  };
}

const none = plain(() => ({}));

const OWN: Record<string, Own> = {
  card_not_found: none,
  card_inactive: none,
  program_inactive: none,
  pin_required: none,
  reward_not_found: none,
  purchase_already_recorded: none,
  already_voided: none,
  not_voidable: none,
  pin_invalid: plain(({ attempts_left: n }) => (n === undefined ? null : { n })),
  not_enough_stamps: plain(({ stamps_missing: n }) => (n === undefined ? null : { n })),
  not_enough_points: plain(({ points_missing: n }) => (n === undefined ? null : { n })),
  pin_locked: plain(({ retry_at: at }, { when }) => (at === undefined ? null : { time: when(at) })),
  cooldown_active: plain(({ retry_at: at }, { when }) => (at === undefined ? null : { time: when(at) })),
  daily_limit_reached: plain(({ retry_at: at }, { when }, { maxDailyStamps: max }) =>
    at === undefined || max === undefined ? null : { when: when(at), max },
  ),
  purchase_below_minimum: plain((_, { money }, { minimumCents }) =>
    minimumCents === undefined ? null : { amount: money(minimumCents) },
  ),
  wrong_program_type: plain((_, { t }, { kind }) =>
    kind === undefined ? null : { kind: t(`kind.${kind}`) },
  ),
};
