// The camera: one stream for the whole session, because some devices ask again for each. Decoding pauses,
// the stream does not.
import { Store } from "../../react/store";

export type CameraState =
  | { name: "off" }
  | { name: "asking" } // the person is told before the browser asks
  | { name: "starting" }
  | { name: "on"; stream: MediaStream; hasLight: boolean; isLit: boolean; hasOthers: boolean }
  | { name: "denied" }
  | { name: "busy" }
  | { name: "none" };

const FRAMES_PER_SECOND = 12;
const FRAME_SIZE = 640;
const SAME_CODE_MS = 2000;

export interface CameraMemory {
  cameraId(): string | null;
  wasUsed(): boolean;
  used(cameraId: string | null): void;
}

export class Camera extends Store<CameraState> {
  private worker: Worker | undefined;
  private video: HTMLVideoElement | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;
  private isDecoding = false;
  private lastCode = { text: "", at: Number.NEGATIVE_INFINITY };

  constructor(
    private readonly memory: CameraMemory,
    private readonly found: (text: string) => void,
  ) {
    super({ name: "off" });
  }

  // Starts by itself where the person has allowed it before; else says first what will be asked.
  async prepare(): Promise<void> {
    if (this.get().name !== "off") return;
    if (!navigator.mediaDevices?.getUserMedia) return this.set({ name: "none" });
    const permission = await readPermission();
    if (permission === "denied") return this.set({ name: "denied" });
    if (permission === "granted" || (permission === null && this.memory.wasUsed())) return this.start();
    const devices = await navigator.mediaDevices.enumerateDevices();
    this.set({ name: devices.some(({ kind }) => kind === "videoinput") ? "asking" : "none" });
  }

  async start(cameraId = this.memory.cameraId()): Promise<void> {
    this.set({ name: "starting" });
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    const which = cameraId === null ? { facingMode: "environment" } : { deviceId: { ideal: cameraId } };
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        video: { ...which, ...size },
        audio: false,
      });
      await this.opened(stream);
    } catch (fault) {
      this.set({ name: stateOf(fault) });
    }
  }

  // The element that shows the stream while the scan screen is there; null when it goes.
  show(video: HTMLVideoElement | null): void {
    this.video = video;
    clearInterval(this.timer);
    const state = this.get();
    if (!video || state.name !== "on") return;
    video.srcObject = state.stream;
    void video.play().catch(() => undefined); // the browser stops it when the screen has gone again
    this.worker ??= this.makeWorker();
    this.timer = setInterval(() => void this.decode(), 1000 / FRAMES_PER_SECOND);
  }

  async setLight(isLit: boolean): Promise<void> {
    const state = this.get();
    if (state.name !== "on") return;
    const [track] = state.stream.getVideoTracks();
    try {
      await track?.applyConstraints({ advanced: [{ torch: isLit } as MediaTrackConstraintSet] });
      this.set({ ...state, isLit });
    } catch {
      this.set({ ...state, hasLight: false });
    }
  }

  async switchCamera(): Promise<void> {
    const state = this.get();
    if (state.name !== "on") return;
    const cameras = (await navigator.mediaDevices.enumerateDevices()).filter(
      ({ kind }) => kind === "videoinput",
    );
    const current = state.stream.getVideoTracks()[0]?.getSettings().deviceId;
    const index = cameras.findIndex(({ deviceId }) => deviceId === current);
    const next = cameras[(index + 1) % cameras.length];
    this.stop();
    await this.start(next?.deviceId ?? null);
  }

  stop(): void {
    const state = this.get();
    if (state.name === "on") for (const track of state.stream.getTracks()) track.stop();
    clearInterval(this.timer);
    this.set({ name: "off" });
  }

  private async opened(stream: MediaStream): Promise<void> {
    const [track] = stream.getVideoTracks();
    const devices = await navigator.mediaDevices.enumerateDevices();
    const abilities = (track?.getCapabilities?.() ?? {}) as { torch?: boolean };
    const hasOthers = devices.filter(({ kind }) => kind === "videoinput").length > 1;
    track?.addEventListener("ended", () => this.set({ name: "busy" })); // pulled out, or taken away
    this.memory.used(track?.getSettings().deviceId ?? null);
    this.set({ name: "on", stream, hasLight: abilities.torch === true, isLit: false, hasOthers });
    this.show(this.video);
  }

  private makeWorker(): Worker {
    const worker = new Worker(new URL("./decoder.worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data: text }: MessageEvent<string | null>) => {
      this.isDecoding = false;
      if (text !== null) this.report(text);
    };
    return worker;
  }

  // The centre of the picture, as large as the frame that is drawn over it.
  private async decode(): Promise<void> {
    const video = this.video;
    if (
      !video ||
      this.isDecoding ||
      document.hidden ||
      video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA
    )
      return;
    this.isDecoding = true;
    const side = Math.min(video.videoWidth, video.videoHeight);
    const left = (video.videoWidth - side) / 2;
    const top = (video.videoHeight - side) / 2;
    const resized = { resizeWidth: FRAME_SIZE, resizeHeight: FRAME_SIZE };
    try {
      const frame = await createImageBitmap(video, left, top, side, side, side > FRAME_SIZE ? resized : {});
      this.worker?.postMessage(frame, [frame]);
    } catch {
      this.isDecoding = false; // no picture yet
    }
  }

  private report(text: string): void {
    const now = performance.now();
    const isSame = text === this.lastCode.text && now - this.lastCode.at < SAME_CODE_MS;
    this.lastCode = { text, at: now };
    if (!isSame && this.video) this.found(text);
  }
}

async function readPermission(): Promise<PermissionState | null> {
  try {
    return (await navigator.permissions.query({ name: "camera" as PermissionName })).state;
  } catch {
    return null; // this browser does not tell
  }
}

function stateOf(fault: unknown): "denied" | "busy" | "none" {
  const name = fault instanceof DOMException ? fault.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "none";
}
