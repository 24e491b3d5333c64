/** Who is signed in, from where, since when; and the end of it. */

import { adminAddress, pushAddress } from '../app/route';
import { adminStrings } from '../strings';
import { Notice } from '../ui/notice';
import { Ago, Moment } from '../ui/time';
import { Loaded, useAsked } from './asked';
import { browserName } from './browser-name';
import { ColumnHeads } from './column-heads';
import { endSession, endSessionsOf, type OpenSession, sessions } from './people';
import { Remover } from './remover';

export function SessionsPage({ options }: { readonly options: URLSearchParams }) {
  const asked = useAsked(sessions);
  const wanted = options.get('user') ?? '';
  return (
    <>
      <p class="admin-note">{adminStrings.sessionsNote}</p>
      <Loaded asked={asked}>
        {(all) =>
          all.length === 0 ? (
            <Notice kind="empty" title={adminStrings.noSessions} detail={adminStrings.noSessionsDetail} />
          ) : (
            <>
              <Tools all={all} wanted={wanted} onChanged={asked.again} />
              <SessionTable
                shown={all.filter(({ name }) => wanted === '' || name === wanted)}
                onChanged={asked.again}
              />
            </>
          )
        }
      </Loaded>
    </>
  );
}

interface ToolsProps {
  readonly all: readonly OpenSession[];
  readonly wanted: string;
  readonly onChanged: () => Promise<void>;
}

/** With whom the address names, even when nobody of that name is signed in. */
function Tools({ all, wanted, onChanged }: ToolsProps) {
  const names = [...new Set([...all.map(({ name }) => name), ...(wanted === '' ? [] : [wanted])])].sort();
  const user = /^user (.+)$/.exec(wanted)?.[1];
  return (
    <div class="admin-tools">
      <label>
        <span class="unseen">{adminStrings.filterUser}</span>
        <select
          value={wanted}
          onChange={({ currentTarget }) =>
            pushAddress(adminAddress('sessions', { user: currentTarget.value }))
          }
        >
          <option value="">{adminStrings.everybody}</option>
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => void onChanged()}>
        {adminStrings.refresh}
      </button>
      {user !== undefined && (
        <Remover
          name={wanted}
          button={adminStrings.endAllTitle(wanted)}
          buttonLabel={adminStrings.endAllTitle(wanted)}
          title={adminStrings.endAllTitle(wanted)}
          detail={adminStrings.endAllDetail}
          label={adminStrings.endAll}
          run={() => endSessionsOf(user)}
          onRemoved={onChanged}
        />
      )}
    </div>
  );
}

interface SessionTableProps {
  readonly shown: readonly OpenSession[];
  readonly onChanged: () => Promise<void>;
}

function SessionTable({ shown, onChanged }: SessionTableProps) {
  if (shown.length === 0) return <Notice kind="empty" title={adminStrings.noSessionMatches} />;
  return (
    <table class="admin-table">
      <ColumnHeads
        names={[
          adminStrings.whose,
          adminStrings.browser,
          adminStrings.address,
          adminStrings.opened,
          adminStrings.used,
        ]}
      />
      <tbody>
        {shown.map(({ id, name, address, browser, opened, used, own }) => (
          <tr key={id} data-testid="session-row" data-name={name} data-own={own}>
            <th scope="row" class="cell-name">
              {name}
              {own && <span class="tag">{adminStrings.thisOne}</span>}
            </th>
            <td title={browser}>{browserName(browser)}</td>
            <td data-label={adminStrings.address}>{address}</td>
            <td data-label={adminStrings.opened}>
              <Moment millis={opened} />
            </td>
            <td data-label={adminStrings.used}>
              <Ago millis={used} />
            </td>
            <td class="cell-actions">
              <Remover
                name={name}
                button={adminStrings.endSession}
                buttonLabel={adminStrings.endSessionOf(name)}
                title={adminStrings.endTitle(name)}
                detail={adminStrings.endDetail}
                label={adminStrings.endIt}
                run={() => endSession(id)}
                onRemoved={onChanged}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
