/** What can be changed of a user: the role, whether it may sign in, the password. */

import { useSignal } from '@preact/signals';
import { adminStrings } from '../strings';
import { Dialog } from '../ui/dialog';
import { ActionForm, CheckField, TextField } from './form';
import { changeUser, ROLES, type Role, type User } from './people';
import { RoleField } from './role-field';

interface UserDialogProps {
  readonly user: User;
  readonly onChanged: () => Promise<void>;
  readonly onClose: () => void;
}

export function UserDialog({ user, onChanged, onClose }: UserDialogProps) {
  const role = useSignal<Role>(ROLES.find((one) => one === user.role) ?? 'viewer');
  const isEnabled = useSignal(!user.disabled);
  const password = useSignal('');
  // What was not touched is not sent: somebody else may have changed it meanwhile.
  const submit = async () => {
    const answer = await changeUser(user.name, {
      ...(role.value === user.role ? {} : { role: role.value }),
      ...(isEnabled.value === !user.disabled ? {} : { disabled: !isEnabled.value }),
      ...(password.value === '' ? {} : { password: password.value }),
    });
    if (!answer.ok) return answer.problem;
    await onChanged();
    return undefined;
  };
  return (
    <Dialog title={adminStrings.editTitle(user.name)} onClose={onClose}>
      <ActionForm label={adminStrings.save} onSubmit={submit}>
        <RoleField
          role={role.value}
          onRole={(value) => {
            role.value = value;
          }}
        />
        <CheckField
          label={adminStrings.mayLogIn}
          checked={isEnabled.value}
          onChecked={(checked) => {
            isEnabled.value = checked;
          }}
        />
        <TextField
          label={adminStrings.newPassword}
          note={`${adminStrings.passwordNote} ${adminStrings.newPasswordNote}`}
          value={password.value}
          onValue={(value) => {
            password.value = value;
          }}
          input={{ type: 'password', autocomplete: 'new-password', minLength: 10, maxLength: 256 }}
        />
      </ActionForm>
    </Dialog>
  );
}
