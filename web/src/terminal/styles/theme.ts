// Our tokens as Mantine's, so that its menus and dialogs look like the rest.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

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

export const theme = createTheme({
  primaryColor: "ink",
  primaryShade: 6,
  colors: { ink },
  fontFamily: "var(--font)",
  defaultRadius: 12,
  cursorType: "pointer",
  autoContrast: true,
  respectReducedMotion: true,
});

export const variables: CSSVariablesResolver = () => ({
  variables: {
    "--mantine-color-body": "var(--raised)",
    "--mantine-color-text": "var(--text)",
    "--mantine-color-dimmed": "var(--muted)",
    "--mantine-color-default-border": "var(--line)",
    "--mantine-color-placeholder": "var(--muted)",
  },
  light: {},
  dark: {},
});
