/** The log of changes: who changed what, when and from where. */

import { useEffect, useMemo } from 'preact/hooks';
import { adminAddress, pushAddress, replaceAddress } from '../app/route';
import { adminStrings } from '../strings';
import { Notice } from '../ui/notice';
import { Moment } from '../ui/time';
import { type Change, ChangeLog, fieldsOf, type LogFilter, logFilterOf, logOptionsOf } from './change-log';
import { LogTools } from './log-tools';

export function LogPage({ options }: { readonly options: URLSearchParams }) {
  const filter = logFilterOf(options);
  const onFilter = (change: Partial<LogFilter>) => {
    const address = adminAddress('log', logOptionsOf({ ...filter, ...change }));
    // One step back leaves a search, not its last letter.
    const isTyped =
      (change.name !== undefined && filter.name !== '') ||
      (change.actor !== undefined && filter.actor !== '');
    if (isTyped) replaceAddress(address);
    else pushAddress(address);
  };
  return (
    <>
      <p class="admin-note">{adminStrings.logNote}</p>
      <LogTools filter={filter} onFilter={onFilter} />
      <Lines key={options.toString()} filter={filter} />
    </>
  );
}

/** How long a person may still be typing. */
const TYPING_MILLIS = 250;

function Lines({ filter }: { readonly filter: LogFilter }) {
  const log = useMemo(() => new ChangeLog(filter), []);
  useEffect(() => {
    const timer = setTimeout(() => void log.older(), TYPING_MILLIS);
    return () => {
      clearTimeout(timer);
      log.abandon();
    };
  }, [log]);
  const state = log.state.value;
  const { changes, isLoading, failure, isComplete } = state;
  const more = () => void log.older();
  return (
    <>
      {changes.length > 0 && <ChangeTable changes={changes} />}
      {isLoading && <Notice kind="loading" title={adminStrings.loadingLog} />}
      {failure !== undefined && (
        <Notice
          kind="error"
          title={adminStrings.failed}
          detail={failure}
          action={{ label: adminStrings.tryAgain, run: more }}
        />
      )}
      {!isLoading && failure === undefined && (
        <Bottom count={changes.length} {...{ isComplete, more }} isFiltered={isFiltered(filter)} />
      )}
    </>
  );
}

const isFiltered = (filter: LogFilter) =>
  Object.values(filter).some((value) => value !== '' && value !== undefined);

interface BottomProps {
  readonly count: number;
  readonly isComplete: boolean;
  readonly isFiltered: boolean;
  readonly more: () => void;
}

/** How far back the list goes. */
function Bottom({ count, isComplete, isFiltered: isSearch, more }: BottomProps) {
  if (isComplete && count === 0) {
    return <Notice kind="empty" title={isSearch ? adminStrings.noLineMatches : adminStrings.noLines} />;
  }
  const soFar = count === 0 ? adminStrings.noLineMatchesYet : adminStrings.lines(count);
  return (
    <div class="admin-more">
      <p role="status" data-testid="log-reach">
        {isComplete ? adminStrings.allLines(count) : soFar}
      </p>
      {!isComplete && (
        <button type="button" onClick={more}>
          {adminStrings.olderLines}
        </button>
      )}
    </div>
  );
}

function ChangeTable({ changes }: { readonly changes: readonly Change[] }) {
  return (
    <table class="admin-table">
      <thead>
        <tr>
          <th scope="col">{adminStrings.time}</th>
          <th scope="col">{adminStrings.what}</th>
          <th scope="col">{adminStrings.changes}</th>
          <th scope="col">{adminStrings.who}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.number} data-testid="log-row" data-name={change.name} data-action={change.action}>
            <td>
              <Moment millis={change.time} />
            </td>
            <th scope="row" class="cell-name">
              {adminStrings.kind(change.kind)} {change.name} {adminStrings.action(change.action)}
            </th>
            <td>
              <Fields change={change} />
            </td>
            <td>
              {change.actor} <span class="quiet">{adminStrings.from(change.address)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Fields({ change }: { readonly change: Change }) {
  const fields = fieldsOf(change);
  if (fields.length === 0) return null;
  return (
    <ul class="log-fields">
      {fields.map(({ field, before, after }) => (
        <li key={field}>
          {before === undefined && after !== undefined
            ? adminStrings.fieldNow(field, after)
            : adminStrings.field(field, before ?? adminStrings.none, after ?? adminStrings.none)}
        </li>
      ))}
    </ul>
  );
}
