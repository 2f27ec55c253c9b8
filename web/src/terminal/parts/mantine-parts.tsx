// The menu and the dialogs are Mantine's; here they get its provider and its styles.
import "../styles/mantine";
import { MantineProvider } from "@mantine/core";
import type { ComponentProps } from "react";
import { useScheme } from "../app/use-device";
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
  const scheme = useScheme();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} forceColorScheme={scheme}>
      {menu && <CardMenu {...menu} />}
      {amount && <ConfirmAmount {...amount} />}
    </MantineProvider>
  );
}
