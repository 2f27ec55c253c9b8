// What every application of who is signed in stands on: the server, the session, the texts.
import { QueryClient } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { ServerClock } from "../api/server-clock";
import { Api, Refused } from "./api";
import { Connection } from "./connection";
import { endSession, type Session } from "./session";
import type { Settings, SettingsStore } from "./settings";
import { Store } from "./store";
import type { Translator } from "./translator";

// Where the shop is, for amounts and times.
export interface Place {
  timezone: string;
  currency: string;
}

export interface Ground {
  api: Api;
  clock: ServerClock;
  connection: Connection;
  place: Store<Place>;
  queries: QueryClient;
  session: Store<Session>;
  settings: SettingsStore<Settings>;
  translator: Translator;
}

// Until the shop is known.
export const USUAL_PLACE: Place = { timezone: "Europe/Luxembourg", currency: "EUR" };

const Context = createContext<Ground | null>(null);
export const GroundProvider = Context.Provider;

export function useGround(): Ground {
  const ground = useContext(Context);
  if (!ground) throw new Error("outside of an application");
  return ground;
}

// What the server refused it refuses again.
function isWorthAnotherTry(failures: number, error: unknown): boolean {
  return failures === 0 && !(error instanceof Refused);
}

export function makeGround(settings: SettingsStore<Settings>, translator: Translator): Ground {
  const session = new Store<Session>({ name: "starting" });
  const clock = new ServerClock(() => performance.now(), Date.now);
  const connection = new Connection();
  const api = new Api(clock, {
    language: () => settings.get().language,
    vendorCode: () => settings.get().vendorCode,
    sessionEnded: () => endSession(session),
    answered: () => connection.answered(),
    unanswered: () => connection.unanswered(),
  });
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: isWorthAnotherTry, staleTime: 5_000, gcTime: 60_000 } },
  });
  const place = new Store(USUAL_PLACE);
  return { api, clock, connection, place, queries, session, settings, translator };
}
