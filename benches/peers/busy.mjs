// The processor time of all the browser's processes while the wall of cold.mjs stands for a minute (SECONDS), ours
// and the one made of echarts and DataV.
//
// still    the reader asked for less motion: no lights, no passing news, rosters turn a page every eight seconds; the
//          clock ticks, tabs turn every twelve seconds, the sources are asked once a minute and say the same.
// busy     everything moves as each makes it move, and every ten seconds each source says something else: another
//          order of the 6,000 people, other rates.
// memory   what the page's process has for itself at the end, after its garbage was collected.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { peakOf } from '../memory.mjs';
import { stands, theyStand, wallFiles } from './cold.mjs';
import { contest, DIST, ROUNDS } from './frame.mjs';
import { made } from './site.mjs';

const SECONDS = Number(process.env.SECONDS ?? 60);
const EVERY_S = 10;
/** What the wall starts with is not counted. */
const SETTLE_MS = 5_000;
const TURNS = 4;

/** `file` of dist/ in turns: each answer has `change(rows, turn)` for its rows, and another day. */
async function turning(file, change) {
  const whole = JSON.parse(await readFile(join(DIST, file), 'utf8'));
  const answers = Array.from({ length: TURNS }, (_, turn) => made({
    type: 'application/json',
    body: JSON.stringify({ ...whole, as_of: `2020-02-21T08:0${turn}:00+08:00`, rows: change(whole.rows, turn) }),
  }, 9));
  let count = 0;
  return () => answers[count++ % TURNS];
}

const turned = (rows, turn) => [...rows.slice(turn * 50), ...rows.slice(0, turn * 50)];

async function moving() {
  const board = JSON.parse(await readFile(join(DIST, 'boards/nanzhao.json'), 'utf8'));
  for (const source of Object.values(board.sources)) source.refresh = { every: `${EVERY_S}s`, stale_after: '10m' };
  const rates = (rows, turn) => rows.map((row) => ({ ...row, rate: Math.round(row.rate * 10 + turn * 7) / 10 }));
  return {
    '/boards/bench-busy.json': { type: 'application/json', body: JSON.stringify(board) },
    '/data/nanzhao/roster.json': await turning('data/nanzhao/roster.json', turned),
    '/data/nanzhao/prefectures.json': await turning('data/nanzhao/prefectures.json', rates),
    '/data/nanzhao/returns.json': await turning('data/nanzhao/returns.json', turned),
    '/data/figures.json': await turning('data/figures.json', (rows) => rows),
  };
}

const minute = (path, ready) => async ({ page, url, cdp, whole, cpu }) => {
  await page.goto(`${url}${path}`);
  await page.waitForFunction(ready, null, { timeout: 120_000, polling: 'raf' });
  await page.waitForTimeout(SETTLE_MS);
  await cdp.send('Performance.enable');
  const task = async () => (await cdp.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;
  const [cpuBefore, taskBefore] = [await cpu(), await task()];
  await page.waitForTimeout(SECONDS * 1_000);
  const figures = { cpu: await cpu() - cpuBefore, main: await task() - taskBefore };
  await cdp.send('HeapProfiler.collectGarbage');
  const { own } = await peakOf(whole, () => page.waitForTimeout(200));
  const { nodes } = await cdp.send('Memory.getDOMCounters');
  return { ...figures, memory: own, nodes };
};

export async function run() {
  const wall = await wallFiles();
  const columns = [['cpu', 'processor, s', 1], ['main', 'of it main thread, s', 1], ['memory', 'own memory, MB', 0], ['nodes', 'DOM nodes', 0, false]];
  const less = { reducedMotion: 'reduce' };
  // Minutes are long: two rounds of the five.
  const rounds = Math.ceil(ROUNDS / 3);
  await contest({
    title: `A still wall for ${SECONDS} s`, files: wall, rounds, columns, warm: false,
    cases: [
      { name: 'Daping', ours: true, context: less, run: minute('/?board=nanzhao', stands) },
      { name: 'echarts and DataV', context: less, run: minute('/peers/wall.html', theyStand) },
      { name: 'echarts and DataV, 200 of 6,000 people', context: less, run: minute('/peers/wall.html?rows=200', theyStand) },
    ],
  });
  await contest({
    title: `A busy wall for ${SECONDS} s`, files: { ...wall, ...(await moving()) }, rounds, columns, warm: false,
    cases: [
      { name: 'Daping', ours: true, run: minute('/?board=bench-busy', stands) },
      { name: 'echarts and DataV', run: minute(`/peers/wall.html?every=${EVERY_S}`, theyStand) },
      { name: 'echarts and DataV, 200 of 6,000 people', run: minute(`/peers/wall.html?every=${EVERY_S}&rows=200`, theyStand) },
    ],
  });
}
