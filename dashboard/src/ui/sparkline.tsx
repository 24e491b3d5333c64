/** A small line without axes: the shape of the last minute. */

const WIDTH = 100;
const HEIGHT = 24;

export interface SparklineProps {
  readonly label: string;
  readonly values: readonly number[];
  /** How many values fill the width; fewer start at the right edge. */
  readonly capacity: number;
}

export function Sparkline({ label, values, capacity }: SparklineProps) {
  const top = Math.max(1, ...values);
  const points = values.map((value, index) => {
    const x = WIDTH - ((values.length - 1 - index) / (capacity - 1)) * WIDTH;
    return `${x.toFixed(1)},${(HEIGHT - 1 - (value / top) * (HEIGHT - 2)).toFixed(1)}`;
  });
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <polyline points={points.join(' ')} vector-effect="non-scaling-stroke" />
    </svg>
  );
}
