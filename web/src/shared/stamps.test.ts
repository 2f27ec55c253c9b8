import { describe, expect, it } from "vitest";
import { layOutStamps } from "./stamp-layout";
import { countShown, drawDial, drawStampCard, needsDial, sealDegrees } from "./stamps";

const BOX = { width: 318, height: 124 };

function rowsOf(count: number): number[] {
  const layout = layOutStamps(count, BOX);
  const rows = new Map<number, number>();
  for (const place of layout.places) rows.set(place.y, (rows.get(place.y) ?? 0) + 1);
  return [...rows.values()];
}

describe("layOutStamps", () => {
  it.each([
    [2, [2]],
    [3, [3]],
    [5, [5]],
    [6, [3, 3]],
    [8, [4, 4]],
    [9, [5, 4]],
    [10, [5, 5]],
    [12, [6, 6]],
    [15, [5, 5, 5]],
    [20, [7, 7, 6]],
    [30, [10, 10, 10]],
  ])("puts %i stamps in rows of %j", (count, rows) => {
    expect(rowsOf(count)).toEqual(rows);
  });

  it("keeps every stamp inside the box, at any count", () => {
    for (let count = 2; count <= 40; count++) {
      const { places, size, height } = layOutStamps(count, BOX);
      expect(places).toHaveLength(count);
      expect(height).toBeLessThanOrEqual(BOX.height + 0.001);
      for (const { x, y } of places) {
        expect(x).toBeGreaterThanOrEqual(-0.001);
        expect(x + size).toBeLessThanOrEqual(BOX.width + 0.001);
        expect(y + size).toBeLessThanOrEqual(height + 0.001);
      }
    }
  });
});

describe("countShown", () => {
  it("stays full until the reward is redeemed, at any count", () => {
    const shown = Array.from({ length: 41 }, (_, count) => countShown(count, 10));
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect(shown).toEqual([0, ...ten, ...ten, ...ten, ...ten]);
  });
});

describe("drawStampCard", () => {
  const card = { count: 7, target: 10, icon: "coffee", label: "7 of 10 stamps" };

  it("names itself, fills what was earned and marks what has just landed", () => {
    const svg = drawStampCard({ ...card, fresh: 2 });
    expect(svg).toContain('role="img" aria-label="7 of 10 stamps"');
    expect(svg.match(/rotate\(/g)).toHaveLength(7);
    expect(svg.match(/class="stamp fresh"/g)).toHaveLength(2);
    expect(svg).toContain(">8</text>");
    expect(svg).toContain("stroke-dasharray"); // the reward's place
  });

  it("turns every seal as the design guide says", () => {
    expect([0, 1, 2, 3, 4, 5, 6].map(sealDegrees)).toEqual([-9, 9, 8, 7, 6, 5, 4]);
  });

  it("marks the next place for the counter", () => {
    expect(drawStampCard({ ...card, next: true }).match(/fill-opacity=".16"/g)).toHaveLength(1);
  });

  it("leaves out numbers and glyphs where they could not be read", () => {
    const svg = drawStampCard({ ...card, count: 22, target: 30 });
    expect(svg).not.toContain("<text");
    expect(svg).not.toContain("<circle");
  });

  it("lets no text out of its attribute", () => {
    expect(drawStampCard({ ...card, label: '"><script>' })).not.toContain("<script>");
  });
});

describe("drawDial", () => {
  it("is for more than forty places", () => {
    expect([40, 41].map(needsDial)).toEqual([false, true]);
    const svg = drawDial(
      { count: 52, target: 80, icon: "coffee", label: "52 of 80 stamps" },
      { of: "of 80", toGo: "28 to go" },
    );
    expect(svg).toContain('stroke-dasharray="228.7 351.9"');
    expect(svg).toContain("28 to go");
  });
});
