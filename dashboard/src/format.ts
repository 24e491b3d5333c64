/** How numbers, sizes and times are written. */

import { type Zone, zone } from './preferences';
import { strings } from './strings';

/**
 * A value as the device sent it. A device that sent 7.35 as a 32-bit float sent 7.349999904632568; the
 * shortest text that means the same 32-bit number is what its author had in mind.
 */
export function formatValue(value: number): string {
  if (Math.fround(value) !== value) return plain(value);
  for (let digits = 1; digits <= 9; digits++) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return plain(shorter);
  }
  return plain(value);
}

function plain(value: number): string {
  return String(value).replace('-', '\u2212');
}

const compact = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** A count or a rate: at most one decimal, grouped thousands. */
export function formatCount(value: number): string {
  return compact.format(value);
}

/** Three significant digits at most: 0.42, 6.5, 128. */
export function formatMillis(value: number | null): string {
  return value === null
    ? strings.none
    : strings.millis(String(Number(value.toPrecision(value < 100 ? 2 : 3))));
}

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))}\u00a0${BYTE_UNITS[power]}`;
}

/** How long ago `then` was, in the largest unit that fits; both in milliseconds. */
export function formatAge(then: number, now: number): string {
  const seconds = Math.round((now - then) / 1000);
  // A second of difference between two clocks is no future.
  if (seconds < -1) return strings.inTheFuture(formatSpan(-seconds));
  return seconds < 1 ? strings.justNow : strings.ago(formatSpan(seconds));
}

export function formatSpan(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)}\u00a0s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)}\u00a0min`;
  if (seconds < 36 * 3_600) return `${Math.round(seconds / 3_600)}\u00a0h`;
  return `${Math.round(seconds / 86_400)}\u00a0d`;
}

interface Clocks {
  readonly clock: Intl.DateTimeFormat;
  readonly shortClock: Intl.DateTimeFormat;
  readonly dayAndClock: Intl.DateTimeFormat;
  readonly day: Intl.DateTimeFormat;
}

/** Making one takes a hundred times as long as using it. */
const clocks = new Map<Zone, Clocks>();

function clocksOf(wanted: Zone): Clocks {
  const known = clocks.get(wanted);
  if (known !== undefined) return known;
  const timeZone = wanted === 'utc' ? 'UTC' : undefined;
  const minutes = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  const day = { day: 'numeric', month: 'short' } as const;
  const made: Clocks = {
    clock: new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23', timeZone }),
    shortClock: new Intl.DateTimeFormat(undefined, minutes),
    dayAndClock: new Intl.DateTimeFormat(undefined, { ...day, ...minutes, second: '2-digit' }),
    day: new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeZone }),
  };
  clocks.set(wanted, made);
  return made;
}

/** Time of day in the chosen zone, with the day when it is not the day of `now`. */
export function formatTime(millis: number, now: number): string {
  const { clock, dayAndClock, day } = clocksOf(zone.value);
  const isSameDay = day.format(millis) === day.format(now);
  const text = (isSameDay ? clock : dayAndClock).format(millis);
  return zone.value === 'utc' ? strings.utc(text) : text;
}

/** For an axis: seconds only where the ticks are that close. */
export function formatTick(millis: number, stepMillis: number): string {
  const { clock, shortClock } = clocksOf(zone.value);
  return (stepMillis < 60_000 ? clock : shortClock).format(millis);
}

/** RFC 3339 in UTC, as the hub's own interfaces write it. */
export function formatUtc(millis: number): string {
  return Number.isFinite(millis) && Math.abs(millis) <= 8.64e15
    ? new Date(millis).toISOString()
    : String(millis);
}

const METRES = 5;

/** About a metre. */
export function formatDegrees(degrees: number): string {
  return String(Number(degrees.toFixed(METRES))).replace('-', '\u2212');
}
