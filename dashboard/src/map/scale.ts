/** Which of six colours a value has. The colours are a part of cividis, which looks alike to all eyes. */

export const CLASSES = 6;

export interface Scale {
  /** The least value of each class but the lowest, ascending; at most five. */
  readonly bounds: readonly number[];
}

const STEPS = [1, 2, 2.5, 5, 10] as const;

/** The least of 1, 2, 2.5 and 5 times a power of ten that is not below `rough`. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = STEPS.find((candidate) => candidate * power >= rough * (1 - 1e-9)) ?? 10;
  return step * power;
}

function quantile(sorted: Float64Array, part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

/** Round bounds over where nine of ten values lie, so that one broken sensor does not take all colours. */
export function scaleFor(values: readonly number[]): Scale {
  const sorted = Float64Array.from(values).sort();
  const low = quantile(sorted, 0.05);
  const high = quantile(sorted, 0.95);
  if (!(high > low)) return { bounds: [] };
  const step = niceStep((high - low) / (CLASSES - 1));
  const first = Math.ceil(low / step + 1e-9) * step;
  const bounds: number[] = [];
  for (let i = 0; i < CLASSES - 1; i++) {
    const bound = Number((first + i * step).toPrecision(12));
    if (bound > high) break;
    bounds.push(bound);
  }
  return { bounds };
}

/** 0 to 5. */
export function classOf({ bounds }: Scale, value: number): number {
  let found = 0;
  for (const bound of bounds) if (value >= bound) found += 1;
  return found;
}
