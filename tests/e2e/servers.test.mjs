// The gallery's board of servers: each source reads an answer that was kept as the server sent it,
// and the same board reads the servers themselves. `DAPING_REFRESH_GOLDEN=1` asks them for the kept
// answers and puts the document's mappings into the board.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { stands } from './gallery.mjs';
import { MAPPINGS, SERVERS, assertRow, firstRow, live, source, withServers, wrong } from './sources.mjs';

const ROOT = new URL('../../', import.meta.url);
const BOARD = new URL('public/boards/servers.json', ROOT);
const FOLDER = 'data/gallery/servers';
/** How an answer is asked for: a kept one needs none of it. */
const ASKING = ['method', 'body', 'headers', 'page', 'total', 'refresh'];
const SIZES = [
  { name: 'wall', width: 1920, height: 1080 },
  { name: 'wide', width: 3840, height: 1080 },
  { name: 'phone', width: 390, height: 844 },
];

const kept = async () => JSON.parse(await readFile(BOARD, 'utf8'));
const shown = (board) => MAPPINGS.filter(({ name }) => name in board.sources);

function ending({ url, format }) {
  if (format === 'ndjson') return 'ndjson';
  return url.endsWith('.csv') ? 'csv' : 'json';
}

/** The mapping of the document without what asks, for the kept answer. */
async function still({ name, heading }) {
  const own = await source(heading);
  const file = `${FOLDER}/${name}.${ending(own)}`;
  for (const key of ASKING) delete own[key];
  return { ...own, url: file, synthetic: true, refresh: { every: '60s', stale_after: '10m' } };
}

/** The first page, short, as the server sends it. */
async function answer(mapping, urls) {
  const { url, method = 'GET', headers, body } = await live(mapping, urls);
  const { url: shorter = (own) => own, body: less = (own) => own } = mapping.few ?? {};
  const sent = less(body);
  const text = sent === undefined || typeof sent === 'string' ? sent : JSON.stringify(sent);
  const answered = await fetch(shorter(url), { method, headers, body: text });
  if (!answered.ok) throw new Error(`${mapping.name}: ${answered.status} ${await answered.text()}`);
  // The origin is of this run; that of the document stands for it.
  return (await answered.text()).replaceAll(urls[mapping.server], SERVERS[mapping.server]);
}

async function refresh() {
  const board = await kept();
  await mkdir(new URL(`public/${FOLDER}/`, ROOT), { recursive: true });
  await withServers(Object.keys(SERVERS), async (_, urls) => {
    for (const mapping of shown(board)) {
      board.sources[mapping.name] = await still(mapping);
      const file = new URL(`public/${board.sources[mapping.name].url}`, ROOT);
      await writeFile(file, await answer(mapping, urls));
    }
  });
  await writeFile(BOARD, `${JSON.stringify(board, null, 2)}\n`);
}

async function rowsAreRight(page, board, assert) {
  for (const { name, first } of shown(board)) {
    const { kind, columns } = board.panels[name];
    if (kind !== 'table') continue;
    const heads = columns.map((column) => board.sources[name].fields[column].label);
    const own = Object.entries(first).filter(([head]) => heads.includes(head));
    assertRow(assert, await firstRow(page, name), Object.fromEntries(own), name);
  }
}

export default [
  ...(process.env.DAPING_REFRESH_GOLDEN ? [{ name: 'kept answers are written anew', run: refresh, limitMs: 300_000 }] : []),
  {
    name: 'the sources are the mappings of the document',
    async run({ assert }) {
      const board = await kept();
      assert.equal(shown(board).length, Object.keys(board.sources).length);
      for (const mapping of shown(board)) {
        assert.deepEqual(board.sources[mapping.name], await still(mapping), mapping.name);
      }
    },
  },
  ...SIZES.map(({ name, width, height }) => ({
    name: `kept answers, ${width} × ${height}`,
    async run({ open, shot, assert }) {
      const page = await open('/?board=servers', { viewport: { width, height }, reducedMotion: 'reduce' });
      await stands(page);
      await shot(page, `servers-${name}`);
      if (name !== 'phone') await rowsAreRight(page, await kept(), assert);
      assert.deepEqual(page.problems, []);
    },
  })),
  {
    name: 'the servers themselves, every page',
    limitMs: 300_000,
    run: ({ open, server, assert }) => withServers(Object.keys(SERVERS), async (_, urls) => {
      const board = await kept();
      for (const mapping of shown(board)) board.sources[mapping.name] = await live(mapping, urls);
      server.overrides.set('/boards/servers.json', { body: JSON.stringify(board) });
      const page = await open('/?board=servers', { reducedMotion: 'reduce' });
      await stands(page);
      await rowsAreRight(page, board, assert);
      assert.deepEqual(wrong(page), []);
    }),
  },
];
