/** Between moments and what a field for date and time holds: a wall clock's, to the minute, without a zone. */

const MINUTE_CHARACTERS = 'YYYY-MM-DDTHH:MM'.length;

export function toField(millis: number, isUtc: boolean): string {
  const offset = isUtc ? 0 : new Date(millis).getTimezoneOffset() * 60_000;
  return new Date(millis - offset).toISOString().slice(0, MINUTE_CHARACTERS);
}

/** Undefined for a field that is empty or half filled. */
export function fromField(text: string, isUtc: boolean): number | undefined {
  const millis = text === '' ? Number.NaN : Date.parse(isUtc ? `${text}Z` : text);
  return Number.isNaN(millis) ? undefined : millis;
}
