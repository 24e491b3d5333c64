/** What is seen, as files: the buckets as CSV, the charts as a picture. */

import { formatUtc } from '../format';
import type { ViewStore } from '../live/view-store';
import { deviceStrings } from '../strings';
import type { ChartChoice } from './chart-feed';
import type { Part } from './range';

/** RFC 4180, as `GET /api/v1/readings` writes buckets; those that begin outside of `part` are not seen. */
export function csvOf({ lines }: ViewStore, { from, to }: Part): string {
  const rows: { readonly start: number; readonly text: string }[] = [];
  for (const { series, starts, means, mins, maxes, counts } of lines) {
    starts.forEach((start, i) => {
      if (start < from * 1000 || start >= to * 1000) return;
      const cells = [utcMicros(start), series.device, quoted(series.metric), quoted(series.unit ?? '')];
      rows.push({ start, text: [...cells, means[i], mins[i], maxes[i], counts[i]].join(',') });
    });
  }
  rows.sort((a, b) => a.start - b.start);
  return ['time,device,metric,unit,avg,min,max,count', ...rows.map(({ text }) => text), ''].join('\r\n');
}

/** A device names its own metrics: a spreadsheet must not take one for a formula. */
function quoted(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** RFC 3339 with as many decimals as there are. */
export function utcMicros(micros: number): string {
  const whole = Math.floor(micros / 1000);
  const rest = Math.round(micros - whole * 1000);
  return rest === 0 ? formatUtc(whole) : formatUtc(whole).replace('Z', `${String(rest).padStart(3, '0')}Z`);
}

export function downloadName(
  { devices, metrics }: ChartChoice,
  { from, to }: Part,
  extension: string,
): string {
  const moment = (millis: number) => formatUtc(millis).slice(0, 19).replaceAll(':', '');
  const name = [devices.join('+'), metrics.join('+'), moment(from), moment(to)].join('_');
  return `${name.replaceAll(/[^\w.+-]/g, '-').slice(0, 150)}.${extension}`;
}

const MARGIN = 16;
const LINE = 18;

/** All charts, each under its title and with the names of its lines, on the page's own ground. */
export async function pngOf(charts: Iterable<Element>): Promise<Blob> {
  const scale = devicePixelRatio;
  const parts = [...charts].flatMap((chart) => {
    const canvas = chart.querySelector('canvas');
    const keys = [...chart.querySelectorAll<HTMLElement>('[data-line]')];
    return canvas ? [{ canvas, title: chart.querySelector('h3')?.textContent ?? '', keys }] : [];
  });
  const picture = document.createElement('canvas');
  const height = (part: (typeof parts)[number]) =>
    part.canvas.height + (LINE * (2 + part.keys.length) + MARGIN) * scale;
  picture.width = Math.max(...parts.map(({ canvas }) => canvas.width)) + 2 * MARGIN * scale;
  picture.height = parts.reduce((sum, part) => sum + height(part), MARGIN * scale);
  const context = picture.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const style = getComputedStyle(document.body);
  context.fillStyle = style.backgroundColor;
  context.fillRect(0, 0, picture.width, picture.height);
  let top = MARGIN * scale;
  for (const part of parts) {
    let y = top;
    const write = (text: string, colour: string, weight = '') => {
      y += LINE * scale;
      context.fillStyle = colour;
      context.font = `${weight} ${13 * scale}px system-ui, sans-serif`;
      context.fillText(text, MARGIN * scale, y - 5 * scale);
    };
    write(part.title, style.color, '600');
    for (const key of part.keys) {
      const swatch = key.querySelector('.swatch');
      write(key.dataset.line ?? '', swatch ? getComputedStyle(swatch).color : style.color);
    }
    context.drawImage(part.canvas, MARGIN * scale, y + 4 * scale);
    top += height(part);
  }
  return new Promise((resolve, reject) =>
    picture.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error(deviceStrings.noPicture))),
      'image/png',
    ),
  );
}
