/** When the device was connected in the time that the charts show, and why it was not. */

import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Answer, ask } from '../api';
import { useHub } from '../app/hub';
import { formatSpan, formatUtc } from '../format';
import { deviceStrings, strings } from '../strings';
import { Notice } from '../ui/notice';
import { Moment } from '../ui/time';
import type { Part } from './range';
import { type Outage, outagesOf, placeOf, type SessionLog, sessionLog } from './sessions';

/** A range that is being dragged is not asked for at each step. */
const SETTLE_MILLIS = 400;
const REFRESH_MILLIS = 15_000;
const OUTAGES_SHOWN = 50;

export interface SessionPanelProps {
  readonly device: string;
  readonly part: ReadonlySignal<Part>;
}

export function SessionPanel({ device, part }: SessionPanelProps) {
  const answer = useSessions(device, part);
  return (
    <section class="panel" data-testid="sessions">
      <h2>{deviceStrings.sessions}</h2>
      {answer === undefined && <Notice kind="loading" title={deviceStrings.loadingSessions} />}
      {answer?.ok === false && <Notice kind="error" title={answer.problem} />}
      {answer?.ok && <Timeline log={answer.value} part={part} />}
    </section>
  );
}

/** Asked again when the range is another, the device comes or goes, and now and then. */
function useSessions(device: string, part: ReadonlySignal<Part>): Answer<SessionLog> | undefined {
  const { fleet } = useHub();
  const answer = useSignal<Answer<SessionLog> | undefined>(undefined);
  const state = fleet.devices.value?.get(device)?.value;
  const { from, to } = part.value;
  const length = to - from;
  // A window that moves on is the same question until the next refresh.
  const turn = Math.floor(to / REFRESH_MILLIS);
  // What makes the answer another one.
  useEffect(() => {
    const abandoned = new AbortController();
    const timer = setTimeout(async () => {
      const now = part.peek();
      const query = new URLSearchParams({ from: formatUtc(now.from), to: formatUtc(now.to) });
      const path = `api/v1/devices/${encodeURIComponent(device)}/sessions?${query}`;
      const given = await ask(path, sessionLog, { signal: abandoned.signal }).catch(() => undefined);
      if (given && !abandoned.signal.aborted) answer.value = given;
    }, SETTLE_MILLIS);
    return () => {
      clearTimeout(timer);
      abandoned.abort();
    };
  }, [device, length, turn, state?.state, state?.since]);
  return answer.value;
}

function Timeline({ log, part }: { readonly log: SessionLog; readonly part: ReadonlySignal<Part> }) {
  const now = useHub().clock.seconds.value;
  const outages = outagesOf(log);
  const share = (100 * log.connectedShare).toFixed(
    log.connectedShare > 0.995 && log.connectedShare < 1 ? 2 : 1,
  );
  const words = deviceStrings.connectedShare(share, log.sessions.length, outages.length);
  return (
    <>
      <p data-testid="connected-share" data-share={log.connectedShare}>
        {words}
      </p>
      <svg class="timeline" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={words}>
        {log.sessions.map((session) => {
          const place = placeOf(session, part.value, now);
          return (
            place && (
              <rect
                key={session.from}
                data-testid="session"
                x={place.left}
                width={Math.max(0.15, place.width)}
                y="0"
                height="10"
              />
            )
          );
        })}
      </svg>
      {outages.length > 0 && <Outages outages={outages} now={now} />}
    </>
  );
}

function Outages({ outages, now }: { readonly outages: readonly Outage[]; readonly now: number }) {
  return (
    <details class="outages" open={outages.length <= 5}>
      <summary>{deviceStrings.outages(outages.length)}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{deviceStrings.from}</th>
            <th scope="col">{deviceStrings.lasted}</th>
            <th scope="col">{strings.reasonLabel}</th>
          </tr>
        </thead>
        <tbody>
          {outages.slice(0, OUTAGES_SHOWN).map(({ from, to, reason, detail }) => (
            <tr key={from} data-testid="outage" data-reason={reason}>
              <td>
                <Moment millis={from} />
              </td>
              <td>
                {formatSpan(((to ?? now) - from) / 1000)}
                {to === null && ` ${deviceStrings.goesOn}`}
              </td>
              <td title={detail ?? ''}>{reason === null ? strings.none : strings.reason(reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
