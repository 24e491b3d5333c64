/** Checks that turn unknown JSON into typed values, or throw a Mismatch that says where it went wrong. */

export class Mismatch extends Error {}

export type Check<T> = (value: unknown, path: string) => T;

function mismatch(path: string, expected: string, value: unknown): never {
  const found = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  throw new Mismatch(`${path}: expected ${expected}, found ${found}`);
}

export const string: Check<string> = (value, path) =>
  typeof value === 'string' ? value : mismatch(path, 'string', value);

export const number: Check<number> = (value, path) =>
  typeof value === 'number' && Number.isFinite(value) ? value : mismatch(path, 'number', value);

export const boolean: Check<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : mismatch(path, 'boolean', value);

/** A field that is left out is as good as null. */
export function nullable<T>(check: Check<T>): Check<T | null> {
  return (value, path) => (value === null || value === undefined ? null : check(value, path));
}

export function listOf<T>(check: Check<T>): Check<readonly T[]> {
  return (value, path) =>
    Array.isArray(value)
      ? value.map((item: unknown, index) => check(item, `${path}[${index}]`))
      : mismatch(path, 'array', value);
}

export function oneOf<T extends string>(allowed: readonly T[]): Check<T> {
  return (value, path) =>
    allowed.find((item) => item === value) ?? mismatch(path, allowed.join(' | '), value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One field of an object: `take('id', number)`. */
export type Take = <T>(name: string, check: Check<T>) => T;

/** Checks an object field by field; fields that nobody takes are ignored, as later versions may add some. */
export function objectOf<T>(build: (take: Take) => T): Check<T> {
  return (value, path) => {
    if (!isRecord(value)) return mismatch(path, 'object', value);
    return build((name, check) => check(value[name], path === '' ? name : `${path}.${name}`));
  };
}
