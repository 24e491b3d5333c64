/** Keys that work on every page. */

import { openDialog } from './dialogs';
import { focusSearch, wantSearch } from './focus';
import { addAddress, adminAddress, eventsAddress, fleetAddress } from './route';

/** `g` and then one of these. */
const PLACES = new Map([
  ['f', fleetAddress()],
  ['m', fleetAddress({}, 'map')],
  ['e', eventsAddress()],
  ['a', addAddress()],
  ['d', adminAddress('devices')],
]);

/** How long `g` waits for its second letter. */
const SECOND_KEY_MILLIS = 1_500;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type="radio"]), textarea, select'))
  );
}

/** Where there is no search, `/` leads to the page that has one. */
function search(): void {
  if (focusSearch()) return;
  wantSearch();
  location.hash = fleetAddress();
}

/** Called once. */
export function followKeys(): void {
  let goAt = Number.NEGATIVE_INFINITY;
  addEventListener('keydown', (event) => {
    const { key, altKey, ctrlKey, metaKey, target, timeStamp } = event;
    if (altKey || ctrlKey || metaKey || isTyping(target) || openDialog.peek() !== undefined) return;
    const place = timeStamp - goAt < SECOND_KEY_MILLIS ? PLACES.get(key) : undefined;
    goAt = key === 'g' ? timeStamp : Number.NEGATIVE_INFINITY;
    if (place !== undefined) location.hash = place;
    else if (key === '/') search();
    else if (key === '?') openDialog.value = 'help';
    else return;
    event.preventDefault();
  });
}
