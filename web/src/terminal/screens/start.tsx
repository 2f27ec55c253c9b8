// Before the terminal can work: what it waits for, and what to do.
import { type ReactNode, useEffect, useState } from "react";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { Bar } from "../parts/bar";
import { ReadFault } from "../../react/read-fault";
import { SignOutButton } from "../parts/sign-out";

interface StartScreenProps {
  error?: unknown;
  hasNoProgram?: boolean;
  retry?: () => void;
}

export function StartScreen({ error, hasNoProgram, retry }: StartScreenProps) {
  const { t } = useTexts();
  const { connection } = useServices();
  const isOnline = useStore(connection);
  const isQuiet = useQuiet();
  if (hasNoProgram && retry) {
    return (
      <Frame title={t("problem.program_not_found.title")} detail={t("terminal.start.no_program")}>
        <button type="button" className="big" onClick={retry}>
          {t("shared.try_again")}
        </button>
        <SignOutButton />
      </Frame>
    );
  }
  if (error && isOnline && retry) {
    return (
      <Frame title={t("terminal.start.fault")}>
        <ReadFault error={error} retry={retry} />
        <SignOutButton />
      </Frame>
    );
  }
  if (!isOnline)
    return <Frame title={t("terminal.start.offline")} detail={t("terminal.start.offline_detail")} />;
  return (
    <main className="start" tabIndex={-1} aria-busy="true">
      {!isQuiet && <span className="spinner spinner-large" />}
    </main>
  );
}

function useQuiet(): boolean {
  const [isQuiet, setQuiet] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setQuiet(false), 300);
    return () => clearTimeout(timer);
  }, []);
  return isQuiet;
}

export function Frame({
  title,
  detail,
  children,
}: {
  title: string;
  detail?: string;
  children?: ReactNode;
}) {
  return (
    <>
      <Bar isHome />
      <main className="start" tabIndex={-1}>
        <div role="status">
          <h1>{title}</h1>
          {detail && <p className="lead">{detail}</p>}
        </div>
        {children && <div className="buttons">{children}</div>}
      </main>
    </>
  );
}
