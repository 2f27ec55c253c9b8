// What the server says when it refuses; the page adds how long a Retry-After asks to wait.
import type { Schemas } from "./client";

export type Problem = Pick<Schemas["Problem"], "status" | "title"> &
  Partial<Omit<Schemas["Problem"], "status" | "title" | "code">> & {
    code: string;
    retry_after_seconds?: number;
  };
