/** What happened: devices that came, went or fell silent, commands, and the hub itself; as it happens, and before. */

import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useFollowed, useHub } from '../app/hub';
import { eventsAddress, pushAddress, replaceAddress } from '../app/route';
import { formatTime } from '../format';
import { getText } from '../http';
import type { HubEvent } from '../live/messages';
import { strings } from '../strings';
import { Notice } from '../ui/notice';
import { type EventFilter, eventFilterOf, eventOptionsOf, matches } from './event-filter';
import { EventHistory, type HistoryState } from './event-history';
import { EventRows } from './event-list';
import { EventStore } from './event-store';
import { EventTools } from './event-tools';

/** Rows that are drawn at once; a button brings the next ones. */
const ROWS_AT_ONCE = 200;

export function EventsPage({ options }: { readonly options: URLSearchParams }) {
  const filter = eventFilterOf(options);
  const onFilter = (change: Partial<EventFilter>) => {
    const address = eventsAddress(eventOptionsOf({ ...filter, ...change }));
    // One step back leaves a search, not its last letter.
    if (change.device !== undefined && filter.device !== '') replaceAddress(address);
    else pushAddress(address);
  };
  return (
    <section class="events">
      <h1>{strings.events}</h1>
      <EventTools filter={filter} onFilter={onFilter} />
      <Stream key={`${filter.from} ${filter.to}`} filter={filter} onFilter={onFilter} />
    </section>
  );
}

interface StreamProps {
  readonly filter: EventFilter;
  readonly onFilter: (change: Partial<EventFilter>) => void;
}

function Stream({ filter, onFilter }: StreamProps) {
  const { clock } = useHub();
  const live = useFollowed({ mode: 'events' }, (hub) => new EventStore(hub.publisher)).state.value;
  const { history, state } = useHistory(filter);
  const limit = useSignal(ROWS_AT_ONCE);
  const newest = live.phase === 'ready' ? live.events : undefined;
  const isLive = filter.to === undefined;
  useEffect(() => {
    if (isLive && newest !== undefined) history.add(newest);
  }, [history, newest, isLive]);
  // A range of the past has nothing yet; nor has a filter that the newest events do not match.
  const shown = useMemo(() => state.events.filter((event) => matches(filter, event)), [state.events, filter]);
  const isStarted = !isLive || newest !== undefined;
  useEffect(() => {
    const isWanted = (event: HubEvent) => matches(filter, event);
    if (isStarted && !history.state.peek().events.some(isWanted)) void history.older(isWanted);
  }, [history, isStarted, shown.length === 0]);

  if (live.phase === 'refused') {
    return <Notice kind="error" title={strings.refusedByHub(`${live.code}: ${live.detail}`)} />;
  }
  const more = () => {
    limit.value += ROWS_AT_ONCE;
    if (limit.value > shown.length) void history.older((event) => matches(filter, event));
  };
  return (
    <>
      {shown.length > 0 && <EventRows events={shown.slice(0, limit.value)} />}
      <Bottom
        state={state}
        shown={shown.length}
        isAllDrawn={shown.length <= limit.value}
        isStarted={isStarted}
        now={clock.now()}
        onMore={more}
        onClear={() => onFilter({ type: '', device: '', from: undefined, to: undefined })}
      />
    </>
  );
}

function useHistory({ from, to, device }: EventFilter) {
  const { fleet } = useHub();
  const known = fleet.devices.value?.has(device) ? device : undefined;
  const history = useMemo(() => new EventHistory(getText, { from, to, device: known }), [from, to, known]);
  return { history, state: history.state.value };
}

interface BottomProps {
  readonly state: HistoryState;
  readonly shown: number;
  readonly isAllDrawn: boolean;
  readonly isStarted: boolean;
  readonly now: number;
  readonly onMore: () => void;
  readonly onClear: () => void;
}

/** How far back the list goes, and what can be done about it. */
function Bottom({ state, shown, isAllDrawn, isStarted, now, onMore, onClear }: BottomProps) {
  if (state.failure !== undefined) {
    return (
      <Notice
        kind="error"
        title={strings.eventsFailed(state.failure)}
        action={{ label: strings.tryAgain, run: onMore }}
      />
    );
  }
  if (!isStarted || state.isLoading) return <Notice kind="loading" title={strings.loadingEvents} />;
  const oldest = state.events.at(-1);
  if (shown === 0 && state.isComplete) {
    const isEmpty = oldest === undefined;
    return (
      <Notice
        kind="empty"
        title={isEmpty ? strings.noEvents : strings.noEventMatches}
        detail={isEmpty ? strings.noEventsDetail : strings.noEventMatchesDetail}
        action={{ label: strings.allEvents, run: onClear }}
      />
    );
  }
  return (
    <div class="events-bottom">
      <p data-testid="events-reach">
        {state.isComplete && isAllDrawn
          ? strings.noOlderEvents(shown)
          : strings.eventsReach(shown, oldest === undefined ? strings.none : formatTime(oldest.time, now))}
      </p>
      {!(state.isComplete && isAllDrawn) && (
        <button type="button" onClick={onMore}>
          {strings.olderEvents}
        </button>
      )}
    </div>
  );
}
