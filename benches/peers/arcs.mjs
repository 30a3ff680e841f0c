// Arcs with a light that travels along each, anywhere to anywhere over plain land at 1600×900, against echarts'
// `lines` with its effect: 1,000 and 10,000. This machine's browser says whether a graphics card draws.
//
// first     from the arcs' text in memory to the rastered picture.
// update    other arcs, from the answer's text to the rastered picture: the median of five.
// frames    frames a second over five seconds, the busy part of the main thread, and the processor time of all
//           processes in cores.

import { moving } from '../browser.mjs';
import { bundle } from './bundle.mjs';
import { contest, median } from './frame.mjs';
import { CHART, jsonOf, lastUpdates, rotating, watch, WINDOW } from './map.mjs';

const UPDATES = 5;
const [WEST, SOUTH, EAST, NORTH] = [75, 18, 135, 53];

/** Land of 6 × 5 rectangles. */
function land() {
  const features = [];
  for (let row = 0; row < 5; row += 1) {
    for (let column = 0; column < 6; column += 1) {
      const [left, low] = [WEST + column * 10, SOUTH + row * 7];
      const ring = [[left, low], [left + 10, low], [left + 10, low + 7], [left, low + 7], [left, low]];
      features.push({ type: 'Feature', properties: { adcode: String(100 + features.length), name: `r${features.length}` }, geometry: { type: 'Polygon', coordinates: [ring] } });
    }
  }
  return { type: 'FeatureCollection', features };
}

/** The same arcs in every run, others in each turn. */
function rows(count, turn) {
  let seed = 7 + turn;
  const chance = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const place = () => [(WEST + 2 + chance() * (EAST - WEST - 4)).toFixed(4), (SOUTH + 2 + chance() * (NORTH - SOUTH - 4)).toFixed(4)];
  return Array.from({ length: count }, (_, at) => {
    const [[lon0, lat0], [lon1, lat1]] = [place(), place()];
    return { a: `a${at}`, b: `b${at}`, n: 1 + chance() * 99, lon0, lat0, lon1, lat1 };
  });
}

const NUMBERS = ['n', 'lon0', 'lat0', 'lon1', 'lat1'].map((name) => [name, { type: 'number' }]);
const board = (count) => ({
  daping: 1,
  title: 'flows',
  sources: { arcs: { url: 'bench/arcs.json', refresh: { every: '1s', stale_after: '10m' }, fields: { a: {}, b: {}, ...Object.fromEntries(NUMBERS) } } },
  panels: {
    map: {
      kind: 'flow', map: 'land', origin: 'a', place: 'b', value: 'n', top: count,
      origin_lon: 'lon0', origin_lat: 'lat0', lon: 'lon1', lat: 'lat1', data: { from: 'arcs' },
    },
  },
  layout: [{ name: 'all', columns: '1fr', areas: ['map'] }],
});

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
        '/boards/bench-arcs.json': jsonOf(board(count)),
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
