/** One figure with its name; a warning carries a sign besides its colour. */

import type { ComponentChildren } from 'preact';
import { Icon } from '../ui/icon';

export interface FigureProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly isWarning?: boolean;
  readonly children?: ComponentChildren;
}

export function Figure({ id, label, value, hint = '', isWarning = false, children }: FigureProps) {
  return (
    <div class="figure" title={hint} data-warning={isWarning} data-figure={id}>
      <dt>{label}</dt>
      <dd>
        {isWarning && <Icon name="stale" />}
        <span data-testid={`fleet-${id}`}>{value}</span>
        {children}
      </dd>
    </div>
  );
}
