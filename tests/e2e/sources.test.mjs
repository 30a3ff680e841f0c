// Every mapping of docs/sources.md against its server: live, all rows, the first row as it stands in
// the table, nothing in the console. Then what only these servers do: 304, gzip, 200 with an error.

import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DOCUMENT, MAPPINGS, SERVERS, assertRow, firstRow, live, withServers, wrong } from './sources.mjs';

const DAPING = fileURLToPath(new URL('../../target/debug/daping', import.meta.url));

const BOARD = '/boards/trial.json';
const WAITS_MS = 60_000;

/** A board with a table and a count for each source. */
function board(sources) {
  const panels = {};
  for (const name of Object.keys(sources)) {
    panels[name] = { kind: 'table', title: name, turn: '3600s', format: 'full', data: { from: name } };
    panels[`${name}-rows`] = { kind: 'stat', title: name, format: 'full', data: { from: name, measure: 'count' } };
  }
  const areas = Object.keys(sources).map((name) => `${name} ${name} ${name} ${name}-rows`);
  return { body: JSON.stringify({ daping: 1, sources, panels, layout: [{ name: 'wall', areas }] }, null, 2) };
}

const state = (page, panel, wanted) =>
  page.locator(`section[data-panel="${panel}"][data-state="${wanted}"]`).waitFor({ timeout: WAITS_MS })
    .catch(async () => {
      const is = await page.locator(`section[data-panel="${panel}"]`).getAttribute('data-state');
      const said = await page.locator('.findings').evaluate((box) => box.textContent).catch(() => '');
      throw new Error(`${panel} is ${is}, not ${wanted}: ${said}\n${page.problems.join('\n')}`);
    });

/** The number of a stat panel, from its tip, which has it whole. */
const figure = (page, panel) => page.locator(`section[data-panel="${panel}"] [data-tip]`).first()
  .getAttribute('data-tip').then((tip) => Number(tip.split('\n').at(-1).replace(/[^0-9]/g, '')));

const tall = (sources) => ({ viewport: { width: 1920, height: 120 + 260 * Object.keys(sources).length } });

function ofServer(server) {
  const own = MAPPINGS.filter((mapping) => mapping.server === server);
  return {
    name: `${server}: ${own.length} mappings`,
    limitMs: 240_000,
    run: ({ open, server: files, assert }) => withServers([server], async (_, urls) => {
      const sources = {};
      for (const mapping of own) sources[mapping.name] = await live(mapping, urls);
      files.overrides.set(BOARD, board(sources));
      const page = await open('/?board=trial', tall(sources));
      for (const { name, rows, first } of own) {
        await state(page, name, 'live');
        await state(page, `${name}-rows`, 'live');
        assertRow(assert, await firstRow(page, name), first, name);
        assert.equal(await figure(page, `${name}-rows`), rows, `rows of ${name}`);
      }
      assert.deepEqual(wrong(page), []);
    }),
  };
}

/** What the command line says of one source, in a board of its own within `folder`. */
async function checked(folder, name, source) {
  const file = join(folder, 'board.json');
  await writeFile(file, board({ [name]: source }).body);
  const words = ['check', 'board.json', '--source', name, '--lang', 'en'];
  return new Promise((done, fail) => {
    execFile(DAPING, words, { cwd: folder, env: { ...process.env, COLUMNS: '100' } }, (error, out) => {
      if (error && typeof error.code !== 'number') fail(new Error(`${error.message}: run \`cargo build\` first`));
      else done(out.trimEnd());
    });
  });
}

/** The cells under their labels, from the first row below the line. */
function firstLine(said) {
  const lines = said.split('\n');
  const below = lines.findIndex((line) => /^ +─/.test(line));
  const cells = (line) => (line ?? '').trim().split(/ {2,}/);
  const heads = cells(lines[below - 3]);
  const own = cells(lines[below + 1]);
  return Object.fromEntries(heads.map((head, place) => [head, own[place]]));
}

/** In a terminal, in English: dates are written otherwise, and `rows` stand in the head. */
function inTerminal(server) {
  const own = MAPPINGS.filter((mapping) => mapping.server === server);
  return {
    name: `${server}: \`daping check\` prints the same rows`,
    limitMs: 240_000,
    run: ({ assert }) => withServers([server], async (on, urls, folder) => {
      for (const mapping of own) {
        const { name, rows, first } = mapping;
        const said = await checked(folder, name, await live(mapping, urls));
        assert.ok(said.includes(` ${rows.toLocaleString('en')} rows`), `${name}: ${rows} rows\n${said}`);
        const { 日期: day, 发布: published, ...same } = first;
        assertRow(assert, firstLine(said), day ? { ...same, 日期: /3 Feb/ } : same, name);
      }
    }),
  };
}

const OUTPUT = /<!-- check output (\{.*\}) -->\n\n```text\n([\s\S]*?)```/g;
/** How long an answer took, and how long Datasette's own note of that is, differ from run to run. */
const steady = (said) => said.replace(/[\d,]+ bytes/g, '… bytes').replace(/took [\d.]+ s/g, 'took … s');

/** The wrong mapping of the document, put right step by step: what the command says of each. */
async function wrongMapping({ assert }) {
  const mapping = { heading: 'A wrong mapping', server: 'datasette' };
  let text = await readFile(DOCUMENT, 'utf8');
  const blocks = [...text.matchAll(OUTPUT)];
  assert.ok(blocks.length >= 2, `${blocks.length} outputs in the document`);
  await withServers(['datasette'], async (on, urls, folder) => {
    for (const [whole, more, shown] of blocks) {
      const own = await live(mapping, urls);
      const said = (await checked(folder, 'towns', { ...own, ...JSON.parse(more) }))
        .replaceAll(urls.datasette, SERVERS.datasette);
      if (process.env.DAPING_REFRESH_GOLDEN) text = text.replace(whole, () => whole.replace(/```text[\s\S]*/, () => `\`\`\`text\n${said}\n\`\`\``));
      else assert.equal(steady(shown.trimEnd()), steady(said));
    }
  });
  if (process.env.DAPING_REFRESH_GOLDEN) await writeFile(DOCUMENT, text);
}

/** A trial of one mapping that asks every second. */
async function restless(name, urls) {
  const own = await live(MAPPINGS.find((mapping) => mapping.name === name), urls);
  return { [name]: { ...own, refresh: { every: '1s', stale_after: '60s', timeout: '20s' } } };
}

function refused(name) {
  return {
    name: `${name}: 200 with an error code is a failed question, and the rows stay`,
    run: ({ open, server, assert }) => withServers(['admin'], async ({ admin }, urls) => {
      const sources = await restless(name, urls);
      sources[name].refresh.stale_after = '2s';
      server.overrides.set(BOARD, board(sources));
      const page = await open('/?board=trial', tall(sources));
      await state(page, name, 'live');
      admin.fail(401);
      await state(page, name, 'failed');
      assert.equal((await firstRow(page, name)).乡镇, '河口镇');
      admin.fail(null);
      await state(page, name, 'live');
      assert.deepEqual(wrong(page), []);
    }),
  };
}

export default [
  ...Object.keys(SERVERS).map(ofServer),
  ...Object.keys(SERVERS).map(inTerminal),
  { name: 'a wrong mapping: what the document shows is what the command says', run: wrongMapping },
  refused('ruoyi'),
  refused('jeecg'),
  {
    name: 'nginx: sent once, packed; asked again it says 304',
    run: ({ open, server, assert }) => withServers(['nginx'], async ({ nginx }, urls) => {
      const sources = await restless('nginx-csv', urls);
      server.overrides.set(BOARD, board(sources));
      const page = await open('/?board=trial', tall(sources));
      await state(page, 'nginx-csv', 'live');
      await page.waitForTimeout(5_000);
      const asked = (await nginx.log()).filter((line) => line.includes('/people.csv'));
      assert.equal(asked[0], 'GET /people.csv 200 gzip');
      assert.ok(asked.length > 2, asked.join('\n'));
      for (const again of asked.slice(1)) assert.match(again, /^GET \/people\.csv 304/);
      await state(page, 'nginx-csv', 'live');
      assert.deepEqual(wrong(page), []);
    }),
  },
];
