// Answers too large for the page's own thread: read and kept in a worker, asked by queries, windows of
// rows and searches; and rows that were published as pages.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DAPING } from '../servers/daping.mjs';

const BOARD = '/boards/trial.json';
const DATA = '/data/people.ndjson';
const WAITS_MS = 30_000;

const SURNAMES = ['王', '李', '张', '欧阳', '南'];
const TOWNS = ['云阳镇', '留山镇', '皇路店镇'];

/** A person of that number; only the last one is called 末. */
const person = (at, last) => ({
  name: at === last ? '末尾' : `${SURNAMES[at % 5]}小${'明红强'[at % 3]}`,
  phone: `1990000${String(at % 10_000).padStart(4, '0')}`,
  home: `南召县${TOWNS[at % 3]}第${at}号`,
  town: TOWNS[at % 3],
  issued: `2020-02-${String(1 + (at % 20)).padStart(2, '0')}`,
});

const lines = (count) =>
  Array.from({ length: count }, (_, at) => JSON.stringify(person(at, count - 1))).join('\n');

const fields = {
  name: { label: '姓名', mask: 'person_name' },
  phone: { label: '联系方式', mask: 'phone' },
  home: { label: '家庭住址', mask: 'address' },
  town: { label: '乡镇' },
  issued: { label: '发证日期', type: 'date' },
};

function trial(source = {}) {
  return {
    daping: 1,
    title: '试验',
    sources: { people: { url: DATA.slice(1), refresh: { every: '2s', stale_after: '30s', timeout: '20s' }, synthetic: true, fields, ...source } },
    panels: {
      all: { kind: 'stat', title: '人数', format: 'full', data: { from: 'people', measure: 'count' } },
      towns: { kind: 'rank', title: '乡镇', data: { from: 'people', group: ['town'], measure: 'count', sort: '-count' } },
      days: { kind: 'bar', title: '发证', data: { from: 'people', group: [{ field: 'issued', by: 'day' }], measure: 'count' } },
      people: { kind: 'roster', title: '名册', data: { from: 'people' }, columns: ['name', 'phone', 'home', 'town', 'issued'], speed: '0.05 row/s' },
    },
    layout: [{ name: 'wall', columns: '1fr 2fr', areas: ['all people', 'towns people', 'days people'] }],
  };
}

const put = (server, board) => server.overrides.set(BOARD, { body: JSON.stringify(board) });
const panel = (page, name, state) =>
  page.locator(`section[data-panel="${name}"][data-state="${state}"]`).waitFor({ timeout: WAITS_MS });
const figure = (page, name) => page.locator(`section[data-panel="${name}"] [data-tip]`).first()
  .getAttribute('data-tip').then((tip) => Number(tip.split('\n').at(-1).replace(/[^0-9]/g, '')));

/** Waits until the roster's rows say so. */
const rows = (page, wanted) => page.waitForFunction(
  (wanted) => [...document.querySelectorAll('.roster .pool [role="row"]')]
    .some((row) => row.textContent.includes(wanted)),
  wanted,
  { timeout: WAITS_MS },
);
const finding = (page, text) => page.waitForFunction(
  (text) => document.querySelector('.findings')?.textContent.includes(text),
  text,
  { timeout: WAITS_MS },
);
const workers = async (page, wanted) => {
  for (let wait = 0; page.workers().length !== wanted && wait < 50; wait += 1) await page.waitForTimeout(100);
  return page.workers().length;
};

async function search(page, text, count) {
  await page.keyboard.press('/');
  await page.locator('input[type="search"], .seek input').first().fill(text);
  await page.waitForFunction(
    (count) => document.querySelector('.seek')?.textContent.replace(/[^0-9]/g, '') === String(count),
    count,
    { timeout: WAITS_MS },
  );
}

/** A folder with what the terminal publishes of some lines. */
async function published(text, board) {
  const folder = await mkdtemp(join(tmpdir(), 'daping-'));
  const [rowsFile, boardFile, out] = ['people.ndjson', 'board.json', 'pages'].map((name) => join(folder, name));
  await writeFile(rowsFile, text);
  await writeFile(boardFile, JSON.stringify(board));
  await promisify(execFile)(DAPING, ['publish', rowsFile, '--board', boardFile, '--out', out, '--source', 'people', '--as-of', '2020-02-21T08:00:00+08:00'])
    .catch((why) => { throw new Error(`${why.stdout}${why.stderr}`); });
  const files = new Map();
  for (const name of await readdir(out)) files.set(name, await readFile(join(out, name)));
  await rm(folder, { recursive: true });
  return files;
}

const paged = { url: 'data/people/index.json', format: 'pages' };

async function serve(server, text) {
  const board = trial(paged);
  put(server, board);
  const files = await published(text, board);
  for (const [name, body] of files) server.overrides.set(`/data/people/${name}`, { body });
  return files;
}

export default [
  {
    name: 'thirty thousand people are read beside the page and shown to the last',
    run: async ({ open, server, assert }) => {
      const count = 30_000;
      server.overrides.set(DATA, { body: lines(count) });
      put(server, trial());
      const page = await open('/?board=trial');
      for (const name of ['all', 'towns', 'days', 'people']) await panel(page, name, 'live');
      assert.equal(await figure(page, 'all'), count);
      await rows(page, '王**');
      assert.equal(await workers(page, 1), 1);
      const decoded = await page.evaluate(() => performance.getEntriesByName('daping:decode').length);
      assert.equal(decoded, 0, 'the page read nothing itself');
      // One row up from the first is the last.
      await page.locator('.roster').focus();
      await page.keyboard.press('ArrowUp');
      await rows(page, '末*');
      const all = await page.locator('.roster .pool [role="row"]').count();
      assert.ok(all < 60, `${all} rows in the page`);
      assert.equal(await page.locator('.roster [role="table"]').getAttribute('aria-rowcount'), String(count + 1));
      const text = await page.evaluate(() => document.body.textContent);
      assert.ok(!text.includes('19900000000') && !text.includes('第1号'));
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'a server that does not know the type of programs serves them all the same',
    run: async ({ open, server, assert }) => {
      const html = await (await fetch(`${server.url}/`)).text();
      for (const [path] of html.matchAll(/[\w/-]+\.wasm/g)) {
        server.overrides.set(`/${path}`, { headers: { 'Content-Type': 'application/octet-stream' } });
      }
      server.overrides.set(DATA, { body: lines(30_000) });
      put(server, trial());
      const page = await open('/?board=trial');
      for (const name of ['all', 'towns', 'days', 'people']) await panel(page, name, 'live');
      await page.locator('section[data-panel="days"] canvas').waitFor();
      const parts = ['/daping-', '/packs/charts-', '/packs/lists-', '/packs/reader-'];
      for (const part of parts) assert.ok(server.requests.some((path) => path.startsWith(part) && path.endsWith('.wasm')), part);
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'a search finds by text and by first letters',
    run: async ({ open, server, assert }) => {
      server.overrides.set(DATA, { body: lines(30_000) });
      put(server, trial());
      const page = await open('/?board=trial');
      await panel(page, 'people', 'live');
      await search(page, '欧阳', 6_000);
      await rows(page, '欧阳*');
      await search(page, 'oy', 6_000);
      await search(page, 'nzxyyz', 10_000);
      await search(page, '末*', 1);
      await rows(page, '末*');
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'the first ten thousand rows leave as a file that says so',
    run: async ({ open, server, assert }) => {
      server.overrides.set(DATA, { body: lines(18_000) });
      put(server, trial());
      const page = await open('/?board=trial');
      await panel(page, 'people', 'live');
      const coming = page.waitForEvent('download', { timeout: WAITS_MS });
      const menu = page.locator('section[data-panel="people"] details.menu');
      await menu.evaluate((own) => own.setAttribute('open', ''));
      await menu.locator('[data-act="csv"]').click();
      const file = await coming;
      const text = (await readFile(await file.path())).toString();
      assert.match(text, /前 10000 行,共 18000 行/);
      assert.equal(text.split('\n').filter((line) => line.includes('云阳镇')).length, 3_334);
      assert.ok(!text.includes('19900000000'));
    },
  },
  {
    name: 'a newer answer takes the place of the old one, a broken one does not',
    run: async ({ open, server, assert }) => {
      let played = { body: lines(20_000) };
      server.overrides.set(DATA, () => played);
      put(server, trial());
      const page = await open('/?board=trial');
      await panel(page, 'all', 'live');
      assert.equal(await figure(page, 'all'), 20_000);
      played = { body: lines(25_000) };
      await page.waitForFunction(() => document.querySelector('section[data-panel="all"] [data-tip]')
        ?.getAttribute('data-tip').replace(/[^0-9]/g, '').includes('25000'), null, { timeout: WAITS_MS });
      await rows(page, '王**');
      assert.equal(await workers(page, 1), 1, 'the old reader is gone');
      played = { body: `${lines(22_000)}\n{"name": "断` };
      await panel(page, 'all', 'failed');
      await finding(page, 'NDJSON');
      assert.equal(await figure(page, 'all'), 25_000);
      await rows(page, '王**');
      assert.equal(await workers(page, 1), 1);
    },
  },
  {
    name: 'published people: the first and the last row, few requests, counts and a search',
    limitMs: 180_000,
    run: async ({ open, server, assert }) => {
      const count = 30_000;
      const files = await serve(server, lines(count));
      const page = await open('/?board=trial');
      for (const name of ['all', 'towns', 'days', 'people']) await panel(page, name, 'live');
      assert.equal(await figure(page, 'all'), count);
      await rows(page, '王**');
      const asked = () => server.requests.filter((path) => path.includes('/people/p-')).length;
      assert.ok(asked() <= 2, `${asked()} pages for the first rows`);
      await page.locator('.roster').focus();
      await page.keyboard.press('ArrowUp');
      await rows(page, '末*');
      assert.ok(asked() <= 4, `${asked()} pages for the first and the last rows`);
      assert.ok([...files.keys()].filter((name) => name.startsWith('p-')).length > 6);
      await search(page, 'oy', 6_000);
      await rows(page, '欧阳*');
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'a page of another publish is said, and the rest lives',
    limitMs: 180_000,
    run: async ({ open, server, assert }) => {
      const files = await serve(server, lines(9_000));
      const index = JSON.parse(files.get('index.json'));
      const [first] = index.views[0].pages;
      const other = Buffer.from(files.get(`p-${first}.bin`));
      other[other.length - 1] ^= 1;
      server.overrides.set(`/data/people/p-${first}.bin`, { body: other });
      const page = await open('/?board=trial');
      await panel(page, 'all', 'live');
      assert.equal(await figure(page, 'all'), 9_000);
      await finding(page, `p-${first}.bin`);
      await panel(page, 'towns', 'live');
      assert.deepEqual(page.problems.filter((text) => text.startsWith('uncaught')), []);
    },
  },
  {
    name: 'an index that lies is refused whole',
    run: async ({ open, server, assert }) => {
      const files = await serve(server, lines(100));
      const index = JSON.parse(files.get('index.json'));
      index.views[0].rows = 5_000_000;
      server.overrides.set('/data/people/index.json', { body: JSON.stringify(index) });
      const page = await open('/?board=trial');
      await panel(page, 'all', 'failed');
      await finding(page, 'views');
      assert.deepEqual(page.problems.filter((text) => text.startsWith('uncaught')), []);
    },
  },
];
