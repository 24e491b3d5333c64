/** Moments: how long ago, or at what time of day; always with the exact time in UTC behind it. */

import { useHub } from '../app/hub';
import { formatAge, formatTime, formatUtc } from '../format';
import { strings } from '../strings';

interface MomentProps {
  /** Unix milliseconds on the hub. */
  readonly millis: number | null;
}

export function Ago({ millis }: MomentProps) {
  const now = useHub().clock.seconds.value;
  if (millis === null) return <span>{strings.never}</span>;
  const utc = formatUtc(millis);
  return (
    <time dateTime={utc} title={utc}>
      {formatAge(millis, now)}
    </time>
  );
}

export function Moment({ millis }: MomentProps) {
  const { clock } = useHub();
  if (millis === null) return <span>{strings.none}</span>;
  const utc = formatUtc(millis);
  return (
    <time dateTime={utc} title={utc}>
      {formatTime(millis, clock.now())}
    </time>
  );
}
