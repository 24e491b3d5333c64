/** Arrows in the table: from row to row, also to those that are not drawn yet. */

export interface RowTarget {
  readonly body: HTMLElement;
  readonly ids: readonly string[];
  readonly rowHeight: number;
}

const PAGE_ROWS = 10;

/** The row that a key leads to from row `index`, or undefined when the key is none of ours. */
export function targetOf(key: string, index: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, index + 1);
    case 'ArrowUp':
      return Math.max(0, index - 1);
    case 'PageDown':
      return Math.min(last, index + PAGE_ROWS);
    case 'PageUp':
      return Math.max(0, index - PAGE_ROWS);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

function linkOf(body: HTMLElement, id: string): HTMLElement | null {
  return body.querySelector<HTMLElement>(`[data-device="${CSS.escape(id)}"] a`);
}

/** How often a row is waited for: scrolling to it and drawing it take a frame each. */
const MOST_FRAMES = 10;

function focusWhenDrawn(body: HTMLElement, id: string, frames: number): void {
  const link = linkOf(body, id);
  if (link) link.focus();
  else if (frames > 0) requestAnimationFrame(() => focusWhenDrawn(body, id, frames - 1));
}

/** Brings row `index` into sight, away from the bar at the top, and gives it the focus. */
export function focusRow({ body, ids, rowHeight }: RowTarget, index: number): void {
  const id = ids[index];
  if (id === undefined) return;
  const top = body.getBoundingClientRect().top + index * rowHeight;
  const margin = 2 * rowHeight;
  if (top < margin) scrollBy(0, top - margin);
  else if (top + rowHeight + margin > innerHeight) scrollBy(0, top + rowHeight + margin - innerHeight);
  const link = linkOf(body, id);
  if (link) link.focus({ preventScroll: true });
  else focusWhenDrawn(body, id, MOST_FRAMES);
}

/** For `onKeyDown` of the table's body. */
export function onRowKey(event: KeyboardEvent, target: RowTarget): void {
  if (event.altKey || event.ctrlKey || event.metaKey || !(event.target instanceof Element)) return;
  const id = event.target.closest<HTMLElement>('[data-device]')?.dataset.device;
  if (id === undefined) return;
  const next = targetOf(event.key, target.ids.indexOf(id), target.ids.length);
  if (next === undefined) return;
  event.preventDefault();
  focusRow(target, next);
}
