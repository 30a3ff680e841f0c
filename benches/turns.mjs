// A playlist of every board of the index, over and over: how long a board takes to stand from the moment
// that it is due, its data being there, and what the page keeps of the boards that went.
//
// Memory is read after the garbage was collected, at the end of every round but the first, which warms
// up. TURNS says how many turns are made at the least.

import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readFile } from 'node:fs/promises';
import { json } from './browser.mjs';
import { FLAGS } from '../tests/e2e/chromium.mjs';
import { serve } from '../tests/e2e/server.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = process.env.DIST ?? join(HERE, '../dist');
const TURNS = Number(process.env.TURNS ?? 100);
/** Long enough for a board to be made ready while the one before it stands. */
const EVERY_MS = 4_000;

const index = JSON.parse(await readFile(join(DIST, 'boards/index.json'), 'utf8'));
const boards = ['index', ...index.sources.boards.inline.filter(({ systems }) => systems).map(({ board }) => board)];

const { chromium } = await import(pathToFileURL(join(process.env.PLAYWRIGHT_CORE, 'index.mjs')).href);
const server = await serve(DIST);
const turns = boards.map((board) => ({ board }));
server.overrides.set('/playlists/bench.json', json({ daping: 1, every: `${EVERY_MS}ms`, turns }));
const browser = await chromium.launch({ executablePath: process.env.CHROME ?? '/usr/bin/chromium', args: FLAGS });
try {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, deviceScaleFactor: 1 });
  page.on('pageerror', (error) => console.error(`uncaught: ${error.message}`));
  const cdp = await page.context().newCDPSession(page);
  await page.addInitScript(keepMemory);
  await page.goto(`${server.url}/?play=bench&board=index`);
  const { times, kept } = await play(page, cdp);
  print(times, kept);
} finally {
  await browser.close();
  await server.close();
}

async function play(page, cdp) {
  const times = new Map(boards.map((board) => [board, []]));
  const kept = [];
  let last = await stands(page, 0);
  for (let turn = 1; turn <= Math.max(TURNS, 3 * boards.length); turn += 1) {
    last = await stands(page, last.at);
    // The first round's data was not there before.
    if (turn > boards.length) times.get(last.board)?.push(last.took);
    console.error(`${turn} ${last.board} ${last.took.toFixed(0)} ms`);
    if (turn % boards.length === 0 && turn > boards.length) kept.push({ turn, ...(await memory(page, cdp)) });
  }
  return { times, kept };
}

/** Waits for a turn after the one at `since`: which board stands, when, and how long after it was due. */
async function stands(page, since) {
  const handle = await page.waitForFunction((before) => {
    const mark = (name) => performance.getEntriesByName(name).at(-1)?.startTime ?? 0;
    const at = mark('daping:turn');
    const main = document.querySelector('main:not([data-staged], [data-leaving])');
    return at > before && main && { at, took: at - mark('daping:due'), board: main.dataset.board };
  }, since, { timeout: 60_000, polling: 50 });
  return handle.jsonValue();
}

async function memory(page, cdp) {
  await cdp.send('HeapProfiler.collectGarbage');
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const pages = await page.evaluate(() => globalThis.programMemory.buffer.byteLength / 65_536);
  return { nodes, listeners: jsEventListeners, heap: usedSize / 1e6, pages };
}

/** Keeps the program's memory where it can be asked for its size. */
function keepMemory() {
  const own = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...given) => {
    const made = await own.apply(WebAssembly, given);
    globalThis.programMemory ??= made.exports.memory;
    return made;
  };
}

function print(times, kept) {
  console.log('\n### From due to standing, ms\n');
  console.log('| board | median | longest |\n| --- | ---: | ---: |');
  for (const [board, all] of times) {
    const sorted = [...all].sort((a, b) => a - b);
    const middle = sorted[Math.floor(sorted.length / 2)];
    console.log(`| ${board} | ${middle?.toFixed(0) ?? '–'} | ${sorted.at(-1)?.toFixed(0) ?? '–'} |`);
  }
  console.log('\n### What the page keeps\n');
  console.log('| turns | nodes | listeners | JS heap, MB | wasm pages |\n| ---: | ---: | ---: | ---: | ---: |');
  for (const { turn, nodes, listeners, heap, pages } of kept) {
    console.log(`| ${turn} | ${nodes} | ${listeners} | ${heap.toFixed(2)} | ${pages} |`);
  }
}
