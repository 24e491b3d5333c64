/** When a token or a key ends, and how that is told. */

import type { Signal } from '@preact/signals';
import { useHub } from '../app/hub';
import { adminStrings } from '../strings';
import { Moment } from '../ui/time';
import { ChoiceField } from './form';

/** ISO 8601; empty if it does not end. */
export type Expiry = keyof typeof adminStrings.expiry;

export function ExpiryField({ expiry }: { readonly expiry: Signal<Expiry> }) {
  return (
    <ChoiceField
      label={adminStrings.expiresIn}
      value={expiry.value}
      choices={adminStrings.expiry}
      onValue={(value) => {
        expiry.value = value;
      }}
    />
  );
}

export function Expires({ millis }: { readonly millis: number | null }) {
  const { clock } = useHub();
  if (millis === null) return <>{adminStrings.neverExpires}</>;
  return (
    <>
      {millis <= clock.now() && <strong class="ended">{adminStrings.expired} </strong>}
      <Moment millis={millis} />
    </>
  );
}
