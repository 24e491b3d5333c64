/** Tokens of programs: made with scopes, shown once, removed. */

import { useSignal } from '@preact/signals';
import { adminStrings } from '../strings';
import { Notice } from '../ui/notice';
import { Moment } from '../ui/time';
import { Loaded, useAsked } from './asked';
import { Expires, type Expiry, ExpiryField } from './expiry-field';
import { ActionForm, CheckField, NAME_INPUT, TextField } from './form';
import { type ApiToken, apiTokens, makeApiToken, removeApiToken, SCOPES } from './people';
import { Remover } from './remover';
import { type Secret, ShownOnce } from './shown-once';

export function TokensPage() {
  const asked = useAsked(apiTokens);
  const secret = useSignal<Secret | undefined>(undefined);
  return (
    <>
      <p class="admin-note">{adminStrings.tokensNote}</p>
      {secret.value !== undefined && (
        <ShownOnce
          {...secret.value}
          onDone={() => {
            secret.value = undefined;
          }}
        />
      )}
      <details class="panel maker">
        <summary>{adminStrings.makeApiToken}</summary>
        <TokenForm
          onMade={(made) => {
            secret.value = made;
            void asked.again();
          }}
        />
      </details>
      <Loaded asked={asked}>
        {(tokens) =>
          tokens.length === 0 ? (
            <Notice kind="empty" title={adminStrings.noTokens} detail={adminStrings.noTokensDetail} />
          ) : (
            <TokenTable tokens={tokens} onChanged={asked.again} />
          )
        }
      </Loaded>
    </>
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
      <thead>
        <tr>
          <th scope="col">{adminStrings.name}</th>
          <th scope="col">{adminStrings.scopes}</th>
          <th scope="col">{adminStrings.created}</th>
          <th scope="col">{adminStrings.expires}</th>
          <th scope="col">
            <span class="unseen">{adminStrings.actions}</span>
          </th>
        </tr>
      </thead>
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
