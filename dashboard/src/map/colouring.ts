/** What the map's colours mean: bounds, the words of the legend, and the class of a value. */

import type { Series } from '../live/messages';
import { strings } from '../strings';
import { formatNumber, formatUnit } from '../units';
import { boundsOf, type IndexTable } from './air-quality';
import { classOf, type Scale, scaleFor } from './scale';

export interface Colouring {
  readonly unit: string | null;
  readonly scale: Scale;
  /** Values are of this index. */
  readonly index: IndexTable | undefined;
}

export function colouringOf(unit: Series['unit'], values: readonly number[]): Colouring {
  return { unit, scale: scaleFor(values), index: undefined };
}

export function colouringByIndex(index: IndexTable): Colouring {
  return { unit: null, scale: { bounds: boundsOf(index) }, index };
}

export function colourOf({ scale }: Colouring, value: number): number | undefined {
  return Number.isNaN(value) ? undefined : classOf(scale, value);
}

const SHORT_DIGITS = 3;

/** So short that it fits on a sign. */
export function shortText({ unit }: Colouring, value: number): string {
  return Number.isNaN(value) ? '' : formatNumber(Number(value.toPrecision(SHORT_DIGITS)), unit);
}

/** Value, unit and what that means. */
export function longText({ unit, index, scale }: Colouring, value: number): string {
  if (Number.isNaN(value)) return index === undefined ? strings.noValue : strings.noIndex;
  const rounded = Number(value.toPrecision(SHORT_DIGITS + 1));
  if (index === undefined) return `${formatNumber(rounded, unit)} ${formatUnit(unit)}`.trim();
  const category = index.bands[classOf(scale, value)]?.category ?? '';
  return strings.withAirQuality(formatNumber(rounded, null), strings.airQuality(category));
}

export interface LegendEntry {
  readonly colour: number;
  readonly text: string;
}

export function legendOf({ unit, index, scale }: Colouring): readonly LegendEntry[] {
  if (index !== undefined) {
    return index.bands.map(({ category, leastIndex }, colour) => {
      const next = index.bands[colour + 1]?.leastIndex;
      const range = strings.indexRange(leastIndex, next === undefined ? undefined : next - 1);
      return { colour, text: `${strings.airQuality(category)}: ${range}` };
    });
  }
  const bounds = scale.bounds.map((bound) => formatNumber(bound, unit));
  const name = formatUnit(unit);
  return Array.from({ length: bounds.length + 1 }, (_, colour) => ({
    colour,
    text: strings.range(bounds[colour - 1], bounds[colour], name),
  }));
}
