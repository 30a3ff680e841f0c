// The Nanzhao wall at three sizes: every panel comes to life, the roster moves and wraps, the map
// is joined, nobody's number is in the page. The pictures are for a person to look at.

const SIZES = [
  { name: 'wall', width: 1920, height: 1080, arrangement: 'wall' },
  { name: 'wide', width: 3840, height: 1080, arrangement: 'wide' },
  { name: 'phone', width: 390, height: 844, arrangement: 'phone', full: true },
  { name: 'desk', width: 1366, height: 768, arrangement: 'desk', full: true },
];

/** Every panel has left `loading`, and every canvas has its picture. */
async function alive(page) {
  await page.waitForFunction(
    () => performance.getEntriesByName('daping:first-data').length > 0 &&
      [...document.querySelectorAll('section[data-panel]')].every((panel) =>
        !['never', 'loading'].includes(panel.dataset.state)),
    null,
    { timeout: 60_000 },
  );
  await page.waitForTimeout(1_000);
}

/** Mobile numbers and identity numbers that stand whole in the page's text or attributes. */
const whole = () => {
  const html = document.documentElement.outerHTML.normalize('NFKC');
  return html.match(/(?<![\d.])1\d{10}(?![\d.])|(?<!\d)\d{17}[\dXx](?!\d)/g) ?? [];
};

/** Texts that do not fit their element, outside of what scrolls or gives way by design. */
const clipped = () => {
  const cut = [];
  for (const element of document.querySelectorAll('main h1, main h2, main p, main span, main b, main small')) {
    const moves = element.closest('.roster, .ticker, .rank .name, header .unit');
    if (!moves && element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow !== 'visible') {
      cut.push(element.textContent);
    }
  }
  return cut;
};

/** Panels whose body is higher than its place. */
const overflowing = () => [...document.querySelectorAll('section[data-panel] > .body')]
  .filter((body) => body.scrollHeight > body.clientHeight + 2)
  .map((body) => `${body.parentElement.dataset.panel}: ${body.scrollHeight} > ${body.clientHeight}`);

const first = (page) => page.locator('[role="rowgroup"] [role="row"]').first().getAttribute('aria-rowindex');

function stands({ name, width, height, arrangement, full }) {
  return {
    name: `${name} ${width}×${height}: all panels alive, nothing clipped, nobody unmasked`,
    async run({ open, shots, assert }) {
      const page = await open('/?board=nanzhao', { viewport: { width, height } });
      await alive(page);
      await page.screenshot({ path: `${shots}/${name}.png`, fullPage: Boolean(full) });
      const main = page.locator('main');
      assert.equal(await main.getAttribute('data-board'), 'nanzhao');
      assert.equal(await main.getAttribute('data-arrangement'), arrangement);
      const states = await page.$$eval('section[data-panel]', (all) => all.map((p) => p.dataset.state));
      assert.ok(states.length >= 9, `${states.length} panels`);
      assert.deepEqual([...new Set(states)], ['live']);
      assert.deepEqual(await page.evaluate(whole), []);
      assert.deepEqual(await page.evaluate(clipped), []);
      assert.deepEqual(await page.evaluate(overflowing), []);
      assert.equal(await page.locator('.findings').isVisible(), false, await page.locator('.findings').textContent());
      assert.equal(await page.locator('[data-kind="map"] canvas').getAttribute('data-joined'), '18');
      assert.match(await page.locator('[data-panel="people"] header').textContent(), /示例数据/);
      assert.deepEqual(page.problems, []);
    },
  };
}

export default [
  ...SIZES.map(stands),
  {
    name: 'published figures stand as they were published',
    async run({ open, assert }) {
      const page = await open('/?board=nanzhao&arrangement=phone', { viewport: { width: 390, height: 844 } });
      await alive(page);
      const text = (await page.locator('main').innerText()).replace(/\s+/g, '');
      for (const figure of ['3507人', '2500多人', '1.66万家', '2.16亿千瓦时', '14万多人', '47名']) {
        assert.ok(text.includes(figure), `${figure} in ${text}`);
      }
      const said = await page.locator('[data-panel="rates"] canvas').first().getAttribute('aria-label');
      assert.match(said, /48\.81%/);
      assert.match(said, /64\.91%/);
    },
  },
  {
    name: 'the roster moves by itself, stands still under a hand, and wraps at its seam',
    async run({ open, server, assert }) {
      server.overrides.set('/data/nanzhao/roster.json', { body: JSON.stringify(shortRoster(30)) });
      const page = await open('/?board=nanzhao');
      await alive(page);
      const before = await first(page);
      await page.waitForTimeout(3_000);
      assert.notEqual(await first(page), before);
      await page.locator('.roster').hover();
      const held = await first(page);
      await page.waitForTimeout(2_500);
      assert.equal(await first(page), held);
      await page.locator('.roster').focus();
      for (let i = 0; i < 29; i += 1) await page.keyboard.press('ArrowDown');
      assert.equal(Number(await first(page)), ((Number(held) - 2 + 29) % 30) + 2);
    },
  },
  {
    name: 'the pool of rows is small and stays so',
    async run({ open, assert }) {
      const page = await open('/?board=nanzhao');
      await alive(page);
      const count = () => page.locator('[role="rowgroup"] [role="row"]').count();
      const before = await count();
      assert.ok(before < 60, `${before} rows in the page`);
      await page.waitForTimeout(3_000);
      assert.equal(await count(), before);
    },
  },
  {
    name: 'less motion: pages instead of scrolling',
    async run({ open, assert }) {
      const page = await open('/?board=nanzhao', { reducedMotion: 'reduce' });
      await alive(page);
      const place = () => page.locator('.pool').evaluate((pool) => pool.style.transform);
      const [before, row] = [await place(), await first(page)];
      await page.waitForTimeout(3_000);
      assert.equal(await place(), before);
      assert.equal(await first(page), row);
      await page.waitForFunction(
        (row) => document.querySelector('[role="rowgroup"] [role="row"]').getAttribute('aria-rowindex') !== row,
        row,
        { timeout: 60_000 },
      );
    },
  },
  {
    name: 'a canvas has the screen\'s own pixels',
    async run({ open, assert }) {
      const page = await open('/?board=nanzhao', { deviceScaleFactor: 2 });
      await alive(page);
      const ratios = await page.$$eval('.drawing canvas', (all) => all.map((c) => c.width / c.clientWidth));
      assert.ok(ratios.length >= 4);
      for (const ratio of ratios) assert.ok(Math.abs(ratio - 2) < 0.02, `${ratio}`);
    },
  },
  {
    name: 'English: the shell speaks it',
    async run({ open, assert }) {
      const page = await open('/?board=nanzhao&lang=en');
      await alive(page);
      assert.equal(await page.locator('html').getAttribute('lang'), 'en');
      assert.match(await page.locator('[data-panel="people"] header').textContent(), /sample data/);
    },
  },
];

export function shortRoster(count) {
  const columns = ['name', 'phone', 'home', 'township', 'province', 'city', 'channel', 'applied', 'cadre', 'recorded', 'issued', 'arrived'];
  const time = '2020-02-18T09:20';
  const row = () => ['王小明', '12800000000', '南召县云阳镇东村', '云阳镇', '浙江省', '杭州市', '有组织输出', time, time, time, time, time];
  return { synthetic: true, as_of: '2020-02-21T08:00:00+08:00', columns, rows: Array.from({ length: count }, row) };
}
