/** A page of secrets: a form that makes one, which is shown once, and the list of those there are. */

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Answer } from '../api';
import { Notice } from '../ui/notice';
import { Loaded, useAsked } from './asked';
import { type Secret, ShownOnce } from './shown-once';

export interface MakerPageProps<T> {
  readonly note: string;
  /** What the form is called. */
  readonly make: string;
  readonly ask: (signal: AbortSignal) => Promise<Answer<readonly T[]>>;
  readonly form: (onMade: (made: Secret) => void) => ComponentChildren;
  readonly table: (list: readonly T[], onChanged: () => Promise<void>) => ComponentChildren;
  readonly empty: { readonly title: string; readonly detail: string };
}

export function MakerPage<T>({ note, make, ask, form, table, empty }: MakerPageProps<T>) {
  const asked = useAsked(ask);
  const secret = useSignal<Secret | undefined>(undefined);
  const onMade = (made: Secret) => {
    secret.value = made;
    void asked.again();
  };
  return (
    <>
      <p class="admin-note">{note}</p>
      {secret.value !== undefined && (
        <ShownOnce
          {...secret.value}
          onDone={() => {
            secret.value = undefined;
          }}
        />
      )}
      <details class="panel maker">
        <summary>{make}</summary>
        {form(onMade)}
      </details>
      <Loaded asked={asked}>
        {(list) => (list.length === 0 ? <Notice kind="empty" {...empty} /> : table(list, asked.again))}
      </Loaded>
    </>
  );
}
