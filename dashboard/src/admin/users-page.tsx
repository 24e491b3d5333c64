/** People: added, given a role, kept out, removed. */

import { useSignal } from '@preact/signals';
import { askWho, who } from '../app/who';
import { adminStrings } from '../strings';
import { Icon } from '../ui/icon';
import { Notice } from '../ui/notice';
import { Moment } from '../ui/time';
import { Loaded, useAsked } from './asked';
import { ColumnHeads } from './column-heads';
import { ActionForm, NAME_INPUT, TextField } from './form';
import { addUser, type Role, removeUser, type User, users } from './people';
import { Remover } from './remover';
import { RoleField } from './role-field';
import { UserDialog } from './user-dialog';

export function UsersPage() {
  const asked = useAsked(users);
  const edited = useSignal<User | undefined>(undefined);
  const onChanged = async () => {
    await asked.again();
    // It may have been one's own role.
    await askWho();
  };
  return (
    <>
      <p class="admin-note">{adminStrings.usersNote}</p>
      <details class="panel maker">
        <summary>{adminStrings.addUser}</summary>
        <UserForm onAdded={asked.again} />
      </details>
      <Loaded asked={asked}>
        {(list) =>
          list.length === 0 ? (
            <Notice kind="empty" title={adminStrings.noUsers} detail={adminStrings.noUsersDetail} />
          ) : (
            <UserTable
              users={list}
              onChanged={onChanged}
              onEdit={(user) => {
                edited.value = user;
              }}
            />
          )
        }
      </Loaded>
      {edited.value !== undefined && (
        <UserDialog
          user={edited.value}
          onChanged={onChanged}
          onClose={() => {
            edited.value = undefined;
          }}
        />
      )}
    </>
  );
}

function UserForm({ onAdded }: { readonly onAdded: () => Promise<void> }) {
  const name = useSignal('');
  const password = useSignal('');
  const role = useSignal<Role>('viewer');
  const submit = async () => {
    const answer = await addUser({ name: name.value, role: role.value, password: password.value });
    if (!answer.ok) return answer.problem;
    name.value = '';
    password.value = '';
    await onAdded();
    return undefined;
  };
  return (
    <ActionForm label={adminStrings.addUser} onSubmit={submit} done={adminStrings.saved}>
      <TextField
        label={adminStrings.name}
        note={adminStrings.nameRule}
        value={name.value}
        onValue={(value) => {
          name.value = value;
        }}
        input={NAME_INPUT}
      />
      <RoleField
        role={role.value}
        onRole={(value) => {
          role.value = value;
        }}
      />
      <TextField
        label={adminStrings.password}
        note={adminStrings.passwordNote}
        value={password.value}
        onValue={(value) => {
          password.value = value;
        }}
        input={{
          type: 'password',
          autocomplete: 'new-password',
          required: true,
          minLength: 10,
          maxLength: 256,
        }}
      />
    </ActionForm>
  );
}

interface UserTableProps {
  readonly users: readonly User[];
  readonly onEdit: (user: User) => void;
  readonly onChanged: () => Promise<void>;
}

function UserTable({ users: list, onEdit, onChanged }: UserTableProps) {
  return (
    <table class="admin-table">
      <ColumnHeads
        names={[adminStrings.name, adminStrings.roleLabel, adminStrings.stateColumn, adminStrings.created]}
      />
      <tbody>
        {list.map((user) => (
          <tr key={user.name} data-testid="user-row" data-name={user.name}>
            <UserCells {...{ user, onEdit, onChanged }} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface UserCellsProps extends Omit<UserTableProps, 'users'> {
  readonly user: User;
}

function UserCells({ user, onEdit, onChanged }: UserCellsProps) {
  const { name, role, disabled, created } = user;
  return (
    <>
      <th scope="row" class="cell-name">
        {name}
        {who.value?.name === `user ${name}` && <span class="tag">{adminStrings.you}</span>}
      </th>
      <td data-label={adminStrings.roleLabel}>{adminStrings.role(role)}</td>
      <td>
        <span class="state" data-state={disabled ? 'offline' : 'online'}>
          <Icon name={disabled ? 'failed' : 'done'} />
          {disabled ? adminStrings.mayNotLogIn : adminStrings.mayLogIn}
        </span>
      </td>
      <td data-label={adminStrings.created}>
        <Moment millis={created} />
      </td>
      <td class="cell-actions">
        <button
          type="button"
          aria-haspopup="dialog"
          aria-label={adminStrings.editNamed(name)}
          onClick={() => onEdit(user)}
        >
          {adminStrings.edit}
        </button>
        <Remover
          name={name}
          title={adminStrings.removeUserTitle(name)}
          detail={adminStrings.removeUserDetail}
          label={adminStrings.removeUserIt}
          isTyped
          run={() => removeUser(name)}
          onRemoved={onChanged}
        />
      </td>
    </>
  );
}
