// How long a browser test waits for what must become true. Long, because a busy machine is slow and not wrong.
export const PATIENCE_MS = 120_000;
