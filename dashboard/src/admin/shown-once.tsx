/** A secret that the hub tells once: it stays until somebody says to have it, and is read out when it comes. */

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { adminStrings } from '../strings';
import { Snippet } from '../ui/snippet';

export interface Secret {
  readonly label: string;
  readonly secret: string;
}

interface ShownOnceProps extends Secret {
  readonly onDone: () => void;
  /** What the button says. */
  readonly done?: string;
  readonly children?: ComponentChildren;
}

export function ShownOnce({ label, secret, onDone, done = adminStrings.haveIt, children }: ShownOnceProps) {
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), [secret]);
  return (
    <section
      ref={panel}
      class="panel shown-once"
      tabIndex={-1}
      aria-label={adminStrings.shownOnceLabel}
      data-testid="shown-once"
    >
      <p role="status">{adminStrings.shownOnce}</p>
      <Snippet label={label} code={secret} />
      {children}
      <p>
        <button type="button" onClick={onDone}>
          {done}
        </button>
      </p>
    </section>
  );
}
