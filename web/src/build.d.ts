// What the build puts in.

// An icon's drawing without its frame, as plugins/glyphs.ts reads it from the icon's file.
declare module "*.svg?glyph" {
  const markup: string;
  export default markup;
}

// The worker of the application, from applications.json; only where it is built, not while developing.
declare const __WORKER__: { path: string; scope: string };
