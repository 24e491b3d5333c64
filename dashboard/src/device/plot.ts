/** uPlot as this page uses it: lines with their bands over one stretch of time, and what a person does to it. */

import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { axisLabels } from './axis';
import { drawMarks, type Mark } from './doubtful-marks';
import { isolated } from './gaps';
import { Gestures } from './gestures';
import type { Limit } from './limits';
import { LINE_DASHES } from './line-table';
import type { PlotColumns } from './lines';
import type { Part } from './range';

const FONT = '12px system-ui, sans-serif';
/** A flat line lies in the middle of a range of its own, not on an edge. */
const FLAT_RANGE_PART = 0.05;
const PADDING_PART = 0.08;
const BAND_OPACITY = 0.22;
const LIMIT_OPACITY = 0.09;
const COLUMNS_OF_A_LINE = 3;

function padded(min: number | null, max: number | null): [number, number] {
  if (min === null || max === null) return [0, 1];
  const span = max - min || Math.abs(max) * FLAT_RANGE_PART || 1;
  return [min - span * PADDING_PART, max + span * PADDING_PART];
}

export interface PlotEvents {
  /** The time under the pointer, or undefined when it has left. */
  hovered(millis: number | undefined): void;
  /** Another stretch is to be shown; `isStep` where a person may want to go back to the one before. */
  changed(part: Part, isStep: boolean): void;
  back(): void;
}

export class Plot {
  readonly #place: HTMLElement;
  readonly #plot: uPlot;
  readonly #gestures: Gestures;
  readonly #observer: ResizeObserver;
  readonly #colours = new Map<string, string>();
  #part: Part = { from: 0, to: 1 };
  #limits: readonly Limit[] = [];
  #marks: readonly Mark[] = [];

  /** Each line has a colour token. Plots with one `syncKey` share their pointer. */
  constructor(place: HTMLElement, lineTokens: readonly string[], syncKey: string, events: PlotEvents) {
    this.#place = place;
    const empty = [[], ...lineTokens.flatMap(() => [[], [], []])] as uPlot.AlignedData;
    this.#plot = new uPlot(this.#options(lineTokens, syncKey, events), empty, place);
    this.#gestures = new Gestures(this.#plot.over, () => this.#part, events);
    this.#observer = new ResizeObserver(() => this.#plot.setSize(this.#size()));
    this.#observer.observe(place);
  }

  get canvas(): HTMLCanvasElement {
    return this.#plot.ctx.canvas;
  }

  setData({ x, lines }: PlotColumns, part: Part, limits: readonly Limit[]): void {
    this.#part = part;
    this.#limits = limits;
    const columns = lines.flatMap(({ mins, maxes, means }) => [mins, maxes, means]);
    this.#plot.setData([x, ...columns] as uPlot.AlignedData);
  }

  /** Moves on; does nothing while it would move by less than a pixel. */
  setPart(part: Part): void {
    const pixel = (part.to - part.from) / Math.max(1, this.#plot.bbox.width);
    const isSame = Math.abs(part.from - this.#part.from) < pixel && Math.abs(part.to - this.#part.to) < pixel;
    if (isSame) return;
    this.#part = part;
    this.#plot.setScale('x', { min: part.from, max: part.to });
  }

  /** Signs over the lines, whichever range is shown. */
  setMarks(marks: readonly Mark[]): void {
    this.#marks = marks;
    this.#plot.redraw(false);
  }

  /** Puts the pointer's line to a moment, as the pointer itself would. */
  point(millis: number): void {
    const left = this.#plot.valToPos(millis, 'x');
    this.#plot.setCursor({ left, top: this.#plot.over.clientHeight / 2 });
  }

  /** Colours have changed. */
  repaint(): void {
    this.#colours.clear();
    this.#plot.redraw(false);
  }

  destroy(): void {
    this.#observer.disconnect();
    this.#gestures.destroy();
    this.#plot.destroy();
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

  #options(tokens: readonly string[], syncKey: string, events: PlotEvents): uPlot.Options {
    return {
      ...this.#size(),
      ms: 1,
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: true, y: false, setScale: false },
        points: { size: 9 },
        bind: { dblclick: () => null },
        sync: { key: syncKey, filters: { pub: (type) => type === 'mousemove' || type === 'mouseleave' } },
      },
      scales: {
        x: { time: true, range: () => [this.#part.from, this.#part.to] },
        y: { range: (_, min, max) => padded(min, max) },
      },
      axes: [this.#timeAxis(), this.#valueAxis()],
      series: [{}, ...tokens.flatMap((token, i) => this.#lineSeries(token, LINE_DASHES[i] ?? []))],
      bands: tokens.map((token, i) => this.#band(token, i)),
      hooks: {
        setCursor: [(plot) => events.hovered(hoveredTime(plot))],
        setSelect: [(plot) => this.#selected(plot, events)],
        drawClear: [(plot) => this.#drawLimits(plot)],
        draw: [(plot) => this.#drawMarks(plot)],
      },
    };
  }

  #selected(plot: uPlot, events: PlotEvents): void {
    const { left, width } = plot.select;
    if (width < 2) return;
    const [from, to] = [plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x')];
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    events.changed({ from: Math.round(from), to: Math.max(Math.round(to), Math.round(from) + 1000) }, true);
  }

  /** Least and greatest are there for the band between them; only the mean is a line. */
  #lineSeries(token: string, dash: readonly number[]): uPlot.Series[] {
    const line = () => this.#colour(token);
    const edge: uPlot.Series = { width: 0, points: { show: false } };
    return [
      edge,
      edge,
      {
        stroke: line,
        width: 1.75,
        dash: [...dash],
        points: { size: 5, fill: line, stroke: line, filter: dots },
      },
    ];
  }

  #band(token: string, index: number): uPlot.Band {
    const first = 1 + COLUMNS_OF_A_LINE * index;
    return { series: [first + 1, first], fill: () => translucent(this.#colour(token), BAND_OPACITY) };
  }

  /** From each limit up to the next, darker with each; and a line with its name. */
  #drawLimits(plot: uPlot): void {
    const { ctx, bbox } = plot;
    const { min, max } = plot.scales.y ?? {};
    if (min == null || max == null) return;
    ctx.save();
    ctx.textAlign = 'left';
    ctx.textBaseline = 'alphabetic';
    for (const { value, authority, over } of this.#limits) {
      if (value >= max) continue;
      const y = Math.min(bbox.top + bbox.height, Math.max(bbox.top, plot.valToPos(value, 'y', true)));
      ctx.fillStyle = translucent(this.#colour('--offline'), LIMIT_OPACITY);
      ctx.fillRect(bbox.left, bbox.top, bbox.width, y - bbox.top);
      if (value <= min) continue;
      ctx.fillStyle = this.#colour('--chart-label');
      ctx.fillRect(bbox.left, y, bbox.width, devicePixelRatio);
      ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
      ctx.fillText(`${authority} ${LIMIT_NAMES[over]} ${value}`, bbox.left + 6, y - 4);
    }
    ctx.restore();
  }

  #drawMarks(plot: uPlot): void {
    const place = {
      ...plot.bbox,
      x: (millis: number) => plot.valToPos(millis, 'x', true),
      y: (value: number) => plot.valToPos(value, 'y', true),
    };
    const colours = { sign: this.#colour('--offline'), ground: this.#colour('--surface') };
    if (this.#marks.length > 0) drawMarks(plot.ctx, this.#marks, place, colours, devicePixelRatio);
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
      values: (_, splits, _axis, _space, step) => axisLabels(splits, step),
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

/** In the canvas only; the same in words stands below the chart. */
const LIMIT_NAMES: Record<Limit['over'], string> = { hour: '1 h', '8h': '8 h', day: '24 h', year: '1 y' };

function translucent(rgb: string, opacity: number): string {
  return rgb.replace(/^rgba?\(([^)]*?)\)$/, (_, parts: string) => {
    const [red, green, blue] = parts.split(/[\s,/]+/);
    return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
  });
}

/** All readings get a dot where there is room for it, and lonely ones always. */
function dots(plot: uPlot, seriesIndex: number, isRoomy: boolean): number[] | null {
  return isRoomy ? null : isolated(plot.data[seriesIndex] ?? []);
}

function hoveredTime(plot: uPlot): number | undefined {
  const { idx, left } = plot.cursor;
  return idx == null || left == null || left < 0 ? undefined : plot.data[0][idx];
}
