/** One step of painting; its weight is its share of the work. */
export interface Layer {
  weight: number;
  draw: () => void;
}
