/** Nothing to show, and why: waiting, empty, or failed. */

import { Icon, type IconName } from './icon';

export interface NoticeProps {
  readonly kind: 'loading' | 'empty' | 'error';
  readonly title: string;
  readonly detail?: string;
  readonly code?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const icons: Record<NoticeProps['kind'], IconName> = {
  loading: 'pending',
  empty: 'never-seen',
  error: 'offline',
};

export function Notice({ kind, title, detail, code, action }: NoticeProps) {
  return (
    <div class="notice" data-kind={kind} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon name={icons[kind]} />
      <p class="notice-title">{title}</p>
      {detail !== undefined && <p>{detail}</p>}
      {code !== undefined && <code>{code}</code>}
      {action && (
        <button type="button" onClick={action.run}>
          {action.label}
        </button>
      )}
    </div>
  );
}
