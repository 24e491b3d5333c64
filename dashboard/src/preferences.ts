/** How this person wants to read times and values; remembered in this browser. */

import { effect, type Signal, signal } from '@preact/signals';

export const ZONES = ['local', 'utc'] as const;
export type Zone = (typeof ZONES)[number];

export const TEMPERATURES = ['celsius', 'fahrenheit'] as const;
export type TemperatureUnit = (typeof TEMPERATURES)[number];

export const PRESSURES = ['pascal', 'hectopascal'] as const;
export type PressureUnit = (typeof PRESSURES)[number];

/** What formats read: a component that formats something is drawn again when the choice changes. */
export const zone = signal<Zone>('local');
export const temperatureUnit = signal<TemperatureUnit>('celsius');
export const pressureUnit = signal<PressureUnit>('pascal');

const PREFIX = 'telemetry-hub.';

/** Storage may be forbidden, and then a choice lasts as long as the page. */
function remembered<T extends string>(name: string, allowed: readonly T[]): T | undefined {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return allowed.find((item) => item === text);
  } catch {
    return undefined;
  }
}

function remember(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // See above.
  }
}

/** Takes what was chosen before and keeps what is chosen from now on. */
export function keepPreference<T extends string>(
  name: string,
  choice: Signal<T>,
  allowed: readonly T[],
): void {
  choice.value = remembered(name, allowed) ?? choice.peek();
  effect(() => remember(name, choice.value));
}

/** Called once, before anything is drawn. */
export function followPreferences(): void {
  keepPreference('times', zone, ZONES);
  keepPreference('temperature', temperatureUnit, TEMPERATURES);
  keepPreference('pressure', pressureUnit, PRESSURES);
}
