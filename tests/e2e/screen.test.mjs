// Screens of every build: bezels between them, controllers that stretch, languages and colours that
// change while the wall stands.

const BOARD = '/boards/trial.json';

const board = (arrangement) => ({
  body: JSON.stringify({
    daping: 1,
    title: '拼接屏试验',
    sources: { figures: { url: 'data/gallery/towns.json', rows: '/rows', fields: {} } },
    panels: {
      one: { kind: 'text', title: '一', text: '甲' },
      two: { kind: 'text', title: '二', text: '乙' },
      three: { kind: 'text', title: '三', text: '丙' },
      clock: { kind: 'clock', title: '时间' },
    },
    layout: [{ name: 'wall', when: { min_width: 1600 }, ...arrangement }],
  }),
});

export default [
  {
    name: 'gaps of the grid lie on the bezels',
    async run({ open, server, assert }) {
      const arrangement = { areas: ['one two three clock'], seams: { columns: 4, rows: 1, gap: 40 } };
      server.overrides.set(BOARD, board(arrangement));
      const page = await open('/?board=trial', { viewport: { width: 3840, height: 1080 } });
      await page.locator('section[data-panel="clock"]').waitFor();
      await page.waitForFunction(() => getComputedStyle(document.querySelector('.wall')).columnGap === '40px');
      const edges = await page.locator('.wall > section').evaluateAll((all) =>
        all.map((own) => own.getBoundingClientRect()).map(({ left, right }) => [left, right]));
      for (const seam of [960, 1920, 2880]) {
        const crossed = edges.filter(([left, right]) => left < seam + 19 && right > seam - 19);
        assert.deepEqual(crossed, [], `the bezel at ${seam}`);
      }
      const title = await page.locator('.plate h1').boundingBox();
      assert.ok(title.x + title.width < 1900 || title.x > 1940, 'the title is on one screen');
    },
  },
  {
    name: 'a stretched signal fills the window and is pointed at where it is seen',
    async run({ open, server, assert }) {
      server.overrides.set(BOARD, board({ areas: ['one two', 'three clock'], stretch: { x: 1.75, y: 1 } }));
      const page = await open('/?board=trial', { viewport: { width: 1920, height: 1080 } });
      await page.locator('section[data-panel="clock"]').waitFor();
      const main = await page.locator('main').evaluate((own) => {
        const { width, height } = own.getBoundingClientRect();
        return { width, height, own: own.clientWidth };
      });
      assert.ok(Math.abs(main.width - 1920) < 2 && Math.abs(main.height - 1080) < 2, JSON.stringify(main));
      assert.ok(Math.abs(main.own - 1920 * 1.75) < 4, `laid out over ${main.own}`);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    },
  },
  {
    name: 'language and colours change while the wall stands, and the address keeps them',
    async run({ open, assert }) {
      const page = await open('/');
      await page.locator('section[data-panel][data-state="live"]').first().waitFor();
      await page.locator('.plate .menu summary').click();
      await page.locator('.plate .menu button', { hasText: 'English' }).click();
      await page.waitForFunction(() => document.documentElement.lang === 'en');
      await page.locator('.state', { hasText: 'live' }).first().waitFor();
      const before = await page.evaluate(() => performance.getEntriesByName('daping:draw').length);
      await page.locator('.plate .menu summary').click();
      await page.locator('.plate .menu button', { hasText: 'day' }).click();
      await page.waitForFunction(() => document.documentElement.dataset.theme === 'day');
      await page.waitForFunction((old) => performance.getEntriesByName('daping:draw').length > old, before);
      assert.match(page.url(), /lang=en/);
      assert.match(page.url(), /theme=day/);
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'on paper drawings are in the colours of paper, and the wall has its own again',
    async run({ open, assert }) {
      const page = await open('/');
      await page.locator('section[data-panel="channel"][data-state="live"] canvas').waitFor();
      const ink = () => page.locator('section[data-panel="channel"] canvas').evaluate((sheet) => sheet.toDataURL());
      const before = await ink();
      const paper = await page.evaluate(async () => {
        dispatchEvent(new Event('beforeprint'));
        await new Promise((done) => setTimeout(done, 0));
        return document.documentElement.dataset.theme;
      });
      assert.equal(paper, 'print');
      assert.notEqual(await ink(), before);
      await page.evaluate(() => dispatchEvent(new Event('afterprint')));
      await page.waitForFunction(() => document.documentElement.dataset.theme === 'night');
      assert.equal(await ink(), before);
    },
  },
  {
    name: 'midnight comes by itself, by the server and the zone of the board',
    async run({ open, server }) {
      server.headers.Date = 'Fri, 21 Feb 2020 15:59:55 GMT';
      server.overrides.set(BOARD, board({ areas: ['clock one'] }));
      const page = await open('/?board=trial');
      const clock = page.locator('section[data-panel="clock"] .clock');
      await clock.filter({ hasText: '2020-02-21' }).waitFor();
      await clock.filter({ hasText: '2020-02-22' }).waitFor({ timeout: 20_000 });
    },
  },
  {
    name: 'a table of 100,000 rows is a page of rows, and turns, sorts and lives',
    async run({ open, server, assert }) {
      const rows = Array.from({ length: 100_000 }, (_, at) => `${at},第${at}户,${(at * 7919) % 100_003}`);
      server.overrides.set('/data/trial/many.csv', {
        headers: { 'Content-Type': 'text/csv; charset=utf-8' },
        body: `number,name,value\n${rows.join('\n')}\n`,
      });
      const many = { url: 'data/trial/many.csv', fields: { number: { type: 'number' }, name: {}, value: { type: 'number' } } };
      const panels = { all: { kind: 'table', title: '全部', data: { from: 'many' } }, clock: { kind: 'clock', title: '时间' } };
      server.overrides.set(BOARD, { body: JSON.stringify({ daping: 1, title: '试验', sources: { many }, panels }) });
      const page = await open('/?board=trial');
      const cell = (text) => page.locator('section[data-panel="all"] td', { hasText: text }).first();
      await cell('第0户').waitFor({ timeout: 60_000 });
      const heads = page.locator('section[data-panel="all"] th button');
      await heads.nth(2).click();
      await heads.nth(2).click();
      // The greatest of (at * 7919) % 100,003 over these rows.
      const greatest = String(Math.max(...Array.from({ length: 100_000 }, (_, at) => (at * 7919) % 100_003)));
      await cell(greatest).waitFor({ timeout: 60_000 });
      assert.ok((await page.locator('section[data-panel="all"] tr').count()) < 100);
      assert.match(await page.locator('section[data-panel="all"] .pager').innerText(), /共 100000/);
      assert.deepEqual(page.problems, []);
    },
  },
];
