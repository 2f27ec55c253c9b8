// How many chips of different widths fit into a few rows.

export interface Room {
  width: number;
  gap: number;
  rows: number;
}

// All of them, or as many as leave room in the last row for the chip that shows the others.
export function countFitting(chips: readonly number[], more: number, room: Room): number {
  if (countRows(chips, room) <= room.rows) return chips.length;
  let count = chips.length - 1;
  while (count > 1 && countRows([...chips.slice(0, count), more], room) > room.rows) count -= 1;
  return count;
}

function countRows(chips: readonly number[], { width, gap }: Room): number {
  let rows = 0;
  let left = 0;
  for (const chip of chips) {
    if (rows === 0 || chip > left) {
      rows += 1;
      left = width;
    }
    left -= chip + gap;
  }
  return rows;
}
