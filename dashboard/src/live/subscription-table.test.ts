import { describe, expect, it } from 'vitest';
import { SubscriptionTable } from './subscription-table';

const request = { mode: 'fleet' } as const;
const LARGEST_ID = 65_535;

describe('SubscriptionTable', () => {
  it('starts again from 1 after the largest number, and passes over those in use or not confirmed', () => {
    const table = new SubscriptionTable<string>();
    table.add(request, 'in use');
    const ending = table.add(request, 'unsubscribed');
    table.end(ending, true);
    for (let id = 3; id <= LARGEST_ID; id++) table.end(table.add(request, 'over'), false);
    expect(table.add(request, 'next')).toBe(3);
  });

  it('uses a number again once the hub has confirmed, or the socket is gone', () => {
    const table = new SubscriptionTable<string>();
    table.end(table.add(request, 'confirmed'), true);
    table.ended(1);
    table.end(table.add(request, 'lost'), true);
    table.allEnded();
    for (let id = 3; id <= LARGEST_ID; id++) table.end(table.add(request, 'over'), false);
    expect([table.add(request, 'a'), table.add(request, 'b')]).toEqual([1, 2]);
  });
});
