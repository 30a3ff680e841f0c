// New builds under an open page: taken in a spare moment, between turns, in full screen without leaving it;
// half uploaded ones never. Each takes the files of the build before away.

import { builds } from './builds.mjs';

// By hand: DEPLOYS=100 node tests/e2e/run.mjs boot-deploy
const DEPLOYS = Number(process.env.DEPLOYS ?? 5);
const json = (value) => ({ body: JSON.stringify(value), headers: { 'Content-Type': 'application/json' } });
const board = (title, more = {}) => json({
  daping: 1,
  title,
  sources: { rows: { inline: [{ town: '河口镇', n: 12 }], fields: { town: { label: '乡镇' }, n: { label: '人数', type: 'number' } } } },
  panels: { list: { kind: 'table', title: '明细', data: { from: 'rows' } }, ...more },
});

/** Rounds of a second are 15 ms, the program's ticks as many times faster as that needs. */
function prepare() {
  const timer = setInterval;
  globalThis.setInterval = (call, ms, ...more) => timer(call, ms === 1000 ? 15 : ms === 250 ? 30 : ms, ...more);
  const make = WebAssembly.instantiate;
  globalThis.memories = [];
  WebAssembly.instantiate = async (...all) => {
    const made = await make.apply(WebAssembly, all);
    // A pack has none of its own.
    const { memory } = made.exports;
    if (memory) globalThis.memories.push(new WeakRef(memory));
    return made;
  };
  globalThis.born = Math.random();
  globalThis.white = 0;
  // Once the first board has been there, each frame has one.
  let stood = false;
  const look = () => {
    const stands = document.querySelector('main section[data-panel]') !== null;
    stood ||= stands;
    if (stood && !stands) globalThis.white += 1;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function opened(browser, server, path = '/?board=one') {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage();
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(error.stack));
  page.on('console', (message) => message.type() === 'error' && page.problems.push(message.text()));
  await page.addInitScript(prepare);
  await page.goto(server.url + path);
  await stands(page);
  return page;
}

const stands = (page) => page.locator('main:not([data-staged], [data-old]) section[data-panel="list"] td', { hasText: '河口镇' }).first().waitFor({ timeout: 30_000 });
const version = (page) => page.evaluate(() => document.querySelector('script[data-wasm]').dataset.build);
const has = (page, wanted, timeout = 60_000) => page.waitForFunction((own) => document.querySelector('script[data-wasm]')?.dataset.build === own, wanted, { timeout });

async function withBuilds(run) {
  const own = await builds();
  own.server.overrides.set('/boards/one.json', board('一'));
  own.server.overrides.set('/boards/two.json', board('二'));
  try {
    await run(own);
  } finally {
    await own.close();
  }
}

export default [
  {
    name: `B12: ${DEPLOYS} deploys that delete the files before them: each is taken, the address stays, nothing is white`,
    limitMs: DEPLOYS * 30_000,
    run: ({ browser, assert }) => withBuilds(async ({ server, deploy }) => {
      await deploy('0');
      const page = await opened(browser, server, '/?board=one&lang=en&p.town=x');
      for (let count = 1; count <= DEPLOYS; count += 1) {
        const next = await deploy(String(count));
        await has(page, next.version);
        await stands(page);
        assert.equal(await page.evaluate(() => globalThis.white), 0);
      }
      assert.equal(new URL(page.url()).search, '?board=one&lang=en&p.town=x');
      assert.deepEqual(page.problems, []);
      await page.context().close();
    }),
  },
  {
    name: 'a build that is half uploaded is not taken, nor is one while somebody writes; then it is',
    run: ({ browser, assert }) => withBuilds(async ({ server, deploy }) => {
      const first = await deploy('0');
      const page = await opened(browser, server);
      const born = await page.evaluate(() => globalThis.born);
      const asked = () => server.requests.filter((path) => path === '/build.json').length;
      await deploy('half', { half: true });
      const before = asked();
      while (asked() < before + 2) await page.waitForTimeout(200);
      assert.equal(await version(page), first.version);
      await page.keyboard.press('/');
      await page.locator('[role="search"] input').fill('he');
      const next = await deploy('1');
      const seen = asked();
      while (asked() < seen + 1) await page.waitForTimeout(200);
      // Sixty rounds without a hand, and as many again.
      await page.waitForTimeout(3000);
      assert.equal(await page.evaluate(() => globalThis.born), born);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await has(page, next.version);
      await stands(page);
      await page.context().close();
    }),
  },
  {
    name: 'under a playlist a build is taken with a turn, and the turn is not lost',
    run: ({ browser, assert }) => withBuilds(async ({ server, deploy }) => {
      await deploy('0');
      server.overrides.set('/playlists/hall.json', json({ daping: 1, title: '大厅', every: '8s', turns: [{ board: 'one' }, { board: 'two' }] }));
      const page = await opened(browser, server, '/?play=hall');
      const next = await deploy('1');
      const turned = page.waitForEvent('framenavigated', { predicate: (frame) => /board=/.test(frame.url()), timeout: 60_000 });
      await turned;
      // The board before the page is left, and after.
      let last = '';
      while (await version(page).catch(() => '') !== next.version) {
        last = new URL(page.url()).searchParams.get('board') ?? last;
        await page.waitForTimeout(20);
      }
      await stands(page);
      const on = await page.locator('main:not([data-staged])').first().getAttribute('data-board');
      assert.equal(on, new URL(page.url()).searchParams.get('board'));
      assert.equal(on, last);
      await page.context().close();
    }),
  },
  {
    name: 'in full screen the program is changed in its place: full screen stays, and little is left of the old one',
    run: ({ browser, assert }) => withBuilds(async ({ server, deploy }) => {
      await deploy('0');
      const page = await opened(browser, server);
      await page.keyboard.press('f');
      await page.waitForFunction(() => document.fullscreenElement);
      const born = await page.evaluate(() => globalThis.born);
      const session = await page.context().newCDPSession(page);
      // The browser lets go of what is left when it has time to.
      const count = async (most) => {
        for (let tries = 0; ; tries += 1) {
          await session.send('HeapProfiler.collectGarbage');
          const own = await session.send('Memory.getDOMCounters');
          if (tries === 20 || own.nodes <= most) return own;
          await page.waitForTimeout(200);
        }
      };
      const counted = [];
      for (let number = 1; number <= 3; number += 1) {
        const next = await deploy(String(number));
        await has(page, next.version);
        await stands(page);
        await page.locator('.curtain').waitFor({ state: 'detached' });
        counted.push(await count((counted[0]?.nodes ?? 0) + 20));
      }
      // The glue of a plain build has no door that lets its views of the memory go.
      const glue = await page.evaluate(async () => (await fetch(document.querySelector('script[data-wasm]').dataset.js)).text());
      if (glue.includes('export function leave(')) {
        assert.equal(await page.evaluate(() => globalThis.memories.filter((own) => own.deref()).length), 1);
      }
      assert.equal(await page.evaluate(() => globalThis.born), born);
      assert.ok(await page.evaluate(() => document.fullscreenElement !== null));
      assert.equal(await page.evaluate(() => globalThis.white), 0);
      assert.equal(await page.locator('main').count(), 1);
      const [first, , last] = counted;
      assert.ok(last.jsEventListeners <= first.jsEventListeners, JSON.stringify(counted));
      assert.ok(last.nodes <= first.nodes + 20, JSON.stringify(counted));
      assert.deepEqual(page.problems, []);
      await page.context().close();
    }),
  },
  {
    name: 'a pack that a deploy took away has the new build taken at once',
    run: ({ browser, server: plain, assert }) => withBuilds(async ({ server, deploy }) => {
      const html = await (await fetch(`${plain.url}/`)).text();
      // A build that was not divided has no packs to miss.
      if (!html.includes('data-packs=')) return;
      await deploy('0');
      const links = { link: { kind: 'sankey', title: '流向', from: 'town', to: 'n', value: 'n', data: { from: 'rows' } } };
      const page = await opened(browser, server);
      const next = await deploy('1');
      server.overrides.set('/boards/one.json', board('一', links));
      const before = Date.now();
      await page.evaluate(() => globalThis.dapingPack('graphs').catch(() => {}));
      await has(page, next.version);
      await page.locator('section[data-panel="link"]').waitFor();
      assert.ok(Date.now() - before < 30_000);
      await page.context().close();
    }),
  },
];
