/** What the hub is asked for a page: loading, failed, or there; and asked again after a change. */

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useCallback, useEffect } from 'preact/hooks';
import type { Answer } from '../api';
import { adminStrings } from '../strings';
import { Notice } from '../ui/notice';

export interface Asked<T> {
  /** Stays what it was while it is asked again. */
  readonly answer: Answer<T> | undefined;
  /** Resolved when the new answer is there. */
  readonly again: () => Promise<void>;
}

/** Asks once, and for each other `key` anew. */
export function useAsked<T>(load: (abandoned: AbortSignal) => Promise<Answer<T>>, key = ''): Asked<T> {
  const answer = useSignal<{ readonly key: string; readonly given: Answer<T> } | undefined>(undefined);
  const read = useCallback(
    async (abandoned: AbortSignal) => {
      const given = await load(abandoned).catch(() => undefined);
      if (given && !abandoned.aborted) answer.value = { key, given };
    },
    [key],
  );
  useEffect(() => {
    const abandon = new AbortController();
    void read(abandon.signal);
    return () => abandon.abort();
  }, [read]);
  const again = useCallback(() => read(new AbortController().signal), [read]);
  return { answer: answer.value?.key === key ? answer.value.given : undefined, again };
}

interface LoadedProps<T> {
  readonly asked: Asked<T>;
  readonly loading?: string;
  readonly children: (value: T) => ComponentChildren;
}

export function Loaded<T>({ asked, loading = adminStrings.loading, children }: LoadedProps<T>) {
  const { answer, again } = asked;
  if (answer === undefined) return <Notice kind="loading" title={loading} />;
  if (answer.ok) return <>{children(answer.value)}</>;
  const run = () => void again();
  return (
    <Notice
      kind="error"
      title={adminStrings.failed}
      detail={answer.problem}
      action={{ label: adminStrings.tryAgain, run }}
    />
  );
}
