/** Where a person was in the fleet, for when they come back from a device. */

let address = '';
let scrolled = 0;

/** Puts the page where it was at the same address, and notes where it is when the returned function is called. */
export function restoreScroll(): () => void {
  if (address === location.hash && scrolled > 0) {
    const target = scrolled;
    // After the new page has been put at its top, and the rows' height is known.
    requestAnimationFrame(() => requestAnimationFrame(() => scrollTo(0, target)));
  }
  const note = () => {
    if (!isOfFleet(location.hash)) return;
    address = location.hash;
    scrolled = scrollY;
  };
  addEventListener('scroll', note, { passive: true });
  return () => removeEventListener('scroll', note);
}

function isOfFleet(hash: string): boolean {
  return /^(#\/?(map)?(\?.*)?)?$/.test(hash);
}
