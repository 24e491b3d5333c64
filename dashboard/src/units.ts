/** Values in the unit that this person reads. What is stored, sent and exported stays as the device sent it. */

import { formatValue } from './format';
import { pressureUnit, temperatureUnit } from './preferences';
import { strings } from './strings';

export interface Quantity {
  readonly value: number;
  readonly unit: string | null;
}

const CELSIUS = '°C';
const FAHRENHEIT = '°F';
const PASCAL = 'Pa';
const HECTOPASCAL = 'hPa';

/** The unit that stands beside values of `unit`. */
export function shownUnit(unit: string | null): string | null {
  if (unit === CELSIUS && temperatureUnit.value === 'fahrenheit') return FAHRENHEIT;
  if (unit === PASCAL && pressureUnit.value === 'hectopascal') return HECTOPASCAL;
  return unit;
}

/** The value in `shownUnit(unit)`; not rounded, as a chart needs it. */
export function shownValue(value: number, unit: string | null): number {
  const target = shownUnit(unit);
  if (target === unit) return value;
  return target === FAHRENHEIT ? value * 1.8 + 32 : value / 100;
}

function decimals(text: string): number {
  return /^[^e]*\.(\d+)$/.exec(text)?.[1]?.length ?? 0;
}

/** The number alone, in the unit that this person reads, with as many decimals as the device has given. */
export function formatNumber(value: number, unit: string | null): string {
  const target = shownUnit(unit);
  const asSent = formatValue(value);
  if (target === unit) return asSent;
  const digits = decimals(asSent) + (target === HECTOPASCAL ? 2 : 0);
  return formatValue(Number(shownValue(value, unit).toFixed(Math.min(20, digits))));
}

/** What stands beside the number; nothing for a bare number. */
export function formatUnit(unit: string | null): string {
  return strings.unit(shownUnit(unit));
}

/** Number and unit in one text. */
export function formatQuantity({ value, unit }: Quantity): string {
  return `${formatNumber(value, unit)}\u00a0${formatUnit(unit)}`.trim();
}
