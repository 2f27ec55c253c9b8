// Whether the card that opens next has just been made, across the one change of document in between.

const NAME = "welcome";

export function rememberWelcome(): void {
  try {
    sessionStorage.setItem(NAME, "1");
  } catch {
    // Then the card opens without a falling stamp.
  }
}

// True once.
export function takeWelcome(): boolean {
  try {
    const isWelcome = sessionStorage.getItem(NAME) !== null;
    sessionStorage.removeItem(NAME);
    return isWelcome;
  } catch {
    return false;
  }
}
