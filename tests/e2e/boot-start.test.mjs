// A page that cannot start says why in a sentence, has looked past the browser's cache once, and comes back
// by itself when what it lacked is there.

import { builds } from './builds.mjs';

const wasm = { 'Content-Type': 'application/wasm' };
const indexes = (server) => server.requests.filter((path) => path === '/').length;
const live = (page) => page.locator('section[data-panel][data-state="live"]').first().waitFor({ timeout: 30_000 });
const named = async (server) => `/${(await (await fetch(`${server.url}/`)).text()).match(/[\w-]+_bg\.wasm/)[0]}`;

/** The page's own long waits are shorter, all by the same measure. */
const hasten = () => {
  const real = setTimeout;
  globalThis.setTimeout = (call, ms, ...more) => real(call, ms >= 10_000 ? ms / 10 : ms, ...more);
};

/** Opens the page and waits for its sentence; how often the page itself was asked for is with it. */
async function told({ browser, server }, path = '/') {
  const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await page.addInitScript(hasten);
  await page.goto(server.url + path);
  const alert = page.getByRole('alert');
  await alert.waitFor({ timeout: 30_000 });
  return { page, text: await alert.innerText() };
}

export default [
  {
    name: 'B13, B14: each fault of the program has its own sentence, after one more look, and the page comes back by itself',
    async run({ browser, server, shot, assert }) {
      const path = await named(server);
      const whole = Buffer.from(await (await fetch(server.url + path)).arrayBuffer());
      const flipped = Buffer.from(whole);
      flipped[whole.length >> 1] ^= 1;
      const faults = [
        ['missing', { status: 404, body: 'not found' }, /没有大屏程序的这个文件[\s\S]*does not have this file[\s\S]*HTTP 404/],
        ['page', { headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><p>Log in' }, /一个网页代替[\s\S]*sent a web page/],
        ['flipped', { headers: wasm, body: flipped }, /与发布时不一致[\s\S]*not the one that was published/],
        ['cut', { headers: wasm, body: whole, cutAt: 1000 }, /检查网络[\s\S]*check the network/],
      ];
      for (const [name, answer, wanted] of faults) {
        server.requests.length = 0;
        server.overrides.set(path, answer);
        const { page, text } = await told({ browser, server });
        assert.match(text, wanted, name);
        // The page, one look past the cache, and the one reload.
        assert.equal(indexes(server), 3, `${name}: ${indexes(server)}`);
        if (name === 'missing') {
          await shot(page, 'boot-missing-wall');
          await page.setViewportSize({ width: 390, height: 844 });
          await shot(page, 'boot-missing-phone');
        }
        await page.waitForTimeout(1000);
        assert.ok(indexes(server) <= 4, `${name}: it loads itself again and again`);
        server.overrides.delete(path);
        if (name === 'missing') await live(page);
        await page.context().close();
      }
    },
  },
  {
    name: 'a page whose policy forbids the program, and one without memory, say so',
    async run({ browser, server, assert }) {
      const policy = "script-src 'self'";
      server.overrides.set('/', { headers: { 'Content-Security-Policy': policy } });
      const { page, text } = await told({ browser, server });
      assert.match(text, /内容安全策略[\s\S]*content policy/);
      await page.context().close();
      server.overrides.delete('/');
      const other = await (await browser.newContext()).newPage();
      await other.addInitScript(() => {
        WebAssembly.instantiate = async () => { throw new RangeError('WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory for new instance'); };
      });
      await other.goto(`${server.url}/`);
      await other.getByRole('alert').waitFor();
      assert.match(await other.getByRole('alert').innerText(), /内存不足[\s\S]*not enough memory/);
      await other.context().close();
    },
  },
  {
    name: 'B13: a page that the browser kept, whose files a deploy took away, is loaded past the cache',
    async run({ browser, assert }) {
      const { server, deploy, close } = await builds();
      try {
        const first = await deploy('one');
        server.overrides.set('/', { headers: { 'Cache-Control': 'max-age=3600' } });
        const page = await (await browser.newContext()).newPage();
        await page.goto(`${server.url}/`);
        await live(page);
        const second = await deploy('two');
        assert.notEqual(first.version, second.version);
        const before = indexes(server);
        await page.goto(`${server.url}/icon.svg`);
        await page.goto(`${server.url}/`);
        await live(page);
        const version = await page.evaluate(() => document.querySelector('script[data-wasm]').dataset.build);
        assert.equal(version, second.version);
        // The first was the browser's own; then one look past the cache and one reload.
        assert.equal(indexes(server) - before, 2);
        await page.context().close();
      } finally {
        await close();
      }
    },
  },
  {
    name: 'a program whose watch is missing lives without it',
    async run({ open, server, assert }) {
      server.overrides.set('/boot/watch.js', { status: 404, body: 'not found' });
      const page = await open('/');
      await live(page);
      assert.deepEqual(page.problems.filter((text) => !text.includes('404')), []);
    },
  },
  {
    name: 'a slow program says what is loaded and since when',
    async run({ browser, server, assert }) {
      server.overrides.set(await named(server), { delayMs: 2500 });
      const page = await (await browser.newContext()).newPage();
      await page.goto(`${server.url}/`, { waitUntil: 'commit' });
      await page.locator('#boot', { hasText: /正在载入大屏程序.*\d 秒/ }).waitFor();
      await live(page);
      assert.equal(await page.locator('#boot').count(), 0);
      await page.context().close();
    },
  },
];
