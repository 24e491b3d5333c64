/** Whether something was heard of, slot by slot: tall for heard, low for silent, a dot for not known. */

import type { VNode } from 'preact';

const HEIGHT = 16;
const PITCH = 4;
const HEIGHTS = { heard: HEIGHT, silent: 5, unknown: 1 } as const;

export interface HeartbeatBarProps {
  readonly label: string;
  readonly beats: readonly (keyof typeof HEIGHTS)[];
}

/** All slots of one kind are one path: rows come and go while a person scrolls, and elements cost time. */
function pathOf(beats: HeartbeatBarProps['beats'], kind: keyof typeof HEIGHTS): string {
  const height = HEIGHTS[kind];
  return beats
    .map((beat, slot) => (beat === kind ? `M${slot * PITCH} ${HEIGHT - height}h3v${height}h-3z` : ''))
    .join('');
}

export function HeartbeatBar({ label, beats }: HeartbeatBarProps): VNode {
  return (
    <svg
      class="heartbeat"
      viewBox={`0 0 ${beats.length * PITCH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {(['heard', 'silent', 'unknown'] as const).map((kind) => (
        <path key={kind} class={`beat-${kind}`} d={pathOf(beats, kind)} />
      ))}
    </svg>
  );
}
