/** How long to wait before a reconnect: exponential, capped, with full jitter. */

const BASE_MILLIS = 500;
const CAP_MILLIS = 15_000;

/**
 * A uniform draw from [0, min(cap, base · 2^attempt)): when a hub comes back, its viewers return spread
 * out instead of all at once (AWS, "Exponential Backoff And Jitter").
 */
export function backoffMillis(attempt: number, random: () => number): number {
  // 2^attempt overflows to Infinity for large attempts, which the cap takes care of.
  return Math.floor(random() * Math.min(CAP_MILLIS, BASE_MILLIS * 2 ** attempt));
}
