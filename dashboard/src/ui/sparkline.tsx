/** A small line without axes. */

const WIDTH = 100;
const HEIGHT = 24;

export interface SparklineProps {
  readonly label: string;
  /** NaN is a gap. */
  readonly values: ArrayLike<number>;
  /** How many values fill the width; fewer start at the right edge. */
  readonly capacity: number;
  /** Where the bottom is: 0 for counts; the smallest value for what may lie anywhere. */
  readonly base?: 'zero' | 'least';
}

/** As the `d` of a path; a value between two gaps is a short stroke. */
export function sparkPath(values: ArrayLike<number>, capacity: number, base: 'zero' | 'least'): string {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const bottom = base === 'zero' ? 0 : least;
  const span = Math.max(base === 'zero' ? 1 : 0, most - bottom);
  const step = WIDTH / Math.max(1, capacity - 1);
  const left = WIDTH - (values.length - 1) * step;
  let path = '';
  let isDrawing = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) {
      isDrawing = false;
      continue;
    }
    const part = span === 0 ? 0.5 : (value - bottom) / span;
    const point = `${(left + i * step).toFixed(1)} ${(HEIGHT - 1 - part * (HEIGHT - 2)).toFixed(1)}`;
    path += isDrawing ? `L${point}` : `M${point}h.1`;
    isDrawing = true;
  }
  return path;
}

export function Sparkline({ label, values, capacity, base = 'zero' }: SparklineProps) {
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <path d={sparkPath(values, capacity, base)} vector-effect="non-scaling-stroke" />
    </svg>
  );
}
