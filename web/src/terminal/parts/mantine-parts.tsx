// The menu and the dialogs are Mantine's; here they get its provider and its styles.
import "../styles/mantine";
import { MantineProvider } from "@mantine/core";
import type { ComponentProps } from "react";
import { theme, variables } from "../styles/theme";
import { CardMenu } from "./card-menu";
import { ConfirmAmount } from "./confirm-amount";

export default function MantinePart({
  menu,
  amount,
}: {
  menu?: ComponentProps<typeof CardMenu>;
  amount?: ComponentProps<typeof ConfirmAmount>;
}) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      {menu && <CardMenu {...menu} />}
      {amount && <ConfirmAmount {...amount} />}
    </MantineProvider>
  );
}
