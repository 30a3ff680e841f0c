// Runs every *.test.mjs of this folder against dist/ in one Chromium, one test after another.
//
//   node tests/e2e/run.mjs [PART OF A FILE'S NAME]
//
// `cargo xtask test` sets PLAYWRIGHT_CORE, AXE_PLAYWRIGHT, PIXELMATCH, JSON_SERVER, WS (the npm
// packages' folders), PYTHON_PACKAGES (what PYTHONPATH says), CHROME, PYTHON, NGINX, CADDY and
// APACHE (programs).
// A test file's default export is a list of { name, run, limitMs? }; run(ctx) throws to fail. See
// makeContext for ctx.

import assert from 'node:assert/strict';
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FLAGS } from './chromium.mjs';
import { serve } from './server.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = process.env.DIST ?? join(HERE, '../../dist');
const SHOTS = join(HERE, 'shots');
const LIMIT_MS = 120_000;

async function main() {
  const chromium = await playwright();
  const server = await serve(DIST);
  const browser = await chromium.launch({
    executablePath: process.env.CHROME ?? '/usr/bin/chromium',
    args: [...FLAGS, '--disable-gpu'],
  });
  await mkdir(SHOTS, { recursive: true });
  let passed = 0;
  let failed = 0;
  try {
    for (const test of await tests(process.argv[2] ?? '')) {
      (await runOne(test, browser, server)) ? (passed += 1) : (failed += 1);
    }
  } finally {
    await browser.close();
    await server.close();
  }
  console.log(`e2e: ${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

async function playwright() {
  const folder = process.env.PLAYWRIGHT_CORE;
  if (!folder) throw new Error('PLAYWRIGHT_CORE names no folder: run `cargo xtask test`.');
  const { chromium } = await import(pathToFileURL(join(folder, 'index.mjs')).href);
  return chromium;
}

/** All tests whose file's name contains `part`; a file that cannot be read is a failing test. */
async function tests(part) {
  const files = (await readdir(HERE)).filter((f) => f.endsWith('.test.mjs') && f.includes(part));
  const all = [];
  for (const file of files.sort()) {
    const label = file.replace('.test.mjs', '');
    try {
      const { default: list } = await import(pathToFileURL(join(HERE, file)).href);
      all.push(...list.map((test) => ({ ...test, name: `${label}: ${test.name}` })));
    } catch (error) {
      all.push({ name: `${label}: the file loads`, run: () => Promise.reject(error) });
    }
  }
  return all;
}

async function runOne({ name, run, limitMs = LIMIT_MS }, browser, server) {
  const begun = performance.now();
  const { ctx, close } = makeContext(browser, server);
  const failure = await Promise.race([
    Promise.resolve().then(() => run(ctx)).then(() => null, (error) => error),
    tooLong(limitMs),
  ]);
  await close();
  server.reset();
  const took = `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  console.log(`${failure ? 'FAIL' : 'ok  '} ${name} (${took})`);
  if (failure) console.log(indented(failure.stack ?? String(failure)));
  return !failure;
}

/** What a test gets: { browser, server, shots, assert, open, shot }. */
function makeContext(browser, server) {
  const contexts = [];

  /**
   * Opens a path of dist/ ("/?board=nanzhao") in a context of its own. The page carries
   * `problems`: console errors, console warnings of the policy, and uncaught errors, as text.
   * `init` are functions that run in the page before anything of its own.
   */
  async function open(path = '/', { viewport, reducedMotion, init = [], ...more } = {}) {
    const context = await browser.newContext({
      viewport: viewport ?? { width: 1920, height: 1080 },
      reducedMotion: reducedMotion ?? 'no-preference',
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      // A worker asks for files by itself; tests that count questions have none.
      serviceWorkers: 'block',
      ...more,
    });
    contexts.push(context);
    for (const script of init) await context.addInitScript(script);
    const page = await context.newPage();
    page.problems = [];
    page.on('console', (message) => {
      if (message.type() === 'error') page.problems.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => page.problems.push(`uncaught: ${error.message}`));
    await page.goto(server.url + path, { waitUntil: 'load' });
    return page;
  }

  /** A picture for a person to look at: tests/e2e/shots/NAME.png, the viewport as it is. */
  const shot = (page, name) => page.screenshot({ path: join(SHOTS, `${name}.png`) });

  const close = () => Promise.all(contexts.map((context) => context.close().catch(() => {})));
  return { ctx: { browser, server, shots: SHOTS, assert, open, shot }, close };
}

function tooLong(limitMs) {
  return new Promise((resolve) => {
    setTimeout(() => resolve(new Error(`not done after ${limitMs} ms`)), limitMs).unref();
  });
}

function indented(text) {
  return text.split('\n').map((line) => `     ${line}`).join('\n');
}

await main();
