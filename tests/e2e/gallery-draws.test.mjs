// A still wall draws nothing: no chart at rest, none for the same bytes, and each panel of a source
// once for a change of its rows. The counter is the page's own, `&bench`.

import { readFile } from 'node:fs/promises';
import { gallery } from './gallery.mjs';

const BOARD = '/boards/gallery.json';
const RESTS_MS = 20_000;
const PUBLIC = new URL('../../public', import.meta.url);

const counted = (page) => page.locator('.bench').evaluate((box) => Number(box.dataset.draws));
const settled = (page) => page.locator('.bench[data-rests]').waitFor({ timeout: 60_000 });
const served = async (path) => JSON.parse(await readFile(new URL(`.${path}`, `${PUBLIC}/`), 'utf8'));

/** The gallery whose sources ask every second; each answer is sent whole, never as unchanged. */
async function restless(server) {
  const board = await served(BOARD);
  for (const source of Object.values(board.sources)) source.refresh.every = '1s';
  server.overrides.set(BOARD, { body: JSON.stringify(board) });
  for (const source of Object.values(board.sources)) {
    const path = `/${source.url}`;
    const body = await readFile(new URL(`.${path}`, `${PUBLIC}/`));
    server.overrides.set(path, { headers: { 'Content-Type': 'application/json' }, body });
  }
  return board;
}

const draws = (page, since) => page.evaluate((since) => performance.getEntriesByName('daping:draw')
  .filter((entry) => entry.startTime > since).map((entry) => entry.detail).sort(), since);

export default [
  {
    name: 'at rest no chart is drawn',
    async run({ open, assert }) {
      const page = await gallery(open, 'medium', { query: '&bench', reducedMotion: 'no-preference' });
      await settled(page);
      await page.waitForTimeout(RESTS_MS);
      assert.equal(await counted(page), 0, await page.locator('.bench').innerText());
    },
  },
  {
    name: 'refreshes that bring the same bytes draw nothing',
    async run({ open, server, assert }) {
      await restless(server);
      const page = await gallery(open, 'medium', { query: '&bench' });
      await settled(page);
      const asked = server.requests.length;
      await page.waitForTimeout(RESTS_MS);
      assert.ok(server.requests.length > asked + 100, `${server.requests.length - asked} questions`);
      assert.equal(await counted(page), 0, await page.locator('.bench').innerText());
    },
  },
  {
    name: 'a change of one source draws its panels once and no other',
    async run({ open, server, assert }) {
      const board = await restless(server);
      const page = await gallery(open, 'medium', { query: '&bench' });
      await settled(page);
      const drawn = await page.$$eval('section[data-panel]:has(.drawing)', (all) => all
        .filter((panel) => !panel.hidden).map((panel) => panel.dataset.panel));
      const own = drawn.filter((name) => board.panels[name].data.from === 'towns').sort();
      assert.ok(own.length >= 2, own.join(' '));
      const since = await page.evaluate(() => performance.now());
      const changed = await served('/data/gallery/towns.json');
      for (const row of changed.rows) {
        row.people += 7;
        row.change += 7;
      }
      server.overrides.set('/data/gallery/towns.json', { body: JSON.stringify(changed) });
      await page.waitForTimeout(6_000);
      assert.deepEqual(await draws(page, since), own);
    },
  },
];
