/** Forms that ask the hub to change something: fields with their rules, busy while it is asked, and what it refused. */

import { useSignal } from '@preact/signals';
import type { ComponentChildren, ComponentProps } from 'preact';
import { useId } from 'preact/hooks';
import { adminStrings } from '../strings';
import './form.css';

/** Of the control that a label is of. */
interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly note?: string | undefined;
  readonly children: (attributes: ControlAttributes) => ComponentChildren;
}

export function Field({ label, note, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, 'aria-describedby': note === undefined ? undefined : noteId })}
      {note !== undefined && (
        <p class="field-note" id={noteId}>
          {note}
        </p>
      )}
    </div>
  );
}

type Attributes = ComponentProps<'input'>;

interface TextFieldProps {
  readonly label: string;
  readonly note?: string | undefined;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly input?: Attributes;
}

export function TextField({ label, note, value, onValue, input = {} }: TextFieldProps) {
  return (
    <Field label={label} note={note}>
      {(attributes) => (
        <input
          type="text"
          autocomplete="off"
          {...input}
          {...attributes}
          value={value}
          onInput={({ currentTarget }) => onValue(currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** Names of users, tokens and keys, and ids of devices. */
export const NAME_INPUT: Attributes = {
  required: true,
  maxLength: 64,
  pattern: '[A-Za-z0-9._:\\-]+',
  title: adminStrings.nameRule,
  autocapitalize: 'none',
  spellcheck: false,
};

interface ChoiceFieldProps<T extends string> {
  readonly label: string;
  readonly note?: string | undefined;
  readonly value: T;
  readonly choices: Readonly<Record<T, string>>;
  readonly onValue: (value: T) => void;
}

export function ChoiceField<T extends string>(props: ChoiceFieldProps<T>) {
  const { label, note, value, choices, onValue } = props;
  const keys = Object.keys(choices) as T[];
  return (
    <Field label={label} note={note}>
      {(attributes) => (
        <select
          {...attributes}
          value={value}
          onChange={({ currentTarget }) => {
            const chosen = keys.find((key) => key === currentTarget.value);
            if (chosen !== undefined) onValue(chosen);
          }}
        >
          {keys.map((key) => (
            <option key={key} value={key}>
              {choices[key]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface CheckFieldProps {
  readonly label: string;
  readonly note?: string | undefined;
  readonly checked: boolean;
  readonly onChecked: (checked: boolean) => void;
}

export function CheckField({ label, note, checked, onChecked }: CheckFieldProps) {
  const id = useId();
  return (
    <div class="check-field">
      <label>
        <input
          type="checkbox"
          aria-describedby={note === undefined ? undefined : id}
          checked={checked}
          onChange={({ currentTarget }) => onChecked(currentTarget.checked)}
        />
        {label}
      </label>
      {note !== undefined && (
        <p class="field-note" id={id}>
          {note}
        </p>
      )}
    </div>
  );
}

interface ActionFormProps {
  readonly label: string;
  /** Resolves to what is wrong, or to undefined when it is done. */
  readonly onSubmit: () => Promise<string | undefined>;
  readonly done?: string;
  readonly isDangerous?: boolean;
  readonly isReady?: boolean;
  /** A button like any other. */
  readonly isPlain?: boolean;
  readonly children?: ComponentChildren;
}

/** In a dialog it closes that when it is done. */
export function ActionForm(props: ActionFormProps) {
  const {
    label,
    onSubmit,
    done = '',
    isDangerous = false,
    isReady = true,
    isPlain = false,
    children,
  } = props;
  const state = useSignal<{ readonly isBusy: boolean; readonly problem?: string; readonly said?: string }>({
    isBusy: false,
  });
  const submit = async (form: HTMLFormElement) => {
    if (state.peek().isBusy) return;
    state.value = { isBusy: true };
    const problem = await onSubmit();
    state.value = problem === undefined ? { isBusy: false, said: done } : { isBusy: false, problem };
    if (problem === undefined) form.closest('dialog')?.close();
  };
  const { isBusy, problem, said } = state.value;
  return (
    <form
      class="action-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
      onInput={() => {
        if (said) state.value = { isBusy: false };
      }}
    >
      {children}
      <div class="action-end">
        <button
          type="submit"
          class={isDangerous ? 'dangerous' : isPlain ? undefined : 'primary'}
          disabled={isBusy || !isReady}
          aria-busy={isBusy}
        >
          {label}
        </button>
        <span role="status" class="action-said">
          {isBusy ? adminStrings.saving : said}
        </span>
      </div>
      {problem !== undefined && (
        <p class="action-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
