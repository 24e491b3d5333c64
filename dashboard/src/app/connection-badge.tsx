/** The state of the page's own socket: always in sight, in words. */

import type { ConnectionState } from '../live/connection';
import { strings } from '../strings';
import { Icon, type IconName } from '../ui/icon';
import { useHub } from './hub';

const looks: Record<ConnectionState['phase'], { icon: IconName; text: string }> = {
  live: { icon: 'live', text: strings.live },
  connecting: { icon: 'pending', text: strings.connecting },
  waiting: { icon: 'pending', text: strings.reconnecting },
  incompatible: { icon: 'offline', text: strings.incompatible },
};

export function lookOf(state: ConnectionState) {
  const isRetry = state.phase === 'connecting' && state.attempt > 0;
  return looks[isRetry ? 'waiting' : state.phase];
}

export function ConnectionBadge() {
  const { connection } = useHub();
  const state = connection.state.value;
  const { icon, text } = lookOf(state);
  const faults = connection.faults.value;
  return (
    <div class="connection">
      <span
        class="connection-state"
        role="status"
        aria-label={`${strings.connectionLabel}: ${text}`}
        data-testid="connection-state"
        data-phase={state.phase}
      >
        <Icon name={icon} />
        <span>{text}</span>
      </span>
      {faults.count > 0 && (
        <span class="faults" title={faults.latest} data-testid="faults">
          <Icon name="stale" />
          {strings.faults(faults.count)}
        </span>
      )}
    </div>
  );
}
