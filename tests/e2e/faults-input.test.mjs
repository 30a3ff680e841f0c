// Answers that are too much, that are strange, or that are no longer what the board was made for: each is
// bounded and said, and the page goes on answering.

import { deflateRawSync, constants } from 'node:zlib';
import { BOARD, board, fault, finding, panel, path, settled, source, until } from './faults.mjs';
import { FIT } from './gallery-fit.test.mjs';

const SLOW = { staleMs: 60_000, source: { refresh: { every: '2s', timeout: '20s', stale_after: '60s' } } };
/** A page that does not answer for so long is dead to whoever stands before it. */
const LONGEST_MS = 5_000;

/** Notes every task of the page's thread that is longer than a twentieth of a second. */
function tasks() {
  window.longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
  }).observe({ entryTypes: ['longtask'] });
}

/** `before`, then so many `pieces`, then `after`, as a file of gzip that is packed once and repeated. */
function bomb(before, piece, pieces, after) {
  const part = (text) => deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH });
  const head = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
  const repeated = part(piece);
  // Whoever unpacks all of it finds no sum at the end; nobody is meant to come so far.
  return Buffer.concat([head, part(before), ...Array(pieces).fill(repeated), part(after), Buffer.from([3, 0])]);
}

const row = JSON.stringify({ name: '第1版', amount: 1 });

/** Rows before and behind, what is too much between. */
const around = (text) => `{"as_of":"2020-02-02T00:00:00Z","rows":[${text}]}`;

const MB = 1_000_000;

const TOO_MUCH = [
  ['100 MB of rows', () => around(`${row},`.repeat(Math.floor((100 * MB) / (row.length + 5))) + row), /$/],
  ['lists in lists, 100,000 deep', () => around(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), /faulty.*(中断或不合法|不是对象也不是数组|没有完整答复)/],
  ['a row of a million columns', () => around(`{${Array.from({ length: 1_000_000 }, (_, at) => `"c${at}":1`).join()}}`), /faulty.*(超过 4 MB|没有完整答复)/],
  ['a text of 50 MB', () => around(`{"name":"${'甲'.repeat(17 * MB)}","amount":1}`), /faulty.*(超过 4 MB|没有完整答复)/],
  ['five million times the same that is no row', () => around(`${'7,'.repeat(5 * MB)}7`), /faulty.*(不是对象也不是数组|没有完整答复)/],
];

/** It is sent once; the question after it waits, so that what was found stays to be seen. */
const input = (name, body, sentence) => fault(`B25: ${name}: bounded, said, and the page answers`, async ({ page, assert, faulty, sound, others }) => {
  await settled(page, faulty);
  const { whole } = others;
  let [asked, version] = [0, 0];
  faulty.play = () => {
    asked += 1;
    version = sound.version;
    return asked === 1 ? whole : { delayMs: 60_000, body: '' };
  };
  await until(page, () => asked === 2);
  await finding(page, sentence);
  await until(page, () => sound.version > version + 1);
  await panel(page, 'sound', 'live');
  await page.locator('header.plate details.menu > summary').click();
  await page.locator('details.menu[open]').first().waitFor();
  const longest = await page.evaluate(() => window.longest);
  console.log(`     longest task ${Math.round(longest)} ms`);
  assert.ok(longest < LONGEST_MS, `${longest} ms`);
}, {
  init: [tasks],
  faulty: { ...SLOW, rows: null },
  // Made before the page asks for anything: making it takes this process a while.
  setUp: () => ({ whole: whole(body()), close: () => {} }),
});

const whole = (made) => (made.body ? made : { body: Buffer.from(made) });

const STRANGE = ['‮abc‬def', '👨‍👩‍👧‍👦👩🏽‍🚒🏴󠁧󠁢󠁳󠁣󠁴󠁿', '𠀀𠀁𠮷𪚥𫠝', '司马'.repeat(20), 'ÅÄÖ'.repeat(14), 'a'.repeat(200), '‏שלום‏ 你好', '​‌﻿', 'é́́́́́́́', '<b>x</b>'];
const NUMBERS = ['NaN', '-0', '1e308', '-1e308', '1e-320', 'Infinity', '123456789012345.678', '0', '1', '2'];

/** Every kind that shows a name beside a number, on strange ones. */
const strange = () => {
  const data = { from: 'faulty' };
  const grouped = { from: 'faulty', group: ['name'], measure: { n: 'sum:amount' } };
  const kinds = { table: data, roster: data, rank: grouped, ring: grouped, bar: grouped, funnel: grouped, radar: grouped };
  const panels = Object.fromEntries(Object.entries(kinds).map(([kind, data]) => [kind, { kind, title: STRANGE[3], data }]));
  panels.sum = { kind: 'stat', title: '合计', data: { from: 'faulty', measure: { n: 'sum:amount' } } };
  panels.sound = { kind: 'table', title: '其余', data: { from: 'sound' } };
  return panels;
};

export default [
  ...TOO_MUCH.map((one) => input(...one)),
  input('a bomb of gzip, a megabyte that is more than a thousand', () => ({
    body: bomb('{"rows":[', ' '.repeat(16 * MB), 70, `${row}]}`),
    headers: { 'Content-Encoding': 'gzip' },
  }), /faulty.*(超过 1000 MB|没有完整答复|取不到数据|中断或不合法)/),
  {
    name: 'B26: bidi, joined, rare and long names, numbers that are none: laid out, and nothing overflows',
    async run({ open, server, assert, shot }) {
      const rows = `[${STRANGE.map((name, at) => `{"name":${JSON.stringify(name)},"amount":${NUMBERS[at].replace('Infinity', '1e999')}}`).join()}]`;
      server.overrides.set(path('faulty'), { body: `{"as_of":"2020-02-02T00:00:00Z","rows":${rows}}` });
      server.overrides.set(path('sound'), { body: '{"as_of":"2020-02-02T00:00:00Z","rows":[{"name":"甲","amount":1}]}' });
      const own = board({ faulty: source('faulty'), sound: source('sound') }, { panels: strange() });
      server.overrides.set(BOARD, { body: JSON.stringify(own) });
      for (const viewport of [{ width: 1920, height: 1080 }, { width: 390, height: 844 }]) {
        const page = await open('/?board=trial', { viewport, reducedMotion: 'reduce' });
        for (const name of ['table', 'rank', 'ring', 'bar', 'sum', 'sound']) await panel(page, name, 'live');
        await finding(page, /faulty.*字段“amount”.*(不是有限数|应为数值)/);
        await finding(page, /faulty.*字段“name”.*去掉了不可见的控制或双向字符/);
        await page.waitForTimeout(1_000);
        await page.evaluate(FIT.ask);
        await shot(page, `strange-${viewport.width}`);
        const found = [await page.evaluate(FIT.cut), await page.evaluate(FIT.outside)].flat();
        assert.equal(found.join('\n'), '');
        assert.equal(await page.evaluate(FIT.sideways), 0);
        // No mark of direction has come through to turn what stands beside it.
        assert.equal(await page.evaluate(() => /[\u202a-\u202e\u2066-\u2069]/.test(document.body.textContent)), false);
        assert.deepEqual(page.problems, []);
      }
    },
  },
  fault('B28: fields that go, come and change their type: said by their names, and the rest lives', async ({ page, assert, faulty, truth }) => {
    const body = (rows) => ({ body: JSON.stringify({ as_of: new Date().toISOString(), rows }), sent: () => truth.tell('faulty', 0) });
    const text = () => page.locator('section[data-panel="faulty"] > .body').innerText();
    await settled(page, faulty);
    faulty.play = () => body([{ name: '甲' }, { name: '乙' }]);
    await finding(page, /faulty 字段“amount”:没有任何一行有这个字段/);
    assert.match(await text(), /甲[^]*乙/);
    faulty.play = () => body([{ name: '甲', amount: 7, extra: '多' }]);
    await page.waitForFunction(() => !/“amount”/.test(document.querySelector('.findings')?.textContent ?? ''));
    assert.match(await text(), /甲[^]*7/);
    assert.doesNotMatch(await text(), /多/);
    faulty.play = () => body([{ name: ['丙'], amount: { value: 7 } }, { name: '丁', amount: 'many' }, { name: '戊', amount: 9 }]);
    await finding(page, /faulty[^;]*字段“amount”:这里是对象,应为数值/);
    await finding(page, /faulty[^;]*字段“name”:/);
    assert.match(await text(), /丁[^]*戊[^]*9/);
    await panel(page, 'sound', 'live');
    faulty.play = () => ({ body: JSON.stringify({ as_of: new Date().toISOString(), list: [] }) });
    await finding(page, /faulty.*在“\/rows”处没有行,应为一个数组/);
    assert.match(await text(), /丁[^]*戊[^]*9/);
    faulty.play = () => faulty.good();
    await page.waitForFunction(() => /第\d+版/.test(document.querySelector('section[data-panel="faulty"]').textContent));
  }, { faulty: { rows: null } }),
];
