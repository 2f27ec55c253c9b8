// Starts the counter.
import "../shared/font.css";
import "../shared/tokens.css";
import "../shared/brand.css";
import "../react/ground.css";
import "./styles/base.css";
import "./styles/scan.css";
import "./styles/card.css";
import "./styles/pads.css";
import "./styles/amount.css";
import "./styles/outcome.css";
import "./styles/success.css";
import "./styles/lists.css";
import "./styles/forms.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { createRoot } from "react-dom/client";
import { Boundary } from "../react/boundary";
import { GroundProvider } from "../react/ground";
import { Translator } from "../react/translator";
import { SafeStorage } from "../shared/safe-storage";
import { watchOperations } from "./app/operation-effects";
import { onceGone } from "./app/pages-alive";
import { makeServices, ServicesProvider } from "./app/services";
import { CounterSettingsStore } from "./app/settings";
import { LOADERS } from "./app/texts";
import { guardTaps } from "./core/tap-guard";
import { loadLater } from "./parts/lazy";
import { Root } from "./root";

async function run(): Promise<void> {
  const storage = new SafeStorage(() => window.localStorage);
  const settings = new CounterSettingsStore(storage);
  const translator = await Translator.start(LOADERS, settings.get().language);
  const services = makeServices(storage, settings, translator);
  guardTaps(document);
  watchOperations(services);
  for (const page of services.book.listOwners()) onceGone(page, () => services.book.restore(page));
  const root = document.getElementById("app");
  if (!root) return;
  createRoot(root).render(
    <QueryClientProvider client={services.queries}>
      <GroundProvider value={services}>
        <ServicesProvider value={services}>
          <Boundary detail="terminal.broken.detail">
            <Root />
          </Boundary>
        </ServicesProvider>
      </GroundProvider>
    </QueryClientProvider>,
  );
  loadLater();
}

void run();
