/** Before something is done that cannot be undone: what it does, and for the worst its name to be typed. */

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Answer } from '../api';
import { adminStrings } from '../strings';
import { Dialog } from '../ui/dialog';
import { ActionForm, TextField } from './form';

export interface ConfirmProps {
  readonly title: string;
  readonly detail: string;
  readonly label: string;
  /** To be typed, if it must be. */
  readonly name?: string;
  readonly run: () => Promise<Answer<unknown>>;
  /** When it is done, and the dialog has gone. */
  readonly onDone: () => void;
  readonly onClose: () => void;
  /** What else is to be chosen. */
  readonly children?: ComponentChildren;
}

export function Confirm({ title, detail, label, name, run, onDone, onClose, children }: ConfirmProps) {
  const typed = useSignal('');
  const submit = async () => {
    const answer = await run();
    if (!answer.ok) return answer.problem;
    onDone();
    return undefined;
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{detail}</p>
      <ActionForm
        label={label}
        onSubmit={submit}
        isDangerous
        isReady={name === undefined || typed.value.trim() === name}
      >
        {children}
        {name !== undefined && (
          <TextField
            label={adminStrings.confirmLabel}
            note={adminStrings.typeToConfirm(name)}
            value={typed.value}
            onValue={(value) => {
              typed.value = value;
            }}
            input={{ autocapitalize: 'none', spellcheck: false }}
          />
        )}
      </ActionForm>
    </Dialog>
  );
}
