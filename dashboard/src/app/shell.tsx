/** What is around every page: name, navigation, the socket's state, colours. */

import type { ComponentChildren } from 'preact';
import { strings } from '../strings';
import { Icon } from '../ui/icon';
import { ConnectionBadge } from './connection-badge';
import { ConnectionBanner } from './connection-banner';
import { useHub } from './hub';
import { eventsAddress, fleetAddress, type Route, route } from './route';
import { THEMES, theme } from './theme';

export function Shell({ children }: { readonly children: ComponentChildren }) {
  const isLive = useHub().connection.state.value.phase === 'live';
  const { page } = route.value;
  return (
    <>
      <button type="button" class="skip" onClick={focusMain}>
        {strings.skipToContent}
      </button>
      <header class="top">
        <a class="brand" href={fleetAddress()}>
          <Icon name="brand" />
          {strings.product}
        </a>
        <Navigation page={page} />
        <ConnectionBadge />
        <ThemeChoice />
      </header>
      <ConnectionBanner />
      <main id="main" tabIndex={-1} data-live={isLive}>
        {children}
      </main>
    </>
  );
}

/** A button, as a link to #main would be an address of the router's. */
function focusMain(): void {
  document.getElementById('main')?.focus();
}

function Navigation({ page }: { readonly page: Route['page'] }) {
  const isFleet = page === 'fleet' || page === 'device';
  return (
    <nav aria-label={strings.navigation}>
      <a href={fleetAddress()} aria-current={page === 'fleet' ? 'page' : isFleet}>
        {strings.fleet}
      </a>
      <a href={eventsAddress()} aria-current={page === 'events' ? 'page' : false}>
        {strings.events}
      </a>
    </nav>
  );
}

function ThemeChoice() {
  return (
    <label class="theme">
      <span class="unseen">{strings.theme}</span>
      <Icon name="theme" />
      <select
        value={theme.value}
        onChange={({ currentTarget }) => {
          theme.value = THEMES.find((item) => item === currentTarget.value) ?? 'system';
        }}
      >
        {THEMES.map((item) => (
          <option key={item} value={item}>
            {strings.themes[item]}
          </option>
        ))}
      </select>
    </label>
  );
}
