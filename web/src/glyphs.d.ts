// An icon's drawing without its frame, as plugins/glyphs.ts reads it from the icon's file.
declare module "*.svg?glyph" {
  const markup: string;
  export default markup;
}
