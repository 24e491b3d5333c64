/** Which stretch of time the charts show: the last so long, all there is, or a part that was chosen. */

export const WINDOWS = [
  { window: 'PT1H', millis: 3_600_000 },
  { window: 'PT6H', millis: 6 * 3_600_000 },
  { window: 'PT24H', millis: 24 * 3_600_000 },
  { window: 'P7D', millis: 7 * 86_400_000 },
  { window: 'P30D', millis: 30 * 86_400_000 },
  { window: 'P365D', millis: 365 * 86_400_000 },
  { window: 'all', millis: null },
] as const;

export type ChartWindow = (typeof WINDOWS)[number];

export const DEFAULT_WINDOW: ChartWindow = WINDOWS[0];

/** Unix milliseconds, `from` before `to`. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** `part` is null while the chart is live; `window` is what it goes back to. */
export interface Range {
  readonly window: ChartWindow;
  readonly part: Part | null;
}

const SHORTEST_MILLIS = 1_000;
const LONGEST_MILLIS = 100 * 365.25 * 86_400_000;
/** What a Date can hold. */
const MOST_MILLIS = 8.64e15;

/** What an address asks for, or the default when it asks for something that there is not. */
export function rangeOf(options: URLSearchParams): Range {
  const window = WINDOWS.find((item) => item.window === options.get('window')) ?? DEFAULT_WINDOW;
  const from = moment(options.get('from'));
  const to = moment(options.get('to'));
  return { window, part: from !== undefined && to !== undefined && from < to ? { from, to } : null };
}

function moment(text: string | null): number | undefined {
  const millis = text === null || !/^-?\d{1,16}$/.test(text) ? Number.NaN : Number(text);
  return Math.abs(millis) <= MOST_MILLIS ? millis : undefined;
}

/** As `rangeOf` reads it. */
export function rangeOptions({ window, part }: Range) {
  return { window: window.window, from: part?.from.toString(), to: part?.to.toString() };
}

/** The same length, moved by a part of it: −0.2 is a fifth into the past. */
export function panned({ from, to }: Part, share: number): Part {
  const by = Math.round((to - from) * share);
  return limited(from + by, to + by);
}

/** The moment at `anchor` (0 is the left end, 1 the right one) stays where it is; factor 2 shows twice as long. */
export function zoomed({ from, to }: Part, factor: number, anchor: number): Part {
  const length = Math.min(LONGEST_MILLIS, Math.max(SHORTEST_MILLIS, (to - from) * factor));
  const start = Math.round(from + (to - from - length) * anchor);
  return limited(start, start + Math.round(length));
}

/** From here to there, in whichever order, and not shorter than can be shown. */
export function between(one: number, other: number): Part {
  const from = Math.round(Math.min(one, other));
  return limited(from, Math.max(Math.round(Math.max(one, other)), from + SHORTEST_MILLIS));
}

function limited(from: number, to: number): Part {
  const length = to - from;
  const start = Math.min(Math.max(from, -MOST_MILLIS), MOST_MILLIS - length);
  return { from: start, to: start + length };
}
