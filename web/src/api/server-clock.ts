// The server's time on a device whose own clock may be wrong, learnt from the `Date` of its answers.

const DATE_RESOLUTION_MS = 1000;

// Each answer says: when it was made, the server's clock stood between Date and Date + 1 s. The bounds of
// many answers together are narrower than a second. `elapsed` is a clock that only ever runs forward, such
// as performance.now.
export class ServerClock {
  private offsetMin = Number.NEGATIVE_INFINITY;
  private offsetMax = Number.POSITIVE_INFINITY;
  private isDoubtful = false;

  constructor(
    private readonly elapsed: () => number,
    private readonly deviceTime: () => number,
  ) {}

  learn(date: string | null, askedAt: number, answeredAt: number): void {
    const stated = date === null ? Number.NaN : Date.parse(date);
    if (Number.isNaN(stated)) return;
    const offsetMin = stated - answeredAt;
    const offsetMax = stated + DATE_RESOLUTION_MS - askedAt;
    const disagrees = this.isDoubtful || offsetMin > this.offsetMax || offsetMax < this.offsetMin;
    this.isDoubtful = false;
    this.offsetMin = disagrees ? offsetMin : Math.max(this.offsetMin, offsetMin);
    this.offsetMax = disagrees ? offsetMax : Math.min(this.offsetMax, offsetMax);
  }

  // After sleep the forward clock may have stood still: the next answer counts alone.
  doubt(): void {
    this.isDoubtful = true;
  }

  // The device's own clock stands in until a first answer came.
  now(): number {
    if (!Number.isFinite(this.offsetMin)) return this.deviceTime();
    return this.elapsed() + (this.offsetMin + this.offsetMax) / 2;
  }
}
