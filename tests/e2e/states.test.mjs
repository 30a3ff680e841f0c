// Freshness and bad input in a real browser: the sentence is there, and the rest of the wall lives.

import { shortRoster } from './wall.test.mjs';

const ROSTER = '/data/nanzhao/roster.json';
const BOARD = '/boards/trial.json';

/** A small wall whose source asks every second. */
function trial(change = (board) => board) {
  const board = {
    daping: 1,
    title: '试验',
    sources: {
      roster: {
        url: ROSTER.slice(1),
        rows: '/rows',
        columns: '/columns',
        synthetic: true,
        refresh: { every: '1s', stale_after: '4s', timeout: '2s' },
        fields: {
          name: { label: '姓名', mask: 'person_name' },
          phone: { label: '联系方式', mask: 'phone' },
          channel: { label: '输出渠道' },
        },
      },
      other: { url: 'data/figures.json', rows: '/rows', fields: { label: {}, value: { type: 'figure' } } },
    },
    panels: {
      people: { kind: 'roster', title: '人员', data: { from: 'roster' } },
      channel: { kind: 'ring', title: '渠道', data: { from: 'roster', group: ['channel'] } },
      rest: { kind: 'stat', title: '其余', data: { from: 'other', limit: 1 } },
    },
  };
  return { body: JSON.stringify(change(board), null, 2) };
}

const state = (page, panel, wanted) =>
  page.locator(`section[data-panel="${panel}"][data-state="${wanted}"]`).waitFor({ timeout: 30_000 });
const rows = (page) => page.locator('[role="rowgroup"] [role="row"]').count();

async function findings(page) {
  await page.locator('.findings').waitFor({ timeout: 30_000 });
  return page.locator('.findings').evaluate((box) => box.textContent);
}

/** The board's answer is `answer`; the sentence must match, and the page must not break. */
function badBoard(name, answer, sentence, more = async () => {}) {
  return {
    name: `board: ${name}`,
    async run(ctx) {
      ctx.server.overrides.set(ROSTER, { body: JSON.stringify(shortRoster(5)) });
      if (answer) ctx.server.overrides.set(BOARD, typeof answer === 'string' ? { body: answer } : answer);
      const page = await ctx.open('/?board=trial');
      ctx.assert.match(await findings(page), sentence);
      await more(page, ctx);
      ctx.assert.deepEqual(page.problems.filter((text) => text.startsWith('uncaught')), []);
    },
  };
}

/** The roster's answer is `answer`: the sentence stands in the corner, the other source lives. */
function badData(name, answer, sentence, more = async () => {}) {
  return {
    name: `data: ${name}`,
    async run(ctx) {
      ctx.server.overrides.set(BOARD, trial());
      ctx.server.overrides.set(ROSTER, answer);
      const page = await ctx.open('/?board=trial');
      ctx.assert.match(await findings(page), sentence);
      await state(page, 'rest', 'live');
      await more(page, ctx);
      ctx.assert.deepEqual(page.problems.filter((text) => text.startsWith('uncaught')), []);
    },
  };
}

const json = (value) => ({ body: JSON.stringify(value) });
const alone = async (page) => {
  await state(page, 'people', 'live');
  await state(page, 'rest', 'live');
};

export default [
  {
    name: '200, then 500, then 200: live, late or failed with its rows kept, live again',
    async run({ open, server, assert }) {
      server.overrides.set(BOARD, trial());
      server.overrides.set(ROSTER, json(shortRoster(5)));
      const page = await open('/?board=trial');
      await state(page, 'people', 'live');
      assert.equal(await rows(page), 5);
      server.overrides.set(ROSTER, { status: 500, body: 'no' });
      await state(page, 'people', 'failed');
      assert.equal(await rows(page), 5);
      assert.match(await page.locator('[data-panel="people"] .state').innerText(), /断 · 最后成功 \d\d:\d\d/);
      assert.match(await findings(page), /服务器答复 500/);
      await state(page, 'rest', 'live');
      server.overrides.set(ROSTER, json(shortRoster(7)));
      await state(page, 'people', 'live');
      await page.waitForFunction(() => document.querySelectorAll('[role="rowgroup"] [role="row"]').length === 7);
    },
  },
  {
    name: '500 from the beginning, then 200',
    async run({ open, server }) {
      server.overrides.set(BOARD, trial());
      server.overrides.set(ROSTER, { status: 500, body: 'no' });
      const page = await open('/?board=trial');
      await state(page, 'people', 'failed');
      server.overrides.set(ROSTER, json(shortRoster(5)));
      await state(page, 'people', 'live');
    },
  },
  {
    name: '401: personal rows are gone',
    async run({ open, server, assert }) {
      server.overrides.set(BOARD, trial());
      server.overrides.set(ROSTER, json(shortRoster(5)));
      const page = await open('/?board=trial');
      await state(page, 'people', 'live');
      server.overrides.set(ROSTER, { status: 401, body: 'no' });
      await state(page, 'people', 'denied');
      assert.equal(await rows(page), 0);
      assert.match(await page.locator('[data-panel="people"] .state').innerText(), /需要登录/);
    },
  },
  {
    name: 'a server that never answers is given up',
    async run({ open, server, assert }) {
      server.overrides.set(BOARD, trial());
      server.overrides.set(ROSTER, { delayMs: 60_000, body: '{}' });
      const page = await open('/?board=trial');
      assert.match(await findings(page), /2 秒内没有完整答复/);
    },
  },
  badBoard('404', null, /没有这个大屏文件/),
  badBoard('empty file', ' ', /大屏文件是空的/),
  badBoard('not JSON', '{"daping": 1,\n "title": oops}', /trial\.json:2:\d+.*不是合法的 JSON/),
  badBoard('unknown key', trial((b) => ({ ...b, titel: 'x' })), /不认识的键“titel”.*“title”/, alone),
  badBoard('unknown kind', trial((b) => ({ ...b, panels: { ...b.panels, odd: { kind: 'rostre' } } })), /rostre.*“roster”/, alone),
  badBoard('area naming no panel', trial((b) => ({ ...b, layout: [{ name: 'wall', areas: ['people channel', 'rest peopel'] }] })), /区域“peopel”.*“people”/, alone),
  badBoard('panel with no source', trial((b) => ({ ...b, panels: { ...b.panels, bare: { kind: 'stat' } } })), /面板“bare”没有数据来源/, alone),
  badBoard('10,000 panels', trial((b) => {
    const panels = { ...b.panels };
    for (let i = 0; i < 10_000; i += 1) panels[`p${i}`] = { kind: 'clock' };
    return { ...b, panels };
  }), /10003.*200/, async (page) => state(page, 'people', 'live')),
  badData('HTML in place of JSON', { headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><p>login' }, /网页\(HTML\)/),
  badData('truncated JSON', { body: '{"columns": ["name"], "rows": [["王小' }, /第 \d+ 字节/),
  badData('a wrong type in one row', json({ columns: ['name', 'phone', 'channel'], rows: [['王小明', '12800000000', '甲'], 7, ['李小红', '12800000001', '乙']] }), /第2行/, async (page, { assert }) => {
    await state(page, 'people', 'live');
    assert.equal(await rows(page), 2);
  }),
  badData('missing column', json({ columns: ['name', 'phone'], rows: [['王小明', '12800000000']] }), /字段“channel”.*没有任何一行有这个字段/, async (page) => state(page, 'people', 'live')),
  {
    name: 'data: 0 rows is an answer',
    async run({ open, server, assert }) {
      server.overrides.set(BOARD, trial());
      server.overrides.set(ROSTER, json({ columns: ['name', 'phone', 'channel'], rows: [] }));
      const page = await open('/?board=trial');
      await state(page, 'people', 'empty');
      assert.match(await page.locator('[data-panel="people"] .state').innerText(), /暂无记录/);
      await state(page, 'rest', 'live');
    },
  },
  // Read in the worker as they come: too slow for the source's timeout, or no JSON in the end.
  badData('200 MB of nothing', { stream: 200 << 20 }, /没有完整答复|中断或不合法/),
  badData('2 GB by its own word', { body: '[]', length: 2_000_000_000 }, /超过 1000 MB/),
];
