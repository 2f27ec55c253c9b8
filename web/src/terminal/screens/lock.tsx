// T13: the terminal at rest. Nothing of any customer is in the page.
import { useEffect, useState } from "react";
import { Refused } from "../../react/api";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { useKeys } from "../app/use-keys";
import type { Problem } from "../core/types";
import { Bar } from "../parts/bar";
import { PinPad } from "../parts/pin-pad";

export function LockScreen() {
  const { terminal } = useServices();
  const shop = useStore(terminal);
  if (!shop) return null;
  const needsPin = shop.limits?.require_staff_pin === true && shop.staff.length > 0;
  return (
    <>
      <Bar isHome />
      {needsPin ? <LockPad /> : <LockTap />}
    </>
  );
}

function LockPad() {
  const { t } = useTexts();
  const { api, isLocked, settings, terminal, connection } = useServices();
  const shop = useStore(terminal);
  const isOnline = useStore(connection);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isBusy, setBusy] = useState(false);
  const unlock = async (pin: string, staffPinId: string | null) => {
    setBusy(true);
    try {
      const body = { pin, ...(staffPinId === null ? {} : { staff_pin_id: staffPinId }) };
      const { staff_pin_id: id } = await api.ask("post", "/api/v1/vendor/loyalty/pins/check", { body });
      settings.usedStaff(id);
      isLocked.set(false);
    } catch (error) {
      setProblem(
        error instanceof Refused
          ? error.problem
          : { status: 0, code: "no_answer", title: "", detail: t("app.no_answer") },
      );
    } finally {
      setBusy(false);
    }
  };
  return (
    <PinPad
      people={shop?.staff ?? []}
      firstChoice={null}
      problem={problem}
      isBusy={isBusy}
      isOff={!isOnline}
      submit={(pin, id) => void unlock(pin, id)}
    >
      <Clock title={t("terminal.lock.title")} />
    </PinPad>
  );
}

function LockTap() {
  const { t } = useTexts();
  const { isLocked } = useServices();
  const unlock = () => isLocked.set(false);
  useKeys({ primary: unlock });
  return (
    <main className="lock-tap" tabIndex={-1}>
      <Clock title={t("terminal.lock.no_pin")} />
      <button type="button" className="big" onClick={unlock}>
        {t("terminal.lock.open")}
      </button>
    </main>
  );
}

// The server's time, in the shop's zone.
function Clock({ title }: { title: string }) {
  const { time } = useTexts();
  const { clock } = useServices();
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), 1000);
    return () => clearInterval(timer);
  }, [clock]);
  return (
    <div className="clock">
      <h1 className="num">{time(new Date(now))}</h1>
      <p>{title}</p>
    </div>
  );
}
