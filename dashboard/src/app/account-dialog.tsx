/** Who is signed in, what that lets, and the way out. */

import { adminStrings } from '../strings';
import { Dialog } from '../ui/dialog';
import { who } from './who';

export function AccountDialog({ onClose }: { readonly onClose: () => void }) {
  const known = who.value;
  if (known === undefined) return null;
  return (
    <Dialog title={adminStrings.account} onClose={onClose}>
      <dl class="account-facts">
        <dt>{adminStrings.signedInAs}</dt>
        <dd data-testid="account-name">{known.name}</dd>
        <dt>{adminStrings.roleLabel}</dt>
        <dd data-testid="account-role">
          {known.role === null ? adminStrings.noRole : adminStrings.role(known.role)}
        </dd>
        <dt>{adminStrings.mayDo}</dt>
        <dd>
          <ul class="account-rights">
            {known.permissions.map((permission) => (
              <li key={permission}>{adminStrings.permission(permission)}</li>
            ))}
          </ul>
        </dd>
      </dl>
      {known.role !== null && (
        <p>
          <a href="/account">{adminStrings.changePassword}</a>
        </p>
      )}
      {/* A form, which works however little of this page does. */}
      <form method="post" action="/logout">
        <button type="submit">{adminStrings.signOut}</button>
      </form>
    </Dialog>
  );
}
