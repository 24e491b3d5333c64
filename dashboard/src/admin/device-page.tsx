/** One device of the registry: its token, what is said of it, and its end. */

import { useSignal } from '@preact/signals';
import { adminAddress, deviceAddress } from '../app/route';
import { adminStrings } from '../strings';
import { Icon } from '../ui/icon';
import { Notice } from '../ui/notice';
import { Moment } from '../ui/time';
import { Loaded, useAsked } from './asked';
import { Confirm } from './confirm';
import { DetailsFields, detailsOf, useDraft } from './details-form';
import { StateCell } from './device-table';
import { ActionForm, CheckField } from './form';
import { changeDevice, deviceOf, type RegisteredDevice, removeDevice } from './registry';
import { TokenPanel } from './token-panel';

export function DevicePage({ id }: { readonly id: string }) {
  const asked = useAsked((signal) => deviceOf(id, signal), id);
  const isUnknown = asked.answer?.ok === false && asked.answer.status === 404;
  return (
    <>
      <a class="back" href={adminAddress('devices')}>
        <Icon name="back" />
        {adminStrings.backToDevices}
      </a>
      {isUnknown ? (
        <Notice
          kind="empty"
          title={adminStrings.noSuchDevice}
          action={{
            label: adminStrings.registerThis(id),
            run: () => location.assign(adminAddress('register', { device: id })),
          }}
        />
      ) : (
        <Loaded asked={asked}>{(device) => <Known device={device} onChanged={asked.again} />}</Loaded>
      )}
    </>
  );
}

export interface DevicePanelProps {
  readonly device: RegisteredDevice;
  readonly onChanged: () => Promise<void>;
}

function Known({ device, onChanged }: DevicePanelProps) {
  return (
    <>
      <p class="admin-facts">
        <StateCell id={device.id} isDisabled={device.disabled} />
        <span>
          {adminStrings.registeredAt} <Moment millis={device.created} />
        </span>
        <a href={deviceAddress(device.id)}>{adminStrings.openReadings}</a>
      </p>
      <TokenPanel {...{ device, onChanged }} />
      <section class="panel">
        <h2>{adminStrings.details}</h2>
        <Details {...{ device, onChanged }} />
      </section>
      <Danger device={device} />
    </>
  );
}

function Details({ device, onChanged }: DevicePanelProps) {
  const draft = useDraft(device);
  const submit = async () => {
    const details = detailsOf(draft.value);
    if (typeof details === 'string') return details;
    const answer = await changeDevice(device.id, details);
    if (!answer.ok) return answer.problem;
    await onChanged();
    return undefined;
  };
  return (
    <ActionForm label={adminStrings.save} onSubmit={submit} done={adminStrings.saved}>
      <DetailsFields draft={draft} />
    </ActionForm>
  );
}

function Danger({ device: { id } }: Pick<DevicePanelProps, 'device'>) {
  const isAsked = useSignal(false);
  const erases = useSignal(false);
  return (
    <section class="panel danger">
      <h2>{adminStrings.dangerPanel}</h2>
      <p>{adminStrings.dangerDetail}</p>
      <p>
        <button
          type="button"
          class="dangerous"
          aria-haspopup="dialog"
          onClick={() => {
            erases.value = false;
            isAsked.value = true;
          }}
        >
          {adminStrings.removeDevice}
        </button>
      </p>
      {isAsked.value && (
        <Confirm
          title={adminStrings.removeDeviceTitle(id)}
          detail={adminStrings.dangerDetail}
          label={adminStrings.removeDeviceIt}
          name={id}
          run={() => removeDevice(id, erases.value)}
          onDone={() => location.assign(adminAddress('devices'))}
          onClose={() => {
            isAsked.value = false;
          }}
        >
          <CheckField
            label={adminStrings.eraseData}
            note={adminStrings.eraseDataNote}
            checked={erases.value}
            onChecked={(checked) => {
              erases.value = checked;
            }}
          />
        </Confirm>
      )}
    </section>
  );
}
