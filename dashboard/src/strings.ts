/** Every text that a person can see, in one place. */

import type { DeviceState } from './live/messages';

export { adminStrings } from './admin/strings';

const states: Record<DeviceState, string> = {
  online: 'Online',
  stale: 'Stale',
  offline: 'Offline',
  'never-seen': 'Never seen',
};

const stateHints: Record<DeviceState, string> = {
  online: 'Connected and sending',
  stale: 'Connected, but readings are missing',
  offline: 'Not connected',
  'never-seen': 'Known to the hub, never connected',
};

const reasons = new Map([
  ['closed', 'closed by the device'],
  ['no-heartbeat', 'no answer to pings'],
  ['replaced', 'replaced by a newer connection'],
  ['refused', 'refused by the hub'],
  ['network', 'network failure'],
  ['hub-stopped', 'the hub stopped'],
]);

const eventTypes = new Map([
  ['online', 'Online'],
  ['stale', 'Stale'],
  ['offline', 'Offline'],
  ['hub-started', 'Hub started'],
  ['hub-stopped', 'Hub stopped'],
  ['clock-ahead', 'Clock ahead'],
  ['journal-damaged', 'Journal damaged'],
  ['command-issued', 'Command issued'],
  ['command-sent', 'Command sent'],
  ['command-done', 'Command done'],
  ['command-failed', 'Command failed'],
  ['command-expired', 'Command expired'],
  ['flapping', 'Connects too often'],
]);

const metrics = new Map([
  ['pm1', 'PM1'],
  ['pm2_5', 'PM2.5'],
  ['pm4', 'PM4'],
  ['pm10', 'PM10'],
  ['temperature', 'Temperature'],
  ['humidity', 'Humidity'],
  ['pressure', 'Pressure'],
  ['co2', 'CO₂'],
  ['co', 'CO'],
  ['no2', 'NO₂'],
  ['o3', 'O₃'],
  ['so2', 'SO₂'],
  ['voc_index', 'VOC index'],
  ['nox_index', 'NOx index'],
  ['noise', 'Noise'],
  ['illuminance', 'Illuminance'],
  ['battery', 'Battery'],
  ['rssi', 'Signal (RSSI)'],
  ['wind_speed', 'Wind speed'],
  ['wind_direction', 'Wind direction'],
  ['rainfall', 'Rainfall'],
  ['nh3', 'NH₃'],
  ['benzene', 'Benzene'],
]);

/** The standard metrics in the order in which a person looks for them. */
export const METRIC_ORDER: readonly string[] = [...metrics.keys()];

const windows = new Map([
  ['PT1H', '1 h'],
  ['PT6H', '6 h'],
  ['PT24H', '24 h'],
  ['P7D', '7 d'],
  ['P30D', '30 d'],
  ['P365D', '1 y'],
  ['all', 'All'],
]);

/** Categories of the indexes that the hub has. */
const airQualities = new Map([
  ['good', 'Good'],
  ['fair', 'Fair'],
  ['moderate', 'Moderate'],
  ['poor', 'Poor'],
  ['very-poor', 'Very poor'],
  ['extremely-poor', 'Extremely poor'],
  ['unhealthy-for-sensitive', 'Unhealthy for sensitive groups'],
  ['unhealthy', 'Unhealthy'],
  ['very-unhealthy', 'Very unhealthy'],
  ['hazardous', 'Hazardous'],
]);

const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

export const strings = {
  product: 'Telemetry Hub',
  none: '–',
  skipToContent: 'Skip to content',
  navigation: 'Pages',
  fleet: 'Fleet',
  map: 'Map',
  events: 'Events',
  title: (page: string) => `${page} · Telemetry Hub`,

  addDevice: 'Add a device',

  settings: 'Settings',
  close: 'Close',
  theme: 'Colours',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
  times: 'Times',
  zones: { local: 'Local', utc: 'UTC' },
  temperatures: 'Temperatures',
  temperatureUnits: { celsius: '°C', fahrenheit: '°F' },
  pressures: 'Pressures',
  pressureUnits: { pascal: 'Pa', hectopascal: 'hPa' },
  settingsNote: 'Kept in this browser. What is stored and exported stays as the devices sent it.',
  help: 'Keyboard and help',
  key: 'Key',
  does: 'Does',
  keys: [
    ['/', 'search devices'],
    ['↑ ↓', 'from row to row in the list of devices; also Page Up and Down, Home, End'],
    ['Enter', 'opens the device'],
    ['g f', 'the fleet'],
    ['g m', 'the map'],
    ['g e', 'the events'],
    ['g a', 'adding a device'],
    ['g d', 'administration'],
    ['+ −', 'zoom, on the map; arrows move it'],
    ['?', 'this help'],
    ['Esc', 'closes a window, leaves kiosk mode'],
  ],
  kioskHelp:
    'For a screen on a wall: ?kiosk in front of the # of the address leaves everything around the page out and keeps the screen on; ?kiosk=30 goes through fleet, map and events, 30 seconds each.',

  // Names of things the hub or a device sends; what is unknown is shown as it was sent.
  state: (state: DeviceState) => states[state],
  stateHint: (state: DeviceState) => stateHints[state],
  reason: (reason: string) => reasons.get(reason) ?? reason,
  eventType: (type: string) => eventTypes.get(type) ?? type,
  metric: (metric: string) => metrics.get(metric) ?? metric,
  window: (history: string) => windows.get(history) ?? history,
  /** The unit of a bare number is 1, which nobody wants to read. */
  unit: (unit: string | null) => (unit === null || unit === '1' ? '' : unit),

  // Time and numbers
  justNow: 'just now',
  ago: (span: string) => `${span} ago`,
  inTheFuture: (span: string) => `in ${span}`,
  millis: (millis: string) => `${millis}\u00a0ms`,
  never: 'never',
  utc: (time: string) => `${time}\u00a0UTC`,
  httpFailed: (status: number) => `the hub answered ${status}`,

  // Connection to the hub
  connectionLabel: 'Connection to the hub',
  live: 'Live',
  connecting: 'Connecting…',
  reconnecting: 'Reconnecting…',
  incompatible: 'Incompatible hub',
  retryNow: 'Retry now',
  retryIn: (seconds: number) => (seconds <= 0 ? 'Next try now.' : `Next try in ${seconds} s.`),
  neverConnected: 'This page cannot connect to the hub.',
  lost: (time: string) => `The connection to the hub was lost at ${time}. What you see is from then.`,
  incompatibleDetail: (version: number) =>
    `The hub speaks version ${version} of the live protocol, this page does not.`,
  reload: 'Reload the page',
  pageFailed: 'This part of the page could not be loaded. The hub may have been updated.',
  faults: (count: number) => `${plural(count, 'message', 'messages')} from the hub could not be read`,

  // Fleet
  fleetHeading: 'Fleet',
  states: 'Devices by state',
  showOnly: (state: string) => `Show only devices that are: ${state}`,
  numbers: 'The hub in numbers',
  readingsPerSecond: 'Readings/s',
  rateHistory: 'Readings per second over the last minute',
  refused: 'Frames refused',
  refusedHint: 'Frames that the hub refused since it started',
  ackLatency: 'Ack p50 / p99',
  ackHint: 'From receiving a reading to acknowledging it after storage, over the last minute',
  noAcks: 'No acknowledgement in the last minute',
  disk: 'Disk',
  stored: 'Frames stored',
  storedHint: (received: string, duplicate: string) =>
    `Since the hub started: ${received} received, ${duplicate} duplicate`,
  viewers: 'Viewers',
  hubConnection: 'Hub',
  devices: 'Devices',
  loadingFleet: 'Waiting for the list of devices…',
  noDevices: 'No devices yet',
  noDevicesDetail: 'Connect a device to this address, or start the simulator; it appears here by itself.',
  noMatch: 'No device matches',
  noMatchDetail: 'Nothing here has this name, state and metric.',
  clearFilter: 'Show all devices',
  search: 'Search devices',
  searchHint: 'Part of a name; "north-*" finds what begins with north-',
  metricFilter: 'Devices that measure',
  anyMetric: 'All metrics',
  measures: (metric: string) => `With ${metric}`,
  tagFilter: 'Devices with the tag',
  anyTag: 'All tags',
  tagged: (tag: string) => `Tagged ${tag}`,
  sortBy: 'Sort by',
  ascending: 'Ascending',
  descending: 'Descending',
  device: 'Device',
  stateColumn: 'State',
  lastSeen: 'Last seen',
  otherValues: 'Other values',
  heartbeat: 'Last hour',
  heartbeatHint: 'In slots of two minutes: tall when readings came, low when they were missing',
  heartbeatLabel: (heard: number, silent: number) =>
    `Last hour, in slots of two minutes: heard of in ${heard}, silent in ${silent}`,
  trend: (metric: string) => (metric === '' ? 'Trend' : `${metric}, 1 h`),
  trendLabel: (metric: string) => `${metric} over the last hour`,
  showing: (shown: number, all: number) =>
    `${shown.toLocaleString('en')} of ${plural(all, 'device', 'devices')}`,
  refusedByHub: (detail: string) => `The hub refused this: ${detail}`,

  // Map
  viewChoice: 'Show the devices as',
  views: { table: 'Table', map: 'Map' },
  mapLabel: 'Map of devices. Arrow keys move it, plus and minus zoom; the list below has the same devices.',
  mapLoading: 'Loading the map…',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  showAll: 'Show all devices on the map',
  colourBy: 'Coloured by',
  airQualityIndex: (title: string) => `Air quality: ${title}`,
  airQuality: (category: string) => airQualities.get(category) ?? category,
  withAirQuality: (index: string, category: string) => `index ${index}: ${category}`,
  indexDetail: (pollutant: string, age: string) => `of ${pollutant}, hour up to ${age}`,
  indexRange: (from: number, to: number | undefined) => {
    if (to === undefined) return `${from} and more`;
    return from === to ? String(from) : `${from} to ${to}`;
  },
  indexNote: (title: string, version: string, concentration: string) =>
    `Indicative: ${title} ${version} of each device’s newest hour (${concentration}), computed by the hub from what sensors sent. Not an official figure. Each device says how old its hour is.`,
  noIndex: 'no index in the last day',
  noIndexes: 'No device has an index yet: it takes hours that have enough readings.',
  unknownIndex: 'The hub has no index of this name.',
  loadingIndexes: 'Asking the hub for its indexes…',
  indexesFailed: (problem: string) => `The indexes could not be asked: ${problem}`,
  noValue: 'no value',
  range: (from: string | undefined, to: string | undefined, unit: string) => {
    if (from === undefined && to === undefined) return `all values ${unit}`.trim();
    if (from === undefined) return `below ${to} ${unit}`.trim();
    return (to === undefined ? `${from} ${unit} and more` : `${from} to ${to} ${unit}`).trim();
  },
  legend: 'Legend',
  greyLegend: 'Stale, offline, or no value',
  greyLegendOfIndex: 'Stale, offline, no index, or one of an hour that ended more than 3 hours ago',
  clusterLegend: 'A number in a square: so many devices, coloured by their mean',
  signOfDevice: (id: string, state: string, value: string) => `${id}: ${state.toLowerCase()}, ${value}`,
  signOfMany: (count: number, online: number, mean: string) =>
    `${plural(count, 'device', 'devices')}, ${online.toLocaleString('en')} online, mean ${mean}`,
  withoutPlace: (count: number) =>
    `${plural(count, 'device has', 'devices have')} not said where ${count === 1 ? 'it is' : 'they are'}.`,
  nobodyHasPlace: 'No device has said where it is',
  nobodyHasPlaceDetail: 'A device is put on the map by the location in its hello message.',
  inSight: (count: number) => `${plural(count, 'device', 'devices')} in sight`,
  firstOf: (shown: number) => `The first ${shown}; zoom in or search for the others.`,
  outlinesFailed: 'The outlines of the land could not be loaded; the devices are where they should be.',
  outlinesBy: 'Outlines: Natural Earth',

  // One device
  backToFleet: 'Fleet',
  unknownDevice: 'No such device yet',
  unknownDeviceDetail: 'The hub has no device of this name. The page fills as soon as it connects.',
  currentValues: 'Current values',
  noReadings: 'No readings yet',
  noReadingsDetail: 'The first reading of this device appears here at once.',
  loadingReadings: 'Loading readings…',
  chart: 'History',
  windowLabel: 'How far back',
  noneInWindow: (window: string) => `No readings in the last ${window}`,
  chartSummary: (metric: string, window: string, count: number, range: string) =>
    `${metric} over the last ${window}: ${plural(count, 'reading', 'readings')}${range}`,
  chartRange: (min: string, max: string, newest: string) => `, from ${min} to ${max}, newest ${newest}`,
  minimum: 'Min',
  mean: 'Mean',
  maximum: 'Max',
  readings: 'Readings',
  newestReadings: (count: number) => `Newest ${plural(count, 'reading', 'readings')} as a table`,
  time: 'Time',
  value: 'Value',
  about: 'About',
  reasonLabel: 'Reason',
  since: 'Since',
  firmware: 'Firmware',
  interval: 'Interval',
  location: 'Location',
  roundTrip: 'Round trip',
  coordinates: (lat: string, lon: string) => `${lat}°, ${lon}°`,
  recentEvents: 'Recent events',

  // Events
  event: 'Event',
  detail: 'Detail',
  hub: 'Hub',
  searchEvents: 'Search events by device',
  eventTypeFilter: 'Kind of event',
  allEvents: 'All events',
  eventGroups: { devices: 'Devices', commands: 'Commands', hub: 'Hub' },
  allOfGroup: (group: string) => `${group}: all`,
  fromTime: 'From',
  toTime: 'Until',
  olderEvents: 'Show older events',
  eventsReach: (shown: number, time: string) =>
    `${plural(shown, 'event', 'events')}, looked through back to ${time}`,
  noOlderEvents: (shown: number) => `${plural(shown, 'event', 'events')}; there are no older ones.`,
  noEventMatches: 'No event matches',
  noEventMatchesDetail: 'All that the hub has kept was looked through.',
  eventsFailed: (problem: string) => `Older events could not be loaded: ${problem}`,
  tryAgain: 'Try again',
  loadingEvents: 'Waiting for events…',
  noEvents: 'No events yet',
  noEventsDetail: 'Devices that come, go or fall silent are listed here.',
  // Adding a device
  chooseId: 'Choose its id',
  deviceId: 'Id of the device',
  idRule: '1 to 64 letters, digits and . _ : -',
  makeToken: 'Make its token',
  registerIt: 'Register it and make a token',
  token: (device: string) => `Token of ${device}`,
  tokenOnce: 'Registered. This is its token, shown this once: copy it now.',
  makeTokenNote:
    'Or where the hub runs; DIR is its data directory. The token is printed once, and works within a second. A hub that was started with --open needs none.',
  connectIt: 'Connect it',
  connectNote:
    'Devices connect to this address. The code holds the address alone: the token is a secret and goes into no address.',
  socketAddress: 'Address of the device',
  qrLabel: (address: string) => `QR code of ${address}`,
  snippetChoice: 'How to connect',
  shell: 'Terminal',
  shellNote: 'A first reading by hand, with websocat, or with wscat.',
  pythonNote:
    'clients/python of the project: keeps what is not acknowledged, and sends it again after a cut.',
  cNote: 'clients/c of the project: C99 without allocation; this builds the example for POSIX sockets.',
  arduinoNote: 'clients/arduino of the project: these lines of the sketch are for this hub and device.',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Mark it and copy',
  firstReading: {
    waiting: (id: string) => `Waiting for the first reading of ${id}…`,
    connected: (id: string) => `${id} is connected, and has sent no reading yet`,
    arrived: (id: string) => `Readings of ${id} have arrived`,
  },
  openDevice: (id: string) => `Open ${id}`,

  notFound: 'There is no such page',
  notFoundDetail: 'The address may be mistyped.',
} as const;

const commandStates = new Map([
  ['pending', 'Waiting for the device'],
  ['sent', 'Sent'],
  ['done', 'Done'],
  ['failed', 'Failed'],
  ['expired', 'Expired'],
]);

/** Those of one device's page. */
const qaFlags = new Map([
  ['range', 'cannot be (range)'],
  ['rail', 'end of the scale (rail)'],
  ['stuck', 'the same for too long (stuck)'],
  ['spike', 'far from its neighbours (spike)'],
  ['clock', 'at no possible time (clock)'],
]);

export const deviceStrings = {
  chartRole: 'chart',
  chartHelp:
    'Drag to zoom in, turn the wheel to zoom, hold Shift and drag (or drag with a finger) to move, double-click to go back. ' +
    'Keys: \u2190 \u2192 move, + \u2212 zoom, Shift+\u2190 \u2192 read values, D to the next doubtful reading, Shift+D to the one before, Backspace back, End live.',
  noneInRange: 'No readings in this range',
  pause: 'Pause',
  goLive: 'Go live',
  limits: 'Limits',
  limitsDrawn: (count: number) => `${plural(count, 'limit', 'limits')} of air quality drawn`,
  limit: (authority: string, unit: string, value: number, over: string) =>
    `${authority}: ${value} ${unit} as the mean of ${over}`,
  over: { hour: 'an hour', '8h': '8 hours', day: 'a day', year: 'a year' },
  limitsVersion: (version: string) => `Table of ${version}.`,
  addMetric: 'Add a metric…',
  compareWith: 'Compare with device…',
  add: 'Add',
  remove: (name: string) => `Remove ${name}`,
  csv: 'CSV',
  png: 'PNG',
  noPicture: 'The browser could not make a picture of this size.',
  atPointer: 'At pointer',
  spread: (min: string, max: string, count: number) =>
    `${min} to ${max}, ${plural(count, 'reading', 'readings')}`,
  lineInWords: (device: string, count: number, [min, max, mean]: readonly string[]) =>
    `${device}: ${plural(count, 'reading', 'readings')}${
      min === undefined ? '' : `, from ${min} to ${max}, mean ${mean}`
    }.`,
  newestReadings: 'Newest readings as a table',

  doubtful: 'Doubtful readings',
  doubtfulCount: (count: number, isMore: boolean) =>
    isMore
      ? `More than ${count} doubtful readings in this time; the first of them:`
      : `${plural(count, 'doubtful reading', 'doubtful readings')} in this time. Nothing is deleted or changed.`,
  doubtfulWhy: 'Why',
  qaFlag: (flag: string) => qaFlags.get(flag) ?? flag,
  marks: 'Mark doubtful readings',
  markMeaning: (flag: string, count: number) =>
    `${count.toLocaleString('en')} × ${qaFlags.get(flag) ?? flag}`,
  markedFirst: (count: number) =>
    `More than ${count.toLocaleString('en')} doubtful readings in this time; the first of them are marked.`,
  doubtfulFailed: (problem: string) => `Which readings are doubtful could not be asked: ${problem}`,
  doubtfulReading: (value: string, flags: readonly string[]) =>
    `Doubtful: ${value}, ${flags.map((flag) => qaFlags.get(flag) ?? flag).join(', ')}`,
  andMore: (count: number) => `and ${count.toLocaleString('en')} more`,

  sessions: 'Connection',
  loadingSessions: 'Loading sessions…',
  connectedShare: (share: string, sessions: number, outages: number) =>
    `Connected ${share} % of this time: ${plural(sessions, 'session', 'sessions')}, ${plural(outages, 'outage', 'outages')}`,
  outages: (count: number) => plural(count, 'outage', 'outages'),
  from: 'From',
  lasted: 'Lasted',
  goesOn: '(goes on)',

  clockOffset: 'Clock',
  clockAhead: (span: string) => `${span} ahead`,
  clockBehind: (span: string) => `at most ${span} behind`,

  commands: 'Commands',
  loadingCommands: 'Loading commands…',
  noCommands: 'No commands yet.',
  command: 'Command',
  commandState: 'State',
  commandStateName: (state: string) => commandStates.get(state) ?? state,
  commandName: 'Name',
  commandArgs: 'Arguments (JSON)',
  commandExpiry: 'Expires in',
  expiry: { PT10M: '10 min', PT1H: '1 h', P1D: '1 day', P7D: '7 days' },
  issue: 'Issue',
  issuing: 'Storing…',
  issued: (id: string) => `Stored as ${id}`,
  badArgs: 'Arguments must be a JSON object such as {"seconds": 30}, or nothing.',

  rawValues: 'Newest readings as they were stored',
  metric: 'Metric',
  unit: 'Unit',
  timeUtc: 'Time (UTC)',

  notReached: 'The hub could not be reached.',
  httpStatus: (status: number) => `The hub answered with status ${status}.`,
} as const;
