/** What is around every page: name, navigation, the socket's state, colours. */

import type { ComponentChildren } from 'preact';
import { adminStrings, strings } from '../strings';
import { Icon } from '../ui/icon';
import { Account } from './account';
import { ConnectionBadge } from './connection-badge';
import { ConnectionBanner } from './connection-banner';
import { Dialogs, openDialog } from './dialogs';
import { useHub } from './hub';
import { kiosk } from './kiosk';
import { addAddress, adminAddress, eventsAddress, fleetAddress, type Route, route } from './route';
import { may, mayAdminister } from './who';

export function Shell({ children }: { readonly children: ComponentChildren }) {
  const isLive = useHub().connection.state.value.phase === 'live';
  const { page } = route.value;
  if (kiosk.value !== undefined) {
    return (
      <>
        <ConnectionBanner />
        <main id="main" class="kiosk" tabIndex={-1} data-live={isLive}>
          {children}
        </main>
      </>
    );
  }
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
        <Account />
        <DialogButtons />
      </header>
      <ConnectionBanner />
      <main id="main" tabIndex={-1} data-live={isLive}>
        {children}
      </main>
      <Dialogs />
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
      {may('devices') && (
        <a href={addAddress()} aria-current={page === 'add' ? 'page' : false}>
          {strings.addDevice}
        </a>
      )}
      {mayAdminister() && (
        <a href={adminAddress('devices')} aria-current={page === 'admin' ? 'page' : false}>
          {adminStrings.title}
        </a>
      )}
    </nav>
  );
}

function DialogButtons() {
  return (
    <div class="dialog-buttons">
      {(['settings', 'help'] as const).map((name) => (
        <button
          key={name}
          type="button"
          aria-label={strings[name]}
          title={strings[name]}
          aria-haspopup="dialog"
          onClick={() => {
            openDialog.value = name;
          }}
        >
          <Icon name={name} />
        </button>
      ))}
    </div>
  );
}
