/** Administration: who and what may come to the hub. Each page is shown to whoever may use it, and says why not to others. */

import { type AdminSection, adminAddress } from '../app/route';
import { may, type Permission, who } from '../app/who';
import { adminStrings } from '../strings';
import { Notice } from '../ui/notice';
import { DevicePage } from './device-page';
import { DevicesPage } from './devices-page';
import { ImportPage } from './import-page';
import { KeysPage } from './keys-page';
import { LogPage } from './log-page';
import { RegisterPage } from './register-page';
import { SessionsPage } from './sessions-page';
import { TokensPage } from './tokens-page';
import { UsersPage } from './users-page';
import './admin.css';

export interface AdminPageProps {
  readonly section: AdminSection;
  readonly name: string;
  readonly options: URLSearchParams;
}

const NEEDED: Readonly<Record<AdminSection, Permission>> = {
  devices: 'devices',
  register: 'devices',
  import: 'devices',
  keys: 'admin',
  users: 'admin',
  sessions: 'admin',
  tokens: 'admin',
  log: 'admin',
};

/** Those that stand in the navigation; registering is reached from the devices. */
const TABS = ['devices', 'keys', 'users', 'sessions', 'tokens', 'log'] as const;

export function AdminPage(props: AdminPageProps) {
  const { section, name } = props;
  return (
    <section class="admin" data-testid="admin-page" data-section={section}>
      <Tabs section={section} />
      <h1>{name === '' ? adminStrings.sections[section] : name}</h1>
      <Allowed {...props} />
    </section>
  );
}

function Tabs({ section }: Pick<AdminPageProps, 'section'>) {
  const tabs = TABS.filter((tab) => may(NEEDED[tab]));
  if (tabs.length < 2) return null;
  const isDevices = section === 'register' || section === 'import';
  return (
    <nav class="admin-tabs" aria-label={adminStrings.navigation}>
      {tabs.map((tab) => (
        <a
          key={tab}
          href={adminAddress(tab)}
          aria-current={tab === section ? 'page' : tab === 'devices' && isDevices}
        >
          {adminStrings.sections[tab]}
        </a>
      ))}
    </nav>
  );
}

function Allowed({ section, name, options }: AdminPageProps) {
  const known = who.value;
  const needed = NEEDED[section];
  if (known === undefined) return <Notice kind="loading" title={adminStrings.asking} />;
  if (!known.permissions.includes(needed)) {
    return (
      <Notice
        kind="error"
        title={adminStrings.notAllowed}
        detail={adminStrings.notAllowedDetail(known.name, needed)}
      />
    );
  }
  switch (section) {
    case 'devices':
      return name === '' ? <DevicesPage options={options} /> : <DevicePage key={name} id={name} />;
    case 'register':
      return <RegisterPage key={options.get('device')} wanted={options.get('device') ?? ''} />;
    case 'import':
      return <ImportPage />;
    case 'keys':
      return <KeysPage />;
    case 'users':
      return <UsersPage />;
    case 'sessions':
      return <SessionsPage options={options} />;
    case 'tokens':
      return <TokensPage />;
    case 'log':
      return <LogPage options={options} />;
  }
}
