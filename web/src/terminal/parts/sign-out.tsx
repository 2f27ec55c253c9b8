// Ends the session of this device; says so when the server did not.
import { useState } from "react";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { signOut } from "../app/sign-out";
import { useStore } from "../../react/store";
import { Fault } from "../../react/field";

export function SignOutButton({ className = "sec" }: { className?: string }) {
  const { t } = useTexts();
  const services = useServices();
  const isOnline = useStore(services.connection);
  const [hasFailed, setFailed] = useState(false);
  const end = async () => setFailed(!(await signOut(services)));
  return (
    <>
      {hasFailed && <Fault>{t("shared.fault")}</Fault>}
      <button type="button" className={className} disabled={!isOnline} onClick={() => void end()}>
        {t("terminal.settings.sign_out")}
      </button>
    </>
  );
}
