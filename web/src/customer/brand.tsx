// The shop's mark, and what carries its colours over into the page.
import { useState } from "preact/hooks";
import { standsOnCard } from "../shared/logo";
import { drawSeal, SEAL_PATH } from "../shared/stamps";
import { stampGlyph } from "../shared/stamp-glyphs";
import type { Program } from "./page";

const SAMPLE = 32;

// What a logo looks like, small. A page may look at pictures of its own host only.
function readPixels(logo: HTMLImageElement): Uint8ClampedArray | null {
  if (new URL(logo.src).origin !== location.origin) return null;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SAMPLE;
  const context = canvas.getContext("2d");
  context?.drawImage(logo, 0, 0, SAMPLE, SAMPLE);
  return context?.getImageData(0, 0, SAMPLE, SAMPLE).data ?? null;
}

// A logo on the card itself where that is known to be seen, else on a white square.
function ShopLogo({ url, color, size }: { url: string; color: string; size: number }) {
  const [isBare, setBare] = useState(false);
  return (
    <img
      class={isBare ? "logo bare" : "logo"}
      src={url}
      width={size}
      height={size}
      alt=""
      onLoad={(event) => {
        const pixels = readPixels(event.currentTarget);
        setBare(pixels !== null && standsOnCard(pixels, color));
      }}
    />
  );
}

// The shop's logo, or its own seal.
export function Logo({ program, size }: { program: Program; size: number }) {
  if (program.logo_url !== null) {
    return <ShopLogo url={program.logo_url} color={program.card_color} size={size} />;
  }
  const seal = drawSeal(stampGlyph(program.stamp_icon));
  return (
    <svg
      class="i"
      width={size}
      height={size}
      viewBox="0 0 48 48"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: seal }}
    />
  );
}

// The large seal that grows out of the corner.
export function Decoration({ size }: { size: number }) {
  return (
    <svg class="deco" width={size} height={size} viewBox="0 0 48 48" aria-hidden="true">
      <path transform="rotate(8 24 24)" d={SEAL_PATH} fill="currentColor" />
    </svg>
  );
}

const LOBES = 26;

// Where colour becomes paper: the seal's lobes in a row, below or beside the colour.
export function Seam({ upright = false }: { upright?: boolean }) {
  const path = upright
    ? `M10 0H5${"a4.6 7.5 0 0 0 0 15".repeat(LOBES * 2)}H10Z`
    : `M0 10V5${"a7.5 4.6 0 0 1 15 0".repeat(LOBES)}V10Z`;
  return (
    <svg
      class={upright ? "seam upright" : "seam"}
      viewBox={upright ? `0 0 10 ${LOBES * 30}` : `0 0 ${LOBES * 15} 10`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path fill="currentColor" d={path} />
    </svg>
  );
}
