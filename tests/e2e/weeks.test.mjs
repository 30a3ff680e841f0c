// A wall that nobody touches for weeks: sleep, hidden tabs, outages, long spans, new days, new sizes. All
// under the virtual clock of the soak, over the browser's own protocol.

import { DAY, HOUR, begin, sample } from '../soak/soak.mjs';

const DIST = process.env.DIST ?? new URL('../../dist', import.meta.url).pathname;
const MINUTE = 60_000;
/** What a timer of a hidden page is held back to. */
const HIDDEN = { step: MINUTE, every: 0 };
const SLOW = { step: 1_000, every: 10_000 };
const FRESH_MS = 5_000;

const refresh = { every: '57s', stale_after: '5m', timeout: '10s' };
const fields = {
  name: { label: '姓名', mask: 'name' }, town: { label: '乡镇' }, city: { label: '去向' }, state: { label: '状态' },
};
const rows = { url: 'data/soak/town.json', synthetic: true, refresh, fields };

/** A roster that moves, a table that turns, today's row, and a source that is asked every other month. */
function board(change = (own) => own) {
  const days = ['2025-12-31', '2026-01-01', '2026-01-02'].map((day) => ({ day }));
  return JSON.stringify(change({
    daping: 1,
    title: '多日试验',
    time_zone: 'Asia/Shanghai',
    sources: {
      people: rows,
      seldom: { ...rows, url: 'data/soak/people.json', refresh: { every: '60d', stale_after: '90d' } },
      days: { inline: days, fields: { day: { label: '日期', type: 'date' } } },
    },
    panels: {
      roster: { kind: 'roster', title: '人员', columns: ['name', 'town'], speed: '1 row/s', data: { from: 'people' } },
      table: { kind: 'table', title: '明细', columns: ['town', 'city'], turn: '8s', data: { from: 'people' } },
      seldom: { kind: 'ring', title: '状态', data: { from: 'seldom', group: ['state'], measure: 'count' } },
      day: { kind: 'table', title: '今日', data: { from: 'days', where: [['day', '=', { param: 'today' }]] } },
      clock: { kind: 'clock', title: '北京时间', lunar: true },
    },
    layout: [{ name: 'wall', columns: '1fr 1fr 1fr', rows: '1fr 1fr', areas: ['roster table clock', 'roster seldom day'] }],
  }), null, 1);
}

/** A wall that has stood for two minutes. */
async function wall({ query = '', change, ...more }, work) {
  const files = new Map([['/boards/weeks.json', board(change)], ['/boards/other.json', board(change)]]);
  const path = `/?board=weeks${query}`;
  const own = await begin(DIST, { path, files, people: 300, town: 300, failing: 0, ...more });
  try {
    await own.run(2 * MINUTE);
    return await work({ ...own, asked: (of) => own.server.asked.get(`/data/soak/${of}.json`) ?? 0 });
  } finally {
    await own.close();
  }
}

/** The state of the panel that is asked every minute. */
const ROSTER = 'document.querySelector(\'main:not([data-leaving]) [data-panel="roster"]\').dataset.state';
const FIRST = 'Number(document.querySelector(\'main:not([data-leaving]) .roster .pool > [role="row"]\').ariaRowIndex)';

async function moved({ page, run }, ms) {
  const before = await page.evaluate(FIRST);
  await run(ms, { step: 250, every: 250 });
  return (await page.evaluate(FIRST)) - before;
}

export default [
  {
    name: 'B11: who has slept eight hours says so in the first frame, and is fresh at once',
    run: ({ assert }) => wall({}, async (own) => {
      const { page, run, asked } = own;
      for (const stands of [false, true]) {
        assert.equal(await page.evaluate(ROSTER), 'live');
        const row = await page.evaluate(FIRST);
        const before = asked('people');
        // A frame, and no timer before it.
        const state = await page.evaluate(`(async () => {
          soak.sleep(${8 * HOUR}, { stands: ${stands} });
          soak.frame();
          if (${stands}) soak.fire();
          for (let turn = 0; turn < 8; turn += 1) await null;
          return ${ROSTER};
        })()`);
        assert.equal(state, 'late', `a clock that ${stands ? 'stands' : 'goes on'} in sleep`);
        await run(FRESH_MS);
        assert.equal(await page.evaluate(ROSTER), 'live');
        assert.ok(await page.evaluate(FIRST) - row <= 2, 'rows do not leap');
        assert.ok(asked('people') - before <= 1, 'one question each');
        await run(2 * MINUTE, SLOW);
      }
      assert.deepEqual(own.problems, []);
    }),
  },
  {
    name: 'B10: a hidden page asks nothing after a minute, and is fresh when it is seen again',
    run: ({ assert }) => wall({}, async ({ page, run, server }) => {
      const roster = () => server.asked.get('/data/soak/town.json');
      await page.evaluate('soak.hide(true)');
      await run(2 * MINUTE, HIDDEN);
      const before = roster();
      const row = await page.evaluate(FIRST);
      await run(HOUR, HIDDEN);
      assert.equal(roster(), before, 'questions in a hidden hour');
      const state = await page.evaluate(`(async () => {
        soak.hide(false);
        for (let turn = 0; turn < 8; turn += 1) await null;
        return ${ROSTER};
      })()`);
      assert.equal(state, 'late', 'old data is never shown as live');
      await run(FRESH_MS);
      assert.equal(await page.evaluate(ROSTER), 'live');
      assert.equal(roster(), before + 1);
      assert.ok(await page.evaluate(FIRST) - row <= 6, 'rows go on where they were');
    }),
  },
  {
    name: 'a kiosk goes on asking, whatever its screen says of being hidden',
    run: ({ assert }) => wall({ query: '&kiosk' }, async ({ page, run, server }) => {
      await page.evaluate('soak.hide(true)');
      const before = server.asked.get('/data/soak/town.json');
      await run(HOUR, HIDDEN);
      const more = server.asked.get('/data/soak/town.json') - before;
      assert.ok(more >= 25 && more <= 65, `${more} questions in an hour`);
    }),
  },
  {
    name: 'after outages of a second to twelve hours it is fresh within five seconds of the network, or a minute without a word',
    run: ({ assert }) => wall({}, async ({ page, run, server }) => {
      for (const [ms, told] of [[1_000, true], [10 * MINUTE, true], [12 * HOUR, true], [10 * MINUTE, false]]) {
        server.state.down = true;
        await run(ms, ms > HOUR ? { step: MINUTE, every: 0 } : SLOW);
        if (ms > 5 * MINUTE) assert.equal(await page.evaluate(ROSTER), 'failed');
        const rows = await page.evaluate('document.querySelectorAll(\'.roster .pool > [role="row"]\').length');
        assert.ok(rows > 3, 'the last data stays');
        server.state.down = false;
        if (told) await page.evaluate('dispatchEvent(new Event("online"))');
        await run(told ? FRESH_MS : 70_000);
        assert.equal(await page.evaluate(ROSTER), 'live', `after ${ms} ms`);
        await run(MINUTE, SLOW);
      }
    }),
  },
  {
    name: 'B27: what is asked every sixty days is asked every sixty days, and a new day rolls over',
    // Half a minute before midnight in the board's zone when the two minutes are over.
    run: ({ assert }) => wall({ at: Date.parse('2025-12-31T15:57:30Z') }, async ({ page, run, asked }) => {
      const today = 'document.querySelector(\'[data-panel="day"]\').innerText';
      const clock = 'document.querySelector(\'[data-panel="clock"]\').innerText';
      assert.match(await page.evaluate(today), /12月31日/);
      assert.match(await page.evaluate(clock), /2025-12-31/);
      await run(MINUTE);
      assert.match(await page.evaluate(today), /1月1日/);
      assert.match(await page.evaluate(clock), /2026-01-01/);
      await run(30 * MINUTE, SLOW);
      // The second one comes anywhere within the span.
      assert.ok(asked('people') <= 2, `${asked('people')} questions in half an hour`);
    }),
  },
  {
    name: 'a clock that is set back by a day stops nothing that turns',
    run: ({ assert }) => wall({}, async ({ page, run }) => {
      const shown = 'document.querySelector(\'[data-panel="table"]\').innerText';
      // The server's too, as its answers say.
      await page.evaluate(`soak.setCalendar(-${DAY})`);
      await run(2 * MINUTE);
      assert.equal(await page.evaluate(ROSTER), 'live');
      const pages = new Set();
      for (let turn = 0; turn < 4; turn += 1) {
        pages.add(await page.evaluate(shown));
        await run(8_000);
      }
      assert.ok(pages.size >= 3, `${pages.size} pages in four turns`);
    }),
  },
  {
    name: 'B29, B30: a hundred boards and forty sizes leave no timer, no listener and no node, and rows as fast as before',
    run: ({ assert }) => wall({}, async (own) => {
      const { page, run } = own;
      const size = (width, height, deviceScaleFactor) => page.send('Emulation.setDeviceMetricsOverride', {
        width, height, deviceScaleFactor, mobile: false,
      });
      const go = async (name) => {
        await page.evaluate(`history.pushState(null, '', '?board=${name}'), dispatchEvent(new PopStateEvent('popstate'))`);
        await run(3_000, { step: 250, every: 250 });
      };
      const round = async (times) => {
        for (let turn = 0; turn < times; turn += 1) {
          await go('other');
          await go('weeks');
        }
        for (let turn = 0; turn < times; turn += 5) {
          for (const [width, height, ratio] of [[1080, 1920, 1], [1920, 1080, 3], [3840, 1080, 1], [1920, 1080, 1]]) {
            await size(width, height, ratio);
            await run(250, { step: 250, every: 250 });
            await page.evaluate('soak.drawn()');
            await run(250, { step: 250, every: 250 });
          }
        }
        await page.evaluate('soak.drawn()');
        await run(10_000, { step: 250, every: 250 });
        await page.evaluate('soak.drawn()');
      };
      await size(1920, 1080, 1);
      await round(5);
      const before = await sample(own, 0);
      const speed = await moved(own, 10_000);
      await round(50);
      const after = await sample(own, 1);
      for (const of of ['timers', 'listeners', 'nodes']) {
        assert.ok(after[of] <= before[of], `${of}: ${before[of]}, later ${after[of]}`);
      }
      // Pages are of 64 KB, and what is free in them is in pieces.
      assert.ok(after.pages <= before.pages + 2, `wasm: ${before.pages} pages, later ${after.pages}`);
      const later = await moved(own, 10_000);
      assert.ok(Math.abs(later - speed) <= 1, `${speed} rows in ten seconds, later ${later}`);
      assert.deepEqual(own.problems, []);
    }),
  },
];
