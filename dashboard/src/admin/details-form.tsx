/** What an operator says of a device: tags, place, whether that is published exactly, notes. */

import { type Signal, useSignal } from '@preact/signals';
import { adminStrings } from '../strings';
import { parseTags } from './device-filter';
import { CheckField, Field, TextField } from './form';
import type { DeviceDetails, Place } from './registry';

/** As it stands in the fields. */
export interface Draft {
  readonly tags: string;
  readonly lat: string;
  readonly lon: string;
  readonly exactPublished: boolean;
  readonly notes: string;
}

export function useDraft(details?: DeviceDetails): Signal<Draft> {
  return useSignal<Draft>({
    tags: details?.tags.join('; ') ?? '',
    lat: String(details?.location?.lat ?? ''),
    lon: String(details?.location?.lon ?? ''),
    exactPublished: details?.exactPublished ?? false,
    notes: details?.notes ?? '',
  });
}

/** The details, or what is wrong with them in words. */
export function detailsOf({ tags, lat, lon, exactPublished, notes }: Draft): DeviceDetails | string {
  if ((lat.trim() === '') !== (lon.trim() === '')) return adminStrings.halfPlace;
  const location: Place | null = lat.trim() === '' ? null : { lat: Number(lat), lon: Number(lon) };
  return { tags: parseTags(tags), location, exactPublished, notes };
}

export function DetailsFields({ draft }: { readonly draft: Signal<Draft> }) {
  const set = (change: Partial<Draft>) => {
    draft.value = { ...draft.value, ...change };
  };
  const { tags, lat, lon, exactPublished, notes } = draft.value;
  return (
    <>
      <TextField
        label={adminStrings.tags}
        note={adminStrings.tagsNote}
        value={tags}
        onValue={(value) => set({ tags: value })}
      />
      <div class="field-pair">
        <TextField
          label={adminStrings.lat}
          note={adminStrings.placeNote}
          value={lat}
          onValue={(value) => set({ lat: value })}
          input={{ type: 'number', step: 'any', min: -90, max: 90, inputMode: 'decimal' }}
        />
        <TextField
          label={adminStrings.lon}
          value={lon}
          onValue={(value) => set({ lon: value })}
          input={{ type: 'number', step: 'any', min: -180, max: 180, inputMode: 'decimal' }}
        />
      </div>
      <CheckField
        label={adminStrings.publish}
        note={adminStrings.publishNote}
        checked={exactPublished}
        onChecked={(checked) => set({ exactPublished: checked })}
      />
      <Field label={adminStrings.notes} note={adminStrings.notesNote}>
        {(attributes) => (
          <textarea
            rows={3}
            maxLength={4096}
            {...attributes}
            value={notes}
            onInput={({ currentTarget }) => set({ notes: currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}
