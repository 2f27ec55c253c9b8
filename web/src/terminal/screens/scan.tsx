// T2, the home: the camera, the last operation with its undo, and the three other ways to a card.
import {
  IconHistory,
  IconKeyboard,
  IconLock,
  IconSearch,
  IconSettings,
  IconUserPlus,
} from "@tabler/icons-react";
import { useEffect } from "react";
import { useKeys } from "../app/use-keys";
import { useTexts } from "../../react/use-texts";
import { useWide } from "../app/use-wide";
import { useHome } from "../app/use-home";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { Bar, IconButton } from "../parts/bar";
import { LastOperation } from "../parts/last-operation";
import { LatestList } from "../parts/latest-list";
import { Viewfinder } from "../parts/viewfinder";
import { ScanWords } from "../parts/scan-words";
import { TypePad } from "../parts/type-pad";

export function ScanScreen() {
  const { t } = useTexts();
  const { camera, navigation } = useServices();
  const { lock, openNew } = useHome();
  const isWide = useWide();
  const hasNoCamera = useStore(camera).name === "none";
  useEffect(() => void camera.prepare(), [camera]);
  useKeys({});
  const open = (name: "latest" | "settings") => navigation.open({ name });
  return (
    <>
      <Bar
        isHome
        right={
          <>
            <IconButton label={t("terminal.settings.title")} onClick={() => open("settings")}>
              <IconSettings size={26} stroke={2} />
            </IconButton>
            <IconButton label={t("terminal.latest.title")} onClick={() => open("latest")}>
              <IconHistory size={27} stroke={2} />
            </IconButton>
            <IconButton label={t("terminal.lock.action")} onClick={lock}>
              <IconLock size={26} stroke={2} />
            </IconButton>
          </>
        }
      />
      <main className="scan" tabIndex={-1}>
        <h1 className="sr">{t("terminal.scan.title")}</h1>
        <div className="scan-view">{hasNoCamera ? <ScanPad /> : <Viewfinder />}</div>
        <div className="scan-side">
          {isWide && (
            <section className="panel scan-latest" aria-label={t("terminal.latest.title")} tabIndex={0}>
              <LatestList limit={10} />
            </section>
          )}
          <LastOperation />
          <div className="three">
            <button type="button" onClick={() => navigation.open({ name: "type", digits: "" })}>
              <IconKeyboard size={30} stroke={1.8} />
              {t("terminal.scan.type")}
            </button>
            <button type="button" onClick={() => navigation.open({ name: "find", text: "" })}>
              <IconSearch size={30} stroke={1.8} />
              {t("terminal.scan.find")}
            </button>
            <button type="button" onClick={() => openNew("")}>
              <IconUserPlus size={30} stroke={1.8} />
              {t("terminal.scan.new")}
            </button>
          </div>
        </div>
      </main>
    </>
  );
}

// A terminal without a camera reads numbers instead.
function ScanPad() {
  const { t } = useTexts();
  return (
    <section className="scan-pad" aria-label={t("terminal.type.title")}>
      <ScanWords />
      <TypePad initial="" amend={() => undefined} note={t("terminal.scan.no_camera")} />
    </section>
  );
}
