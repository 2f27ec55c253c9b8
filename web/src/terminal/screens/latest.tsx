// T12: the latest operations, with the totals of the day.
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { Bar } from "../parts/bar";
import { DayTotals, LatestList } from "../parts/latest-list";

export function LatestScreen() {
  const { t } = useTexts();
  const { navigation } = useServices();
  const back = () => navigation.back();
  useKeys({ back, primary: back });
  return (
    <>
      <Bar back={back} />
      <main className="latest" tabIndex={-1}>
        <h1>{t("terminal.latest.title")}</h1>
        <DayTotals />
        <section className="panel">
          <LatestList limit={50} />
        </section>
      </main>
    </>
  );
}
