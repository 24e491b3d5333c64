/** What the map's colours mean: bounds, the words of the legend, and the class of a value. */

import type { Series } from '../live/messages';
import { strings } from '../strings';
import { formatNumber, formatUnit } from '../units';
import { AQI_CATEGORIES, airQuality, aqiBounds, hasAirQuality } from './air-quality';
import { classOf, type Scale, scaleFor } from './scale';

export interface Colouring {
  readonly metric: string;
  readonly unit: string | null;
  readonly isAirQuality: boolean;
  readonly scale: Scale;
}

/** `index` colours by the air quality index where the metric has one. */
export function colouringOf(
  metric: string,
  unit: Series['unit'],
  values: readonly number[],
  isIndexWanted: boolean,
): Colouring {
  const isAirQuality = isIndexWanted && hasAirQuality(metric);
  const scale = isAirQuality ? { bounds: aqiBounds(metric).slice(1) } : scaleFor(values);
  return { metric, unit, isAirQuality, scale };
}

export function colourOf({ metric, isAirQuality, scale }: Colouring, value: number): number | undefined {
  if (Number.isNaN(value)) return undefined;
  const quality = isAirQuality ? airQuality(metric, value) : undefined;
  return quality === undefined ? classOf(scale, value) : AQI_CATEGORIES.indexOf(quality.category);
}

const SHORT_DIGITS = 3;

/** So short that it fits on a sign. */
export function shortText({ unit }: Colouring, value: number): string {
  return Number.isNaN(value) ? '' : formatNumber(Number(value.toPrecision(SHORT_DIGITS)), unit);
}

/** Value, unit and what that means. */
export function longText({ metric, unit, isAirQuality }: Colouring, value: number): string {
  if (Number.isNaN(value)) return strings.noValue;
  const rounded = Number(value.toPrecision(SHORT_DIGITS + 1));
  const text = `${formatNumber(rounded, unit)} ${formatUnit(unit)}`.trim();
  const quality = isAirQuality ? airQuality(metric, value) : undefined;
  if (quality === undefined) return text;
  return strings.withAirQuality(text, quality.index, strings.airQuality(quality.category));
}

export interface LegendEntry {
  readonly colour: number;
  readonly text: string;
}

export function legendOf({ unit, isAirQuality, scale }: Colouring): readonly LegendEntry[] {
  const bounds = scale.bounds.map((bound) => formatNumber(bound, unit));
  const name = formatUnit(unit);
  return Array.from({ length: bounds.length + 1 }, (_, colour) => {
    const range = strings.range(bounds[colour - 1], bounds[colour], name);
    const category = AQI_CATEGORIES[colour];
    return {
      colour,
      text: isAirQuality && category !== undefined ? `${strings.airQuality(category)}: ${range}` : range,
    };
  });
}
