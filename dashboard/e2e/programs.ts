/** The real hub and the real simulator as processes of their own. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const HUB_JAR = fileURLToPath(new URL('../../hub-server/target/hub-server.jar', import.meta.url));
const SIMULATOR_JAR = fileURLToPath(
  new URL('../../device-simulator/target/device-simulator.jar', import.meta.url),
);
/** With fifty thousand devices, on a machine that has other things to do. */
const START_MILLIS = 90_000;

/** A test's programs live for seconds, of which Java's second compiler would take one; what is measured has both. */
const COMPILERS = process.env.BOTH_COMPILERS === undefined ? ['-XX:TieredStopAtLevel=1'] : [];

class Program {
  readonly #child: ChildProcess;
  #output = '';

  constructor(jar: string, args: readonly string[]) {
    this.#child = spawn('java', [...COMPILERS, '-Xmx512m', '-jar', jar, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream) createInterface(stream).on('line', (line) => this.#onLine(line));
    }
  }

  #onLine(line: string): void {
    this.#output += `${line}\n`;
    this.#child.emit('line', line);
  }

  /** The first group of the first line that matches. */
  async printed(pattern: RegExp): Promise<string> {
    const timeout = AbortSignal.timeout(START_MILLIS);
    const stopped = once(this.#child, 'exit', { signal: timeout }).then(() => 'exit');
    const abandoned = stopped.catch(() => 'timeout');
    for (;;) {
      const found = pattern.exec(this.#output)?.[1];
      if (found !== undefined) return found;
      const outcome = await Promise.race([once(this.#child, 'line').then(() => 'line'), abandoned]);
      if (outcome !== 'line') throw new Error(`${outcome} before ${pattern} was printed:\n${this.#output}`);
    }
  }

  /** As a crash or a power cut would end it. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }
}

/** Puts files of readings into the data of a hub that does not run. */
export async function importInto(data: string, ...files: readonly string[]): Promise<void> {
  const child = spawn('java', ['-jar', HUB_JAR, 'import', '--data', data, ...files], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let problem = '';
  child.stderr.on('data', (text) => {
    problem += text;
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`import ended with ${code}: ${problem}`);
}

export class Hub {
  readonly #data: string;
  readonly #options: readonly string[];
  #program: Program | undefined;
  #port = 0;
  #isOpen = true;

  private constructor(data: string, options: readonly string[]) {
    this.#data = data;
    this.#options = options;
  }

  static start(...options: readonly string[]): Promise<Hub> {
    return Hub.on(async () => {}, ...options);
  }

  /** One that asks who somebody is; nobody is known yet. */
  static async startClosed(...options: readonly string[]): Promise<Hub> {
    const hub = new Hub(await mkdtemp(join(tmpdir(), 'hub-e2e-')), options);
    hub.#isOpen = false;
    await hub.#runOrDispose();
    return hub;
  }

  /** On a data directory in which there is something before the hub starts. */
  static async on(prepare: (data: string) => Promise<void>, ...options: readonly string[]): Promise<Hub> {
    const data = await mkdtemp(join(tmpdir(), 'hub-e2e-'));
    const hub = new Hub(data, options);
    await hub.#runOrDispose(() => prepare(data));
    return hub;
  }

  /** If it fails nobody else knows of it. */
  async #runOrDispose(prepare: () => Promise<void> = async () => {}): Promise<void> {
    try {
      await prepare();
      await this.run();
    } catch (failure) {
      await this.dispose();
      throw failure;
    }
  }

  /** Starts it: on any free port at first, and on the same one again after a kill. */
  async run(): Promise<void> {
    const where = ['--port', String(this.#port), '--data', this.#data];
    this.#program = new Program(HUB_JAR, [
      'serve',
      ...where,
      ...(this.#isOpen ? ['--open'] : []),
      ...this.#options,
    ]);
    this.#port = Number(await this.#program.printed(/^Dashboard: http:\/\/127\.0\.0\.1:(\d+)\//m));
  }

  /** Where the first admin is made. */
  setupLink(): Promise<string> {
    if (this.#program === undefined) throw new Error('the hub does not run');
    return this.#program.printed(/Make the first admin .*: (http\S+)/);
  }

  get port(): number {
    return this.#port;
  }

  get page(): string {
    return `http://127.0.0.1:${this.#port}/`;
  }

  get socket(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  async kill(): Promise<void> {
    await this.#program?.kill();
  }

  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.#data, { recursive: true, force: true });
  }

  /** All stored readings of one series, from the hub's own HTTP interface. */
  async history(
    device: string,
    metric: string,
  ): Promise<readonly { readonly time: string; readonly value: number }[]> {
    const query = new URLSearchParams({
      device,
      metric,
      from: '2000-01-01T00:00:00Z',
      to: '2100-01-01T00:00:00Z',
      format: 'csv',
    });
    const response = await fetch(`${this.page}api/v1/readings?${query}`);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    const [, ...lines] = (await response.text()).trim().split(/\r?\n/);
    return lines.map((line) => {
      const [time = '', , , value = ''] = line.split(',');
      return { time, value: Number(value) };
    });
  }
}

export class Simulator {
  readonly #program: Program;

  constructor(hub: Hub, devices: number, interval = 'PT2S') {
    const args = ['run', '--hub', hub.socket, '--devices', String(devices), '--interval', interval];
    this.#program = new Program(SIMULATOR_JAR, args);
  }

  async dispose(): Promise<void> {
    await this.#program.kill();
  }
}
