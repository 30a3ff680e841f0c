// Streams in a real browser, against a server that drops, repeats, reorders, stalls and refuses:
// rows are right in the end, a broken stream is late at once, and there is one connection, ever.

import { live } from './live-server.mjs';

const BOARD = '/boards/trial.json';

/** A table of a stream's rows; `changes` and `refresh` on top of what all tests share. */
function trial(from, changes = {}, refresh = {}) {
  return {
    body: JSON.stringify({
      daping: 1,
      title: '试验',
      sources: {
        rows: {
          ...from,
          rows: '/rows',
          changes: { key: '/id', ...changes },
          refresh: { stale_after: '10m', timeout: '5s', ...refresh },
          fields: { id: { label: '编号' }, value: { label: '数值', type: 'number' } },
        },
      },
      panels: { rows: { kind: 'table', title: '行', data: { from: 'rows' } } },
    }),
  };
}

const sse = (server) => ({ sse: server.events });
const ws = (server) => ({ ws: server.socket });
const WS_CHANGES = { op: '/op', id: '/id', resume: 'since' };

const state = (page, wanted) =>
  page.locator(`section[data-panel="rows"][data-state="${wanted}"]`).waitFor({ timeout: 30_000 });

/** The rows of the table, each as its letter and its number, are exactly these. */
const shows = (page, rows) =>
  page.waitForFunction((rows) => {
    const said = document.querySelector('section[data-panel="rows"] > .body')?.textContent ?? '';
    return (said.match(/[甲乙丙丁戊]-?\d+/g) ?? []).join(' ') === rows;
  }, rows, { timeout: 30_000 });

const finding = (page, sentence) =>
  page.waitForFunction(([text, flags]) =>
    new RegExp(text, flags).test(document.querySelector('.findings')?.textContent ?? ''),
  [sentence.source, sentence.flags], { timeout: 30_000 });

const until = async (page, holds) => {
  while (!holds()) await page.waitForTimeout(50);
};

const row = (id, value, more = {}) => ({ id, value, ...more });

/** A test with a server of its own, which is closed whatever comes. */
function streamed(name, from, run, { changes, refresh, script, ...more } = {}) {
  return {
    name,
    ...more,
    async run(ctx) {
      const server = await live({ events: [['table', [row('甲', 1), row('乙', 2)]]], ...script });
      try {
        ctx.server.overrides.set(BOARD, trial(from(server), changes, refresh));
        const page = await ctx.open('/?board=trial');
        await state(page, 'live');
        await shows(page, '甲1 乙2');
        await run({ ...ctx, page, stream: server });
        ctx.assert.equal(server.most, 1, 'never two connections at once');
        ctx.assert.deepEqual(page.problems.filter((text) => text.startsWith('uncaught')), []);
      } finally {
        await server.close();
      }
    },
  };
}

/** Adds, changes, removes, and replaces the whole table. */
async function changesRows({ page, stream }) {
  stream.send('change', [row('丙', 3)]);
  await shows(page, '甲1 乙2 丙3');
  stream.send('change', [row('乙', 20)]);
  await shows(page, '甲1 乙20 丙3');
  stream.repeat(2);
  stream.send('remove', [row('甲', 0)]);
  await shows(page, '乙20 丙3');
  stream.send('table', [row('丁', 4)]);
  await shows(page, '丁4');
  await state(page, 'live');
}

/** Off: late at once, though the data is young. On again: what came meanwhile is there, once. */
async function dropsAndResumes({ page, stream, assert }, after) {
  stream.send('change', [row('丙', 3)]);
  await shows(page, '甲1 乙2 丙3');
  const last = stream.lastId;
  stream.refuse(503);
  stream.drop();
  await state(page, 'late');
  assert.match(await page.locator('[data-panel="rows"] .state').innerText(), /迟/);
  await shows(page, '甲1 乙2 丙3');
  stream.send('change', [row('丁', 4)]);
  stream.send('remove', [row('甲', 0)]);
  stream.send('change', [row('乙', 22)]);
  stream.refuse(null);
  await shows(page, '乙22 丙3 丁4');
  await state(page, 'live');
  assert.equal(after(stream.requests.at(-1)), String(last));
  assert.equal(stream.open, 1);
}

/** A thousand messages a second cost one table a frame, and the page still answers. */
async function weathersStorm({ page, stream, assert }) {
  await page.evaluate(() => {
    const seen = { revisions: 0, frames: 0 };
    window.seen = seen;
    new PerformanceObserver((list) => {
      seen.revisions += list.getEntriesByName('daping:decode').length;
    }).observe({ entryTypes: ['measure'] });
    const tick = () => { seen.frames += 1; requestAnimationFrame(tick); };
    requestAnimationFrame(tick);
  });
  const storm = stream.storm(1_000, 5, 5);
  await page.locator('details.menu > summary').first().click();
  await page.locator('details.menu[open]').first().waitFor();
  await storm;
  await page.waitForFunction(() =>
    /4,?999/.test(document.querySelector('section[data-panel="rows"] > .body').textContent));
  const { revisions, frames } = await page.evaluate(() => window.seen);
  assert.ok(revisions > 10, `${revisions} tables`);
  assert.ok(revisions <= frames, `${revisions} tables in ${frames} frames`);
  await state(page, 'live');
}

export default [
  streamed('events: rows come, change and go', sse, changesRows),
  streamed('events: dropped, it is late at once, and goes on after the last event', sse,
    (all) => dropsAndResumes(all, (request) => request.lastEventId)),
  streamed('events: dropped ten times, nothing is lost and nothing doubled', sse, async ({ page, stream }) => {
    for (let time = 3; time <= 12; time += 1) {
      stream.drop();
      stream.send('change', [row('丙', time)]);
      await shows(page, `甲1 乙2 丙${time}`);
    }
    await state(page, 'live');
  }, { script: { retry: 1_000 } }),
  streamed('events: silent for `stale_after`, it is live no longer and connects again', sse, async ({ page, stream, assert }) => {
    stream.stall();
    await state(page, 'late');
    await finding(page, /rows.*推送连接断开/);
    await shows(page, '甲1 乙2');
    const before = stream.requests.length;
    await until(page, () => stream.requests.length > before);
    stream.send('change', [row('丙', 3)]);
    stream.go();
    await shows(page, '甲1 乙2 丙3');
    await state(page, 'live');
    assert.equal(stream.open, 1);
  }, { refresh: { stale_after: '3s' } }),
  streamed('events: signs of life keep it live', sse, async ({ page, stream, assert }) => {
    let late = false;
    for (let beat = 0; beat < 10; beat += 1) {
      stream.heartbeat();
      await page.waitForTimeout(500);
      late ||= await page.locator('section[data-panel="rows"][data-state="late"]').count() > 0;
    }
    assert.equal(late, false);
    assert.equal(stream.requests.length, 1);
  }, { refresh: { stale_after: '3s' } }),
  streamed('events: out of order, the newest version counts', sse, async ({ page, stream }) => {
    stream.send('change', [row('甲', 10, { version: 2 })]);
    stream.send('change', [row('甲', 11, { version: 3 })]);
    stream.send('change', [row('乙', 20, { version: 2 })]);
    stream.reorder(3);
    stream.send('change', [row('丙', 3, { version: 1 })]);
    await shows(page, '甲11 乙20 丙3');
  }, { changes: { version: '/version' } }),
  streamed('events: a storm costs one table a frame', sse, weathersStorm),
  streamed('events: 401 is denied, and no row stays', sse, async ({ page, stream, assert }) => {
    stream.refuse(401);
    stream.drop();
    await state(page, 'denied');
    await shows(page, '');
    assert.match(await page.locator('[data-panel="rows"] .state').innerText(), /需要登录/);
    await finding(page, /rows.*需要登录或没有权限/);
    stream.refuse(null);
    await shows(page, '甲1 乙2');
    // What was taken away is not gone on after: the whole log comes again.
    assert.equal(stream.requests.at(-1).lastEventId, null);
  }),
  streamed('events: a message that cannot be read is a finding, and the rows stay', sse, async ({ page, stream }) => {
    stream.raw('event: change\nid: 99\ndata: {"rows": [oops\n\n');
    await finding(page, /rows.*不合法/);
    await shows(page, '甲1 乙2');
    stream.send('change', [row('丙', 3)]);
    await shows(page, '甲1 乙2 丙3');
  }),
  {
    name: 'events: a web page in their place is failed and says so',
    async run({ server, open }) {
      server.overrides.set('/events', { headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><p>login' });
      server.overrides.set(BOARD, trial({ sse: 'events' }));
      const page = await open('/?board=trial');
      await state(page, 'failed');
      await finding(page, /rows.*网页\(HTML\)/);
    },
  },
  streamed('socket: rows come, change and go', ws, changesRows, { changes: WS_CHANGES }),
  streamed('socket: dropped, it is late at once, and goes on after the last message', ws,
    (all) => dropsAndResumes(all, (request) => request.since), { changes: WS_CHANGES }),
  streamed('socket: a storm costs one table a frame', ws, weathersStorm, { changes: WS_CHANGES }),
];
