/** The signs of doubtful readings: a shape and a word for each flag, in charts and in their legend. */

import { type Doubtful, MOST_MARKED } from './doubtful';

/** As in SVG, between −5 and 5 on both axes. */
export const MARK_SHAPES: Readonly<Record<string, string>> = {
  range: 'M0 -5 L5 0 L0 5 L-5 0 Z',
  rail: 'M-5 -4.5 L5 -4.5 L0 4.5 Z',
  stuck: 'M-4 -4 L4 -4 L4 4 L-4 4 Z',
  spike: 'M-5 4.5 L5 4.5 L0 -4.5 Z',
  clock: 'M-2 -5 L2 -5 L2 -2 L5 -2 L5 2 L2 2 L2 5 L-2 5 L-2 2 L-5 2 L-5 -2 L-2 -2 Z',
};

/** Of a flag that this page does not know yet. */
const OTHER_SHAPE = 'M-5 -1.5 L5 -1.5 L5 1.5 L-5 1.5 Z';

export const shapeOf = (flag: string): string => MARK_SHAPES[flag] ?? OTHER_SHAPE;

/** A doubtful reading as one chart draws it. */
export interface Mark {
  /** Unix milliseconds. */
  readonly time: number;
  /** In the unit that is shown. */
  readonly value: number;
  readonly flags: readonly string[];
}

export function marksOf(found: readonly Doubtful[], shown: (value: number) => number): readonly Mark[] {
  return found.slice(0, MOST_MARKED).map(({ time, value, flags }) => ({ time, value: shown(value), flags }));
}

/** Where a plot lies on its canvas and what it shows, in pixels of the canvas. */
export interface MarkPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  x(millis: number): number;
  y(value: number): number;
}

export interface MarkColours {
  readonly sign: string;
  readonly ground: string;
}

const WORD_PIXELS = 11;

/** Words stand only where the one before leaves room; the shapes are always there. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  marks: readonly Mark[],
  place: MarkPlace,
  colours: MarkColours,
  scale: number,
): void {
  context.save();
  context.font = `600 ${WORD_PIXELS * scale}px system-ui, sans-serif`;
  // Axes leave these as they need them.
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.lineJoin = 'round';
  let wordsEnd = Number.NEGATIVE_INFINITY;
  for (const { time, value, flags } of [...marks].sort((a, b) => a.time - b.time)) {
    const x = place.x(time);
    if (x < place.left || x > place.left + place.width) continue;
    const y = Math.min(place.top + place.height, Math.max(place.top, place.y(value)));
    drawShape(context, flags[0] ?? '', x, y, colours, scale);
    if (x > wordsEnd) wordsEnd = drawWord(context, flags.join(', '), x, y, place, colours, scale);
  }
  context.restore();
}

function drawShape(
  context: CanvasRenderingContext2D,
  flag: string,
  x: number,
  y: number,
  { sign, ground }: MarkColours,
  scale: number,
): void {
  context.save();
  context.translate(x, y);
  context.scale(scale, scale);
  const shape = new Path2D(shapeOf(flag));
  context.strokeStyle = ground;
  context.lineWidth = 2.5;
  context.stroke(shape);
  context.fillStyle = sign;
  context.fill(shape);
  context.restore();
}

/** Beside the shape, within the plot; returns where it ends. */
function drawWord(
  context: CanvasRenderingContext2D,
  word: string,
  x: number,
  y: number,
  { left, top, width }: MarkPlace,
  { sign, ground }: MarkColours,
  scale: number,
): number {
  const length = context.measureText(word).width;
  const gap = 8 * scale;
  const from = x + gap + length > left + width ? x - gap - length : x + gap;
  const baseline = Math.max(top + WORD_PIXELS * scale, y + 4 * scale);
  context.strokeStyle = ground;
  context.lineWidth = 3 * scale;
  context.strokeText(word, from, baseline);
  context.fillStyle = sign;
  context.fillText(word, from, baseline);
  return Math.max(x, from + length) + gap;
}
