/** When a device was connected: what the hub answers, and the pieces of a timeline. */

import { listOf, nullable, number, objectOf, string } from '../live/check';
import type { Part } from './range';

export interface Session {
  /** Unix milliseconds; `to` is null while it goes on. */
  readonly from: number;
  readonly to: number | null;
  readonly reason: string | null;
  readonly detail: string | null;
}

export interface SessionLog {
  readonly from: number;
  readonly to: number;
  readonly connectedShare: number;
  readonly sessions: readonly Session[];
}

const session = objectOf<Session>((take) => ({
  from: Date.parse(take('from', string)),
  to: momentOf(take('to', nullable(string))),
  reason: take('reason', nullable(string)),
  detail: take('detail', nullable(string)),
}));

export const sessionLog = objectOf<SessionLog>((take) => ({
  from: Date.parse(take('from', string)),
  to: Date.parse(take('to', string)),
  connectedShare: take('connectedShare', number),
  sessions: take('sessions', listOf(session)),
}));

function momentOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

/** A time without connection, and why it began. */
export interface Outage {
  readonly from: number;
  /** Null while it goes on. */
  readonly to: number | null;
  readonly reason: string | null;
  readonly detail: string | null;
}

/** Newest first. */
export function outagesOf({ sessions }: SessionLog): readonly Outage[] {
  return sessions
    .flatMap(({ to, reason, detail }, i): Outage[] => {
      const next = sessions[i + 1];
      if (to === null || (next && next.from <= to)) return [];
      return [{ from: to, to: next?.from ?? null, reason, detail }];
    })
    .reverse();
}

/** Where a session lies within `part`, in percent from its left; undefined if nothing of it is in there. */
export function placeOf({ from, to }: Session, part: Part, now: number) {
  const length = part.to - part.from;
  const share = (millis: number) =>
    (100 * (Math.min(part.to, Math.max(part.from, millis)) - part.from)) / length;
  const [left, right] = [share(from), share(to ?? now)];
  return right > left ? { left, width: right - left } : undefined;
}
