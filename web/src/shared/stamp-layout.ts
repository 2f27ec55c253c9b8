// Where each stamp of a card stands.

export interface StampPlace {
  x: number;
  y: number;
}

export interface StampLayout {
  rows: number;
  columns: number;
  size: number;
  height: number; // of all rows
  places: StampPlace[];
}

const GAP = 0.18; // of a stamp
const ROWS_MAX = 6;
const GOOD_ENOUGH = 0.85; // of the largest size that any number of rows would allow

interface Grid {
  rows: number;
  columns: number;
  size: number;
}

function fit(count: number, rows: number, box: { width: number; height: number }, cap: number): Grid {
  const columns = Math.ceil(count / rows);
  const across = box.width / (columns + GAP * (columns - 1));
  const down = box.height / (rows + GAP * (rows - 1));
  return { rows, columns, size: Math.min(cap, across, down) };
}

// Among the grids whose stamps are nearly as large as they can be: the fewest empty places, then the fewest
// rows. A short last row stands in the middle.
export function layOutStamps(count: number, box: { width: number; height: number }, cap = 56): StampLayout {
  const grids: Grid[] = [];
  for (let rows = 1; rows <= ROWS_MAX; rows++) {
    const grid = fit(count, rows, box, cap);
    if ((rows - 1) * grid.columns < count) grids.push(grid); // no row stays empty
  }
  const best = Math.max(...grids.map((grid) => grid.size));
  const empty = (grid: Grid) => grid.rows * grid.columns - count;
  const [chosen] = grids
    .filter((grid) => grid.size >= GOOD_ENOUGH * best)
    .sort((a, b) => empty(a) - empty(b) || a.rows - b.rows);
  const { rows, columns, size } = chosen as Grid;
  const step = size * (1 + GAP);
  const places = Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = row === rows - 1 ? count - row * columns : columns;
    const left = (box.width - (inRow + GAP * (inRow - 1)) * size) / 2;
    return { x: left + (index % columns) * step, y: row * step };
  });
  return { rows, columns, size, height: rows * size + (rows - 1) * size * GAP, places };
}
