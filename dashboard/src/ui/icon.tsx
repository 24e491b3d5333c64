/** Line icons. Each state has a shape of its own, so that nothing depends on colour. */

import type { VNode } from 'preact';
import type { DeviceState } from '../live/messages';

export type IconName =
  | DeviceState
  | 'brand'
  | 'live'
  | 'pending'
  | 'settings'
  | 'help'
  | 'search'
  | 'back'
  | 'ascending'
  | 'descending'
  | 'clock'
  | 'power'
  | 'power-off'
  | 'damaged'
  | 'command'
  | 'sent'
  | 'done'
  | 'failed'
  | 'expired'
  | 'flapping'
  | 'person'
  | 'other';

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
  settings: (
    <path d="M1.5 4.5h6m4 0h3m-13 7h3m4 0h6M9.5 2.7a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6Zm-3 7a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6Z" />
  ),
  help: <path d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM6 6.3a2 2 0 1 1 2.8 1.9c-.6.3-.8.6-.8 1.2m0 2.2v.1" />,
  search: <path d="M7 2a5 5 0 1 1 0 10A5 5 0 0 1 7 2Zm3.7 8.7L14 14" />,
  back: <path d="M10 3 5 8l5 5" />,
  ascending: <path d="m4 10 4-4 4 4" />,
  descending: <path d="m4 6 4 4 4-4" />,
  clock: <path d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 3.5V8l2.5 1.5" />,
  'power-off': <path d="M3 3h10v10H3Z" />,
  damaged: <path d="M3 1.5h7l3 3v10H3Zm4.8 2.7L6 8h3l-1.6 3.6" />,
  command: <path d="m2 4 4 4-4 4m6 .5h6" />,
  sent: <path d="M14 2 7 9m7-7-4.5 12L7 9 2 6.500Z" />,
  done: <path d="m2 9 4 4 8-10" />,
  failed: <path d="m3 3 10 10m0-10L3 13" />,
  expired: <path d="M4 1.5h8M4 14.5h8M5 1.500c0 4 6 5 6 13m0-13c0 4-6 5-6 13" />,
  flapping: <path d="M1 11 4 5l3 6 3-6 3 6 2-4" />,
  other: <path d="M3.500 8h.1m4.400 0h.1m4.400 0h.1" stroke-width="2.5" />,
  person: <path d="M8 1.5a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM2 14.5c.5-3 2.8-4.5 6-4.500s5.5 1.5 6 4.5" />,
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
