/** What opens over any page: settings, and help. */

import { type Signal, signal } from '@preact/signals';
import { PRESSURES, pressureUnit, TEMPERATURES, temperatureUnit, ZONES, zone } from '../preferences';
import { strings } from '../strings';
import { Dialog } from '../ui/dialog';
import { AccountDialog } from './account-dialog';
import { THEMES, theme } from './theme';

export const openDialog = signal<'settings' | 'help' | 'account' | undefined>(undefined);

const close = () => {
  openDialog.value = undefined;
};

export function Dialogs() {
  switch (openDialog.value) {
    case 'settings':
      return <Settings />;
    case 'help':
      return <Help />;
    case 'account':
      return <AccountDialog onClose={close} />;
    case undefined:
      return null;
  }
}

function Settings() {
  return (
    <Dialog title={strings.settings} onClose={close}>
      <Choice legend={strings.theme} texts={strings.themes} values={THEMES} choice={theme} />
      <Choice legend={strings.times} texts={strings.zones} values={ZONES} choice={zone} />
      <Choice
        legend={strings.temperatures}
        texts={strings.temperatureUnits}
        values={TEMPERATURES}
        choice={temperatureUnit}
      />
      <Choice
        legend={strings.pressures}
        texts={strings.pressureUnits}
        values={PRESSURES}
        choice={pressureUnit}
      />
      <p class="dialog-note">{strings.settingsNote}</p>
    </Dialog>
  );
}

interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly values: readonly T[];
  readonly texts: Readonly<Record<T, string>>;
  readonly choice: Signal<T>;
}

function Choice<T extends string>({ legend, values, texts, choice }: ChoiceProps<T>) {
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      {values.map((value) => (
        <label key={value}>
          <input
            type="radio"
            name={legend}
            checked={choice.value === value}
            onChange={() => {
              choice.value = value;
            }}
          />
          {texts[value]}
        </label>
      ))}
    </fieldset>
  );
}

function Help() {
  return (
    <Dialog title={strings.help} onClose={close}>
      <table class="keys">
        <thead>
          <tr>
            <th scope="col">{strings.key}</th>
            <th scope="col">{strings.does}</th>
          </tr>
        </thead>
        <tbody>
          {strings.keys.map(([keys, does]) => (
            <tr key={keys}>
              <td>
                <kbd>{keys}</kbd>
              </td>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="dialog-note">{strings.kioskHelp}</p>
    </Dialog>
  );
}
