/** What a viewer can ask the hub to follow; the connection adds `type` and `id`. */

/** Devices by id or by what their ids begin with; all of them where neither is given. */
export interface DeviceChoice {
  readonly devices?: readonly string[];
  readonly prefix?: string;
}

/** A stretch of time in Unix milliseconds, or the last so long (ISO 8601), or, with neither, everything. */
export type ViewSpan =
  | { readonly from: number; readonly to: number }
  | { readonly window: string }
  | { readonly window?: undefined };

export type ViewRequest = ViewSpan & {
  /** Into about how many buckets it is divided, 1 to 10,000. */
  readonly pixels: number;
};

export type SubscriptionRequest =
  | { readonly mode: 'fleet' }
  | ({ readonly mode: 'latest'; readonly tick?: number } & DeviceChoice)
  | ({
      readonly mode: 'every';
      readonly metrics?: readonly string[];
      /** ISO 8601 duration, at most P7D. */
      readonly history: string;
    } & DeviceChoice)
  | ({ readonly mode: 'events' } & DeviceChoice);

export interface ViewportRequest extends DeviceChoice {
  readonly mode: 'viewport';
  readonly metrics?: readonly string[];
}
