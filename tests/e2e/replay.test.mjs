// A replay in a real browser: it plays, pauses, is scrubbed; every panel shows the same day; days
// without rows, one day, none, and nonsense in the address are said.

const BOARD = '/boards/trial.json';
const BACK = '/data/trial/back.json';
const SEEN = '/data/trial/seen.json';

const day = (of) => `2020-02-${String(of).padStart(2, '0')}`;
/** As tables say it. */
const said = (of) => `2月${of}日`;
const row = (of) => ({ day: day(of), people: of * 10 });
const body = (days) => ({ body: JSON.stringify(days.map(row)) });

/** Five days, of which the 10th has no rows. */
const DAYS = [8, 9, 11, 12];

const source = (url) => ({
  url: url.slice(1),
  synthetic: true,
  refresh: { every: '1s' },
  fields: { day: { label: '日期', type: 'date' }, people: { label: '返岗', type: 'number' } },
});

function trial(change = (board) => board) {
  const today = [['day', '=', { param: 'at' }]];
  const board = {
    daping: 1,
    title: '回放试验',
    sources: { back: source(BACK), seen: source(SEEN) },
    replay: { from: 'back', day: 'day', step: '1s' },
    panels: {
      one: { kind: 'table', title: '当日', data: { from: 'back', where: today } },
      two: { kind: 'table', title: '另一来源', data: { from: 'seen', where: today } },
      sum: { kind: 'table', title: '到当日', data: { from: 'back', where: [['day', '<=', { param: 'at' }]], sort: '-day', limit: 1 } },
      all: { kind: 'bar', title: '全部', data: { from: 'back', group: ['day'], measure: 'sum:people' } },
    },
  };
  return { body: JSON.stringify(change(board), null, 2) };
}

async function opened(ctx, query = '', { change, back = body(DAYS), seen = back, ...more } = {}) {
  ctx.server.overrides.set(BOARD, trial(change));
  ctx.server.overrides.set(BACK, back);
  ctx.server.overrides.set(SEEN, seen);
  const page = await ctx.open(`/?board=trial${query}`, more);
  await page.locator('.replay .days').waitFor();
  return page;
}

const shown = (page) => page.locator('.replay time').getAttribute('datetime');
const arrived = (page, of) => page.locator(`.replay time[datetime="${day(of)}"]`).waitFor();
const plays = (page) => page.locator('.replay[data-playing]').count();
const at = (page) => new URL(page.url()).searchParams.get('at');
const slider = (page) => page.locator('.replay [role="slider"]');
const findings = (page) => page.locator('.findings').evaluate((box) => box.textContent);
const quiet = (ctx, page) => ctx.assert.deepEqual(page.problems.filter((text) => text.startsWith('uncaught')), []);

async function cell(page, place, count = 5) {
  const box = await slider(page).boundingBox();
  return [box.x + (box.width * (place + 0.5)) / count, box.y + box.height / 2];
}

/** What the bar and the panels show, at each of many moments, until the first day has come again. */
const watched = () => new Promise((done) => {
  const samples = [];
  const begun = Number(document.querySelector('.replay time').dateTime.slice(8));
  let left = false;
  const cells = (panel) => [...document.querySelectorAll(`[data-panel="${panel}"] tbody tr`)]
    .map((line) => Number(line.textContent.match(/2月(\d+)日/)?.[1]));
  const timer = setInterval(() => {
    const bar = Number(document.querySelector('.replay time').dateTime.slice(8));
    const states = ['one', 'two'].map((panel) => document.querySelector(`[data-panel="${panel}"]`).dataset.state);
    samples.push({ bar, one: cells('one'), two: cells('two'), sum: cells('sum'), states });
    left ||= bar !== begun;
    if (left && bar === begun) {
      clearInterval(timer);
      done(samples);
    }
  }, 40);
});

export default [
  {
    name: 'it plays day after day and begins again; every panel shows the same day at every moment',
    async run(ctx) {
      const page = await opened(ctx);
      await arrived(page, 9);
      const samples = await page.evaluate(watched);
      const days = samples.map((own) => own.bar).filter((bar, at, all) => bar !== all[at - 1]);
      ctx.assert.deepEqual(days, [9, 10, 11, 12, 8, 9]);
      for (const { bar, one, two, sum, states } of samples) {
        const missing = bar === 10;
        ctx.assert.deepEqual([one, two], missing ? [[], []] : [[bar], [bar]]);
        ctx.assert.deepEqual(sum, [missing ? 9 : bar]);
        ctx.assert.deepEqual(states, Array(2).fill(missing ? 'empty' : 'live'));
      }
      ctx.assert.ok(samples.length > 50, `${samples.length} samples`);
      ctx.assert.equal(at(page), null);
      ctx.assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'a query that names no day does not run again when the day moves',
    async run(ctx) {
      const page = await opened(ctx);
      await arrived(page, 11);
      const runs = (panel) => page.evaluate((panel) =>
        performance.getEntriesByName('daping:query').filter((own) => own.detail === panel).length, panel);
      ctx.assert.equal(await runs('all'), 1);
      ctx.assert.ok((await runs('one')) >= 4);
    },
  },
  {
    name: 'a press pauses it, the address keeps the day, another press lets both go',
    async run(ctx) {
      const page = await opened(ctx);
      await arrived(page, 9);
      await page.locator('.replay .play').click();
      const stands = await shown(page);
      ctx.assert.equal(await plays(page), 0);
      ctx.assert.equal(at(page), stands);
      ctx.assert.equal(await page.locator('.replay .play').getAttribute('aria-label'), '播放');
      await page.reload();
      await page.locator(`.replay time[datetime="${stands}"]`).waitFor();
      await page.locator('.replay .play').click();
      ctx.assert.equal(await plays(page), 1);
      ctx.assert.equal(at(page), null);
      await page.waitForFunction((was) => document.querySelector('.replay time').dateTime !== was, stands);
      const speed = page.locator('.replay .speed');
      ctx.assert.equal(await speed.innerText(), '×1');
      await speed.click();
      ctx.assert.equal(await speed.innerText(), '×2');
      ctx.assert.equal(await plays(page), 1);
    },
  },
  {
    name: 'a cell can be pressed, the cells can be dragged over, and keys go day by day',
    async run(ctx) {
      const page = await opened(ctx);
      await page.mouse.click(...(await cell(page, 3)));
      ctx.assert.deepEqual([await shown(page), at(page), await plays(page)], [day(11), day(11), 0]);
      await page.mouse.move(...(await cell(page, 0)));
      await page.mouse.down();
      ctx.assert.equal(await shown(page), day(8));
      await page.mouse.move(...(await cell(page, 4)), { steps: 8 });
      ctx.assert.equal(await shown(page), day(12));
      await page.mouse.move(2, 2);
      ctx.assert.equal(await shown(page), day(8));
      await page.mouse.up();
      await page.mouse.move(...(await cell(page, 4)));
      ctx.assert.equal(await shown(page), day(8));
      ctx.assert.equal(at(page), day(8));
      await slider(page).focus();
      const keys = [['ArrowRight', 9], ['ArrowUp', 10], ['ArrowLeft', 9], ['ArrowDown', 8], ['End', 12], ['ArrowRight', 12], ['Home', 8], ['PageUp', 12]];
      for (const [key, of] of keys) {
        await page.keyboard.press(key);
        ctx.assert.equal(await shown(page), day(of), key);
        ctx.assert.equal(await slider(page).getAttribute('aria-valuenow'), String(of - 7));
      }
      ctx.assert.match(await slider(page).getAttribute('aria-valuetext'), /^2020-02-12 星期三,第 5 \/ 5 天/);
      await page.keyboard.press('Space');
      ctx.assert.equal(await plays(page), 1);
      quiet(ctx, page);
    },
  },
  {
    name: 'a day without rows is hatched, and said in words in its panels and to a reader',
    async run(ctx) {
      const page = await opened(ctx, `&at=${day(10)}`);
      await arrived(page, 10);
      for (const panel of ['one', 'two']) {
        const own = page.locator(`[data-panel="${panel}"]`);
        await page.locator(`[data-panel="${panel}"][data-state="empty"]`).waitFor();
        ctx.assert.equal(await own.locator('.state').innerText(), '该日无数据');
      }
      ctx.assert.equal(await page.locator('[data-panel="sum"]').getAttribute('data-state'), 'live');
      ctx.assert.match(await slider(page).getAttribute('aria-valuetext'), /该日无数据/);
      ctx.assert.equal(await page.locator('.replay .days [data-missing]').count(), 1);
      ctx.assert.match(await page.locator('.replay .day').innerText(), /该日无数据/);
      // Another source without rows on a day that has some has none of its own reasons.
      ctx.server.overrides.set(SEEN, body([8]));
      await page.locator('.replay [role="slider"]').press('ArrowRight');
      await page.locator('[data-panel="two"] .state', { hasText: '暂无记录' }).waitFor();
      ctx.assert.equal(await page.locator('[data-panel="one"]').getAttribute('data-state'), 'live');
    },
  },
  {
    name: 'one day and none are a sentence; what there is is shown',
    async run(ctx) {
      const page = await opened(ctx, '', { back: body([9]) });
      await page.locator('[data-panel="one"] td', { hasText: said(9) }).waitFor();
      ctx.assert.match(await findings(page), /back 字段“day”:回放需要至少两天的数据,现有 1 天/);
      ctx.assert.equal(await page.locator('.replay .play').isDisabled(), true);
      ctx.assert.equal(await page.locator('.replay .days i').count(), 1);
      ctx.server.overrides.set(BACK, body([9, 10]));
      await page.locator('.replay .play:enabled').waitFor();
      ctx.assert.doesNotMatch(await findings(page), /至少两天/);

      ctx.server.overrides.set(BACK, { body: '[]' });
      const none = await ctx.open('/?board=trial');
      await none.locator('.findings:not([hidden])').waitFor();
      ctx.assert.match(await findings(none), /现有 0 天/);
      await none.locator('[data-panel="one"][data-state="empty"]').waitFor();
      ctx.assert.equal(await none.locator('.replay .days').count(), 0);
      ctx.assert.equal(await none.locator('[data-panel="two"] tbody tr').count(), 0);
      quiet(ctx, none);
    },
  },
  {
    name: 'the day of the address stands; nonsense in it is said, cut, and ignored',
    async run(ctx) {
      const page = await opened(ctx, `&at=${day(11)}`);
      await arrived(page, 11);
      ctx.assert.equal(await plays(page), 0);
      ctx.assert.equal(await page.locator('.findings').isVisible(), false);
      for (const [bad, sentence] of [
        ['<img src=x onerror=alert(1)>', /at 应为日期/],
        ['x'.repeat(1_500), /at 应为日期/],
        ['2020-02-30', /at 应为日期/],
        [day(28), /不在回放的日期之内/],
      ]) {
        const odd = await opened(ctx, `&at=${encodeURIComponent(bad)}`);
        await odd.locator('.findings li').first().waitFor({ state: 'attached' });
        const told = await findings(odd);
        ctx.assert.match(told, sentence);
        ctx.assert.ok(told.length < 120 && !told.includes('img') && !told.includes('xxx'), told);
        ctx.assert.equal(await plays(odd), 1);
        await arrived(odd, 9);
        quiet(ctx, odd);
      }
    },
  },
  {
    name: 'before the days are known no panel shows them all at once',
    async run(ctx) {
      const page = await opened(ctx, '', { back: { ...body(DAYS), delayMs: 1_500 }, seen: body(DAYS) });
      await page.locator('[data-panel="two"] td', { hasText: said(8) }).waitFor();
      // The other source is there first: its panel waits for a day, and says that it loads.
      ctx.server.overrides.set(BACK, { ...body(DAYS), delayMs: 3_000 });
      const slow = await ctx.open('/?board=trial');
      await slow.waitForFunction(() => performance.getEntriesByName('daping:decode').length > 0);
      const two = slow.locator('[data-panel="two"]');
      ctx.assert.equal(await two.locator('tbody tr').count(), 0);
      ctx.assert.equal(await two.getAttribute('data-state'), 'loading');
      await slow.locator('[data-panel="two"] td', { hasText: said(8) }).waitFor();
      ctx.assert.equal(await two.locator('tbody tr').count(), 1);
    },
  },
  {
    name: 'a broken replay is a finding; the board lives, and shows no mixed days',
    async run(ctx) {
      ctx.server.overrides.set(BOARD, trial((board) => ({ ...board, replay: { from: 'back', day: 'dya' } })));
      ctx.server.overrides.set(BACK, body(DAYS));
      ctx.server.overrides.set(SEEN, body(DAYS));
      const page = await ctx.open('/?board=trial');
      await page.locator('.findings:not([hidden])').waitFor();
      ctx.assert.match(await findings(page), /trial\.json:\d+:\d+:来源“back”没有字段“dya”,是否指“day”?/);
      await page.locator('[data-panel="all"][data-state="live"]').waitFor();
      await page.locator('[data-panel="one"][data-state="empty"]').waitFor();
      ctx.assert.equal(await page.locator('.replay').count(), 0);
    },
  },
  {
    name: 'new rows extend it; who stands at the last day follows',
    async run(ctx) {
      const page = await opened(ctx, `&at=${day(12)}`);
      await arrived(page, 12);
      ctx.server.overrides.set(BACK, body([...DAYS, 13]));
      await arrived(page, 13);
      ctx.assert.equal(await page.locator('.replay .days i').count(), 6);
      await slider(page).press('Home');
      ctx.server.overrides.set(BACK, body([...DAYS, 13, 14]));
      await page.locator('.replay .days i:nth-child(7)').waitFor();
      ctx.assert.equal(await shown(page), day(8));
    },
  },
  {
    name: 'one file for each day: a file that is not there is a missing day',
    async run(ctx) {
      for (const of of DAYS) ctx.server.overrides.set(`/data/trial/${day(of)}.json`, { body: JSON.stringify([{ people: of }]) });
      const back = {
        url: 'data/trial/{day}.json',
        days: { from: day(8), to: day(12) },
        fields: { day: { from: 'file_day', type: 'date' }, people: { type: 'number' } },
      };
      const page = await opened(ctx, `&at=${day(10)}`, { change: (board) => ({ ...board, sources: { ...board.sources, back } }) });
      await page.locator('[data-panel="one"] .state', { hasText: '该日无数据' }).waitFor();
      ctx.assert.equal(await page.locator('.replay .days i').count(), 5);
      ctx.assert.match(await findings(page), /没有 2020-02-10 的文件/);
      await slider(page).press('ArrowRight');
      await page.locator('[data-panel="one"] td', { hasText: said(11) }).waitFor();
    },
  },
  {
    name: 'less motion: it stands at the last day until it is asked to play',
    async run(ctx) {
      const page = await opened(ctx, '', { reducedMotion: 'reduce' });
      await arrived(page, 12);
      ctx.assert.equal(await plays(page), 0);
      ctx.assert.equal(at(page), null);
      await page.locator('.replay .play').click();
      await arrived(page, 9);
    },
  },
  {
    name: 'a kiosk has no buttons; a phone has a thumb\'s height; paper has no bar',
    async run(ctx) {
      const kiosk = await opened(ctx, '&kiosk');
      ctx.assert.equal(await kiosk.locator('.replay button').count(), 0);
      ctx.assert.equal(await kiosk.locator('.replay [role="progressbar"]').count(), 1);
      await arrived(kiosk, 9);
      const page = await opened(ctx, '', { viewport: { width: 390, height: 844 }, hasTouch: true });
      for (const part of ['.play', '.speed', '.days']) {
        const box = await page.locator(`.replay ${part}`).boundingBox();
        ctx.assert.ok(box.height >= 44 && box.width >= 44, `${part}: ${box.width} × ${box.height}`);
      }
      await page.touchscreen.tap(...(await cell(page, 4)));
      ctx.assert.equal(await shown(page), day(12));
      await page.emulateMedia({ media: 'print' });
      ctx.assert.equal(await page.locator('.replay').isVisible(), false);
    },
  },
];
