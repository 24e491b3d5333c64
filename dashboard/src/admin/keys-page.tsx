/** Keys of fleets: made, shown once, counted down, removed. */

import { useSignal } from '@preact/signals';
import { adminStrings } from '../strings';
import { ColumnHeads } from './column-heads';
import { parseTags } from './device-filter';
import { Expires, type Expiry, ExpiryField } from './expiry-field';
import { ActionForm, NAME_INPUT, TextField } from './form';
import { MakerPage } from './maker-page';
import { type FleetKey, fleetKeys, makeFleetKey, removeFleetKey } from './registry';
import { Remover } from './remover';
import type { Secret } from './shown-once';
import { Tags } from './tags';

export function KeysPage() {
  return (
    <MakerPage
      note={adminStrings.keysNote}
      make={adminStrings.makeKey}
      ask={fleetKeys}
      form={(onMade) => <KeyForm onMade={onMade} />}
      table={(list, onChanged) => <KeyTable keys={list} onChanged={onChanged} />}
      empty={{ title: adminStrings.noKeys, detail: adminStrings.noKeysDetail }}
    />
  );
}

function KeyForm({ onMade }: { readonly onMade: (made: Secret) => void }) {
  const fields = useSignal({ name: '', prefix: '', tags: '', claims: '1000' });
  const expiry = useSignal<Expiry>('P90D');
  const set = (change: Partial<typeof fields.value>) => {
    fields.value = { ...fields.value, ...change };
  };
  const { name, prefix, tags, claims } = fields.value;
  const submit = async () => {
    const answer = await makeFleetKey({
      name,
      prefix: prefix.trim(),
      tags: parseTags(tags),
      claims: Number(claims),
      expiresIn: expiry.value || undefined,
    });
    if (!answer.ok) return answer.problem;
    onMade({ label: adminStrings.keyOf(name), secret: answer.value });
    set({ name: '' });
    return undefined;
  };
  return (
    <ActionForm label={adminStrings.makeKey} onSubmit={submit}>
      <TextField
        label={adminStrings.name}
        note={adminStrings.nameRule}
        value={name}
        onValue={(value) => set({ name: value })}
        input={NAME_INPUT}
      />
      <TextField
        label={adminStrings.prefix}
        note={adminStrings.prefixNote}
        value={prefix}
        onValue={(value) => set({ prefix: value })}
        input={{ required: true, maxLength: 63, autocapitalize: 'none', spellcheck: false }}
      />
      <TextField
        label={adminStrings.tags}
        note={adminStrings.tagsNote}
        value={tags}
        onValue={(value) => set({ tags: value })}
      />
      <TextField
        label={adminStrings.claims}
        note={adminStrings.claimsNote}
        value={claims}
        onValue={(value) => set({ claims: value })}
        input={{ type: 'number', required: true, min: 1, max: 1_000_000, step: 1 }}
      />
      <ExpiryField expiry={expiry} />
    </ActionForm>
  );
}

interface KeyTableProps {
  readonly keys: readonly FleetKey[];
  readonly onChanged: () => Promise<void>;
}

function KeyTable({ keys, onChanged }: KeyTableProps) {
  return (
    <table class="admin-table">
      <ColumnHeads
        names={[
          adminStrings.name,
          adminStrings.prefix,
          adminStrings.tags,
          adminStrings.claimsLeft,
          adminStrings.expires,
        ]}
      />
      <tbody>
        {keys.map(({ name, prefix, tags, claimsLeft, expires }) => (
          <tr key={name} data-testid="key-row" data-name={name}>
            <th scope="row" class="cell-name">
              {name}
            </th>
            <td data-label={adminStrings.prefix}>{prefix === '' ? adminStrings.anyPrefix : prefix}</td>
            <td>
              <Tags tags={tags} />
            </td>
            <td data-label={adminStrings.claimsLeft}>{claimsLeft.toLocaleString('en')}</td>
            <td data-label={adminStrings.expires}>
              <Expires millis={expires} />
            </td>
            <td class="cell-actions">
              <Remover
                name={name}
                title={adminStrings.removeKeyTitle(name)}
                detail={adminStrings.removeKeyDetail}
                label={adminStrings.removeKeyIt}
                run={() => removeFleetKey(name)}
                onRemoved={onChanged}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
