// A page that broke says so and can be opened again, instead of being empty.
import { Component, type ReactNode } from "react";
import { useTexts } from "../app/language";

export class Boundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useTexts();
  return (
    <main className="start" tabIndex={-1}>
      <div role="alert">
        <h1>{t("terminal.broken.title")}</h1>
        <p className="lead">{t("terminal.broken.detail")}</p>
      </div>
      <div className="buttons">
        <button type="button" className="big" onClick={() => location.reload()}>
          {t("terminal.broken.again")}
        </button>
      </div>
    </main>
  );
}
