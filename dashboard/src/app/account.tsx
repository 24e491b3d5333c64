/** In the page's head: who is signed in. Nothing where nobody has to be. */

import { adminStrings } from '../strings';
import { Icon } from '../ui/icon';
import { openDialog } from './dialogs';
import { goToLogin } from './login';
import { who } from './who';

export function Account() {
  const known = who.value;
  if (known === undefined) return null;
  if (!known.isSession) return known.name === 'anonymous' ? <SignIn /> : null;
  const name = known.name.replace(/^user /, '');
  return (
    <button
      type="button"
      class="account"
      aria-haspopup="dialog"
      data-testid="account"
      onClick={() => {
        openDialog.value = 'account';
      }}
    >
      <Icon name="person" />
      <span class="unseen">{adminStrings.signedInAs} </span>
      <span class="account-name">{name} </span>
      {known.role !== null && <span class="account-role">{adminStrings.role(known.role)}</span>}
    </button>
  );
}

function SignIn() {
  return (
    <button type="button" class="account" onClick={goToLogin}>
      {adminStrings.signIn}
    </button>
  );
}
