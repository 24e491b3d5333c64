/** What a viewer can ask the hub to follow; the connection adds `type` and `id`. */

export type SubscriptionRequest =
  | { readonly mode: 'fleet' }
  | { readonly mode: 'latest'; readonly devices?: readonly string[] }
  | {
      readonly mode: 'every';
      readonly devices: readonly string[];
      readonly metrics?: readonly string[];
      /** ISO 8601 duration, at most P7D. */
      readonly history: string;
    }
  | { readonly mode: 'events'; readonly devices?: readonly string[] };
