/** The fleet as the hub counts it, and every device in it. The page holds one of these from start to end. */

import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Subscriber } from '../live/connection';
import type { Device, FleetCounts, SubscriptionMessage } from '../live/messages';
import type { Publisher } from '../live/publisher';
import { NameOrder } from './name-order';

/** One a second: a minute. */
export const RATES_KEPT = 60;

export type DeviceMap = ReadonlyMap<string, ReadonlySignal<Device>>;

export class FleetStore implements Subscriber {
  /** Of all names, so that a page which comes back to them need not sort them again. */
  readonly order = new NameOrder();
  readonly #publisher: Publisher;
  readonly #publish = () => this.#publishNow();
  readonly #counts = signal<FleetCounts | undefined>(undefined);
  readonly #rates = signal<readonly number[]>([]);
  readonly #devices = signal<ReadonlyMap<string, Signal<Device>> | undefined>(undefined);
  readonly #refusal = signal<string | undefined>(undefined);
  readonly #tags = signal<readonly string[]>([]);
  #pending = new Map<string, Device>();
  #isReset = false;

  constructor(publisher: Publisher) {
    this.#publisher = publisher;
  }

  get counts(): ReadonlySignal<FleetCounts | undefined> {
    return this.#counts;
  }

  /** Readings per second over the last minute, oldest first. */
  get rates(): ReadonlySignal<readonly number[]> {
    return this.#rates;
  }

  /**
   * Undefined until the hub has sent the list. The map is replaced only when a device comes or goes; a
   * change of one device moves that device's signal alone, so one row is drawn and not a thousand.
   */
  get devices(): ReadonlySignal<DeviceMap | undefined> {
    return this.#devices;
  }

  /** All that devices have had since the list began, by name. */
  get tags(): ReadonlySignal<readonly string[]> {
    return this.#tags;
  }

  get refusal(): ReadonlySignal<string | undefined> {
    return this.#refusal;
  }

  opened(): void {
    this.#rates.value = [];
    this.#refusal.value = undefined;
  }

  message(message: SubscriptionMessage): string | undefined {
    if (message.type === 'fleet') this.#onCounts(message);
    else if (message.type === 'devices') this.#onDevices(message.devices, message.reset);
    else return `a ${message.type} message for the fleet subscription`;
    return undefined;
  }

  readings(): string {
    return 'readings for the fleet subscription';
  }

  refused(code: string, detail: string): void {
    this.#refusal.value = `${code}: ${detail}`;
  }

  #onCounts(counts: FleetCounts): void {
    this.#counts.value = counts;
    this.#rates.value = [...this.#rates.peek(), counts.readingsPerSecond].slice(-RATES_KEPT);
  }

  #onDevices(devices: readonly Device[], isReset: boolean): void {
    if (isReset) {
      this.#pending = new Map();
      this.#isReset = true;
    }
    for (const device of devices) this.#pending.set(device.id, device);
    this.#publisher.mark(this.#publish);
  }

  #publishTags(): void {
    const known = new Set(this.#isReset ? [] : this.#tags.peek());
    const before = known.size;
    for (const { tags } of this.#pending.values()) for (const tag of tags ?? []) known.add(tag);
    if (this.#isReset || known.size > before) this.#tags.value = [...known].sort();
  }

  #publishNow(): void {
    this.#publishTags();
    const old = this.#devices.peek();
    // A change of some devices must not copy a map of fifty thousand.
    let next = this.#isReset || old === undefined ? new Map<string, Signal<Device>>() : undefined;
    for (const [id, device] of this.#pending) {
      const known = old?.get(id);
      if (known) known.value = device;
      if (known && next === undefined) continue;
      next ??= new Map(old);
      next.set(id, known ?? signal(device));
    }
    this.#pending = new Map();
    this.#isReset = false;
    if (next !== undefined) this.#devices.value = next;
  }
}
