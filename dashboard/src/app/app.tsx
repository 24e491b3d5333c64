/** Which page the address asks for. */

import { useEffect, useRef } from 'preact/hooks';
import { EventsPage } from '../events/events-page';
import { FleetPage } from '../fleet/fleet-page';
import { adminStrings, strings } from '../strings';
import { Notice } from '../ui/notice';
import { focusPage } from './focus';
import { lazyPage } from './lazy-page';
import { type Route, route } from './route';
import { Shell } from './shell';

// With it comes the chart library, which the first page does not need.
const DevicePage = lazyPage(async () => (await import('../device/device-page')).DevicePage);

const AddDevicePage = lazyPage(async () => (await import('../add-device/add-device-page')).AddDevicePage);

const AdminPage = lazyPage(async () => (await import('../admin/admin-page')).AdminPage);

export function App() {
  return (
    <Shell>
      <Page />
    </Shell>
  );
}

function titleOf(shown: Route): string {
  switch (shown.page) {
    case 'fleet':
      return shown.view === 'map' ? strings.map : strings.fleet;
    case 'device':
      return shown.device;
    case 'events':
      return strings.events;
    case 'add':
      return strings.addDevice;
    case 'admin':
      return shown.name === '' ? adminStrings.sections[shown.section] : adminStrings.device(shown.name);
    case 'unknown':
      return strings.notFound;
  }
}

function Page() {
  const shown = route.value;
  const title = titleOf(shown);
  useTitleAndFocus(title);
  switch (shown.page) {
    case 'fleet':
      return <FleetPage view={shown.view} options={shown.options} />;
    case 'device':
      return <DevicePage key={shown.device} device={shown.device} options={shown.options} />;
    case 'events':
      return <EventsPage options={shown.options} />;
    case 'add':
      return <AddDevicePage options={shown.options} />;
    case 'admin':
      return <AdminPage section={shown.section} name={shown.name} options={shown.options} />;
    case 'unknown':
      return (
        <>
          <h1 class="unseen">{title}</h1>
          <Notice kind="empty" title={title} detail={strings.notFoundDetail} />
        </>
      );
  }
}

/** A new page is announced and starts at its top; the first one leaves the focus where the browser put it. */
function useTitleAndFocus(title: string): void {
  const isFirst = useRef(true);
  useEffect(() => {
    document.title = strings.title(title);
    if (!isFirst.current) {
      focusPage();
      scrollTo(0, 0);
    }
    isFirst.current = false;
  }, [title]);
}
