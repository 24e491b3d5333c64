/** Many devices at once: a CSV file in, their tokens out; or what is wrong with it, line by line. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { adminAddress } from '../app/route';
import { adminStrings } from '../strings';
import { Icon } from '../ui/icon';
import { save } from '../ui/save';
import { Snippet } from '../ui/snippet';
import { type Imported, importDevices, type LineError, linesOf } from './device-import';
import { ActionForm, Field } from './form';

const EXAMPLE =
  'device,tags,lat,lon,notes\nnorth-1,roof; north,57.17,-2.11,"By the door, on the left"\nnorth-2,,,,\n';

export function ImportPage() {
  const imported = useSignal<Extract<Imported, { ok: true }> | undefined>(undefined);
  return (
    <>
      <a class="back" href={adminAddress('devices')}>
        <Icon name="back" />
        {adminStrings.backToDevices}
      </a>
      {imported.value === undefined ? (
        <ImportForm
          onImported={(value) => {
            imported.value = value;
          }}
        />
      ) : (
        <Tokens
          {...imported.value}
          onMore={() => {
            imported.value = undefined;
          }}
        />
      )}
    </>
  );
}

interface ImportFormProps {
  readonly onImported: (imported: Extract<Imported, { ok: true }>) => void;
}

function ImportForm({ onImported }: ImportFormProps) {
  const csv = useSignal('');
  const errors = useSignal<readonly LineError[]>([]);
  const take = (text: string) => {
    csv.value = text;
    errors.value = [];
  };
  const submit = async () => {
    errors.value = [];
    const answer = await importDevices(csv.value);
    if (answer.ok) {
      onImported(answer);
      return undefined;
    }
    errors.value = answer.errors;
    return `${adminStrings.importFailed}: ${answer.problem}`;
  };
  return (
    <section class="panel">
      <p>{adminStrings.importNote}</p>
      <Snippet label={adminStrings.importExample} code={EXAMPLE} />
      <ActionForm label={adminStrings.importIt} onSubmit={submit} isReady={csv.value.trim() !== ''}>
        <FileField onText={take} />
        <Field label={adminStrings.orPaste} note={adminStrings.importReady(linesOf(csv.value))}>
          {(attributes) => (
            <textarea
              class="code-field"
              rows={8}
              spellcheck={false}
              {...attributes}
              value={csv.value}
              onInput={({ currentTarget }) => take(currentTarget.value)}
            />
          )}
        </Field>
      </ActionForm>
      {errors.value.length > 0 && <ErrorTable errors={errors.value} />}
    </section>
  );
}

function FileField({ onText }: { readonly onText: (text: string) => void }) {
  const problem = useSignal<string | undefined>(undefined);
  const read = async (file: File | undefined) => {
    problem.value = undefined;
    if (file === undefined) return;
    try {
      onText(await file.text());
    } catch {
      problem.value = adminStrings.notText;
    }
  };
  return (
    <Field label={adminStrings.chooseFile} note={problem.value}>
      {(attributes) => (
        <input
          type="file"
          accept=".csv,text/csv"
          {...attributes}
          onChange={({ currentTarget }) => void read(currentTarget.files?.[0])}
        />
      )}
    </Field>
  );
}

function ErrorTable({ errors }: { readonly errors: readonly LineError[] }) {
  return (
    <table class="admin-table import-errors">
      <thead>
        <tr>
          <th scope="col">{adminStrings.line}</th>
          <th scope="col">{adminStrings.deviceColumn}</th>
          <th scope="col">{adminStrings.problem}</th>
        </tr>
      </thead>
      <tbody>
        {errors.map(({ line, device, detail }) => (
          <tr key={line} data-testid="import-error" data-line={line}>
            <th scope="row" data-label={adminStrings.line}>
              {line}
            </th>
            <td>{device}</td>
            <td>{detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface TokensProps {
  readonly csv: string;
  readonly count: number;
  readonly onMore: () => void;
}

/** Who leaves without the file has devices that cannot connect: the browser asks first. */
function Tokens({ csv, count, onMore }: TokensProps) {
  const panel = useRef<HTMLElement>(null);
  const isSaved = useSignal(false);
  useEffect(() => panel.current?.focus(), []);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (!isSaved.peek()) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, []);
  return (
    <section ref={panel} class="panel shown-once" tabIndex={-1} data-testid="imported">
      <h2>{adminStrings.imported(count)}</h2>
      <p role="status">{adminStrings.importedDetail}</p>
      <div class="admin-tools">
        <button
          type="button"
          class="primary"
          onClick={() => {
            save(new Blob([csv], { type: 'text/csv' }), adminStrings.tokensFile);
            isSaved.value = true;
          }}
        >
          {adminStrings.saveTokens}
        </button>
        <button type="button" onClick={onMore}>
          {adminStrings.importMore}
        </button>
      </div>
    </section>
  );
}
