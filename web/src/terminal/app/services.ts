// Everything that the counter's pages share, made once.
import { createContext, useContext } from "react";
import { makeKey } from "../../api/client";
import { type Ground, makeGround, USUAL_PLACE } from "../../react/ground";
import { Store } from "../../react/store";
import type { Translator } from "../../react/translator";
import type { SafeStorage } from "../../shared/safe-storage";
import { OperationBook } from "../core/operation-book";
import { PinMemory } from "../core/pin-memory";
import type { Card, Terminal, Transaction } from "../core/types";
import { Camera } from "./camera";
import { makeTransport } from "./counter-api";
import { CounterTimes } from "./counter-times";
import { Keyboard } from "./keyboard";
import { Navigation } from "./navigation";
import { claimPage } from "./pages-alive";
import { Scanner } from "./scanner";
import type { CounterSettingsStore } from "./settings";

export interface LastOperation {
  transaction: Transaction;
  card: Card;
}

export interface Services extends Ground {
  book: OperationBook;
  camera: Camera;
  counterTimes: CounterTimes;
  isLocked: Store<boolean>;
  keyboard: Keyboard;
  last: Store<LastOperation | null>;
  navigation: Navigation;
  pins: PinMemory;
  scanner: Scanner;
  settings: CounterSettingsStore;
  terminal: Store<Terminal | null>;
}

const Context = createContext<Services | null>(null);
export const ServicesProvider = Context.Provider;

export function useServices(): Services {
  const services = useContext(Context);
  if (!services) throw new Error("outside of the counter");
  return services;
}

const LOCKED_KEY = "loyalty.terminal.locked"; // a reload does not open what was locked
const elapsed = () => performance.now();

export function makeServices(
  storage: SafeStorage,
  settings: CounterSettingsStore,
  translator: Translator,
): Services {
  const ground = makeGround(settings, translator);
  const { api, clock, place } = ground;
  const isLocked = new Store(storage.read<boolean>(LOCKED_KEY) === true);
  isLocked.subscribe(() => void storage.write(LOCKED_KEY, isLocked.get()));
  const terminal = new Store<Terminal | null>(null);
  terminal.subscribe(() => place.set(terminal.get()?.vendor ?? USUAL_PLACE));
  const book = new OperationBook({
    transport: makeTransport(api),
    storage,
    owner: claimPage(),
    makeKey,
    serverTime: () => clock.now(),
    elapsed,
  });
  const pins = new PinMemory(elapsed);
  const navigation = new Navigation(() => pins.forget());
  const scanner = new Scanner({ ...ground, navigation, pins, isLocked, settings });
  const memory = {
    cameraId: () => settings.get().cameraId,
    wasUsed: () => settings.get().wasCameraUsed,
    used: (cameraId: string | null) => settings.change({ cameraId, wasCameraUsed: true }),
  };
  return {
    ...ground,
    book,
    camera: new Camera(memory, (text) => scanner.seen(text)),
    counterTimes: new CounterTimes(api),
    isLocked,
    keyboard: new Keyboard(document, (code, raw) => scanner.scanned(code, raw)),
    last: new Store<LastOperation | null>(null),
    navigation,
    pins,
    scanner,
    settings,
    terminal,
  };
}
