/** When the hub does not know this browser any more, as after its session has ended, the page goes where people log in. */

/** What is behind the # is kept through the log-in, so the same page comes back. */
export function goToLogin(): void {
  location.assign(`/login?to=${encodeURIComponent(location.pathname)}${location.hash}`);
}

export async function logInIfNeeded(): Promise<void> {
  try {
    const session = await fetch(new URL('api/v1/session', document.baseURI));
    if (session.status === 401) goToLogin();
  } catch {
    // The hub is not there: the connection waits for it.
  }
}
