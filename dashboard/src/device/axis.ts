/** Labels of the time axis: as much of the date as the distance of the ticks asks for. */

const DAY_MILLIS = 86_400_000;
const style = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(undefined, options);

const seconds = style({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const minutes = style({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const days = style({ day: 'numeric', month: 'short' });
const months = style({ month: 'short', year: 'numeric' });

function isMidnight(millis: number): boolean {
  const date = new Date(millis);
  return date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0;
}

export function axisLabels(ticks: readonly number[], stepMillis: number): string[] {
  if (stepMillis >= 27 * DAY_MILLIS) return ticks.map((millis) => months.format(millis));
  if (stepMillis >= DAY_MILLIS) return ticks.map((millis) => days.format(millis));
  const clock = stepMillis < 60_000 ? seconds : minutes;
  return ticks.map((millis) => (isMidnight(millis) ? days : clock).format(millis));
}
