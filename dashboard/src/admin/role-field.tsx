/** A choice of role, and what the chosen one may do. */

import { adminStrings } from '../strings';
import { ChoiceField } from './form';
import { ROLES, type Role } from './people';

interface RoleFieldProps {
  readonly role: Role;
  readonly onRole: (role: Role) => void;
}

const choices = Object.fromEntries(ROLES.map((role) => [role, adminStrings.role(role)])) as Record<
  Role,
  string
>;

export function RoleField({ role, onRole }: RoleFieldProps) {
  return (
    <ChoiceField
      label={adminStrings.roleLabel}
      note={adminStrings.roleHint(role)}
      value={role}
      choices={choices}
      onValue={onRole}
    />
  );
}
