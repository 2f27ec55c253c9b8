// Starts the counter.
import "../shared/font.css";
import "../shared/tokens.css";
import "../shared/brand.css";
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
import { I18nextProvider } from "react-i18next";
import { App } from "./app/app";
import { makeTranslator } from "./app/language";
import { watchOperations } from "./app/operation-effects";
import { listAlivePages } from "./app/pages-alive";
import { makeServices, ServicesProvider } from "./app/services";
import { SettingsStore } from "./app/settings";
import { SafeStorage } from "./core/safe-storage";
import { guardTaps } from "./core/tap-guard";
import { Boundary } from "./parts/boundary";
import { loadLater } from "./parts/lazy";

async function run(): Promise<void> {
  const storage = new SafeStorage(() => window.localStorage);
  const settings = new SettingsStore(storage);
  const translator = await makeTranslator(settings.get().language);
  const services = makeServices(storage, settings, translator);
  guardTaps(document);
  watchOperations(services);
  const alive = await listAlivePages();
  services.book.restore((page) => !alive.has(page));
  const root = document.getElementById("app");
  if (!root) return;
  createRoot(root).render(
    <I18nextProvider i18n={translator}>
      <QueryClientProvider client={services.queries}>
        <ServicesProvider value={services}>
          <Boundary>
            <App />
          </Boundary>
        </ServicesProvider>
      </QueryClientProvider>
    </I18nextProvider>,
  );
  loadLater();
}

void run();
