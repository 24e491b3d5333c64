/** Browsers by what they say of themselves; the ones that claim to be others come first. */
const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ['Edge', /Edg\/(\d+)/],
  ['Opera', /OPR\/(\d+)/],
  ['Firefox', /Firefox\/(\d+)/],
  ['Chrome', /Chrome\/(\d+)/],
  ['Safari', /Version\/(\d+).* Safari\//],
];

const SYSTEM = /Android|iPhone|iPad|Windows|Mac OS X|Linux/;

/** The browser and the system, as far as it says them in the usual way; otherwise all that it says. */
export function browserName(agent: string): string {
  for (const [name, pattern] of BROWSERS) {
    const version = pattern.exec(agent)?.[1];
    if (version !== undefined) return [`${name} ${version}`, ...(SYSTEM.exec(agent) ?? [])].join(', ');
  }
  return agent;
}
