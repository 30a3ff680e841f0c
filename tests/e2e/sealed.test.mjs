// Rows under seal: nothing of them stands anywhere before somebody has entered what opens them; then they are a
// roster as any other. Wrong keys, changed bytes and older publishes are told apart.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DAPING } from '../servers/daping.mjs';
import { FLAGS } from './chromium.mjs';

const BOARD = '/boards/trial.json';
const FOLDER = '/data/people';
const PASSPHRASE = 'synthetic maple eleven drizzle copper anthem';
const OTHER = 'another seven lantern gravel hollow piano';
const ROWS = 9_000;
const WAITS_MS = 30_000;

const person = (at) => ({
  name: `${'王李张南'[at % 4]}小${'明红强'[at % 3]}`,
  phone: `1990000${String(at % 10_000).padStart(4, '0')}`,
  town: ['云阳镇', '留山镇', '皇路店镇'][at % 3],
});

const board = {
  daping: 1,
  title: '试验',
  sources: {
    people: {
      url: `${FOLDER.slice(1)}/index.json`,
      format: 'pages',
      synthetic: true,
      refresh: { every: '2s', stale_after: '1m', timeout: '30s' },
      fields: {
        name: { label: '姓名', mask: 'person_name' },
        phone: { label: '联系方式', mask: 'phone' },
        town: { label: '乡镇' },
      },
    },
    open: { inline: [{ name: '到岗', count: 7 }], fields: { name: { label: '名称' }, count: { label: '数量', type: 'number' } } },
  },
  panels: {
    open: { kind: 'table', title: '公开', data: { from: 'open' } },
    all: { kind: 'stat', title: '人数', format: 'full', data: { from: 'people', measure: 'count' } },
    towns: { kind: 'rank', title: '乡镇', data: { from: 'people', group: ['town'], measure: 'count', sort: '-count' } },
    people: { kind: 'roster', title: '名册', data: { from: 'people' }, speed: '0.05 row/s' },
  },
  layout: [{ name: 'wall', columns: '1fr 2fr', areas: ['open people', 'all people', 'towns people'] }],
};

/** What the terminal publishes under a passphrase, twice with the same: `[older, newer]`, maps of names and bytes. */
async function published() {
  const folder = await mkdtemp(join(tmpdir(), 'daping-'));
  const [rows, file, out] = ['people.ndjson', 'board.json', 'pages'].map((name) => join(folder, name));
  await writeFile(rows, Array.from({ length: ROWS }, (_, at) => JSON.stringify(person(at))).join('\n'));
  await writeFile(file, JSON.stringify(board));
  const all = [];
  for (let round = 0; round < 2; round += 1) {
    const told = promisify(execFile)(DAPING, ['publish', rows, '--board', file, '--out', out, '--source', 'people', '--seal'],
      { env: { ...process.env, DAPING_PASSPHRASE: PASSPHRASE } });
    await told.catch((why) => { throw new Error(`${why.stdout}${why.stderr}`); });
    const files = new Map();
    for (const name of await readdir(out)) files.set(name, await readFile(join(out, name)));
    all.push(files);
  }
  await rm(folder, { recursive: true });
  return all;
}

let publishes;

/** With a source beside it that answers slowly: `SLOW`, in the panel `slow`. */
const SLOW = '/data/slow.json';
function besides() {
  const own = structuredClone(board);
  own.sources.slow = { url: SLOW.slice(1), refresh: { every: '1h', timeout: '2m' }, fields: { count: { label: '数量', type: 'number' } } };
  own.panels.slow = { kind: 'stat', title: '慢', data: { from: 'slow', measure: 'count' } };
  own.layout[0].areas.push('slow people');
  return own;
}

async function serve(server, at, change = () => {}, served = board) {
  publishes ??= published();
  const files = new Map((await publishes)[at]);
  change(files);
  server.overrides.set(BOARD, { body: JSON.stringify(served) });
  for (const [name, body] of files) server.overrides.set(`${FOLDER}/${name}`, { body });
  return files;
}

const panel = (page, name, state) =>
  page.locator(`section[data-panel="${name}"][data-state="${state}"]`).waitFor({ timeout: WAITS_MS });
const says = (page, text) => page.waitForFunction(
  (text) => document.querySelector('.findings')?.textContent.includes(text), text, { timeout: WAITS_MS });
const asks = (page, text) => page.waitForFunction(
  (text) => document.querySelector('#seal')?.textContent.includes(text), text, { timeout: WAITS_MS });

async function enter(page, text) {
  await page.locator('#seal input').fill(text);
  await page.locator('#seal button[type="submit"]').click();
}

/** Every place of the browser where something of a secret could lie. */
const kept = (page) => page.evaluate(async () => {
  const caches_ = await Promise.all((await caches.keys()).map(async (name) => {
    const cache = await caches.open(name);
    return Promise.all((await cache.keys()).map(async (asked) => asked.url + await (await cache.match(asked)).text()));
  }));
  const bases = (await indexedDB.databases()).map(({ name }) => name);
  return [location.href, document.documentElement.outerHTML, JSON.stringify(localStorage), JSON.stringify(sessionStorage),
    document.cookie, bases.join(), ...[...document.querySelectorAll('input')].map((own) => own.value), ...caches_.flat()].join('\n');
});

export default [
  {
    name: 'B24: a passphrase opens the rows once for the whole wall; a wrong one is said, and nothing of it is kept',
    run: async ({ open, server, assert }) => {
      const slow = () => server.overrides.set(SLOW, async () => ({ body: await answer }));
      let free;
      const answer = new Promise((resolve) => { free = resolve; });
      slow();
      await serve(server, 0, undefined, besides());
      const page = await open('/?board=trial');
      await panel(page, 'open', 'live');
      await asks(page, '加密的行');
      await says(page, '这些行已加密');
      // Locked is no fault: a padlock and a word.
      for (const name of ['all', 'towns', 'people']) {
        await panel(page, name, 'locked');
        const own = page.locator(`section[data-panel="${name}"]`);
        assert.equal(await own.locator('.body .locked').innerText(), '已加密');
        assert.ok(!(await own.innerText()).includes('断'));
        const [calm, said, rest] = await own.evaluate((own) => {
          const look = (part) => getComputedStyle(own.querySelector(part));
          return [look('.state').color, look('.body .locked').color, look('.body > :not(.locked)').visibility];
        });
        assert.equal(said, calm);
        assert.equal(rest, 'hidden', 'nothing of an empty drawing shows');
      }
      assert.equal(await page.locator('#seal').count(), 1, 'asked once for three panels');
      assert.ok(!(await page.evaluate(() => document.body.textContent)).includes('云阳镇'), 'nothing is half open');
      await enter(page, OTHER);
      await asks(page, '口令或密钥不对');
      await says(page, '口令或密钥不对');
      await enter(page, PASSPHRASE);
      for (const name of ['all', 'towns', 'people']) await panel(page, name, 'live');
      assert.equal(await page.locator('#seal').count(), 0);
      assert.equal(await page.locator('.locked').count(), 0);
      // What other sources had asked was let go on.
      await panel(page, 'slow', 'loading');
      free('[{"count": 7}]');
      await panel(page, 'slow', 'live');
      assert.equal(server.requests.filter((path) => path === SLOW).length, 1);
      const text = await page.evaluate(() => document.body.textContent);
      assert.ok(text.includes('云阳镇') && text.includes('9,000') && !text.includes('1990000'), 'masked as ever');
      const all = await kept(page);
      for (const secret of [PASSPHRASE, OTHER, 'AGE-SECRET-KEY']) assert.ok(!all.includes(secret), 'it is written nowhere');

      // A renewed publish opens by itself; the one before it, put back, stays shut, and the rows that stand are known.
      server.overrides.clear();
      await serve(server, 1);
      const { seal } = JSON.parse((await publishes)[1].get('index.json'));
      const issued = parseInt(seal.publish.slice(-8), 16);
      await page.waitForFunction(
        (issued) => Object.values(JSON.parse(localStorage.getItem('daping.sealed') ?? '{}')).includes(issued), issued, { timeout: WAITS_MS });
      await panel(page, 'people', 'live');
      assert.equal(await page.locator('#seal').count(), 0, 'nobody was asked again');
      server.overrides.clear();
      await serve(server, 0);
      await says(page, '可能被人换回旧版');
      assert.deepEqual(page.problems, []);

      // After a reload it is asked for again.
      server.overrides.clear();
      await serve(server, 1);
      await page.reload();
      await asks(page, '加密的行');
      await says(page, '这些行已加密');

      // An older one in its place meanwhile: the finding says it, and the box does not wait for it.
      server.overrides.clear();
      await serve(server, 0);
      await enter(page, PASSPHRASE);
      await says(page, '可能被人换回旧版');
      assert.ok(await page.locator('#seal input').isEnabled());
    },
  },
  {
    name: 'B24: a changed byte, a file of another publish and one that is missing are told apart, and are no wrong passphrase',
    run: async ({ open, server, assert }) => {
      publishes ??= published();
      const others = (await publishes)[1];
      // The folder still has the files of the publish before.
      const other = JSON.parse(others.get('index.json')).seal.files.find((own) => own.startsWith('p-'));
      const all = (files, begin, change) =>
        [...files.keys()].filter((own) => own.startsWith(begin)).forEach((name) => change(files, name));
      const flip = (files, name) => {
        const bytes = Buffer.from(files.get(name));
        bytes[bytes.length - 1] ^= 1;
        files.set(name, bytes);
      };
      const swap = (files, name) => files.set(name, others.get(other));
      const lose = (files, name) => files.delete(name);
      const cases = [
        ['k-', flip, /k-[0-9a-f]+\.age 被改动/],
        ['k-', lose, /缺少索引所列的文件 k-/],
        ['p-', flip, /p-[0-9a-f]+\.age 被改动/],
        ['p-', swap, /p-[0-9a-f]+\.age 来自另一次发布/],
        ['p-', lose, /缺少索引所列的文件 p-/],
      ];
      for (const [begin, change, sentence] of cases) {
        server.overrides.clear();
        await serve(server, 0, (files) => all(files, begin, change));
        const page = await open('/?board=trial');
        await asks(page, '加密的行');
        await enter(page, PASSPHRASE);
        await says(page, begin);
        const found = await page.locator('.findings').textContent();
        assert.match(found, sentence);
        assert.ok(!found.includes('口令或密钥不对'), found);
        await panel(page, 'open', 'live');
        await page.close();
      }
    },
  },
  {
    name: 'B23: on plain http sealed rows stay shut and it is said why; the rest of the wall lives',
    run: async ({ browser, server, assert }) => {
      await serve(server, 0);
      const own = await browser.browserType().launch({
        executablePath: process.env.CHROME ?? '/usr/bin/chromium',
        args: [...FLAGS, '--disable-gpu', '--host-resolver-rules=MAP *.example 127.0.0.1'],
      });
      try {
        const page = await own.newPage();
        await page.goto(`http://wall.example:${server.port}/?board=trial`);
        await panel(page, 'open', 'live');
        await says(page, '加密的行只在 https 页面');
        assert.equal(await page.evaluate(() => isSecureContext), false);
        assert.equal(await page.locator('#seal').count(), 0, 'nobody is asked for a passphrase');
      } finally {
        await own.close();
      }
    },
  },
];
