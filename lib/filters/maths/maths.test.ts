import { describe, expect, it } from "vitest";
import { hash01, stream } from "../random";
import { blur } from "./blur";
import { encodeLinear, fromOklab, linearOfByte, toOklab } from "./colour";
import { borderDistance } from "./distance";
import { flowOf, tangentsOf } from "./flow";
import { newPlane } from "./plane";
import { phases } from "./progress";
import { resizePlane } from "./resize";
import { dotInk } from "./screen";
import { percentiles } from "./tone";

describe("randomness", () => {
  it("is even, and two places or seeds are unrelated", () => {
    let mean = 0;
    let together = 0;
    for (let i = 0; i < 10_000; i++) {
      const a = hash01(i % 100, (i / 100) | 0, 1) - 0.5;
      const b = hash01((i % 100) + 1, (i / 100) | 0, 1) - 0.5;
      const c = hash01(i % 100, (i / 100) | 0, 2) - 0.5;
      mean += a / 10_000;
      together += (a * b + a * c) / 10_000;
    }
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.abs(together)).toBeLessThan(0.005);
  });

  it("streams repeat with their seed only", () => {
    const [a, b, c] = [stream(1), stream(1), stream(2)];
    const first = [a(), a(), a()];
    expect([b(), b(), b()]).toEqual(first);
    expect([c(), c(), c()]).not.toEqual(first);
  });
});

describe("blur", () => {
  it.each([0.5, 1.2, 2, 3.7, 9])("spreads a dot by sigma %f without losing any of it", (sigma) => {
    const plane = newPlane(101, 101);
    plane.data[50 * 101 + 50] = 1;
    const soft = blur(plane, sigma);
    let sum = 0;
    let spreadX = 0;
    let spreadY = 0;
    soft.data.forEach((value, i) => {
      sum += value;
      spreadX += value * ((i % 101) - 50) ** 2;
      spreadY += value * (((i / 101) | 0) - 50) ** 2;
    });
    expect(sum).toBeCloseTo(1, 3);
    expect(Math.sqrt(spreadX)).toBeCloseTo(sigma, 0.9);
    expect(spreadY).toBeCloseTo(spreadX, 3);
  });

  it("leaves a flat plane flat up to its edges, also in place", () => {
    const plane = newPlane(20, 7);
    plane.data.fill(0.4);
    for (const sigma of [0.8, 5]) {
      const soft = blur(plane, sigma, undefined, plane);
      expect(soft).toBe(plane);
      for (const value of soft.data) expect(value).toBeCloseTo(0.4, 4);
    }
  });
});

describe("flow", () => {
  it.each([0, 0.5, 1.2, -0.9])("runs along stripes turned by %f", (angle) => {
    const plane = newPlane(90, 90);
    for (let i = 0; i < plane.data.length; i++) {
      const across = ((i / 90) | 0) * Math.cos(angle) - (i % 90) * Math.sin(angle);
      plane.data[i] = 0.5 + 0.4 * Math.sin(across * 0.6);
    }
    const tangents = tangentsOf(flowOf(plane, { smoothness: 20 }), 90, 90);
    const at = 45 * 90 + 45;
    const along = Math.abs(tangents.x[at] * Math.cos(angle) + tangents.y[at] * Math.sin(angle));
    expect(along).toBeGreaterThan(0.995);
  });

  it("takes the resting direction where there is nothing", () => {
    const tangents = tangentsOf(flowOf(newPlane(30, 30), { smoothness: 5, rest: 0.6 }), 30, 30);
    expect(tangents.x[400]).toBeCloseTo(Math.cos(0.6), 3);
    expect(tangents.y[400]).toBeCloseTo(Math.sin(0.6), 3);
  });
});

describe("colour", () => {
  it("comes back from Oklab and from linear light", () => {
    const lab = new Float32Array(3);
    const rgb = new Float32Array(3);
    for (const colour of [
      [0, 0, 0],
      [255, 255, 255],
      [200, 30, 90],
      [12, 140, 220],
      [7, 9, 3],
    ] as const) {
      toOklab(colour[0], colour[1], colour[2], lab);
      fromOklab(lab[0], lab[1], lab[2], rgb);
      for (let c = 0; c < 3; c++) expect(Math.abs(rgb[c] - colour[c])).toBeLessThan(1);
    }
    for (let byte = 0; byte < 256; byte++) expect(Math.abs(encodeLinear(linearOfByte[byte]) - byte)).toBeLessThan(0.6);
  });
});

describe("screen", () => {
  it.each([0.1, 0.3, 0.5, 0.8])("covers %f of the paper with ink of that amount", (amount) => {
    let sum = 0;
    for (let i = 0; i < 10_000; i++) sum += dotInk(amount, (i % 100) / 100, ((i / 100) | 0) / 100, 0.05);
    expect(sum / 10_000).toBeCloseTo(amount, 1.5);
  });
});

describe("small things", () => {
  it("resizing keeps the mean, up and down", () => {
    const plane = newPlane(64, 48);
    for (let i = 0; i < plane.data.length; i++) plane.data[i] = hash01(i, 0, 3);
    const mean = (data: Float32Array) => data.reduce((sum, value) => sum + value, 0) / data.length;
    expect(mean(resizePlane(plane, 17, 11).data)).toBeCloseTo(mean(plane.data), 3);
    expect(mean(resizePlane(plane, 128, 96).data)).toBeCloseTo(mean(plane.data), 2);
  });

  it("percentiles of an even ramp are where they should be", () => {
    const ramp = newPlane(1000, 1);
    for (let i = 0; i < 1000; i++) ramp.data[i] = i / 1000;
    const found = percentiles(ramp, [0.1, 0.5, 0.9]);
    [0.1, 0.5, 0.9].forEach((share, k) => {
      expect(found[k]).toBeCloseTo(share, 2);
    });
  });

  it("phases cover the whole line in order", () => {
    const told: number[] = [];
    const [a, b] = phases((done) => told.push(done), 1, 3);
    a(0.5);
    a(2);
    b(0);
    b(1);
    expect(told).toEqual([0.125, 0.25, 0.25, 1]);
  });

  it("distance grows from the border between two labels", () => {
    const label = Int32Array.from({ length: 100 }, (_, i) => (i % 10 < 5 ? 0 : 1));
    const far = borderDistance(label, 10, 10);
    expect([...far.data.slice(40, 50)]).toEqual([4.5, 3.5, 2.5, 1.5, 0.5, 0.5, 1.5, 2.5, 3.5, 4.5]);
  });
});
