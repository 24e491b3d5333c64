/** From a name to the first reading, step by step. */

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { Answer } from '../api';
import { addAddress, replaceAddress } from '../app/route';
import { may, who } from '../app/who';
import { adminStrings, strings } from '../strings';
import { Snippet } from '../ui/snippet';
import { FirstReading } from './first-reading';
import { QrCode } from './qr-code';
import { register } from './registry';
import { deviceSocket, isDeviceId, snippets, tokenCommand } from './snippets';
import './add-device.css';

export function AddDevicePage({ options }: { readonly options: URLSearchParams }) {
  const device = options.get('device') ?? '';
  const isRight = isDeviceId(device);
  return (
    <section class="add-device">
      <h1>{strings.addDevice}</h1>
      <ol class="steps">
        <Step title={strings.chooseId}>
          <IdField device={device} isRight={isRight} />
        </Step>
        {isRight && <FurtherSteps device={device} />}
      </ol>
      {isRight && <FirstReading key={device} device={device} />}
    </section>
  );
}

function Step({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <li class="panel">
      <h2>{title}</h2>
      {children}
    </li>
  );
}

function IdField({ device, isRight }: { readonly device: string; readonly isRight: boolean }) {
  const isWrong = device !== '' && !isRight;
  return (
    <>
      <label class="id-field">
        {strings.deviceId}
        <input
          type="text"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxLength={64}
          placeholder="my-sensor"
          value={device}
          aria-invalid={isWrong}
          aria-describedby="id-rule"
          onInput={({ currentTarget }) => replaceAddress(addAddress({ device: currentTarget.value }))}
        />
      </label>
      <p id="id-rule" class="step-note" data-wrong={isWrong}>
        {strings.idRule}
      </p>
    </>
  );
}

function FurtherSteps({ device }: { readonly device: string }) {
  const address = deviceSocket(document.baseURI, device);
  return (
    <>
      <Step title={strings.makeToken}>
        <TokenMaker key={device} device={device} />
      </Step>
      <Step title={strings.connectIt}>
        <div class="connect">
          <QrCode text={address} label={strings.qrLabel(address)} />
          <div>
            <p class="step-note">{strings.connectNote}</p>
            <Snippet label={strings.socketAddress} code={address} />
          </div>
        </div>
        <Snippets device={device} />
      </Step>
    </>
  );
}

/** Here, by whoever may; or on the command line, where the hub runs. */
function TokenMaker({ device }: { readonly device: string }) {
  const made = useSignal<Answer<{ readonly token: string }> | 'asked' | undefined>(undefined);
  const answer = made.value;
  const make = async () => {
    made.value = 'asked';
    made.value = await register(device);
  };
  return (
    <>
      {answer !== undefined && answer !== 'asked' && answer.ok ? (
        <>
          <p class="step-note" role="status">
            {strings.tokenOnce}
          </p>
          <Snippet label={strings.token(device)} code={answer.value.token} />
        </>
      ) : (
        <p>
          <button
            type="button"
            disabled={answer === 'asked' || !may('devices')}
            aria-describedby={may('devices') ? undefined : 'may-not-register'}
            onClick={make}
          >
            {strings.registerIt}
          </button>
        </p>
      )}
      {answer !== undefined && answer !== 'asked' && !answer.ok && (
        <p class="step-note" data-wrong="true" role="alert">
          {answer.problem}
        </p>
      )}
      {who.value !== undefined && !may('devices') && (
        <p class="step-note" id="may-not-register">
          {adminStrings.needs('devices')}
        </p>
      )}
      <p class="step-note">{strings.makeTokenNote}</p>
      <Snippet label={strings.makeToken} code={tokenCommand(device)} />
    </>
  );
}

function Snippets({ device }: { readonly device: string }) {
  const all = snippets(document.baseURI, device);
  const chosen = useSignal(all[0]?.name ?? '');
  return (
    <>
      <fieldset class="snippet-choice">
        <legend class="unseen">{strings.snippetChoice}</legend>
        {all.map(({ name }) => (
          <button
            key={name}
            type="button"
            aria-pressed={chosen.value === name}
            onClick={() => {
              chosen.value = name;
            }}
          >
            {name}
          </button>
        ))}
      </fieldset>
      {all
        .filter(({ name }) => name === chosen.value)
        .map(({ name, note, code }) => (
          <div key={name}>
            <p class="step-note">{note}</p>
            <Snippet label={name} code={code} />
          </div>
        ))}
    </>
  );
}
