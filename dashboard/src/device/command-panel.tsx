/** Commands of a device: the newest with their states, and a form for another. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Answer } from '../api';
import { may, who } from '../app/who';
import type { EventsState } from '../events/event-store';
import { adminStrings, deviceStrings, strings } from '../strings';
import { Notice } from '../ui/notice';
import { Moment } from '../ui/time';
import { argsOf, type Command, commandsOf, issue } from './commands';

const SHOWN = 20;

export interface CommandPanelProps {
  readonly device: string;
  /** Each change of a command is an event. */
  readonly events: EventsState;
}

export function CommandPanel({ device, events }: CommandPanelProps) {
  const answer = useSignal<Answer<readonly Command[]> | undefined>(undefined);
  const newest =
    events.phase === 'ready' ? events.events.find(({ type }) => type.startsWith('command-'))?.n : undefined;
  // An event about a command changes the answer.
  useEffect(() => {
    const abandoned = new AbortController();
    commandsOf(device, abandoned.signal).then(
      (given) => {
        if (!abandoned.signal.aborted) answer.value = given;
      },
      () => {},
    );
    return () => abandoned.abort();
  }, [device, newest]);
  const given = answer.value;
  return (
    <section class="panel" data-testid="commands">
      <h2>{deviceStrings.commands}</h2>
      {may('command') && <IssueForm device={device} />}
      {who.value !== undefined && !may('command') && <p class="quiet">{adminStrings.needs('command')}</p>}
      {given === undefined && <Notice kind="loading" title={deviceStrings.loadingCommands} />}
      {given?.ok === false && <Notice kind="error" title={given.problem} />}
      {given?.ok && given.value.length === 0 && <p class="quiet">{deviceStrings.noCommands}</p>}
      {given?.ok && given.value.length > 0 && <CommandTable commands={given.value} />}
    </section>
  );
}

const EXPIRIES = ['PT10M', 'PT1H', 'P1D', 'P7D'] as const;

function IssueForm({ device }: { readonly device: string }) {
  const name = useSignal('');
  const args = useSignal('');
  const expiresIn = useSignal<string>('P1D');
  const result = useSignal<
    { readonly kind: 'waiting' | 'done' | 'problem'; readonly text: string } | undefined
  >(undefined);
  const submit = async () => {
    const parsed = argsOf(args.value);
    if (parsed === undefined) {
      result.value = { kind: 'problem', text: deviceStrings.badArgs };
      return;
    }
    result.value = { kind: 'waiting', text: deviceStrings.issuing };
    const answer = await issue(device, { name: name.value.trim(), args: parsed, expiresIn: expiresIn.value });
    result.value = answer.ok
      ? { kind: 'done', text: deviceStrings.issued(answer.value.id) }
      : { kind: 'problem', text: answer.problem };
  };
  return (
    <form
      class="command-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label>
        {deviceStrings.commandName}
        <input
          type="text"
          required
          maxLength={64}
          pattern="[A-Za-z0-9._:\-]+"
          placeholder="set-interval"
          data-testid="command-name"
          value={name.value}
          onInput={({ currentTarget }) => {
            name.value = currentTarget.value;
          }}
        />
      </label>
      <label>
        {deviceStrings.commandArgs}
        <input
          type="text"
          placeholder={'{"seconds": 30}'}
          data-testid="command-args"
          value={args.value}
          onInput={({ currentTarget }) => {
            args.value = currentTarget.value;
          }}
        />
      </label>
      <label>
        {deviceStrings.commandExpiry}
        <select
          value={expiresIn.value}
          onChange={({ currentTarget }) => {
            expiresIn.value = currentTarget.value;
          }}
        >
          {EXPIRIES.map((duration) => (
            <option key={duration} value={duration}>
              {deviceStrings.expiry[duration]}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" data-testid="command-issue" disabled={result.value?.kind === 'waiting'}>
        {deviceStrings.issue}
      </button>
      <p role="status" data-testid="command-result" data-kind={result.value?.kind}>
        {result.value?.text}
      </p>
    </form>
  );
}

function CommandTable({ commands }: { readonly commands: readonly Command[] }) {
  const newest = commands.slice(-SHOWN).reverse();
  return (
    <table class="command-table">
      <thead>
        <tr>
          <th scope="col">{strings.time}</th>
          <th scope="col">{deviceStrings.command}</th>
          <th scope="col">{deviceStrings.commandState}</th>
          <th scope="col">{strings.detail}</th>
        </tr>
      </thead>
      <tbody>
        {newest.map(({ id, name, args, state, issued, data, error }) => (
          <tr key={id} data-testid="command" data-command={id} data-state={state}>
            <td>
              <Moment millis={issued} />
            </td>
            <td>
              {name} {isEmpty(args) ? '' : <code>{JSON.stringify(args)}</code>}
            </td>
            <td>{deviceStrings.commandStateName(state)}</td>
            <td>{error ?? (isEmpty(data) ? '' : <code>{JSON.stringify(data)}</code>)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || JSON.stringify(value) === '{}';
}
