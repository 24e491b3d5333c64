/** A device's state: shape, word and colour say the same. */

import type { DeviceState } from '../live/messages';
import { strings } from '../strings';
import { Icon } from './icon';

export function StateBadge({ state }: { readonly state: DeviceState }) {
  return (
    <span class="state" data-testid="device-state" data-state={state} title={strings.stateHint(state)}>
      <Icon name={state} />
      {strings.state(state)}
    </span>
  );
}
