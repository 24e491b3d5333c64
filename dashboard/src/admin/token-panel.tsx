/** A device's token: how old it is, another one, none; and whether the device may connect at all. */

import { useSignal } from '@preact/signals';
import { adminStrings } from '../strings';
import { Dialog } from '../ui/dialog';
import { Confirm } from './confirm';
import type { DevicePanelProps } from './device-page';
import { TokenWords } from './device-table';
import { ActionForm, ChoiceField } from './form';
import { changeDevice, revokeTokens, rotateToken } from './registry';
import { ShownOnce } from './shown-once';

export function TokenPanel({ device, onChanged }: DevicePanelProps) {
  const { id, disabled, tokens } = device;
  const asked = useSignal<'rotate' | 'revoke' | undefined>(undefined);
  const secret = useSignal<string | undefined>(undefined);
  const close = () => {
    asked.value = undefined;
  };
  const onToken = (token: string) => {
    secret.value = token;
    void onChanged();
  };
  return (
    <section class="panel" data-testid="token-panel">
      <h2>{adminStrings.tokenPanel}</h2>
      {disabled && <p class="action-problem">{adminStrings.disabledDetail}</p>}
      <p>{tokens === 0 ? adminStrings.noTokenDetail : <TokenWords device={device} />}</p>
      <div class="admin-tools">
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={() => {
            asked.value = 'rotate';
          }}
        >
          {tokens === 0 ? adminStrings.makeToken : adminStrings.rotate}
        </button>
        <button
          type="button"
          class="dangerous"
          aria-haspopup="dialog"
          onClick={() => {
            asked.value = 'revoke';
          }}
        >
          {adminStrings.revoke}
        </button>
        <Enabling {...{ device, onChanged }} />
      </div>
      {secret.value !== undefined && (
        <ShownOnce
          label={adminStrings.tokenOf(id)}
          secret={secret.value}
          onDone={() => {
            secret.value = undefined;
          }}
        />
      )}
      {asked.value === 'rotate' && (
        <Rotate id={id} isFirst={tokens === 0} onToken={onToken} onClose={close} />
      )}
      {asked.value === 'revoke' && (
        <Confirm
          title={adminStrings.revokeTitle(id)}
          detail={adminStrings.revokeDetail}
          label={adminStrings.revokeIt}
          run={() => revokeTokens(id)}
          onDone={() => void onChanged()}
          onClose={close}
        />
      )}
    </section>
  );
}

/** Undone as easily as done, so nothing is asked before. */
function Enabling({ device: { id, disabled }, onChanged }: DevicePanelProps) {
  const submit = async () => {
    const answer = await changeDevice(id, { disabled: !disabled });
    if (!answer.ok) return answer.problem;
    await onChanged();
    return undefined;
  };
  return (
    <ActionForm label={disabled ? adminStrings.enable : adminStrings.disable} onSubmit={submit} isPlain />
  );
}

interface RotateProps {
  readonly id: string;
  readonly isFirst: boolean;
  readonly onToken: (token: string) => void;
  readonly onClose: () => void;
}

function Rotate({ id, isFirst, onToken, onClose }: RotateProps) {
  const grace = useSignal<keyof typeof adminStrings.graces>('PT24H');
  const submit = async () => {
    const answer = await rotateToken(id, grace.value);
    if (!answer.ok) return answer.problem;
    onToken(answer.value);
    return undefined;
  };
  return (
    <Dialog title={adminStrings.rotateTitle(id)} onClose={onClose}>
      <p>{isFirst ? adminStrings.registerNote : adminStrings.rotateDetail}</p>
      <ActionForm label={adminStrings.rotateIt} onSubmit={submit}>
        {!isFirst && (
          <ChoiceField
            label={adminStrings.grace}
            value={grace.value}
            choices={adminStrings.graces}
            onValue={(value) => {
              grace.value = value;
            }}
          />
        )}
      </ActionForm>
    </Dialog>
  );
}
