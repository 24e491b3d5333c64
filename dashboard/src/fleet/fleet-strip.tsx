/** The figures above the table: devices by state (each a filter), then the hub's own. */

import { lookOf } from '../app/connection-badge';
import { useHub } from '../app/hub';
import { formatBytes, formatCount, formatMillis } from '../format';
import { DEVICE_STATES, type DeviceState, type FleetCounts } from '../live/messages';
import { strings } from '../strings';
import { Icon } from '../ui/icon';
import { Sparkline } from '../ui/sparkline';
import { Figure } from './figure';
import { RATES_KEPT } from './fleet-store';
import './fleet-strip.css';

export interface FleetStripProps {
  readonly state: DeviceState | undefined;
  readonly onState: (state: DeviceState | undefined) => void;
}

export function FleetStrip({ state, onState }: FleetStripProps) {
  const counts = useHub().fleet.counts.value;
  return (
    <section class="strip">
      <fieldset class="states">
        <legend class="unseen">{strings.states}</legend>
        {DEVICE_STATES.map((item) => (
          <button
            key={item}
            type="button"
            class="tile state-tile"
            data-state={item}
            data-empty={counts !== undefined && countOf(counts, item) === 0}
            aria-pressed={state === item}
            title={strings.showOnly(strings.stateHint(item).toLowerCase())}
            onClick={() => onState(state === item ? undefined : item)}
          >
            <span class="tile-label">
              <Icon name={item} />
              {strings.state(item)}
            </span>
            <span class="tile-value" data-testid={`fleet-${item}`}>
              {counts === undefined ? strings.none : formatCount(countOf(counts, item))}
            </span>
          </button>
        ))}
      </fieldset>
      <HubFigures counts={counts} />
    </section>
  );
}

function countOf(counts: FleetCounts, state: DeviceState): number {
  return state === 'never-seen' ? counts.neverSeen : counts[state];
}

function HubFigures({ counts }: { readonly counts: FleetCounts | undefined }) {
  const rates = useHub().fleet.rates.value;
  const count = (value: number | undefined) => (value === undefined ? strings.none : formatCount(value));
  const latency = (counts?.ackP50Millis ?? null) === null ? strings.noAcks : strings.ackHint;
  return (
    <dl class="figures" aria-label={strings.numbers}>
      <HubConnection />
      <Figure id="rate" label={strings.readingsPerSecond} value={count(counts?.readingsPerSecond)}>
        <Sparkline label={strings.rateHistory} values={rates} capacity={RATES_KEPT} />
      </Figure>
      <Figure
        id="stored"
        label={strings.stored}
        value={count(counts?.stored)}
        hint={strings.storedHint(count(counts?.received), count(counts?.duplicate))}
      />
      <Figure
        id="refused"
        label={strings.refused}
        value={count(counts?.refused)}
        hint={strings.refusedHint}
        isWarning={(counts?.refused ?? 0) > 0}
      />
      <Figure
        id="ack"
        label={strings.ackLatency}
        value={`${formatMillis(counts?.ackP50Millis ?? null)} / ${formatMillis(counts?.ackP99Millis ?? null)}`}
        hint={latency}
      />
      <Figure
        id="disk"
        label={strings.disk}
        value={counts === undefined ? strings.none : formatBytes(counts.diskBytes)}
      />
      <Figure id="viewers" label={strings.viewers} value={count(counts?.viewers)} />
    </dl>
  );
}

/** Here too, as there is no bar at the top on a wall. */
function HubConnection() {
  const state = useHub().connection.state.value;
  return (
    <Figure
      id="hub"
      label={strings.hubConnection}
      value={lookOf(state).text}
      isWarning={state.phase !== 'live'}
    />
  );
}
