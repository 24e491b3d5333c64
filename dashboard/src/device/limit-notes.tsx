/** Which limits a chart draws, in words, and where they are from. */

import { deviceStrings, strings } from '../strings';
import { LIMIT_SOURCES, LIMITS_VERSION, type Limit } from './limits';

export function LimitNotes({ limits }: { readonly limits: readonly Limit[] }) {
  if (limits.length === 0) return null;
  return (
    <details class="limit-notes" data-testid="limit-notes">
      <summary>{deviceStrings.limitsDrawn(limits.length)}</summary>
      <ul>
        {limits.map(({ value, authority, over }) => (
          <li key={`${authority} ${over}`}>
            {deviceStrings.limit(authority, strings.unit('µg/m³'), value, deviceStrings.over[over])}
          </li>
        ))}
      </ul>
      <p>
        {LIMIT_SOURCES.map(({ authority, title, address }) => (
          <a key={authority} href={address} rel="noreferrer" target="_blank">
            {title}
          </a>
        ))}{' '}
        {deviceStrings.limitsVersion(LIMITS_VERSION)}
      </p>
    </details>
  );
}
