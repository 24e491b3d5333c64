/** In each row of a list: a button that asks and then removes what the row is about. */

import { useSignal } from '@preact/signals';
import type { Answer } from '../api';
import { focusPage } from '../app/focus';
import { adminStrings } from '../strings';
import { Confirm } from './confirm';

interface RemoverProps {
  readonly name: string;
  readonly title: string;
  readonly detail: string;
  readonly label: string;
  /** Whether the name must be typed. */
  readonly isTyped?: boolean;
  /** What the button says, and what it is called among its like. */
  readonly button?: string;
  readonly buttonLabel?: string;
  readonly run: () => Promise<Answer<unknown>>;
  readonly onRemoved: () => Promise<void>;
}

export function Remover(props: RemoverProps) {
  const { name, title, detail, label, isTyped = false, run, onRemoved } = props;
  const isAsked = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="dangerous"
        aria-haspopup="dialog"
        aria-label={props.buttonLabel ?? adminStrings.removeNamed(name)}
        onClick={() => {
          isAsked.value = true;
        }}
      >
        {props.button ?? adminStrings.remove}
      </button>
      {isAsked.value && (
        <Confirm
          {...{ title, detail, label, run }}
          {...(isTyped ? { name } : {})}
          // The row goes, and with it the button that the focus came from.
          onDone={() => void onRemoved().then(focusPage)}
          onClose={() => {
            isAsked.value = false;
          }}
        />
      )}
    </>
  );
}
