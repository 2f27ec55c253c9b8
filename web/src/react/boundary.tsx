// A page that broke says so and can be opened again, instead of being empty.
import { Component, type ReactNode } from "react";
import { useTexts } from "./use-texts";

interface BoundaryProps {
  detail: string; // the key of the text that says what becomes of the work
  children: ReactNode;
}

export class Boundary extends Component<BoundaryProps, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? <Broken detail={this.props.detail} /> : this.props.children;
  }
}

function Broken({ detail }: { detail: string }) {
  const { t } = useTexts();
  return (
    <main className="start" tabIndex={-1}>
      <div role="alert">
        <h1>{t("app.broken.title")}</h1>
        <p className="lead">{t(detail)}</p>
      </div>
      <div className="buttons">
        <button type="button" className="big" onClick={() => location.reload()}>
          {t("app.broken.again")}
        </button>
      </div>
    </main>
  );
}
