/** Tokens of programs: made with scopes, shown once, removed. */

import { useSignal } from '@preact/signals';
import { adminStrings } from '../strings';
import { Moment } from '../ui/time';
import { ColumnHeads } from './column-heads';
import { Expires, type Expiry, ExpiryField } from './expiry-field';
import { ActionForm, CheckField, NAME_INPUT, TextField } from './form';
import { MakerPage } from './maker-page';
import { type ApiToken, apiTokens, makeApiToken, removeApiToken, SCOPES } from './people';
import { Remover } from './remover';
import type { Secret } from './shown-once';

export function TokensPage() {
  return (
    <MakerPage
      note={adminStrings.tokensNote}
      make={adminStrings.makeApiToken}
      ask={apiTokens}
      form={(onMade) => <TokenForm onMade={onMade} />}
      table={(list, onChanged) => <TokenTable tokens={list} onChanged={onChanged} />}
      empty={{ title: adminStrings.noTokens, detail: adminStrings.noTokensDetail }}
    />
  );
}

function TokenForm({ onMade }: { readonly onMade: (made: Secret) => void }) {
  const name = useSignal('');
  const scopes = useSignal<readonly string[]>(['read']);
  const expiry = useSignal<Expiry>('P365D');
  const submit = async () => {
    if (scopes.value.length === 0) return adminStrings.needScope;
    const answer = await makeApiToken({
      name: name.value,
      scopes: scopes.value,
      expiresIn: expiry.value || undefined,
    });
    if (!answer.ok) return answer.problem;
    onMade({ label: adminStrings.apiTokenOf(name.value), secret: answer.value });
    name.value = '';
    return undefined;
  };
  return (
    <ActionForm label={adminStrings.makeApiToken} onSubmit={submit}>
      <TextField
        label={adminStrings.name}
        note={adminStrings.nameRule}
        value={name.value}
        onValue={(value) => {
          name.value = value;
        }}
        input={{ ...NAME_INPUT, placeholder: 'grafana' }}
      />
      <fieldset class="scopes">
        <legend>{adminStrings.scopes}</legend>
        {SCOPES.map((scope) => (
          <CheckField
            key={scope}
            label={scope}
            note={adminStrings.permission(scope)}
            checked={scopes.value.includes(scope)}
            onChecked={(checked) => {
              const others = scopes.value.filter((one) => one !== scope);
              scopes.value = checked ? [...others, scope] : others;
            }}
          />
        ))}
      </fieldset>
      <ExpiryField expiry={expiry} />
    </ActionForm>
  );
}

interface TokenTableProps {
  readonly tokens: readonly ApiToken[];
  readonly onChanged: () => Promise<void>;
}

function TokenTable({ tokens, onChanged }: TokenTableProps) {
  return (
    <table class="admin-table">
      <ColumnHeads
        names={[adminStrings.name, adminStrings.scopes, adminStrings.created, adminStrings.expires]}
      />
      <tbody>
        {tokens.map(({ name, scopes, created, expires }) => (
          <tr key={name} data-testid="token-row" data-name={name}>
            <th scope="row" class="cell-name">
              {name}
            </th>
            <td data-label={adminStrings.scopes}>{scopes.join(', ')}</td>
            <td data-label={adminStrings.created}>
              <Moment millis={created} />
            </td>
            <td data-label={adminStrings.expires}>
              <Expires millis={expires} />
            </td>
            <td class="cell-actions">
              <Remover
                name={name}
                title={adminStrings.removeTokenTitle(name)}
                detail={adminStrings.removeTokenDetail}
                label={adminStrings.removeTokenIt}
                run={() => removeApiToken(name)}
                onRemoved={onChanged}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
