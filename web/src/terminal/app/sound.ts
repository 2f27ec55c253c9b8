// Short tones: one for a code that was read, one for what was done, a lower one for what was refused.

export type Tone = "read" | "done" | "refused";

const TONES: Record<Tone, { hertz: number; seconds: number }[]> = {
  read: [{ hertz: 1320, seconds: 0.07 }],
  done: [
    { hertz: 880, seconds: 0.08 },
    { hertz: 1320, seconds: 0.12 },
  ],
  refused: [{ hertz: 220, seconds: 0.22 }],
};

let context: AudioContext | undefined;

export function play(tone: Tone): void {
  try {
    context ??= new AudioContext();
    let at = context.currentTime;
    for (const { hertz, seconds } of TONES[tone]) {
      const oscillator = new OscillatorNode(context, { frequency: hertz });
      const gain = new GainNode(context, { gain: 0.12 });
      gain.gain.setTargetAtTime(0, at + seconds * 0.7, 0.02);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(at);
      oscillator.stop(at + seconds);
      at += seconds;
    }
  } catch {
    // A device without sound says the same in colour, shape and word.
  }
}
