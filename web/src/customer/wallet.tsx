// The way into the phone's wallet, and a way to keep the card's link where there is none.
import deviceMobile from "@tabler/icons/outline/device-mobile.svg?glyph";
import share from "@tabler/icons/outline/share-2.svg?glyph";
import wallet from "@tabler/icons/outline/wallet.svg?glyph";
import { useState } from "preact/hooks";
import { Icon } from "./icon";
import { t, type Card } from "./page";

type Wallet = "apple" | "google";

// The wallet that this phone has; both on what is not a phone.
function fittingWallets(userAgent: string): Wallet[] {
  if (/iPhone|iPad|iPod/.test(userAgent)) return ["apple"];
  return /Android/.test(userAgent) ? ["google"] : ["apple", "google"];
}

function WalletButton({ name, href }: { name: Wallet; href: string }) {
  const [hasFailed, setFailed] = useState(false);
  const open = (event: Event) => {
    if (name === "google") return; // it has a page of its own
    event.preventDefault();
    fetch(href).then(
      (answer) => {
        setFailed(!answer.ok);
        if (answer.ok) location.assign(href);
      },
      () => {
        setFailed(true);
      },
    );
  };
  return (
    <>
      <a class="wallet" href={href} onClick={open}>
        <Icon glyph={wallet} size={22} stroke={1.9} />
        {name === "apple" ? t("customer.add_apple") : t("customer.add_google")}
      </a>
      <div role="alert">{hasFailed && <p class="hint">{t("customer.pass_failed")}</p>}</div>
    </>
  );
}

function KeepLink({ title }: { title: string }) {
  const [isCopied, setCopied] = useState(false);
  const keep = () => {
    const url = location.origin + location.pathname;
    // A share that is called off is no failure, so nothing follows it.
    if (typeof navigator.share === "function") {
      navigator.share({ title, url }).catch(() => undefined);
      return;
    }
    navigator.clipboard?.writeText(url).then(
      () => {
        setCopied(true);
      },
      () => undefined,
    );
  };
  return (
    <>
      <button type="button" class="quiet-button" onClick={keep}>
        <Icon glyph={share} size={18} />
        {isCopied ? t("customer.link_copied") : t("customer.keep_link")}
      </button>
      <span class="sr" role="status">
        {isCopied && t("customer.link_copied")}
      </span>
    </>
  );
}

export function Wallets({ card }: { card: Card }) {
  const [showsOther, setShowsOther] = useState(false);
  const urls: Record<Wallet, string | null> = { apple: card.apple_pass_url, google: card.google_save_url };
  const configured = (["apple", "google"] as const).filter((name) => urls[name] !== null);
  const fitting = fittingWallets(navigator.userAgent).filter((name) => urls[name] !== null);
  const shown = showsOther ? configured : fitting;
  return (
    <section class="wallets">
      {shown.map((name) => (
        <WalletButton key={name} name={name} href={urls[name] ?? ""} />
      ))}
      <div class="quiet">
        {shown.length < configured.length && (
          <button
            type="button"
            class="quiet-button"
            onClick={() => {
              setShowsOther(true);
            }}
          >
            <Icon glyph={deviceMobile} size={18} />
            {t("customer.other_phone")}
          </button>
        )}
        <KeepLink title={card.card_name} />
      </div>
    </section>
  );
}
