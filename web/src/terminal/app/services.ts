// Everything that the counter's pages share, made once.
import { QueryClient } from "@tanstack/react-query";
import type { i18n } from "i18next";
import { createContext, useContext } from "react";
import { makeKey } from "../../api/client";
import { OperationBook } from "../core/operation-book";
import { PinMemory } from "../core/pin-memory";
import type { SafeStorage } from "../core/safe-storage";
import { ServerClock } from "../core/server-clock";
import type { Card, SignedInUser, Terminal, Transaction } from "../core/types";
import { Api, Refused } from "./api";
import { Camera } from "./camera";
import { Connection } from "./connection";
import { CounterTimes } from "./counter-times";
import { Keyboard } from "./keyboard";
import { Navigation } from "./navigation";
import { claimPage } from "./pages-alive";
import { Scanner } from "./scanner";
import type { SettingsStore } from "./settings";
import { Store } from "./store";

// "starting": not known yet. "ended": there was one in this page, so the screen behind the sign-in is kept.
export type Session =
  | { name: "starting" }
  | { name: "none" }
  | { name: "ended"; user: SignedInUser }
  | { name: "signed_in"; user: SignedInUser };

export interface LastOperation {
  transaction: Transaction;
  card: Card;
}

export interface Services {
  api: Api;
  book: OperationBook;
  camera: Camera;
  clock: ServerClock;
  connection: Connection;
  counterTimes: CounterTimes;
  isLocked: Store<boolean>;
  keyboard: Keyboard;
  last: Store<LastOperation | null>;
  navigation: Navigation;
  pins: PinMemory;
  queries: QueryClient;
  scanner: Scanner;
  session: Store<Session>;
  settings: SettingsStore;
  terminal: Store<Terminal | null>;
  translator: i18n;
}

const Context = createContext<Services | null>(null);
export const ServicesProvider = Context.Provider;

export function useServices(): Services {
  const services = useContext(Context);
  if (!services) throw new Error("outside of the counter");
  return services;
}

// What the server refused it refuses again.
function isWorthAnotherTry(failures: number, error: unknown): boolean {
  return failures === 0 && !(error instanceof Refused);
}

const LOCKED_KEY = "loyalty.terminal.locked"; // a reload does not open what was locked
export const elapsed = () => performance.now();

export function makeServices(storage: SafeStorage, settings: SettingsStore, translator: i18n): Services {
  const session = new Store<Session>({ name: "starting" });
  const isLocked = new Store(storage.read<boolean>(LOCKED_KEY) === true);
  isLocked.subscribe(() => void storage.write(LOCKED_KEY, isLocked.get()));
  const terminal = new Store<Terminal | null>(null);
  const clock = new ServerClock(elapsed, Date.now);
  const connection = new Connection();
  const api = new Api(clock, {
    language: () => settings.get().language,
    vendorCode: () => settings.get().vendorCode,
    sessionEnded: () => {
      const was = session.get();
      session.set(
        was.name === "signed_in" || was.name === "ended"
          ? { name: "ended", user: was.user }
          : { name: "none" },
      );
    },
    answered: () => connection.answered(),
    unanswered: () => connection.unanswered(),
  });
  const page = claimPage();
  const book = new OperationBook({
    transport: api,
    storage,
    owner: page,
    makeKey,
    serverTime: () => clock.now(),
    elapsed,
  });
  const pins = new PinMemory(elapsed);
  const queries = new QueryClient({
    defaultOptions: { queries: { retry: isWorthAnotherTry, staleTime: 5_000, gcTime: 60_000 } },
  });
  const navigation = new Navigation(() => pins.forget());
  const scanner = new Scanner({ api, navigation, pins, queries, session, isLocked, settings });
  const memory = {
    cameraId: () => settings.get().cameraId,
    wasUsed: () => settings.get().wasCameraUsed,
    used: (cameraId: string | null) => settings.change({ cameraId, wasCameraUsed: true }),
  };
  return {
    api,
    book,
    camera: new Camera(memory, (text) => scanner.seen(text)),
    clock,
    connection,
    counterTimes: new CounterTimes(api),
    isLocked,
    keyboard: new Keyboard(document, (code, raw) => scanner.scanned(code, raw)),
    last: new Store<LastOperation | null>(null),
    navigation,
    pins,
    queries,
    scanner,
    session,
    settings,
    terminal,
    translator,
  };
}
