/** Says across the page when what it shows is not live, since when, and what happens next. */

import { formatTime } from '../format';
import type { ConnectionState } from '../live/connection';
import { strings } from '../strings';
import { Icon } from '../ui/icon';
import { useHub } from './hub';

type Lost = Extract<ConnectionState, { phase: 'waiting' | 'connecting' }>;

export function ConnectionBanner() {
  const { connection } = useHub();
  const state = connection.state.value;
  if (state.phase === 'live') return null;
  if (state.phase === 'incompatible') {
    return (
      <div class="banner" role="alert">
        <Icon name="offline" />
        <p>{strings.incompatibleDetail(state.version)}</p>
        <button type="button" onClick={() => location.reload()}>
          {strings.reload}
        </button>
      </div>
    );
  }
  // The very first try is no news yet: the page says "waiting" where the data will be.
  return state.attempt === 0 && state.lostAt === null ? null : <LostBanner state={state} />;
}

function LostBanner({ state }: { readonly state: Lost }) {
  const { connection } = useHub();
  const text =
    state.lostAt === null ? strings.neverConnected : strings.lost(formatTime(state.lostAt, Date.now()));
  return (
    <div class="banner" data-testid="connection-banner">
      <Icon name="pending" />
      <p>{text}</p>
      <RetryCountdown state={state} />
      <button type="button" disabled={state.phase === 'connecting'} onClick={() => connection.connect()}>
        {strings.retryNow}
      </button>
    </div>
  );
}

/** Hidden from screen readers, which the badge tells of the change, so that they need not count along. */
function RetryCountdown({ state }: { readonly state: Lost }) {
  const { clock } = useHub();
  clock.seconds.value;
  const text =
    state.phase === 'connecting'
      ? strings.connecting
      : strings.retryIn(Math.ceil((state.retryAt - Date.now()) / 1000));
  return (
    <span class="countdown" aria-hidden="true">
      {text}
    </span>
  );
}
