/** Line icons. Each state has a shape of its own, so that nothing depends on colour. */

import type { VNode } from 'preact';
import type { DeviceState } from '../live/messages';

export type IconName =
  | DeviceState
  | 'brand'
  | 'live'
  | 'pending'
  | 'theme'
  | 'search'
  | 'back'
  | 'ascending'
  | 'descending'
  | 'clock'
  | 'power';

const shapes: Record<IconName, VNode> = {
  online: <path d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm-3 7.2 2.2 2.3L11.3 6" />,
  stale: <path d="M8 1.8 15 14H1L8 1.8Zm0 4.7v3.6m0 1.8v.2" />,
  offline: <path d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM5.5 5.5l5 5m0-5-5 5" />,
  'never-seen': <path d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Z" stroke-dasharray="2.2 2.2" />,
  brand: <path d="M1 8.5h3l1.8-5 3 9.5L11 8.5h4" />,
  live: (
    <>
      <circle cx="8" cy="8" r="2" fill="currentColor" />
      <path d="M4.5 11.5a5 5 0 0 1 0-7m7 0a5 5 0 0 1 0 7M2.3 13.7a8 8 0 0 1 0-11.4m11.4 0a8 8 0 0 1 0 11.4" />
    </>
  ),
  pending: <path d="M14 8a6 6 0 1 1-1.8-4.3M14 1.5v3h-3" />,
  theme: (
    <>
      <circle cx="8" cy="8" r="6.3" />
      <path d="M8 1.7a6.3 6.3 0 0 1 0 12.6Z" fill="currentColor" />
    </>
  ),
  search: <path d="M7 2a5 5 0 1 1 0 10A5 5 0 0 1 7 2Zm3.7 8.7L14 14" />,
  back: <path d="M10 3 5 8l5 5" />,
  ascending: <path d="m4 10 4-4 4 4" />,
  descending: <path d="m4 6 4 4 4-4" />,
  clock: <path d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 3.5V8l2.5 1.5" />,
  power: <path d="M8 1.5v6m3.5-4.3a5.7 5.7 0 1 1-7 0" />,
};

/** Decoration beside a text that says the same. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      class={`icon icon-${name}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {shapes[name]}
    </svg>
  );
}
