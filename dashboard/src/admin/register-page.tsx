/** One device into the registry, with all that is known of it, and out comes its token. */

import { useSignal } from '@preact/signals';
import { addAddress, adminAddress } from '../app/route';
import { adminStrings } from '../strings';
import { DetailsFields, detailsOf, useDraft } from './details-form';
import { ActionForm, NAME_INPUT, TextField } from './form';
import { registerDevice } from './registry';
import { ShownOnce } from './shown-once';

interface Registered {
  readonly id: string;
  readonly token: string;
}

export function RegisterPage({ wanted }: { readonly wanted: string }) {
  const made = useSignal<Registered | undefined>(undefined);
  const done = made.value;
  if (done !== undefined) {
    return (
      <Done
        {...done}
        onDone={() => {
          made.value = undefined;
        }}
      />
    );
  }
  return (
    <section class="panel">
      <p>{adminStrings.registerNote}</p>
      <Form
        wanted={wanted}
        onMade={(registered) => {
          made.value = registered;
        }}
      />
    </section>
  );
}

interface FormProps {
  readonly wanted: string;
  readonly onMade: (registered: Registered) => void;
}

function Form({ wanted, onMade }: FormProps) {
  const id = useSignal(wanted);
  const draft = useDraft();
  const submit = async () => {
    const details = detailsOf(draft.value);
    if (typeof details === 'string') return details;
    const answer = await registerDevice(id.value, details);
    if (!answer.ok) return answer.problem;
    onMade({ id: id.value, token: answer.value });
    return undefined;
  };
  return (
    <ActionForm label={adminStrings.registerIt} onSubmit={submit}>
      <TextField
        label={adminStrings.deviceId}
        note={adminStrings.nameRule}
        value={id.value}
        onValue={(value) => {
          id.value = value;
        }}
        input={{ ...NAME_INPUT, placeholder: 'my-sensor' }}
      />
      <DetailsFields draft={draft} />
    </ActionForm>
  );
}

function Done({ id, token, onDone }: Registered & { readonly onDone: () => void }) {
  return (
    <ShownOnce
      label={adminStrings.tokenOf(id)}
      secret={token}
      onDone={onDone}
      done={adminStrings.registerAnother}
    >
      <p class="admin-tools">
        <a href={addAddress({ device: id })}>{adminStrings.connectIt}</a>
        <a href={adminAddress('devices', {}, id)}>{adminStrings.openDevice(id)}</a>
      </p>
    </ShownOnce>
  );
}
