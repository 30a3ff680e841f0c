// A program that dies: in an event, in an effect, in a future, of memory, of a clock that stands still. The
// page comes back by itself, three times in ten minutes; then it says so over the last good picture.

import assert from 'node:assert/strict';
import { SPAN, may } from '../../public/boot/ledger.js';

const BOARD = '/boards/dies.json';
const ROWS = '/data/dies.json';
const SECRET = '欧阳某某';
const json = (value) => ({ body: JSON.stringify(value), headers: { 'Content-Type': 'application/json' } });

function serve(server, audience) {
  server.overrides.set(ROWS, json([{ town: '河口镇', name: SECRET, n: 12 }, { town: '石桥镇', name: SECRET, n: 30 }]));
  server.overrides.set(BOARD, json({
    daping: 1,
    title: '试验',
    audience,
    sources: { rows: { url: ROWS.slice(1), refresh: '1s', fields: {
      town: { label: '乡镇' }, name: { label: '姓名', mask: 'person_name' }, n: { label: '人数', type: 'number' } } } },
    panels: {
      list: { kind: 'table', title: '明细', data: { from: 'rows' } },
      bars: { kind: 'bar', title: '各镇', label: 'town', value: 'n', data: { from: 'rows', group: 'town', measure: { n: 'sum:n' } } },
    },
  }));
}

/**
 * The watch's rounds and the program's ticks are shorter, both by the same measure; the functions of the
 * program are at hand as `inside`, and `trap` has the program itself run into a wall.
 */
function prepare() {
  const [timer, later, make] = [setInterval, setTimeout, WebAssembly.instantiate];
  globalThis.timers = [];
  globalThis.pace = 60;
  const rounds = (call) => later(() => { call(); rounds(call); }, globalThis.pace);
  globalThis.setInterval = (call, ms, ...more) => {
    if (ms === 1000) return rounds(call);
    const own = timer(call, ms === 250 ? 30 : ms, ...more);
    globalThis.timers.push([ms, own]);
    return own;
  };
  globalThis.setTimeout = (call, ms, ...more) => later(call, ms >= 10_000 ? ms / 20 : ms, ...more);
  WebAssembly.instantiate = async (...all) => {
    const made = await make.apply(WebAssembly, all);
    globalThis.inside ??= made.exports;
    return made;
  };
  // Neither place is in the program's memory.
  globalThis.trap = () => globalThis.inside.__wbindgen_destroy_closure(-8, -8);
  /** Where the browser is asked for a part of an event, of the page, of an answer, the program ends. */
  globalThis.arm = (kind) => {
    const [of, name, how] = {
      event: [KeyboardEvent.prototype, 'repeat', 'get'],
      effect: [Node.prototype, 'nodeValue', 'set'],
      future: [Response.prototype, 'status', 'get'],
    }[kind];
    Object.defineProperty(of, name, { ...Object.getOwnPropertyDescriptor(of, name), [how]: globalThis.trap });
  };
  globalThis.born = Math.random();
}

async function opened({ browser, server }, { path = '/?board=dies', arms = '', more } = {}) {
  const page = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
  await page.addInitScript(prepare);
  if (more) await page.addInitScript(more);
  if (arms) {
    // Each time it stands, it dies.
    await page.addInitScript((kind) => {
      const real = performance.mark.bind(performance);
      performance.mark = (name, ...rest) => {
        if (name === 'daping:first-data') setTimeout(() => globalThis.arm(kind), 100);
        return real(name, ...rest);
      };
    }, arms);
  }
  page.loads = 0;
  page.on('load', () => { page.loads += 1; });
  await page.goto(server.url + path);
  return page;
}

const live = (page) => page.locator('section[data-panel="list"][data-state="live"] td', { hasText: '河口镇' }).waitFor({ timeout: 30_000 });
const born = (page) => page.evaluate(() => globalThis.born);
const kept = (page) => page.evaluate(() => ({ ...sessionStorage }));
const bornAgain = (page, before) => page.waitForFunction((old) => globalThis.born !== old, before, { timeout: 20_000 });

export default [
  {
    name: 'at most three reloads in any ten minutes, by the page\'s own rounds',
    async run() {
      assert.ok(may([], 0));
      assert.ok(may([0, 0], 0));
      assert.ok(!may([0, 0, 0], 0));
      assert.ok(!may([5, 5, 5], SPAN - 11));
      // The third last reload was ten minutes ago.
      assert.ok(may([5, 5, 5], SPAN - 10));
      // One death every eight minutes is none too many.
      assert.ok(may([480, 480, 480, 480], 480));
      assert.ok(!may([100, 100, 100, 100], 100));
    },
  },
  {
    name: 'B15: a death in an event, an effect and a future brings the page back by itself',
    async run(ctx) {
      serve(ctx.server, 'public');
      for (const kind of ['event', 'effect', 'future']) {
        const page = await opened(ctx);
        await live(page);
        const before = await born(page);
        await page.evaluate((own) => globalThis.arm(own), kind);
        // Any key; and one that has all sources ask.
        await page.keyboard.press(kind === 'future' ? 'r' : 'a');
        await bornAgain(page, before);
        await live(page);
        const { 'daping.last': last, 'daping.lives': lives } = await kept(page);
        assert.match(JSON.parse(last).place, /^wasm-function\[\d+\]:0x[0-9a-f]+$/, kind);
        assert.equal(JSON.parse(lives).length, 1, kind);
        assert.equal(page.loads, 2, kind);
        await page.context().close();
      }
    },
  },
  {
    name: 'the fourth death says so over the last picture, which passes for nothing that lives',
    async run(ctx) {
      serve(ctx.server, 'public');
      const page = await opened(ctx, { arms: 'effect' });
      const sign = page.getByRole('alert');
      await sign.waitFor({ timeout: 60_000 });
      assert.equal(page.loads, 4);
      const text = await sign.innerText();
      assert.match(text, /旧画面[\s\S]*停在 \d{4}-\d\d-\d\d[\s\S]*wasm-function\[\d+\]/);
      assert.match(text, /Chrome/);
      assert.equal(await page.locator('main section td', { hasText: '河口镇' }).count(), 1);
      assert.deepEqual([...new Set(await page.$$eval('[data-state]', (all) => all.map((own) => own.dataset.state)))], ['failed']);
      assert.deepEqual([...new Set(await page.$$eval('.state', (all) => all.map((own) => own.textContent)))], ['旧']);
      await ctx.shot(page, 'boot-sign-wall');
      await page.setViewportSize({ width: 390, height: 844 });
      await ctx.shot(page, 'boot-sign-phone');
      const all = Object.values(await kept(page)).join('');
      assert.ok(all.includes('河口镇') && !all.includes(SECRET), 'the picture is kept, masked');
      // A quarter of an hour later it tries again by itself.
      const before = await born(page);
      await page.evaluate(() => { globalThis.pace = 2; });
      await bornAgain(page, before);
      await page.context().close();
    },
  },
  {
    name: 'a start that dies shows the picture that the page before kept; nothing of it can run',
    async run(ctx) {
      serve(ctx.server, 'public');
      const page = await opened(ctx);
      await live(page);
      const before = await born(page);
      await page.evaluate(() => globalThis.arm('effect'));
      await bornAgain(page, before);
      await live(page);
      await page.evaluate(() => {
        const own = JSON.parse(sessionStorage.getItem('daping.picture'));
        own.tree[3].push(['img', { src: 'x', onerror: 'globalThis.ran = 1' }, {}, []], ['script', {}, {}, ['globalThis.ran = 1']],
          ['a', { href: 'javascript:globalThis.ran = 1' }, {}, ['x']], ['p', { title: 'there' }, { 'background-color': 'red' }, ['<b>x</b>']]);
        sessionStorage.setItem('daping.picture', JSON.stringify(own));
        sessionStorage.setItem('daping.lives', '[1,1,1]');
      });
      await page.addInitScript(() => {
        WebAssembly.instantiate = async () => { throw new WebAssembly.RuntimeError('unreachable'); };
      });
      await page.reload();
      await page.getByRole('alert').waitFor();
      assert.match(await page.getByRole('alert').innerText(), /旧画面/);
      assert.equal(await page.locator('main[data-board="dies"] td', { hasText: '河口镇' }).count(), 1);
      assert.equal(await page.locator('main p[title="there"]').innerText(), '<b>x</b>');
      assert.equal(await page.locator('main script, main a[href], main [onerror]').count(), 0);
      const inked = await page.locator('main canvas').first().evaluate(async (canvas) => {
        await new Promise((done) => setTimeout(done, 300));
        return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((byte) => byte > 0);
      });
      assert.ok(inked, 'the canvas has its picture');
      assert.equal(await page.evaluate(() => globalThis.ran), undefined);
      await ctx.shot(page, 'boot-sign-start');
      await page.context().close();
    },
  },
  {
    name: 'of a board for internal readers nothing is kept',
    async run(ctx) {
      serve(ctx.server, 'internal');
      const page = await opened(ctx, { arms: 'effect' });
      await page.getByRole('alert').waitFor({ timeout: 60_000 });
      assert.equal(page.loads, 4);
      const all = JSON.stringify(await kept(page)) + await page.evaluate(() => JSON.stringify(history.state));
      assert.ok(!all.includes('河口镇') && !all.includes('试验') && !all.includes('picture'), all);
      await page.context().close();
    },
  },
  {
    name: 'blocked storage makes no loop',
    async run(ctx) {
      serve(ctx.server, 'public');
      const more = () => Object.defineProperty(globalThis, 'sessionStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } });
      const page = await opened(ctx, { arms: 'effect', more });
      await page.getByRole('alert').waitFor({ timeout: 60_000 });
      assert.equal(page.loads, 4);
      assert.match(page.url(), /\?board=dies$/);
      await page.context().close();
    },
  },
  {
    name: 'B16: memory that cannot grow is said as such',
    async run(ctx) {
      serve(ctx.server, 'public');
      const page = await opened(ctx);
      await live(page);
      const before = await born(page);
      await page.evaluate(() => {
        WebAssembly.Memory.prototype.grow = () => { throw new RangeError('WebAssembly.Memory.grow(): Maximum memory size exceeded'); };
        globalThis.arm('effect');
      });
      await bornAgain(page, before);
      assert.equal(JSON.parse((await kept(page))['daping.last']).why, 'memory');
      await page.context().close();
    },
  },
  {
    name: 'a scheduler that stands still is noticed; one that is held back with the watch is not',
    async run(ctx) {
      serve(ctx.server, 'public');
      const page = await opened(ctx);
      await live(page);
      let before = await born(page);
      await page.evaluate(() => globalThis.timers.filter(([ms]) => ms === 250).forEach(([, own]) => clearInterval(own)));
      await bornAgain(page, before);
      assert.equal(JSON.parse((await kept(page))['daping.last']).why, 'silent');
      await live(page);
      // As in a hidden tab: both once in half a second. The program has been silent for far longer than
      // the watch would wait at its own pace.
      await page.addInitScript(() => {
        const own = globalThis.setInterval;
        globalThis.pace = 500;
        globalThis.setInterval = (call, ms, ...more) => own(call, ms === 250 ? 500 : ms, ...more);
      });
      await page.reload();
      await live(page);
      before = await born(page);
      await page.waitForTimeout(4000);
      assert.equal(await born(page), before);
      await page.context().close();
    },
  },
  {
    name: 'a dead page whose server is away stays, says so, and comes back with the server',
    async run(ctx) {
      serve(ctx.server, 'public');
      const page = await opened(ctx);
      await live(page);
      const before = await born(page);
      ctx.server.overrides.set('/', { status: 502, body: 'Bad gateway' });
      await page.evaluate(() => globalThis.arm('effect'));
      await page.getByRole('alert').waitFor();
      assert.match(await page.getByRole('alert').innerText(), /连不上/);
      assert.equal(await born(page), before);
      ctx.server.overrides.delete('/');
      await bornAgain(page, before);
      await live(page);
      await page.context().close();
    },
  },
  {
    name: 'B17: a killed renderer: the same address has the same board and parameters again',
    async run(ctx) {
      const page = await opened(ctx, { path: '/?board=nanzhao&kiosk' });
      const plate = (own) => own.locator('main[data-board="nanzhao"][data-kiosk] .plate h1').waitFor({ timeout: 30_000 });
      await plate(page);
      const address = await page.evaluate(() => {
        history.replaceState(null, '', `${location.search}&lang=en`);
        return location.href;
      });
      const crashed = page.waitForEvent('crash');
      const session = await page.context().newCDPSession(page);
      session.send('Page.crash').catch(() => {});
      await crashed;
      const next = await page.context().newPage();
      await next.goto(address);
      await plate(next);
      assert.equal(await next.evaluate(() => document.documentElement.lang), 'en');
      await page.context().close();
    },
  },
];
