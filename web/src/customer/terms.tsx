// The two texts that a customer agrees to.
import { useState } from "preact/hooks";
import { TextDialog } from "./dialog";
import { t, type Program, type Vendor } from "./page";

type Which = "terms" | "privacy";

export function useTerms(program: Program, vendor: Vendor) {
  const [shown, setShown] = useState<Which | null>(null);
  const texts: Record<Which, { title: string; text: string }> = {
    terms: {
      title: t("customer.terms"),
      text: program.terms_text ?? t("customer.terms_default", { shop: vendor.name }),
    },
    privacy: { title: t("customer.privacy"), text: t("customer.privacy_text", { shop: vendor.name }) },
  };
  const dialog = shown !== null && (
    <TextDialog
      {...texts[shown]}
      onClose={() => {
        setShown(null);
      }}
    />
  );
  const link = (which: Which, words: string) => (
    <button
      type="button"
      class="link"
      onClick={() => {
        setShown(which);
      }}
    >
      {words}
    </button>
  );
  return { dialog, link };
}
