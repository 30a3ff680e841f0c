// A roster of a million people (seven texts each, three of them masked, one file of NDJSON) against DataV's scroll
// board with as many as it mounts within a minute: a thousand, ten thousand, a hundred thousand or a million.
//
// mount    from the question for the file until rows are painted; the wall with its frame is in ours.
// nodes    DOM nodes when it stands, before it scrolls; later, after ten seconds of scrolling.
// memory   the peak of what the page's process has for itself until then, workers in it.
// frames   over ten seconds of scrolling, ours at 20 rows a second without standing, theirs row by row as quickly as
//          it goes.

import { frameTimes } from '../browser.mjs';
import { peakOf } from '../memory.mjs';
import { FIELDS, people } from '../people.mjs';
import { bundle } from './bundle.mjs';
import { contest } from './frame.mjs';

const MOST = Number(process.env.ROWS ?? 1_000_000);
const SIZES = [1_000, 10_000, 100_000, 1_000_000].filter((rows) => rows <= MOST);
const LIMIT_MS = 60_000;
const WATCHED_MS = 10_000;

const board = (rows) => ({
  daping: 1,
  title: String(rows),
  sources: { people: { url: `peers/people-${rows}.ndjson`, refresh: { every: '1h', timeout: '5m' }, synthetic: true, fields: FIELDS } },
  panels: { people: { kind: 'roster', title: '名册', columns: ['name', 'phone', 'home', 'work', 'channel'], data: { from: 'people' }, speed: '20 row/s' } },
});

/** Opens `path` and watches; nothing but empty figures where it does not stand in time. */
const roster = (path, ready, rows) => async ({ page, cdp, whole, url }) => {
  let mount;
  const { own } = await peakOf(whole, async () => {
    await page.goto(`${url}${path}`);
    const handle = await page.waitForFunction(ready, `peers/people-${rows}.ndjson`, { timeout: LIMIT_MS, polling: 'raf' }).catch(() => null);
    mount = await handle?.jsonValue();
  });
  if (mount === undefined) return {};
  const nodes = async () => (await cdp.send('Memory.getDOMCounters')).nodes;
  const first = await nodes();
  const times = await frameTimes(page, WATCHED_MS);
  return { mount, nodes: first, later: await nodes(), memory: own, p50: times[Math.floor(times.length / 2)], p99: times[Math.floor(times.length * 0.99)], worst: times.at(-1) };
};

const ours = (rows) => roster(`/?board=bench-${rows}`, (file) => {
  const [question] = performance.getEntriesByName(new URL(file, document.baseURI).href);
  return question && document.querySelector('.roster .pool [role="row"]')?.textContent && performance.now() - question.startTime;
}, rows);

const theirs = (rows) => roster(`/peers/board.html?rows=${rows}`, (file) => {
  const [question] = performance.getEntriesByName(new URL(`/${file}`, document.baseURI).href);
  const [stands] = performance.getEntriesByName('roster:stands');
  return stands && stands.startTime - question.startTime;
}, rows);

const COLUMNS = [
  ['mount', 'mounted, ms', 0], ['nodes', 'DOM nodes', 0], ['later', 'nodes later', 0, false], ['memory', 'peak own memory, MB', 0],
  ['p50', 'median frame, ms', 1, false], ['p99', 'p99 frame, ms', 1], ['worst', 'longest frame, ms', 0],
];

export async function run() {
  const files = {
    ...(await bundle('board', 'roster/board.js', '<style>html,body{margin:0;background:#06142b;color:#cfe0ff;font-size:20px}.dv-scroll-board{width:1880px!important;height:1000px!important}</style><div id="board"></div>')),
    ...Object.fromEntries(SIZES.flatMap((rows) => [
      [`/peers/people-${rows}.ndjson`, { type: 'application/x-ndjson', body: people(rows, 'ndjson'), plain: true }],
      [`/boards/bench-${rows}.json`, { type: 'application/json', body: JSON.stringify(board(rows)) }],
    ])),
  };
  const alive = await survived(files);
  await contest({
    title: `A roster of ${MOST} people, and what DataV survives`,
    files,
    columns: COLUMNS,
    cases: [
      { name: `Daping, ${MOST} rows`, ours: true, run: ours(MOST) },
      ...(alive ? [{ name: `DataV's scroll board, ${alive} rows`, run: theirs(alive) }] : []),
      ...(alive && alive !== MOST ? [{ name: `Daping, ${alive} rows`, aside: true, run: ours(alive) }] : []),
    ],
  });
}

/** The most rows of the sizes that DataV mounts within the limit; tried from the fewest, once each. */
async function survived(files) {
  let alive;
  for (const rows of SIZES) {
    const [{ figures }] = await contest({
      title: `DataV's scroll board, ${rows} people, tried once`, files, rounds: 1, silent: true, columns: COLUMNS, cases: [{ name: 'DataV', run: theirs(rows) }],
    });
    if (figures.mount === undefined) break;
    alive = rows;
  }
  return alive;
}
