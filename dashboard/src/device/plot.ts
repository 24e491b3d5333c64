/** uPlot as this page uses it: one line over a window of time that ends now. */

import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatTick } from '../format';
import { isolated, type PlotColumns } from './gaps';

const FONT = '12px system-ui, sans-serif';
/** A flat line lies in the middle of a range of its own, not on an edge. */
const FLAT_RANGE_PART = 0.05;
const PADDING_PART = 0.08;

function padded(min: number | null, max: number | null): [number, number] {
  if (min === null || max === null) return [0, 1];
  const span = max - min || Math.abs(max) * FLAT_RANGE_PART || 1;
  return [min - span * PADDING_PART, max + span * PADDING_PART];
}

export class Plot {
  readonly #place: HTMLElement;
  readonly #plot: uPlot;
  readonly #observer: ResizeObserver;
  readonly #colours = new Map<string, string>();
  #from = 0;
  #to = 1;

  /** `onHover` is told the time under the pointer, or undefined when it has left. */
  constructor(place: HTMLElement, onHover: (millis: number | undefined) => void) {
    this.#place = place;
    this.#plot = new uPlot(this.#options(onHover), [[], []], place);
    this.#observer = new ResizeObserver(() => this.#plot.setSize(this.#size()));
    this.#observer.observe(place);
  }

  setData({ x, y }: PlotColumns, nowMillis: number, windowMillis: number): void {
    this.#setRange(nowMillis, windowMillis);
    this.#plot.setData([x, y]);
  }

  /** Moves the window on; does nothing while it would move by less than a pixel. */
  setWindow(nowMillis: number, windowMillis: number): void {
    const pixel = windowMillis / Math.max(1, this.#plot.bbox.width);
    if (Math.abs(nowMillis - this.#to) < pixel && this.#to - this.#from === windowMillis) return;
    this.#setRange(nowMillis, windowMillis);
    this.#plot.setScale('x', { min: this.#from, max: this.#to });
  }

  /** Colours have changed. */
  repaint(): void {
    this.#colours.clear();
    this.#plot.redraw(false);
  }

  destroy(): void {
    this.#observer.disconnect();
    this.#plot.destroy();
  }

  #setRange(nowMillis: number, windowMillis: number): void {
    this.#from = nowMillis - windowMillis;
    this.#to = nowMillis;
  }

  #size() {
    return { width: this.#place.clientWidth, height: this.#place.clientHeight };
  }

  /** What a design token means in the present theme; a canvas cannot resolve one itself. */
  #colour(token: string): string {
    const known = this.#colours.get(token);
    if (known !== undefined) return known;
    this.#place.style.color = `var(${token})`;
    const colour = getComputedStyle(this.#place).color;
    this.#place.style.color = '';
    this.#colours.set(token, colour);
    return colour;
  }

  #options(onHover: (millis: number | undefined) => void): uPlot.Options {
    const line = () => this.#colour('--chart-line');
    return {
      ...this.#size(),
      ms: 1,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 9 } },
      scales: {
        x: { time: true, range: () => [this.#from, this.#to] },
        y: { range: (_, min, max) => padded(min, max) },
      },
      axes: [this.#timeAxis(), this.#valueAxis()],
      series: [
        {},
        {
          stroke: line,
          width: 1.75,
          points: { size: 5, fill: line, stroke: line, filter: dots },
        },
      ],
      hooks: { setCursor: [(plot) => onHover(hoveredTime(plot))] },
    };
  }

  #axis(): uPlot.Axis {
    const grid = () => this.#colour('--chart-grid');
    return {
      font: FONT,
      stroke: () => this.#colour('--chart-label'),
      grid: { stroke: grid, width: 1 },
      ticks: { show: false },
    };
  }

  #timeAxis(): uPlot.Axis {
    return {
      ...this.#axis(),
      grid: { show: false },
      size: 32,
      space: 80,
      values: (_, splits, _axis, _space, step) => splits.map((millis) => formatTick(millis, step)),
    };
  }

  #valueAxis(): uPlot.Axis {
    return {
      ...this.#axis(),
      gap: 8,
      size: (_, labels) => 20 + 7.5 * Math.max(2, ...(labels ?? []).map((label) => label.length)),
    };
  }
}

/** All readings get a dot where there is room for it, and lonely ones always. */
function dots(plot: uPlot, seriesIndex: number, isRoomy: boolean): number[] | null {
  return isRoomy ? null : isolated(plot.data[seriesIndex] ?? []);
}

function hoveredTime(plot: uPlot): number | undefined {
  const { idx, left } = plot.cursor;
  return idx == null || left == null || left < 0 ? undefined : plot.data[0][idx];
}
