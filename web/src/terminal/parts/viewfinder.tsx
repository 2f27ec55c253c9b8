// The camera's picture with the frame over it, or why there is none and what works instead.
import { IconBulb, IconBulbFilled, IconCamera, IconCameraOff, IconCameraRotate } from "@tabler/icons-react";
import { type ReactNode, useCallback } from "react";
import { useTexts } from "../../react/use-texts";
import { useServices } from "../app/services";
import { useStore } from "../../react/store";
import { ScanWords } from "./scan-words";

// Four corners.
const AIM =
  "M4 28V16A12 12 0 0 1 16 4H28M72 4H84A12 12 0 0 1 96 16V28" +
  "M96 72V84A12 12 0 0 1 84 96H72M28 96H16A12 12 0 0 1 4 84V72";

export function Viewfinder() {
  const { t } = useTexts();
  const { camera } = useServices();
  const state = useStore(camera);
  const start = () => void camera.start();
  switch (state.name) {
    case "on":
      return <Picture />;
    case "asking":
      return (
        <Instead
          icon={<IconCamera size={44} stroke={1.6} />}
          title={t("terminal.camera.ask")}
          detail={t("terminal.camera.ask_detail")}
        >
          <button type="button" className="big" onClick={start}>
            {t("terminal.camera.use")}
          </button>
        </Instead>
      );
    case "denied":
    case "busy":
      return (
        <Instead
          icon={<IconCameraOff size={44} stroke={1.6} />}
          title={t(`terminal.camera.${state.name}`)}
          detail={t(`terminal.camera.${state.name}_detail`)}
        >
          <button type="button" className="sec" onClick={start}>
            {t("shared.try_again")}
          </button>
        </Instead>
      );
    default:
      return <div className="camera" />;
  }
}

function Instead(props: { icon: ReactNode; title: string; detail: string; children: ReactNode }) {
  return (
    <section className="camera camera-off">
      {props.icon}
      <h2>{props.title}</h2>
      <p>{props.detail}</p>
      {props.children}
      <ScanWords />
    </section>
  );
}

function Picture() {
  const { t } = useTexts();
  const { camera, scanner } = useServices();
  const state = useStore(camera);
  const scan = useStore(scanner);
  const show = useCallback((video: HTMLVideoElement | null) => camera.show(video), [camera]);
  if (state.name !== "on") return null;
  const isGood = scan.name === "found" || scan.name === "looking_up";
  return (
    <section className="camera" aria-label={t("terminal.camera.picture")}>
      <video ref={show} muted playsInline />
      <svg className={isGood ? "aim aim-good" : "aim"} viewBox="0 0 100 100" aria-hidden="true">
        <path d={AIM} />
      </svg>
      <div className="camera-tools">
        {state.hasLight && (
          <button
            type="button"
            aria-label={t("terminal.camera.light")}
            aria-pressed={state.isLit}
            onClick={() => void camera.setLight(!state.isLit)}
          >
            {state.isLit ? <IconBulbFilled size={26} /> : <IconBulb size={26} stroke={2} />}
          </button>
        )}
        {state.hasOthers && (
          <button
            type="button"
            aria-label={t("terminal.camera.switch")}
            onClick={() => void camera.switchCamera()}
          >
            <IconCameraRotate size={26} stroke={2} />
          </button>
        )}
      </div>
      <ScanWords />
    </section>
  );
}
