/** Keys of fleets: made, shown once, counted down, removed. */

import { useSignal } from '@preact/signals';
import { adminStrings } from '../strings';
import { Notice } from '../ui/notice';
import { Loaded, useAsked } from './asked';
import { parseTags } from './device-filter';
import { Expires, type Expiry, ExpiryField } from './expiry-field';
import { ActionForm, NAME_INPUT, TextField } from './form';
import { type FleetKey, fleetKeys, makeFleetKey, removeFleetKey } from './registry';
import { Remover } from './remover';
import { type Secret, ShownOnce } from './shown-once';
import { Tags } from './tags';

export function KeysPage() {
  const asked = useAsked(fleetKeys);
  const secret = useSignal<Secret | undefined>(undefined);
  return (
    <>
      <p class="admin-note">{adminStrings.keysNote}</p>
      {secret.value !== undefined && (
        <ShownOnce
          {...secret.value}
          onDone={() => {
            secret.value = undefined;
          }}
        />
      )}
      <details class="panel maker">
        <summary>{adminStrings.makeKey}</summary>
        <KeyForm
          onMade={(made) => {
            secret.value = made;
            void asked.again();
          }}
        />
      </details>
      <Loaded asked={asked}>
        {(keys) =>
          keys.length === 0 ? (
            <Notice kind="empty" title={adminStrings.noKeys} detail={adminStrings.noKeysDetail} />
          ) : (
            <KeyTable keys={keys} onChanged={asked.again} />
          )
        }
      </Loaded>
    </>
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
      <thead>
        <tr>
          <th scope="col">{adminStrings.name}</th>
          <th scope="col">{adminStrings.prefix}</th>
          <th scope="col">{adminStrings.tags}</th>
          <th scope="col">{adminStrings.claimsLeft}</th>
          <th scope="col">{adminStrings.expires}</th>
          <th scope="col">
            <span class="unseen">{adminStrings.actions}</span>
          </th>
        </tr>
      </thead>
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
