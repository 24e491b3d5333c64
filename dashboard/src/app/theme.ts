/** Light, dark, or what the system says; remembered in this browser. */

import { effect, signal } from '@preact/signals';
import { keepPreference } from '../preferences';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Moves whenever colours may have changed, also by the system: canvases must be drawn again. */
export const paint = signal(0);

export const theme = signal<Theme>('system');

/** Applies the theme to the document and follows changes; called once, before anything is drawn. */
export function followTheme(): void {
  keepPreference('theme', theme, THEMES);
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    paint.value = paint.peek() + 1;
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    paint.value += 1;
  });
}
