/** Closed outlines in scene units; outlines of one shape unite where they overlap. */
export class Shape {
  /** Each contour as x, y, x, y …, all turning the same way (holes the other way). */
  readonly contours: number[][] = [];

  polygon(points: readonly number[]): this {
    this.contours.push(area(points) < 0 ? reversed(points) : [...points]);
    return this;
  }

  /** Cuts the polygon out of what lies below it in this shape (once covered). */
  hole(points: readonly number[]): this {
    this.contours.push(area(points) > 0 ? reversed(points) : [...points]);
    return this;
  }

  rect(x: number, y: number, width: number, height: number): this {
    return this.polygon([x, y, x + width, y, x + width, y + height, x, y + height]);
  }

  ellipse(cx: number, cy: number, rx: number, ry = rx, turn = 0): this {
    return this.polygon(ellipsePoints(cx, cy, rx, ry, turn));
  }

  /** A smooth closed outline through the points (centripetal-like Catmull–Rom, 1974). */
  blob(points: readonly number[]): this {
    return this.polygon(smooth(points, true));
  }

  /** A line through the points, `from` wide at its start and `to` at its end, smooth unless `straight`. */
  stroke(points: readonly number[], from: number, to = from, straight = false): this {
    const line = straight ? points : smooth(points, false);
    const count = line.length / 2;
    const sides: number[] = [];
    const back: number[] = [];
    for (let i = 0; i < count; i++) {
      const before = Math.max(0, i - 1) * 2;
      const after = Math.min(count - 1, i + 1) * 2;
      const dx = line[after] - line[before];
      const dy = line[after + 1] - line[before + 1];
      const length = Math.hypot(dx, dy) || 1;
      const half = (from + ((to - from) * i) / Math.max(1, count - 1)) / 2;
      sides.push(line[i * 2] - (dy / length) * half, line[i * 2 + 1] + (dx / length) * half);
      // Pushed as y, x: the flat reversal below turns the order of points and of parts at once.
      back.push(line[i * 2 + 1] - (dx / length) * half, line[i * 2] + (dy / length) * half);
    }
    this.polygon([...sides, ...back.reverse()]);
    if (from > 0.004) this.ellipse(line[0], line[1], from / 2);
    if (to > 0.004) this.ellipse(line[line.length - 2], line[line.length - 1], to / 2);
    return this;
  }

  /** A limb: a smooth line through x, y, width triples, round at both ends. */
  limb(stations: readonly number[]): this {
    const places: number[] = [];
    const widths: number[] = [];
    for (let i = 0; i < stations.length; i += 3) {
      places.push(stations[i], stations[i + 1]);
      widths.push(stations[i + 2], 0);
    }
    const line = smooth(places, false);
    const wide = smooth(widths, false);
    const last = line.length - 2;
    const sides: number[] = [];
    const back: number[] = [];
    for (let i = 0; i <= last; i += 2) {
      const dx = line[Math.min(last, i + 2)] - line[Math.max(0, i - 2)];
      const dy = line[Math.min(last, i + 2) + 1] - line[Math.max(0, i - 2) + 1];
      const half = wide[i] / 2 / (Math.hypot(dx, dy) || 1);
      sides.push(line[i] - dy * half, line[i + 1] + dx * half);
      // Pushed as y, x: the flat reversal below turns the order of points and of parts at once.
      back.push(line[i + 1] - dx * half, line[i] + dy * half);
    }
    this.polygon([...sides, ...back.reverse()]);
    return this.ellipse(line[0], line[1], wide[0] / 2).ellipse(line[last], line[last + 1], wide[last] / 2);
  }

  /** The other shape's outlines too. */
  add(other: Shape): this {
    for (const contour of other.contours) this.contours.push(contour);
    return this;
  }

  /** A copy, scaled (negative `flip` mirrors), turned by `turn` radians and moved. */
  at(x: number, y: number, scale = 1, flip = 1, turn = 0): Shape {
    return this.map((px, py) => {
      const sx = px * scale * flip;
      const sy = py * scale;
      return [x + sx * Math.cos(turn) - sy * Math.sin(turn), y + sx * Math.sin(turn) + sy * Math.cos(turn)];
    });
  }

  /** A copy with every point moved; orientation is kept right even when the map mirrors. */
  map(move: (x: number, y: number) => readonly [number, number]): Shape {
    const copy = new Shape();
    for (const contour of this.contours) {
      const moved: number[] = [];
      for (let i = 0; i < contour.length; i += 2) moved.push(...move(contour[i], contour[i + 1]));
      const turned = area(contour) > 0 !== area(moved) > 0;
      copy.contours.push(turned && mirrored(this, move) ? reversed(moved) : moved);
    }
    return copy;
  }
}

/** Points of an ellipse, more of them when it is larger. */
export function ellipsePoints(cx: number, cy: number, rx: number, ry: number, turn = 0): number[] {
  const count = Math.max(10, Math.min(96, Math.round(16 + Math.max(rx, ry) * 160)));
  const points: number[] = [];
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  for (let i = 0; i < count; i++) {
    const angle = (i / count) * Math.PI * 2;
    const x = Math.cos(angle) * rx;
    const y = Math.sin(angle) * ry;
    points.push(cx + x * cos - y * sin, cy + x * sin + y * cos);
  }
  return points;
}

/** Eight points between each two, along a Catmull–Rom spline. */
export function smooth(points: readonly number[], closed: boolean): number[] {
  const count = points.length / 2;
  if (count < 3) return [...points];
  const pick = (i: number) => (closed ? (i + count) % count : Math.min(count - 1, Math.max(0, i))) * 2;
  const out: number[] = [];
  const spans = closed ? count : count - 1;
  for (let i = 0; i < spans; i++) {
    const [a, b, c, d] = [pick(i - 1), pick(i), pick(i + 1), pick(i + 2)];
    for (let step = 0; step < 8; step++) {
      const t = step / 8;
      for (const axis of [0, 1]) {
        const [p, q, r, s] = [points[a + axis], points[b + axis], points[c + axis], points[d + axis]];
        out.push(q + 0.5 * t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p))));
      }
    }
  }
  if (!closed) out.push(points[points.length - 2], points[points.length - 1]);
  return out;
}

function area(points: readonly number[]): number {
  let sum = 0;
  const { length } = points;
  for (let i = 0, j = length - 2; i < length; j = i, i += 2) {
    sum += points[j] * points[i + 1] - points[i] * points[j + 1];
  }
  return sum;
}

function reversed(points: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = points.length - 2; i >= 0; i -= 2) out.push(points[i], points[i + 1]);
  return out;
}

function mirrored(shape: Shape, move: (x: number, y: number) => readonly [number, number]): boolean {
  const [x, y] = shape.contours[0];
  const origin = move(x, y);
  const right = move(x + 1e-3, y);
  const down = move(x, y + 1e-3);
  const turn = (right[0] - origin[0]) * (down[1] - origin[1]) - (right[1] - origin[1]) * (down[0] - origin[0]);
  return turn < 0;
}
