// What Maven runs: `node build.mjs` builds the dashboard into target/classes/dashboard, `node build.mjs test`
// runs the unit tests. Both install the packages first, and do nothing that has been done already.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const output = join(here, 'target', 'classes', 'dashboard');
/** Written last, so that whatever is interrupted is done again. */
const installStamp = join(here, 'node_modules', '.installed');
const buildStamp = join(here, 'target', 'dashboard.stamp');

/** Gzipped. */
const MOST_FIRST_PAINT_BYTES = 250_000;

const SOURCES = ['src', 'e2e', 'public', 'index.html', 'build.mjs'];
const PACKAGES = ['package.json', 'package-lock.json', '.npmrc'];
const isConfig = (name) => /^(biome|tsconfig.*)\.json$|\.config\.ts$/.test(name);

function fail(message) {
  console.error(`dashboard: ${message}`);
  process.exit(1);
}

/** npm and the tools are scripts on Windows, which only a shell starts. */
function run(command, ...args) {
  const result = spawnSync(command, args, {
    cwd: here,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return result.status === 0;
}

function must(...command) {
  if (!run(...command)) fail(`"${command.join(' ')}" failed; its output is above.`);
}

/** Node before npm: a person with neither should read about the first. */
function checkTools() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Node 20.19 or newer is needed to build; this is ${process.versions.node}.`);
  }
  const npm = spawnSync('npm', ['--version'], { shell: process.platform === 'win32' });
  if (npm.status !== 0) fail('npm is needed to build (it comes with Node) and was not found on the PATH.');
}

function filesUnder(path) {
  const full = join(here, path);
  if (!existsSync(full)) return [];
  try {
    return readdirSync(full)
      .sort()
      .flatMap((name) => filesUnder(join(path, name)));
  } catch {
    return [path];
  }
}

function fingerprint(files) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.versions.modules}`);
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(here, file)));
  return hash.digest('hex');
}

function isStamped(stamp, print) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === print;
}

function install() {
  const print = fingerprint(PACKAGES);
  if (isStamped(installStamp, print)) return;
  must('npm', 'ci');
  writeFileSync(installStamp, print);
}

/** The hub serves a `.gz` that lies beside a file to whoever accepts it. */
function precompress() {
  for (const file of filesUnder(join('target', 'classes', 'dashboard'))) {
    if (!/\.(html|js|css|svg)$/.test(file)) continue;
    const packed = gzipSync(readFileSync(join(here, file)), { level: constants.Z_BEST_COMPRESSION });
    packed[9] = 255; // "unknown operating system": the same bytes wherever it is built
    writeFileSync(join(here, `${file}.gz`), packed);
  }
}

/** What a browser takes before it draws: the page, and what it names itself. Other pages' parts come later. */
function firstPaintFiles() {
  const page = readFileSync(join(output, 'index.html'), 'utf8');
  const named = [...page.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)];
  if (named.length === 0) fail('index.html names no script: the build has changed, so this check must, too.');
  return ['index.html', ...named.map(([, path]) => path)];
}

function checkFirstPaint() {
  const bytes = firstPaintFiles().reduce((sum, path) => sum + statSync(join(output, `${path}.gz`)).size, 0);
  const kilobytes = (bytes / 1000).toFixed(1);
  if (bytes > MOST_FIRST_PAINT_BYTES) {
    fail(
      `${kilobytes} kB gzipped before the first paint; at most ${MOST_FIRST_PAINT_BYTES / 1000}. Load more of it later.`,
    );
  }
  console.log(`dashboard: ${kilobytes} kB gzipped before the first paint`);
}

function build() {
  const configs = readdirSync(here).filter(isConfig).sort();
  const print = fingerprint([...SOURCES.flatMap(filesUnder), ...configs, ...PACKAGES]);
  if (isStamped(buildStamp, print) && existsSync(join(output, 'index.html'))) {
    console.log('dashboard: unchanged since the last build');
    return;
  }
  must('npm', 'run', '--silent', 'typecheck');
  must('npm', 'run', '--silent', 'lint');
  must('npm', 'run', '--silent', 'build');
  precompress();
  checkFirstPaint();
  mkdirSync(dirname(buildStamp), { recursive: true });
  writeFileSync(buildStamp, print);
}

checkTools();
install();
if (process.argv[2] === 'test') must('npm', 'run', '--silent', 'test');
else build();
