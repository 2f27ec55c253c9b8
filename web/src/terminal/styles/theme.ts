// Our tokens as Mantine's, so that its menus and dialogs look like the rest.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

// Ten shades each; the seventh is the one that fills.
const ink: MantineColorsTuple = [
  "#f1f3ff",
  "#e0e5ff",
  "#c5ceff",
  "#a1adfe",
  "#828dfe",
  "#676cf4",
  "#5451e4",
  "#433cc2",
  "#3630a1",
  "#262375",
];
const gray: MantineColorsTuple = [
  "#fafafc",
  "#f3f4f8",
  "#e9e9ef",
  "#dbdbe4",
  "#bcbdc7",
  "#878793",
  "#666673",
  "#51515f",
  "#343440",
  "#181823",
];
const dark: MantineColorsTuple = [
  "#eff0f4",
  "#d0d0d7",
  "#a9aab4",
  "#7f7f8a",
  "#575762",
  "#3e3f49",
  "#2d2d37",
  "#1d1d26",
  "#14141c",
  "#0b0b12",
];
const green: MantineColorsTuple = [
  "#e4faeb",
  "#cbf4d9",
  "#9de4b7",
  "#65d193",
  "#37b976",
  "#02995a",
  "#007c48",
  "#03663b",
  "#06512e",
  "#063a21",
];
const yellow: MantineColorsTuple = [
  "#fff5e9",
  "#ffe9cd",
  "#ffd7a0",
  "#ffc166",
  "#f5aa25",
  "#d28f09",
  "#ab7302",
  "#8d5e05",
  "#704a02",
  "#503402",
];
const red: MantineColorsTuple = [
  "#fff0ef",
  "#ffdfdd",
  "#fec1bc",
  "#fd9690",
  "#f46f6b",
  "#e6474a",
  "#c92832",
  "#a72028",
  "#841b20",
  "#601719",
];

export const theme = createTheme({
  primaryColor: "ink",
  primaryShade: 6,
  colors: { ink, gray, dark, green, yellow, red },
  fontFamily: "var(--font)",
  defaultRadius: 12,
  cursorType: "pointer",
  autoContrast: true,
  respectReducedMotion: true,
});

const tokens = {
  "--mantine-color-body": "var(--raised)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-dimmed": "var(--muted)",
  "--mantine-color-default-border": "var(--line)",
  "--mantine-color-placeholder": "var(--muted)",
};

// In each scheme by name: Mantine's own stand there and would win.
export const variables: CSSVariablesResolver = () => ({ variables: {}, light: tokens, dark: tokens });
