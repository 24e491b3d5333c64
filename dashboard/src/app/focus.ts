/** Where the focus goes when a page has changed: to its beginning, or to its search when that was asked for. */

let isSearchWanted = false;

/** The next page shall begin with its search. */
export function wantSearch(): void {
  isSearchWanted = true;
}

/** False when the page has none. */
export function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>('input[type="search"]');
  search?.focus();
  search?.select();
  return search !== null;
}

/** Called when a new page is there. */
export function focusPage(): void {
  const isDone = isSearchWanted && focusSearch();
  isSearchWanted = false;
  if (!isDone) document.getElementById('main')?.focus({ preventScroll: true });
}
