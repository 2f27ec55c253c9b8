// Which of the shops of this account this terminal stands in.
import { IconBuildingStore } from "@tabler/icons-react";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { SignOutButton } from "../parts/sign-out";
import { Frame } from "./start";

export function ShopScreen() {
  const { t } = useTexts();
  const services = useServices();
  const session = useStore(services.session);
  const vendors = "user" in session ? session.user.vendors : [];
  return (
    <Frame title={t(vendors.length > 0 ? "problem.vendor_required.title" : "terminal.start.no_shop")}>
      {vendors.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          className="sec"
          onClick={() => services.settings.change({ vendorCode: code })}
        >
          <IconBuildingStore size={26} stroke={2} aria-hidden="true" />
          {name}
        </button>
      ))}
      <SignOutButton />
    </Frame>
  );
}
