// T3: a code typed by hand.
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { Bar } from "../parts/bar";
import { TypePad } from "../parts/type-pad";

export function TypeScreen({ digits }: { digits: string }) {
  const { t } = useTexts();
  const { navigation } = useServices();
  const back = () => navigation.back();
  return (
    <>
      <Bar back={back} />
      <main className="two-columns type" tabIndex={-1}>
        <h1>{t("terminal.type.title")}</h1>
        <TypePad
          initial={digits}
          back={back}
          amend={(typed) => navigation.amend({ name: "type", digits: typed })}
        />
      </main>
    </>
  );
}
