// The wall of the demo (`?board=nanzhao`, ten panels, 6,000 people) from an empty browser until all of it stands,
// against the same wall made of echarts and DataV, and what came over the wire. Without a brake, and as Lighthouse's
// Slow 4G.
//
// stands    from the start of the navigation until every panel has its data and was drawn, and a frame after it.
// first     the first contentful paint.
// sent      what the server sent until it stood, heads with it; later, what it sent in the three seconds after.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { contest, DIST, ROUNDS } from './frame.mjs';
import { forEcharts } from './outlines.mjs';

/** As Lighthouse has it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_638.4 * 1_024 / 8, uploadThroughput: 750 * 1_024 / 8 };

/** The files of the peers' wall. */
export async function wallFiles() {
  const outline = async (name) => ({ type: 'application/json', body: forEcharts(await readFile(join(DIST, `geo/${name}.json`), 'utf8')) });
  return {
    ...(await bundle('wall', 'wall/main.js', '<div id="wall"></div>')),
    '/peers/china.json': await outline('china'),
    '/peers/henan.json': await outline('henan'),
  };
}

/** Whether our wall stands: runs in the page, at each frame. */
export function stands() {
  const panels = [...document.querySelectorAll('main:not([data-staged]) section[data-panel]')]
    .filter((panel) => panel.getClientRects().length > 0);
  const drawn = (panel) => (panel.querySelector('.drawing')
    ? performance.getEntriesByName('daping:paint').some(({ detail }) => detail === panel.dataset.panel)
    : panel.querySelector('.body')?.childElementCount > 0);
  const tabs = (panel) => panel.querySelector('section[data-panel]');
  if (panels.length < 10 || !panels.every((panel) => tabs(panel) || (panel.dataset.state === 'live' && drawn(panel)))) return false;
  if (!document.querySelector('.roster .pool [role="row"]')?.textContent) return false;
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))));
}

export const theyStand = () => performance.getEntriesByName('wall:stands')[0]?.startTime;

const load = (path, ready, brake) => async ({ page, url, site, cdp }) => {
  await cdp.send('Network.enable');
  if (brake) await cdp.send('Network.emulateNetworkConditions', brake);
  const before = site.sent();
  await page.goto(`${url}${path}`, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(ready, null, { timeout: 120_000, polling: 'raf' });
  const sent = site.sent() - before;
  const first = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  if (!brake) await page.waitForTimeout(3_000);
  return { stands: await handle.jsonValue(), first, sent: sent / 1_000, later: brake ? undefined : (site.sent() - before - sent) / 1_000 };
};

export async function run() {
  const files = await wallFiles();
  for (const [name, brake] of [['no brake', null], ['Slow 4G', SLOW_4G]]) {
    await contest({
      title: `A wall from nothing, ${name}`,
      files,
      rounds: ROUNDS,
      columns: [['stands', 'stands, ms', 0], ['first', 'first paint, ms', 0], ['sent', 'sent, KB', 0], ...(brake ? [] : [['later', 'later, KB', 0, false]])],
      cases: [
        { name: 'Daping', ours: true, run: load('/?board=nanzhao', stands, brake) },
        { name: 'echarts and DataV', run: load('/peers/wall.html', theyStand, brake) },
        { name: 'echarts and DataV, 200 of 6,000 people', run: load('/peers/wall.html?rows=200', theyStand, brake) },
      ],
    });
  }
}
