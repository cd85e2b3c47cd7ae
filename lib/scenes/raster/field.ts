/**
 * Smooth values computed on a coarse grid and read anywhere between (bilinear): noise that changes slowly
 * need not be evaluated for every pixel. The grid is laid in scene units, so every picture size sees the same field.
 */
export class Field {
  readonly values: Float32Array;
  readonly columns: number;
  readonly rows: number;
  private readonly perX: number;
  private readonly perY: number;

  constructor(
    readonly left: number,
    readonly top: number,
    width: number,
    height: number,
    cell: number,
  ) {
    this.columns = Math.max(2, Math.ceil(width / cell) + 1);
    this.rows = Math.max(2, Math.ceil(height / cell) + 1);
    this.perX = (this.columns - 1) / width;
    this.perY = (this.rows - 1) / height;
    this.values = new Float32Array(this.columns * this.rows);
  }

  /** Fills the grid; `rowDone` is called after each row. */
  compute(valueAt: (x: number, y: number) => number, rowDone: () => void): this {
    for (let row = 0; row < this.rows; row++) {
      const y = this.top + row / this.perY;
      for (let column = 0; column < this.columns; column++) {
        this.values[row * this.columns + column] = valueAt(this.left + column / this.perX, y);
      }
      rowDone();
    }
    return this;
  }

  /** Writes `at(start + i · step, y)` to `out[i]` for `from` ≤ i < `to`. */
  readRow(out: Float32Array, from: number, to: number, start: number, step: number, y: number): void {
    const { values, columns, perX, left } = this;
    const fy = Math.min(this.rows - 1.0001, Math.max(0, (y - this.top) * this.perY));
    const row = fy | 0;
    const v = fy - row;
    const upper = row * columns;
    const lower = upper + columns;
    const rim = columns - 1.0001;
    for (let i = from; i < to; i++) {
      let fx = (start + i * step - left) * perX;
      if (fx < 0) fx = 0;
      else if (fx > rim) fx = rim;
      const column = fx | 0;
      const u = fx - column;
      const a = upper + column;
      const b = lower + column;
      const high = values[a] + (values[a + 1] - values[a]) * u;
      out[i] = high + (values[b] + (values[b + 1] - values[b]) * u - high) * v;
    }
  }

  /** The value at a place; beyond the rim the rim's. */
  at(x: number, y: number): number {
    const fx = Math.min(this.columns - 1.0001, Math.max(0, (x - this.left) * this.perX));
    const fy = Math.min(this.rows - 1.0001, Math.max(0, (y - this.top) * this.perY));
    const column = fx | 0;
    const row = fy | 0;
    const u = fx - column;
    const v = fy - row;
    const i = row * this.columns + column;
    const { values } = this;
    const upper = values[i] + (values[i + 1] - values[i]) * u;
    const j = i + this.columns;
    return upper + (values[j] + (values[j + 1] - values[j]) * u - upper) * v;
  }
}
