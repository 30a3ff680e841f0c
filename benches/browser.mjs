// The frame of the measurements in a browser: dist/ against what others make of the same work.
//
// `cargo xtask bench maps|flows` sets PLAYWRIGHT_CORE and ECHARTS (the npm packages' folders) and
// CHROME (a program). ROUNDS says how many times each case is measured, besides the warm-up.

import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readFile } from 'node:fs/promises';
import { FLAGS } from '../tests/e2e/chromium.mjs';
import { serve } from '../tests/e2e/server.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = process.env.DIST ?? join(HERE, '../dist');
const ROUNDS = Number(process.env.ROUNDS ?? 5);

/**
 * Measures the cases by turns, each time in a fresh context of a browser with the case's flags; the
 * first turn warms up and is dropped. Prints a table of medians and returns them by case.
 *
 * A case is `{ name, flags = [], viewport = 1600×900, run }`; `run({ page, url, cdp, cpu })` opens
 * what it measures under `url` and returns its figures as an object of numbers. `cdp` speaks to the
 * page, `await cpu()` is the processor time of all processes of the browser so far, in seconds.
 * `columns` are `[key, heading, digits]`. `files` are put in front of dist/: path to answer, as
 * `serve` takes them.
 */
export async function compare({ title, cases, columns, files = {}, rounds = ROUNDS }) {
  const server = await serve(DIST);
  for (const [path, answer] of Object.entries(files)) server.overrides.set(path, answer);
  const browsers = new Map();
  const found = new Map(cases.map(({ name }) => [name, []]));
  try {
    for (let round = 0; round <= rounds; round += 1) {
      for (const one of cases) {
        const browser = await browserOf(browsers, one.flags ?? []);
        const figures = await measured(one, browser, server.url);
        if (round > 0) found.get(one.name).push(figures);
        console.error(`${round === 0 ? 'warm-up' : `${round}/${rounds}`} ${one.name} ${JSON.stringify(figures)}`);
      }
    }
  } finally {
    await Promise.all([...browsers.values()].map((browser) => browser.close()));
    await server.close();
  }
  const medians = new Map([...found].map(([name, all]) => [name, middle(all, columns)]));
  print(title, columns, medians);
  return medians;
}

/** A script of the pinned echarts, as an answer for `files`. */
export async function echarts() {
  if (!process.env.ECHARTS) throw new Error('ECHARTS names no folder: run `cargo xtask bench`.');
  const body = await readFile(join(process.env.ECHARTS, 'dist/echarts.min.js'));
  return { body, headers: { 'Content-Type': 'text/javascript; charset=utf-8' } };
}

export const html = (body) => ({
  body: `<!doctype html><meta charset="utf-8"><style>html,body{margin:0;background:#0b1220}</style>${body}`,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
});

export const json = (value) => ({
  body: JSON.stringify(value),
  headers: { 'Content-Type': 'application/json' },
});

/**
 * What a page that moves does in `ms`: frames a second, the busy part of its main thread, and the
 * processor time of all processes, as parts of one core.
 */
export async function moving({ page, cdp, cpu }, ms = 5_000) {
  await cdp.send('Performance.enable');
  const task = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value;
  };
  const [taskBefore, cpuBefore] = [await task(), await cpu()];
  const { frames, took } = await page.evaluate((limit) => new Promise((done) => {
    let frames = -1;
    let begun;
    const count = (now) => {
      begun ??= now;
      frames += 1;
      if (now - begun < limit) requestAnimationFrame(count);
      else done({ frames, took: now - begun });
    };
    requestAnimationFrame(count);
  }), ms);
  const seconds = took / 1_000;
  return {
    fps: frames / seconds,
    busy: (await task() - taskBefore) / seconds,
    cores: (await cpu() - cpuBefore) / seconds,
  };
}

/** Resolves when nothing but a frame's own time passes between two frames of a busy page. */
export const settled = (page, ms = 3_000) => page.waitForTimeout(ms);

async function browserOf(browsers, flags) {
  const key = flags.join(' ');
  if (!browsers.has(key)) {
    const { chromium } = await import(pathToFileURL(join(process.env.PLAYWRIGHT_CORE, 'index.mjs')).href);
    browsers.set(key, await chromium.launch({
      executablePath: process.env.CHROME ?? '/usr/bin/chromium',
      args: [...FLAGS, '--enable-precise-memory-info', ...flags],
    }));
  }
  return browsers.get(key);
}

async function measured({ viewport = { width: 1600, height: 900 }, run }, browser, url) {
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1, locale: 'zh-CN' });
  const whole = await browser.newBrowserCDPSession();
  try {
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`uncaught: ${error.message}`));
    const cpu = async () => {
      const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
      return processInfo.reduce((sum, one) => sum + one.cpuTime, 0);
    };
    return await run({ page, url, cdp: await context.newCDPSession(page), cpu });
  } finally {
    await whole.detach();
    await context.close();
  }
}

function middle(all, columns) {
  const median = (key) => {
    const sorted = all.map((figures) => figures[key]).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
  };
  return Object.fromEntries(columns.map(([key]) => [key, median(key)]));
}

function print(title, columns, medians) {
  console.log(`\n### ${title}\n`);
  console.log(`| | ${columns.map(([, heading]) => heading).join(' | ')} |`);
  console.log(`| --- |${columns.map(() => ' ---: |').join('')}`);
  for (const [name, figures] of medians) {
    const cells = columns.map(([key, , digits]) => figures[key]?.toFixed(digits) ?? '–');
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
}

/** How far apart the page's frames are for so long, in ms, from the shortest. */
export const frameTimes = (page, ms) => page.evaluate((limit) => new Promise((done) => {
  const all = [];
  let last;
  const begun = performance.now();
  const count = (now) => {
    if (last) all.push(now - last);
    last = now;
    if (now - begun < limit) requestAnimationFrame(count);
    else done(all.sort((a, b) => a - b));
  };
  requestAnimationFrame(count);
}), ms);
