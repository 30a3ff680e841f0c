// Boards that come and go on one page: playlists, links, parameters, a board's own clock.

const json = (value) => ({ body: JSON.stringify(value), headers: { 'Content-Type': 'application/json' } });

const TOWNS = ['河口镇', '石桥镇', '南坪镇'];
const rows = TOWNS.flatMap((town, at) => [
  { town, code: `90${at}`, route: '专车', n: 10 + at, name: '张某某' },
  { town, code: `90${at}`, route: '火车', n: 20 + at, name: '李某某' },
]);

/** A board with a rank that sets a town, and a table that follows it. */
const board = (title, more = {}) => ({
  daping: 1,
  title,
  sources: {
    rows: {
      inline: rows,
      fields: {
        town: { label: '乡镇' }, code: { label: '代码' }, route: { label: '途径' },
        n: { label: '人数', type: 'number' }, name: { label: '姓名', mask: 'person_name' },
      },
    },
  },
  panels: {
    towns: { kind: 'rank', title: '乡镇排行', sets: { code: 'code' }, value: 'n', label: 'town',
      data: { from: 'rows', group: ['town', 'code'], measure: { n: 'sum:n' }, sort: '-n' } },
    list: { kind: 'table', title: '明细', columns: ['town', 'route', 'n'],
      data: { from: 'rows', where: [['code', '=', { param: 'code' }]] } },
  },
  ...more,
});

const on = 'main:not([data-staged], [data-leaving])';
const shown = (page, name) => page.waitForFunction(
  ([selector, board]) => {
    const mains = document.querySelectorAll('main');
    return mains.length === 1 && mains[0].matches(`${selector}[data-board="${board}"]`);
  }, [on, name], { timeout: 20_000 });
const towns = (page) => page.$$eval(`${on} [data-panel="list"] tbody tr`, (all) => all.map((row) => row.cells[0].textContent));
const said = (page) => page.locator(`${on} .findings`).evaluate((box) => box.textContent);
const serve = (server, boards) => Object.entries(boards).forEach(([name, own]) => server.overrides.set(`/boards/${name}.json`, own));

function playlist(server, every, turns) {
  server.overrides.set('/playlists/hall.json', json({ daping: 1, title: '大厅', every, turns }));
}

export default [
  {
    name: 'boards turn on one page, and a broken or missing one is passed over and said',
    async run({ open, server, assert }) {
      serve(server, { one: json(board('一')), two: json(board('二')), broken: { body: '{ "daping"', headers: { 'Content-Type': 'application/json' } } });
      playlist(server, '2s', [{ board: 'one' }, { board: 'broken' }, { board: 'missing' }, { board: 'two' }]);
      const page = await open('/?play=hall');
      await shown(page, 'one');
      await page.evaluate(() => { globalThis.same = true; });
      await shown(page, 'two');
      const found = await said(page);
      assert.match(found, /broken/);
      assert.match(found, /missing/);
      await shown(page, 'one');
      assert.equal(await page.evaluate(() => globalThis.same), true);
      assert.match(page.url(), /play=hall&board=one/);
      // The browser itself complains of the missing file.
      assert.deepEqual(page.problems.filter((problem) => !problem.includes('404')), []);
    },
  },
  {
    name: 'a playlist is paused and stepped by keys and hands',
    async run({ open, server, assert }) {
      serve(server, { one: json(board('一')), two: json(board('二')), three: json(board('三')) });
      playlist(server, '4s', [{ board: 'one' }, { board: 'two' }, { board: 'three' }]);
      const page = await open('/?play=hall', { hasTouch: true });
      await shown(page, 'one');
      await page.keyboard.press('Space');
      await page.waitForFunction(() => document.querySelector('nav.turns')?.hasAttribute('data-paused'));
      await page.keyboard.press('ArrowRight');
      await shown(page, 'two');
      await page.keyboard.press('ArrowLeft');
      await shown(page, 'one');
      await page.locator('nav.turns li button').nth(2).tap();
      await shown(page, 'three');
      await page.waitForTimeout(5_000);
      await shown(page, 'three');
      // A button that has the focus takes the space bar for itself.
      await page.evaluate(() => document.activeElement.blur());
      await page.keyboard.press('Space');
      await shown(page, 'one');
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'full screen stays while boards turn',
    async run({ open, server, assert }) {
      serve(server, { one: json(board('一')), two: json(board('二')) });
      playlist(server, '3s', [{ board: 'one' }, { board: 'two' }]);
      const page = await open('/?play=hall');
      await shown(page, 'one');
      await page.keyboard.press('f');
      await page.waitForFunction(() => document.fullscreenElement !== null);
      await shown(page, 'two');
      assert.equal(await page.evaluate(() => document.fullscreenElement === document.documentElement), true);
    },
  },
  {
    name: 'a playlist that is not there is said, and the board of the address stands',
    async run({ open, server, assert }) {
      serve(server, { one: json(board('一')) });
      const page = await open('/?play=nowhere&board=one');
      await shown(page, 'one');
      assert.match(await said(page), /playlists\/nowhere\.json.*404/);
    },
  },
  {
    name: 'a playlist in which nothing can be shown shows why, and lives',
    async run({ open, server, assert }) {
      playlist(server, '1s', [{ board: 'gone' }, { board: 'lost' }]);
      const page = await open('/?play=hall');
      await page.waitForFunction(() => /gone|lost/.test(document.querySelector('.findings')?.textContent ?? ''));
      await page.waitForTimeout(2_500);
      assert.equal(await page.locator('main').count() > 0, true);
    },
  },
  {
    name: 'a click sets a parameter: what follows follows, a chip and the address say it, and it is taken back',
    async run({ open, server, assert }) {
      serve(server, { one: json(board('一')) });
      const page = await open('/?board=one');
      await page.locator('[data-panel="towns"] li', { hasText: '石桥镇' }).click();
      await page.waitForFunction(() => document.querySelector('.chips')?.textContent.includes('石桥镇'));
      assert.deepEqual(await towns(page), ['石桥镇', '石桥镇']);
      assert.match(page.url(), /p\.code=901/);
      const phone = await open(new URL(page.url()).search.replace(/^/, '/'), { viewport: { width: 390, height: 844 }, hasTouch: true });
      await phone.waitForFunction(() => document.querySelector('.chips')?.textContent.includes('石桥镇'));
      assert.deepEqual(await towns(phone), ['石桥镇', '石桥镇']);
      await page.locator('.chips button').click();
      await page.waitForFunction(() => !document.querySelector('.chips'));
      assert.equal((await towns(page)).length, rows.length);
      assert.doesNotMatch(page.url(), /p\.code/);
      // By keys alone; the same again takes it back.
      await page.locator('[data-panel="towns"] li', { hasText: '南坪镇' }).focus();
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.querySelector('.chips')?.textContent.includes('南坪镇'));
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => !document.querySelector('.chips'));
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'a parameter that nobody knows or that carries markup is a sentence and nothing else',
    async run({ open, server, assert }) {
      serve(server, { one: json(board('一')) });
      const markup = '<img src=x onerror="globalThis.hit=1">';
      const page = await open(`/?board=one&p.nobody=1&p.code=${encodeURIComponent(markup)}&p.${encodeURIComponent(markup)}=1`);
      await page.waitForFunction(() => document.querySelector('.findings li'));
      assert.match(await said(page), /nobody/);
      assert.equal(await page.evaluate(() => globalThis.hit), undefined);
      assert.equal(await page.locator('main img').count(), 0);
      assert.deepEqual(await towns(page), []);
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'a loop and a person in the address are findings; the rest of the board lives',
    async run({ open, server, assert }) {
      const own = board('一');
      own.panels.towns.data.where = [['code', '=', { param: 'code' }]];
      own.panels.list.sets = { who: 'name' };
      serve(server, { one: json(own) });
      const page = await open('/?board=one');
      await page.waitForFunction(() => document.querySelectorAll('.findings li').length >= 2);
      const found = await said(page);
      assert.match(found, /towns.*code/);
      assert.match(found, /name/);
      await page.locator('[data-panel="list"] tbody tr').first().click();
      assert.doesNotMatch(page.url(), /p\.who/);
      await page.locator('[data-panel="towns"] li', { hasText: '石桥镇' }).click();
      await page.waitForFunction(() => document.querySelectorAll('[data-panel="towns"] ol li').length === 1);
      await page.locator('[data-panel="towns"] ol li').click();
      await page.waitForFunction(() => document.querySelectorAll('[data-panel="towns"] ol li').length === 3);
    },
  },
  {
    name: 'a tile opens a board without a new page, and Back comes back',
    async run({ open, assert }) {
      const page = await open('/?board=index');
      await page.waitForSelector(`${on} a[href="?board=power"]`);
      await page.evaluate(() => { globalThis.same = true; });
      await page.locator('a[href="?board=power"]').click();
      await shown(page, 'power');
      assert.match(page.url(), /board=power/);
      await page.goBack();
      await shown(page, 'index');
      assert.equal(await page.evaluate(() => globalThis.same), true);
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: "a board's own clock says that it is one, and days follow it",
    async run({ open, server, assert }) {
      const own = board('一', { clock: '2020-02-24T23:59:56+08:00' });
      own.sources.rows.fields.day = { type: 'date' };
      own.sources.rows.inline = rows.map((row, at) => ({ ...row, day: at < 2 ? '2020-02-24' : '2020-02-25' }));
      own.panels.list.data = { from: 'rows', where: [['day', '=', { param: 'today' }]] };
      serve(server, { one: json(own) });
      const page = await open('/?board=one');
      await page.waitForFunction(() => document.querySelector('.plate')?.textContent.includes('2020-02-25'), null, { timeout: 15_000 });
      assert.match(await page.locator('.plate').innerText(), /演示时钟/);
      await page.waitForFunction(() => document.querySelectorAll('[data-panel="list"] tbody tr').length === 4);
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'boards that went leave nothing behind',
    async run({ open, server, assert }) {
      serve(server, { one: json(board('一')), two: json(board('二')) });
      playlist(server, '1s', [{ board: 'one' }, { board: 'two' }]);
      const page = await open('/?play=hall');
      const cdp = await page.context().newCDPSession(page);
      const counts = [];
      for (let round = 0; round < 8; round += 1) {
        await shown(page, 'two');
        await shown(page, 'one');
        await cdp.send('HeapProfiler.collectGarbage');
        const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
        counts.push({ nodes, listeners: jsEventListeners });
      }
      // A fade or a board ahead may be in one sample and not in another: what grows, grows in all.
      const least = (part, key) => Math.min(...part.map((count) => count[key]));
      const [early, late] = [counts.slice(1, 4), counts.slice(5)];
      for (const key of ['nodes', 'listeners']) {
        assert.ok(least(late, key) <= least(early, key), `${key}: ${JSON.stringify(counts)}`);
      }
    },
  },
];
