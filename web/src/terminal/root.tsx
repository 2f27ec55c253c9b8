// The counter: sign-in, the lock and the screen on top of the stack.
import { useQuery } from "@tanstack/react-query";
import { useEffect, useLayoutEffect } from "react";
import { AmountScreen } from "./screens/amount";
import { CardScreen } from "./screens/card";
import { FindScreen } from "./screens/find";
import { HistoryScreen } from "./screens/history";
import { LatestScreen } from "./screens/latest";
import { LinkScreen } from "./screens/link";
import { LockScreen } from "./screens/lock";
import { NewCardScreen } from "./screens/new-card";
import { OutcomeScreen } from "./screens/outcome";
import { PinScreen } from "./screens/pin";
import { PurchaseScreen } from "./screens/purchase";
import { RedeemScreen } from "./screens/redeem";
import { ScanScreen } from "./screens/scan";
import { SettingsScreen } from "./screens/settings";
import { ShopScreen } from "./screens/shop";
import { SignIn } from "./screens/sign-in";
import { StartScreen } from "./screens/start";
import { TypeScreen } from "./screens/type";
import { UndoScreen } from "./screens/undo";
import type { Screen } from "./app/navigation";
import { useServices } from "./app/services";
import { readSession } from "../react/session";
import { useStore } from "../react/store";
import { useHiddenPage, useIdleLock, useReconnect, useTheme, useWakeLock } from "./app/use-device";
import { useHome } from "./app/use-home";
import { useUpdates } from "./app/use-updates";

const SHOP_EVERY_MS = 5 * 60_000;

export function Root() {
  const services = useServices();
  const { connection } = services;
  const session = useStore(services.session);
  const isLocked = useStore(services.isLocked);
  const isOnline = useStore(connection);
  const isSignedIn = session.name === "signed_in";
  useTheme();
  useHiddenPage();
  useReconnect();
  useUpdates();
  useWakeLock(isSignedIn);
  useIdleLock(isSignedIn && !isLocked);
  useEffect(() => {
    if (session.name === "starting" && isOnline) void readSession(services);
  }, [session.name, isOnline, services]);
  if (session.name === "starting") return <StartScreen />;
  if (session.name === "none") return <SignIn />;
  const hasEnded = session.name === "ended";
  return (
    <>
      {/* A session that ended hides what is open and keeps it. */}
      <div className="screen" hidden={hasEnded} inert={hasEnded}>
        <Shop isLocked={isLocked} />
      </div>
      {hasEnded && <SignIn />}
    </>
  );
}

// Everything needs to know its shop; the shop's program and people are read again now and then.
function Shop({ isLocked }: { isLocked: boolean }) {
  const { api, session, settings, terminal } = useServices();
  const { vendorCode } = useStore(settings);
  const shop = useStore(terminal);
  const isSignedIn = useStore(session).name === "signed_in";
  const { data, error, refetch } = useQuery({
    queryKey: ["terminal", vendorCode],
    queryFn: () => api.ask("get", "/api/v1/vendor/loyalty/terminal"),
    enabled: vendorCode !== null && isSignedIn,
    refetchInterval: SHOP_EVERY_MS,
  });
  useEffect(() => {
    if (data) terminal.set(data);
  }, [data, terminal]);
  if (vendorCode === null) return <ShopScreen />;
  if (!shop) return <StartScreen error={error} retry={() => void refetch()} />;
  if (!shop.program) return <StartScreen hasNoProgram retry={() => void refetch()} />;
  return isLocked ? <LockScreen /> : <Top />;
}

function Top() {
  const { keyboard, navigation, session } = useServices();
  const { functions } = useHome();
  const stack = useStore(navigation);
  const isSignedIn = useStore(session).name === "signed_in";
  useLayoutEffect(
    () => (isSignedIn ? keyboard.provide(functions) : undefined),
    [keyboard, functions, isSignedIn],
  );
  const screen = stack.at(-1) ?? { name: "scan" };
  useEffect(() => {
    if (document.activeElement?.closest("input, textarea, [role=dialog]")) return;
    document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [screen.name]);
  return show(screen);
}

function show(screen: Screen) {
  switch (screen.name) {
    case "scan":
      return <ScanScreen />;
    case "type":
      return <TypeScreen {...screen} />;
    case "find":
      return <FindScreen {...screen} />;
    case "new":
      return <NewCardScreen {...screen} />;
    case "link":
      return <LinkScreen {...screen} />;
    case "card":
      return <CardScreen key={screen.card.id} {...screen} />;
    case "amount":
      return <AmountScreen {...screen} />;
    case "redeem":
      return <RedeemScreen {...screen} />;
    case "pin":
      return <PinScreen {...screen} />;
    case "outcome":
      return <OutcomeScreen key={screen.operationKey} {...screen} />;
    case "undo":
      return <UndoScreen {...screen} />;
    case "history":
      return <HistoryScreen {...screen} />;
    case "purchase":
      return <PurchaseScreen {...screen} />;
    case "latest":
      return <LatestScreen />;
    case "settings":
      return <SettingsScreen />;
  }
}
