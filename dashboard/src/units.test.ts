import { afterEach, describe, expect, it } from 'vitest';
import { formatTick, formatTime } from './format';
import { pressureUnit, temperatureUnit, zone } from './preferences';
import { formatNumber, formatQuantity, formatUnit, shownValue } from './units';

afterEach(() => {
  temperatureUnit.value = 'celsius';
  pressureUnit.value = 'pascal';
  zone.value = 'local';
});

describe('values in the unit of who reads', () => {
  it('are as they were sent, unless another unit was chosen', () => {
    expect([formatNumber(21.37, '°C'), formatUnit('°C')]).toEqual(['21.37', '°C']);
    expect(formatQuantity({ value: 101_325, unit: 'Pa' })).toBe('101325\u00a0Pa');
    expect(formatQuantity({ value: 7, unit: '1' })).toBe('7');
  });

  it.each([
    [21.37, '70.47'],
    [-40, '\u221240'],
    [Math.fround(21.3), '70.3'],
    [-17.8, '0'],
  ])('%d °C are %s °F, with the decimals that were given', (celsius, fahrenheit) => {
    temperatureUnit.value = 'fahrenheit';
    expect([formatNumber(celsius, '°C'), formatUnit('°C')]).toEqual([fahrenheit, '°F']);
  });

  it('loses nothing from Pa to hPa', () => {
    pressureUnit.value = 'hectopascal';
    expect([101_325, 101_054.75, 100_000].map((value) => formatNumber(value, 'Pa'))).toEqual([
      '1013.25',
      '1010.5475',
      '1000',
    ]);
    expect(formatUnit('Pa')).toBe('hPa');
    expect(shownValue(101_325, 'Pa')).toBe(1013.25);
  });

  it('leaves other units alone', () => {
    temperatureUnit.value = 'fahrenheit';
    pressureUnit.value = 'hectopascal';
    expect(formatQuantity({ value: 7.35, unit: 'µg/m³' })).toBe('7.35\u00a0µg/m³');
  });
});

describe('times', () => {
  const noon = Date.UTC(2026, 5, 1, 12, 0, 5);

  it('are UTC on wish, and say so', () => {
    zone.value = 'utc';
    expect(formatTime(noon, noon)).toMatch(/^12:00:05.*UTC$/);
    expect(formatTime(noon, noon + 86_400_000)).toMatch(/1.*12:00:05.*UTC$|Jun.*12:00:05.*UTC$/);
    expect(formatTick(noon, 1_000)).toMatch(/^12:00:05/);
  });
});
