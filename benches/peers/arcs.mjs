// Arcs with a light that travels along each, anywhere to anywhere over plain land at 1600×900, against echarts'
// `lines` with its effect: 1,000 and 10,000. This machine's browser says whether a graphics card draws.
//
// first     from the arcs' text in memory to the rastered picture.
// update    other arcs, from the answer's text to the rastered picture: the median of five.
// frames    frames a second over five seconds, the busy part of the main thread, and the processor time of all
//           processes in cores.

import { board, land, rows } from '../arcs.mjs';
import { moving } from '../browser.mjs';
import { bundle } from './bundle.mjs';
import { contest, median } from './frame.mjs';
import { CHART, jsonOf, lastUpdates, rotating, watch, WINDOW } from './map.mjs';

const UPDATES = 5;
const SOURCE = { name: 'map', url: 'bench/arcs.json', refresh: { every: '1s', stale_after: '10m' } };

const ours = (answers) => async (tools) => {
  const { page, url } = tools;
  answers.turn = 0;
  answers.moves = false;
  await page.addInitScript(watch);
  await page.goto(`${url}/?board=bench-arcs`);
  await page.waitForSelector('.drawing > canvas + canvas', { state: 'attached', timeout: 60_000 });
  await page.waitForTimeout(1_500);
  // The only answer so far, then the arcs' picture: decoded, asked, drawn, painted, rastered.
  const [first] = await page.evaluate(lastUpdates, 1);
  const before = await page.evaluate(() => globalThis.painted.length);
  answers.moves = true;
  await page.waitForFunction((count) => globalThis.painted.length >= count, before + UPDATES, { timeout: 120_000 });
  answers.moves = false;
  const update = median(await page.evaluate(lastUpdates, UPDATES));
  await page.waitForTimeout(2_500);
  return { first, update, ...(await moving(tools)) };
};

const theirs = async (tools) => {
  await tools.page.goto(`${tools.url}/peers/map.html`);
  const { first, redraws } = await tools.page.evaluate((turns) => globalThis.arcs(turns), UPDATES);
  await tools.page.waitForTimeout(2_500);
  return { first, update: median(redraws), ...(await moving(tools)) };
};

export async function run() {
  for (const count of [1_000, 10_000]) {
    const turns = Array.from({ length: UPDATES + 1 }, (_, turn) => jsonOf(rows(count, turn)));
    const answers = { turn: 0, moves: false };
    await contest({
      title: `${count} arcs`,
      files: {
        ...(await bundle('map', 'map/map.js', CHART)),
        '/geo/land.json': jsonOf(land()),
        '/boards/bench-arcs.json': jsonOf(board(count, SOURCE)),
        '/bench/arcs.json': rotating(turns, answers),
        ...Object.fromEntries(turns.map((answer, turn) => [`/bench/arcs-${turn}.json`, answer])),
      },
      columns: [['first', 'first draw, ms', 0], ['update', 'update, ms', 0], ['fps', 'frames/s', 1, false], ['busy', 'main thread', 2], ['cores', 'all processes, cores', 2]],
      cases: [
        { name: 'Daping', ours: true, viewport: WINDOW, run: ours(answers) },
        { name: 'echarts', viewport: WINDOW, run: theirs },
      ],
    });
  }
}
