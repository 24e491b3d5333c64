/** What the page itself says of its frames, its long tasks and its heap. */

import type { CDPSession, Page } from '@playwright/test';

interface Recorder {
  /** Milliseconds from one animation frame to the next. */
  frames: number[];
  /** Tasks of more than 50 ms: when they began, and how long they took. */
  tasks: { readonly start: number; readonly millis: number }[];
}

declare global {
  interface Window {
    recorder: Recorder;
  }
}

/** Runs in the page, before its own code. */
function record(): void {
  const recorder: Recorder = { frames: [], tasks: [] };
  window.recorder = recorder;
  let last: number | undefined;
  const frame = (now: number) => {
    if (last !== undefined) recorder.frames.push(now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      recorder.tasks.push({ start: startTime, millis: duration });
  }).observe({ type: 'longtask', buffered: true });
}

export interface Figures {
  readonly phase: string;
  readonly frames: number;
  readonly frameP50: number;
  readonly frameP95: number;
  readonly frameMax: number;
  readonly longTasks: number;
  readonly longestTask: number;
}

const part = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
const rounded = (value: number) => Number(value.toFixed(1));

export class PageTiming {
  readonly #page: Page;
  #session: CDPSession | undefined;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Before the page is opened. */
  async start(): Promise<void> {
    await this.#page.addInitScript(record);
    this.#session = await this.#page.context().newCDPSession(this.#page);
  }

  /** When something was first painted, in milliseconds since the page was asked for. */
  async firstPaint(): Promise<number> {
    return this.#page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
    );
  }

  /** Figures since the last time; tasks before `since` are left out. */
  async figures(phase: string, since = 0): Promise<Figures> {
    const { frames, tasks } = await this.#page.evaluate(() => {
      const taken = window.recorder;
      const copy = { frames: taken.frames, tasks: taken.tasks };
      taken.frames = [];
      taken.tasks = [];
      return copy;
    });
    const sorted = frames.sort((a, b) => a - b);
    const counted = tasks.filter(({ start }) => start >= since).map(({ millis }) => millis);
    return {
      phase,
      frames: sorted.length,
      frameP50: rounded(part(sorted, 0.5)),
      frameP95: rounded(part(sorted, 0.95)),
      frameMax: rounded(part(sorted, 1)),
      longTasks: counted.length,
      longestTask: rounded(Math.max(0, ...counted)),
    };
  }

  /** What the heap holds after garbage was collected, in MB. */
  async heapMegabytes(): Promise<number> {
    await this.#session?.send('HeapProfiler.collectGarbage');
    const usage = await this.#session?.send('Runtime.getHeapUsage');
    return rounded((usage?.usedSize ?? Number.NaN) / 1e6);
  }
}
