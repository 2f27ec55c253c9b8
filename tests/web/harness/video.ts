// A film of a code for Chromium's pretended camera.
import { writeFileSync } from "node:fs";
import type { Browser } from "playwright-core";

const WIDTH = 640;
const HEIGHT = 480;
const SIDE = 360; // of the code, quiet zone included
const GREY = 96;

// Frames without a code, then as many with it: Y4M, which needs no encoder.
export async function filmCode(browser: Browser, svg: string, path: string): Promise<void> {
  const dark = await drawBits(browser, svg);
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const empty = Buffer.alloc(WIDTH * HEIGHT, GREY);
  const shown = Buffer.from(empty);
  const [left, top] = [(WIDTH - SIDE) / 2, (HEIGHT - SIDE) / 2];
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++)
      shown[(top + y) * WIDTH + left + x] = dark[y * SIDE + x] === 1 ? 16 : 235;
  }
  const frames = [empty, empty, ...Array.from({ length: 28 }, () => shown)];
  const parts = frames.flatMap((luma) => [Buffer.from("FRAME\n"), luma, chroma]);
  writeFileSync(
    path,
    Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`), ...parts]),
  );
}

async function drawBits(browser: Browser, svg: string): Promise<number[]> {
  const page = await browser.newPage();
  const bits = await page.evaluate(
    async ([markup, side]) => {
      const image = new Image(side, side);
      image.src = `data:image/svg+xml,${encodeURIComponent(markup)}`;
      await image.decode();
      const canvas = new OffscreenCanvas(side, side);
      const context = canvas.getContext("2d");
      if (!context) return [];
      context.fillStyle = "#fff";
      context.fillRect(0, 0, side, side);
      context.drawImage(image, 0, 0, side, side);
      const { data } = context.getImageData(0, 0, side, side);
      return Array.from({ length: side * side }, (_, index) => ((data[index * 4] ?? 255) < 128 ? 1 : 0));
    },
    [svg, SIDE] as const,
  );
  await page.close();
  return bits;
}
