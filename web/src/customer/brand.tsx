// The shop's mark, and what carries its colours over into the page.
import { drawSeal, SEAL_PATH } from "../shared/stamps";
import { stampGlyph } from "../shared/stamp-glyphs";
import type { Program } from "./page";

// The shop's logo on a white square, where it can be seen whatever its colours are, or its own seal.
export function Logo({ program, size }: { program: Program; size: number }) {
  if (program.logo_url !== null) {
    return <img class="logo" src={program.logo_url} width={size} height={size} alt="" />;
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
