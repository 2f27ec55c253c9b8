// Finds QR codes in frames of the camera, away from the page's own thread.
import { BarcodeDetector as OwnDetector, prepareZXingModule } from "barcode-detector/ponyfill";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

interface Detector {
  detect(frame: ImageBitmap): Promise<{ rawValue: string }[]>;
}

interface BuiltIn {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
}

// The browser's own where it reads QR codes; the library comes with us and nothing is fetched from
// elsewhere.
async function makeDetector(): Promise<Detector> {
  const builtIn = (globalThis as { BarcodeDetector?: BuiltIn }).BarcodeDetector;
  if (builtIn && (await builtIn.getSupportedFormats()).includes("qr_code"))
    return new builtIn({ formats: ["qr_code"] });
  prepareZXingModule({
    overrides: { locateFile: (name: string) => (name.endsWith(".wasm") ? wasmUrl : name) },
  });
  return new OwnDetector({ formats: ["qr_code"] });
}

let detector: Promise<Detector> | undefined;

self.onmessage = async ({ data: frame }: MessageEvent<ImageBitmap>) => {
  detector ??= makeDetector();
  let text: string | null = null;
  try {
    text = (await (await detector).detect(frame))[0]?.rawValue ?? null;
  } catch {
    text = null; // a frame that cannot be read is a frame without a code
  }
  frame.close();
  self.postMessage(text);
};
