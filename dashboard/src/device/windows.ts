/** The stretches of history that a chart can show. */

export const WINDOWS = [
  { history: 'PT15M', millis: 15 * 60_000 },
  { history: 'PT1H', millis: 3_600_000 },
  { history: 'PT6H', millis: 6 * 3_600_000 },
  { history: 'PT24H', millis: 24 * 3_600_000 },
] as const;

export type ChartWindow = (typeof WINDOWS)[number];

export const DEFAULT_WINDOW: ChartWindow = WINDOWS[1];

/** What an address asks for, or the default when it asks for something unknown. */
export function windowOf(history: string | null): ChartWindow {
  return WINDOWS.find((window) => window.history === history) ?? DEFAULT_WINDOW;
}
