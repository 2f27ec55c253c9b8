// An icon beside words, as large as they get; it says nothing by itself.
export function Icon({ glyph, size = 20, stroke = 2 }: { glyph: string; size?: number; stroke?: number }) {
  return (
    <svg
      class="i"
      width={`${size / 16}rem`}
      height={`${size / 16}rem`}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width={stroke}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      dangerouslySetInnerHTML={{ __html: glyph }}
    />
  );
}
