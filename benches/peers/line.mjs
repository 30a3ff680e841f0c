// A line of a million points from a file of JSON, `[[x, y], …]`, on 1600×800 pixels: a board with nothing else
// against uPlot and against echarts with its thinning. POINTS says how many. Without thinning echarts is measured
// with UNTHINNED=1 alone: it strokes a path of a million points, which is a minute and more.
//
// painted   from the question for the file to the rastered picture (a pixel was read back), program and page being
//           there.
// block     the longest block of the main thread in that time; less than 50 ms is none.
// memory    the peak of what the page's process has for itself, workers in it.

import { LONGEST, peakOf } from '../memory.mjs';
import { bundle } from './bundle.mjs';
import { contest } from './frame.mjs';

const POINTS = Number(process.env.POINTS ?? 1_000_000);
/** So large a window leaves the chart of a board with nothing else some 1600×800. */
const WINDOW = { width: 1663, height: 1051 };

/** A walk with a season and rare peaks, the same in every run. */
function points(count) {
  let seed = 11;
  const chance = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const pieces = [];
  let level = 50;
  for (let at = 0; at < count; at += 1) {
    level += (chance() - 0.5) * 0.2 + (50 - level) * 0.000_1;
    const peak = chance() < 0.000_01 ? 30 : 0;
    pieces.push(`[${at},${(level + 10 * Math.sin(at / count * 40) + chance() * 4 + peak).toFixed(2)}]`);
  }
  return `[${pieces.join(',')}]`;
}

const board = {
  daping: 1,
  title: 'line',
  sources: {
    points: {
      url: 'peers/line.json', refresh: { every: '1h', timeout: '5m' },
      fields: { x: { type: 'number' }, y: { type: 'number', unit: 'MW' } },
    },
  },
  panels: { line: { kind: 'line', title: 'line', x: 'x', y: 'y', data: { from: 'points' } } },
  layout: [{ name: 'all', columns: '1fr', rows: '1fr', areas: ['line'] }],
};

/** Reads a pixel back after each paint of the line. */
function watch() {
  const measure = performance.measure.bind(performance);
  performance.measure = (name, options) => {
    const found = measure(name, options);
    if (name === 'daping:paint' && options.detail === 'line') {
      document.querySelector('[data-panel="line"] canvas').getContext('2d').getImageData(0, 0, 1, 1);
      performance.mark('line:painted');
    }
    return found;
  };
}

const figures = async ({ page, whole }, path, ready) => peakOf(whole, async () => {
  await page.addInitScript(LONGEST);
  await page.goto(path);
  const handle = await page.waitForFunction(ready, null, { timeout: 120_000, polling: 100 });
  const { painted, since } = await handle.jsonValue();
  await page.waitForTimeout(300);
  return { painted, block: await page.evaluate((from) => globalThis.longest(from), since) };
});

async function ours(tools) {
  await tools.page.addInitScript(watch);
  const found = await figures(tools, `${tools.url}/?board=bench-line`, () => {
    const [question] = performance.getEntriesByName(new URL('peers/line.json', document.baseURI).href);
    const live = document.querySelector('[data-panel="line"][data-state="live"]');
    const painted = performance.getEntriesByName('line:painted').find(({ startTime }) => question && startTime > question.responseEnd);
    return live && painted && { painted: painted.startTime - question.startTime, since: question.startTime };
  });
  // Rows that were left out would be a picture of something else.
  const findings = await tools.page.locator('.findings li').allTextContents();
  if (findings.length > 0) console.error(`not the whole line: ${findings.join('; ')}`);
  return findings.length > 0 ? {} : found;
}

const theirs = (path) => (tools) => figures(tools, `${tools.url}${path}`, () => {
  const at = (name) => performance.getEntriesByName(name)[0]?.startTime;
  return at('line:stands') && { painted: at('line:stands') - at('line:start'), since: at('line:start') };
});

export async function run() {
  const chart = '<style>html,body{margin:0;background:#06142b}</style><div id="chart" style="width:1600px;height:800px"></div>';
  await contest({
    title: `A line of ${POINTS} points`,
    files: {
      '/peers/line.json': { type: 'application/json', body: points(POINTS), plain: true },
      '/boards/bench-line.json': { type: 'application/json', body: JSON.stringify(board) },
      ...(await bundle('uplot', 'line/uplot.js', chart)),
      ...(await bundle('echarts', 'line/echarts.js', chart)),
    },
    columns: [['painted', 'painted, ms', 0], ['block', 'longest block, ms', 0], ['own', 'peak of own memory, MB', 0], ['resident', 'peak resident, MB', 0]],
    cases: [
      { name: 'Daping', ours: true, viewport: WINDOW, run: ours },
      { name: 'uPlot', viewport: WINDOW, run: theirs('/peers/uplot.html') },
      { name: 'uPlot, read in a worker', viewport: WINDOW, run: theirs('/peers/uplot.html?worker') },
      { name: 'echarts, lttb', viewport: WINDOW, run: theirs('/peers/echarts.html?lttb') },
      ...(process.env.UNTHINNED ? [{ name: 'echarts', viewport: WINDOW, run: theirs('/peers/echarts.html') }] : []),
      { name: 'echarts, lttb, read in a worker', viewport: WINDOW, run: theirs('/peers/echarts.html?lttb&worker') },
    ],
  });
}
