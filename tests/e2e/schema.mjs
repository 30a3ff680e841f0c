// Asks a validator that is not ours about schema/board.schema.json: the schema itself is one, every
// shipped board and every whole board of the documents passes, broken boards do not.
//
//   node tests/e2e/schema.mjs
//
// `cargo xtask test` sets AJV, the folder of the package ajv. No browser.

import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** Each breaks the board in one way; `at` is where the validator must see it. */
const BROKEN = [
  { name: 'an unknown key', at: '', change: (board) => (board.titel = 'x') },
  { name: 'no panels', at: '', change: (board) => delete board.panels },
  { name: 'another version', at: '/daping', change: (board) => (board.daping = 2) },
  { name: 'an unknown theme', at: '/theme', change: (board) => (board.theme = 'nigth') },
  { name: 'an unknown kind', at: '/panels/a/kind', change: ({ panels }) => (panels.a.kind = 'rnak') },
  { name: 'an option of another kind', at: '/panels/a', change: ({ panels }) => (panels.a.speed = '1 row/s') },
  { name: 'a panel without data', at: '/panels/a', change: ({ panels }) => delete panels.a.data },
  { name: 'rows from two places', at: '/sources/s', change: ({ sources }) => (sources.s.ws = '/rows') },
  { name: 'rows from nowhere', at: '/sources/s', change: ({ sources }) => delete sources.s.url },
  { name: 'a wrong unit', at: '/panels/a/unit', change: ({ panels }) => (panels.a.unit = 5) },
  { name: 'a name for CSS', at: '/panels', change: ({ panels }) => (panels['Odd One'] = { kind: 'clock' }) },
  { name: 'an operator', at: '/panels/a/data/where/0/1', change: ({ panels }) => (panels.a.data.where = [['x', '~', 1]]) },
  { name: 'a short condition', at: '/panels/a/data/where/0', change: ({ panels }) => (panels.a.data.where = [['x', '=']]) },
  { name: 'a measure', at: '/panels/a/data/measure', change: ({ panels }) => (panels.a.data.measure = 'total:x') },
  { name: 'a cut', at: '/panels/a/data/group/0', change: ({ panels }) => (panels.a.data.group = [{ field: 'x', by: 'moth' }]) },
  { name: 'a negative limit', at: '/panels/a/data/limit', change: ({ panels }) => (panels.a.data.limit = -3) },
  { name: 'a span', at: '/sources/s/refresh/every', change: ({ sources }) => (sources.s.refresh = { every: 'soon' }) },
  { name: 'a source without fields', at: '/sources/s', change: ({ sources }) => delete sources.s.fields },
  { name: 'a mask', at: '/sources/s/fields/x/mask', change: ({ sources }) => (sources.s.fields.x.mask = 'name') },
  { name: 'an alarm about nothing', at: '/panels/a/alarms/0', change: ({ panels }) => (panels.a.alarms = [{ say: 'x' }]) },
  { name: 'a level', at: '/panels/a/alarms/0/level', change: ({ panels }) => (panels.a.alarms = [{ late: true, level: 'high' }]) },
  { name: 'quiet hours', at: '/alarm/quiet/1', change: (board) => (board.alarm = { quiet: ['22:00', '7:00'] }) },
  { name: 'a replay without a field', at: '/replay', change: (board) => (board.replay = { from: 's' }) },
  { name: 'a day of a replay', at: '/replay/start', change: (board) => (board.replay = { from: 's', day: 'x', start: '2月8日' }) },
  { name: 'a track', at: '/layout/0/columns', change: ({ layout }) => (layout[0].columns = '1fr url(x)') },
  { name: 'areas and a stack', at: '/layout/0', change: ({ layout }) => (layout[0].stack = ['a']) },
];

const SOUND = {
  $schema: '../schema/board.schema.json',
  daping: 1,
  theme: 'night',
  alarm: { quiet: ['22:00', '07:00'] },
  sources: { s: { url: 's.csv', refresh: { every: '30s' }, fields: { x: { type: 'number' } } } },
  panels: {
    a: {
      kind: 'rank',
      data: {
        from: 's',
        where: [['x', '>', 1], ['x', 'in', [1, 2]], ['x', '=', { param: 'p' }], ['x', 'is', 'present']],
        group: ['x', { field: 'x', by: 'day' }, { field: 'x', by: { bin: 10 } }],
        measure: { n: 'count', m: 'mean:x' },
        sort: ['-n', 'x'],
        limit: 3,
      },
      alarms: [{ when: ['n', '<', 90], until: 92, after: '1m', level: 'severe', say: 'x' }, { late: true, data: { from: 's' } }],
    },
    c: { kind: 'clock' },
  },
  layout: [{ name: 'wall', when: { min_width: 1600, min_ratio: 1.2 }, columns: '1fr 20%', areas: ['a c'] }],
};

/** Whole boards: those that are shipped, and the fences of the documents that have `daping` and are no playlist. */
async function boards() {
  const found = [{ name: 'the sound board of this file', board: SOUND }];
  for (const folder of ['public/boards', 'tests/fixtures/boards']) {
    for (const file of (await readdir(join(ROOT, folder))).filter((name) => name.endsWith('.json'))) {
      found.push({ name: `${folder}/${file}`, board: await json(`${folder}/${file}`) });
    }
  }
  const documents = (await readdir(join(ROOT, 'docs'))).map((name) => `docs/${name}`);
  for (const file of ['README.md', ...documents].filter((name) => name.endsWith('.md'))) {
    const text = await readFile(join(ROOT, file), 'utf8');
    for (const [, fence] of text.matchAll(/^```json\n(.*?)^```/gms)) {
      const board = JSON.parse(fence);
      if ('daping' in board && !('turns' in board)) found.push({ name: file, board });
    }
  }
  return found;
}

async function json(path) {
  return JSON.parse(await readFile(join(ROOT, path), 'utf8'));
}

async function validator() {
  const folder = process.env.AJV;
  if (!folder) throw new Error('AJV names no folder: run `cargo xtask test`.');
  const { default: Ajv } = createRequire(import.meta.url)(join(folder, 'dist/2020.js'));
  // Strict but for two habits: types in lists, and tuples whose length is said beside them.
  return new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false });
}

let passed = 0;
let failed = 0;
function check(name, good, why) {
  good ? (passed += 1) : (failed += 1);
  if (!good) console.log(`FAIL ${name}\n     ${why}`);
}

const ajv = await validator();
const schema = await json('schema/board.schema.json');
check('the schema is one', ajv.validateSchema(schema), ajv.errorsText(ajv.errors));
const validate = ajv.compile(schema);
const places = () => (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
const all = await boards();
check('boards were found', all.length >= 4, `${all.length} boards`);
for (const { name, board } of all) check(name, validate(board), places().join('\n     '));
for (const { name, at, change } of BROKEN) {
  const board = structuredClone(SOUND);
  change(board);
  const refused = !validate(board);
  const seen = refused && validate.errors.some(({ instancePath }) => instancePath === at);
  check(`${name} is refused at "${at}"`, seen, places().join('\n     ') || 'it passed');
}
console.log(`e2e: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
