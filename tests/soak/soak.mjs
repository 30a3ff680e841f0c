// A soak: so many days of a wall that nobody touches, and what it keeps of them.

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from './cdp.mjs';
import { serve } from './server.mjs';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** Two turns of the playlist: the same board in the same place. */
const ROUND = HOUR / 3;

/** A board is there, and the buttons of the playlist where the address has one. */
const STANDS = `document.querySelector('main [data-state]') !== null
  && (!location.search.includes('play=') || document.querySelector('body > nav') !== null)`;

/** So long before a sample the window is in sight. */
const SEEN = 120_000;

/**
 * Starts a page under the virtual clock, which says `at` (unix ms): `{ page, server, problems, run(ms), show, close }`.
 * The rest is as `serve` takes it.
 */
export async function begin(dist, { path = '/?play=soak&board=soak-one&kiosk', at, ...serving }) {
  const server = await serve(dist, serving);
  const page = await chromium().catch(async (error) => {
    await server.close();
    throw error;
  });
  const problems = [];
  page.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
    problems.push(exceptionDetails.exception?.description ?? exceptionDetails.text);
  });
  page.on('Inspector.targetCrashed', () => problems.push('the renderer crashed'));
  const source = await readFile(fileURLToPath(new URL('clock.js', import.meta.url)), 'utf8');
  for (const domain of ['Page', 'Runtime', 'Inspector', 'HeapProfiler', 'Performance']) {
    await page.send(`${domain}.enable`);
  }
  const begun = at === undefined ? '' : `globalThis.soakBegin = ${at};\n`;
  await page.send('Page.addScriptToEvaluateOnNewDocument', { source: begun + source });
  await page.send('Page.navigate', { url: server.url + path });
  await starts(page);
  return {
    page, server, problems,
    show: (shown) => show(page, shown),
    run: (ms, how = {}) => page.evaluate(`soak.run(${ms}, ${JSON.stringify(how)})`),
    close: () => Promise.all([page.close(), server.close()]),
  };
}

/** The window in sight, or under others: there the browser draws nothing. */
async function show(page, shown) {
  const { windowId } = await page.send('Browser.getWindowForTarget');
  const bounds = { windowState: shown ? 'normal' : 'minimized' };
  await page.send('Browser.setWindowBounds', { windowId, bounds });
}

/**
 * Its program may come slowly while its clock stands: a clock that went on would begin the turns of a playlist
 * wherever it was by then, and samples would fall between two boards.
 */
async function starts(page) {
  const stands = `typeof soak === 'object' && ${STANDS}`;
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(50)) {
    if (await page.evaluate(stands).catch(() => false)) return;
  }
  throw new Error('The wall did not start within a minute.');
}

/**
 * Runs `days` and returns `{ samples, counts, problems, took }`. Samples are `{ day, nodes, listeners, heap, pages,
 * touched, resident }`: heap in bytes after a forced collection, touched of the program's memory and resident of the
 * renderer in bytes.
 * `sampled` is how often (ms, a multiple of twenty minutes).
 */
export async function soak(dist, { days, sampled = 6 * HOUR, people, town, told = () => {}, how = { every: 3_000 } }) {
  const wall = await begin(dist, { people, town, every: sampled, calm: ROUND });
  const since = performance.now();
  try {
    // The turns do not begin with the clock: the samples are taken in the middle of one.
    const samples = [];
    await wall.run(HOUR / 12, how);
    samples.push(await sample(wall, 0));
    for (let at = 0; at < days * DAY;) {
      const part = Math.min(HOUR, sampled - (at % sampled), days * DAY - at);
      await wall.show(false);
      await wall.run(part - SEEN, how);
      await wall.show(true);
      await wall.run(SEEN, how);
      at += part;
      if (at % sampled > 0 && at !== HOUR) continue;
      samples.push(await sample(wall, at / DAY));
      told(samples.at(-1), wall.server.counts, (performance.now() - since) / 1_000);
    }
    return { samples, counts: wall.server.counts, problems: wall.problems, took: (performance.now() - since) / 1_000 };
  } finally {
    await wall.close();
  }
}

export async function sample({ page }, day) {
  await page.send('HeapProfiler.collectGarbage');
  // What the first collection freed may have been the last to hold something.
  await page.evaluate('soak.settle()');
  await page.send('HeapProfiler.collectGarbage');
  const { nodes, jsEventListeners, documents } = await page.send('Memory.getDOMCounters');
  const { usedSize } = await page.send('Runtime.getHeapUsage');
  const seen = await page.evaluate(`({
    pages: soak.pages, touched: soak.touched, timers: soak.timers, entries: performance.getEntries().length,
    attached: document.getElementsByTagName('*').length,
    board: document.querySelector('main:not([data-leaving])')?.dataset.board,
    states: [...document.querySelectorAll('main [data-state]')].map((own) => own.dataset.state).join(' '),
  })`);
  return { day, nodes, listeners: jsEventListeners, documents, heap: usedSize, ...seen, resident: await resident(page) };
}

/** Of the page's renderer, in bytes; nothing where the system does not tell. */
async function resident(page) {
  const { processInfo } = await page.browser.send('SystemInfo.getProcessInfo');
  const all = await Promise.all(processInfo.filter(({ type }) => type === 'renderer').map(async ({ id }) => {
    const text = await readFile(`/proc/${id}/statm`, 'utf8').catch(() => '0 0');
    return Number(text.split(' ')[1]) * 4_096;
  }));
  return Math.max(0, ...all);
}
