/** Light, dark, or what the system says; remembered in this browser. */

import { effect, signal } from '@preact/signals';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'telemetry-hub.theme';

/** Moves whenever colours may have changed, also by the system: canvases must be drawn again. */
export const paint = signal(0);

function remembered(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'system';
  } catch {
    return 'system';
  }
}

export const theme = signal<Theme>('system');

function remember(chosen: Theme): void {
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

/** Applies the theme to the document and follows changes; called once, before anything is drawn. */
export function followTheme(): void {
  theme.value = remembered();
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    remember(theme.value);
    paint.value = paint.peek() + 1;
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    paint.value += 1;
  });
}
