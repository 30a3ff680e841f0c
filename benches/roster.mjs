// A roster of a thousand people and of a million, as one answer and as published pages: until it stands, what it
// keeps of the page and of memory, and how its frames come while it scrolls at twenty rows a second. DAPING
// names the terminal's program, which publishes.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { compare, frameTimes, json } from './browser.mjs';
import { FIELDS, people } from './people.mjs';

const SIZES = (process.env.SIZES ?? '1000,10000,100000,1000000').split(',').map(Number);
const WATCHED_MS = 10_000;

const board = (rows, source) => json({
  daping: 1,
  title: String(rows),
  sources: { people: { refresh: { every: '1h', timeout: '5m' }, synthetic: true, fields: FIELDS, ...source } },
  panels: { people: { kind: 'roster', title: '名册', data: { from: 'people' }, speed: '20 row/s' } },
});

/** One file of so many people, and the board that shows it. */
const whole = (rows) => [
  [`/data/people-${rows}.ndjson`, { body: people(rows, 'ndjson'), headers: { 'Content-Type': 'application/x-ndjson' } }],
  [`/boards/bench-${rows}.json`, board(rows, { url: `data/people-${rows}.ndjson` })],
];

/** The same people published, and the board that shows them. */
async function published(rows) {
  const folder = await mkdtemp(join(tmpdir(), 'daping-bench-'));
  try {
    const own = board(rows, { url: `data/pages-${rows}/index.json`, format: 'pages' });
    const [file, description] = [join(folder, 'people.ndjson'), join(folder, 'board.json')];
    await writeFile(file, people(rows, 'ndjson'));
    await writeFile(description, own.body);
    const out = join(folder, 'data', `pages-${rows}`);
    await promisify(execFile)(process.env.DAPING, ['publish', file, '--board', description, '--out', out]);
    const files = await Promise.all((await readdir(out)).map(async (name) => [
      `/data/pages-${rows}/${name}`,
      {
        body: await readFile(join(out, name)),
        headers: { 'Content-Type': name.endsWith('.json') ? 'application/json' : 'application/octet-stream' },
      },
    ]));
    return [...files, [`/boards/pages-${rows}.json`, own]];
  } finally {
    await rm(folder, { recursive: true });
  }
}

const run = (name) => async ({ page, url, cdp }) => {
  await page.goto(`${url}/?board=${name}`);
  const mount = await page.waitForFunction(() =>
    document.querySelector('.roster .pool [role="row"]')?.textContent
      && performance.now() - performance.getEntriesByName('daping:board')[0].startTime,
  null, { timeout: 300_000, polling: 'raf' });
  const times = await frameTimes(page, WATCHED_MS);
  await cdp.send('HeapProfiler.collectGarbage');
  const { nodes } = await cdp.send('Memory.getDOMCounters');
  const browser = await page.context().browser().newBrowserCDPSession();
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  await browser.detach();
  const sizes = await Promise.all(processInfo.filter(({ type }) => type === 'renderer').map(async ({ id }) =>
    Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${id}/status`, 'utf8').catch(() => ''))?.[1] ?? 0) / 1_000));
  return {
    mount: await mount.jsonValue(),
    nodes,
    memory: Math.max(...sizes),
    median: times[Math.floor(times.length / 2)],
    p99: times[Math.floor(times.length * 0.99)],
    fps: times.length / (WATCHED_MS / 1_000),
  };
};

await compare({
  title: 'A roster that scrolls',
  columns: [['mount', 'until it stands, ms', 0], ['nodes', 'DOM nodes', 0], ['memory', 'process, MB', 0], ['fps', 'frames/s', 1], ['median', 'median frame, ms', 1], ['p99', 'p99 frame, ms', 1]],
  files: Object.fromEntries([...SIZES.flatMap(whole), ...(await Promise.all(SIZES.map(published))).flat()]),
  cases: [
    ...SIZES.map((rows) => ({ name: `${rows} rows`, run: run(`bench-${rows}`) })),
    ...SIZES.map((rows) => ({ name: `${rows} rows, published`, run: run(`pages-${rows}`) })),
  ],
});
