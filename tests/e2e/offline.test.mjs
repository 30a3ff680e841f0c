// A wall without its network: it starts by its worker, with the last good masked rows of a board for everybody,
// marked as old; nothing raw or internal is ever kept; a worker or a storage that does harm is done without.

import { builds } from './builds.mjs';

const BOARD = '/boards/trial.json';
const ROWS = '/data/trial.json';
const CANARIES = ['王小明', '13812345678', '欧阳修远', '13900001111'];
const MASKED = '王*';

const rows = (amount) => ({
  body: JSON.stringify([
    { name: '王小明', phone: '13812345678', amount },
    { name: '欧阳修远', phone: '13900001111', amount: 7 },
  ]),
});

/** A wall whose source asks every two seconds. */
function trial(audience, change = (board) => board) {
  const board = {
    daping: 1,
    title: '试验',
    ...(audience && { audience }),
    sources: {
      people: {
        url: ROWS.slice(1),
        synthetic: true,
        refresh: { every: '2s', stale_after: '60s', timeout: '20s' },
        fields: {
          name: { label: '姓名', mask: 'person_name' },
          phone: { label: '电话', mask: 'phone' },
          amount: { label: '金额', type: 'number' },
        },
      },
    },
    panels: { people: { kind: 'table', title: '人员', data: { from: 'people' } } },
  };
  return { body: JSON.stringify(change(board)) };
}

/** A deploy of its own, a browser context of its own; both go at the end. */
async function wall({ browser }, audience, call, init) {
  const site = await builds();
  const first = await site.deploy('one');
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  if (init) await context.addInitScript(init);
  site.server.overrides.set(BOARD, typeof audience === 'object' ? audience : trial(audience));
  site.server.overrides.set(ROWS, rows(41));
  const open = async () => {
    const page = await context.newPage();
    page.problems = [];
    page.on('console', (message) => message.type() === 'error' && page.problems.push(message.text()));
    page.on('pageerror', (error) => page.problems.push(`uncaught: ${error.message}`));
    await page.goto(`${site.server.url}/?board=trial`, { waitUntil: 'commit' });
    return page;
  };
  try {
    await call({ ...site, first: first.version, context, open });
  } finally {
    await context.close();
    await site.close();
  }
}

const panel = (page, state) =>
  page.locator(`section[data-panel="people"][data-state="${state}"]`).waitFor({ timeout: 30_000 });
const says = (page, text) => page.locator('section[data-panel="people"] td', { hasText: text }).first().waitFor({ timeout: 30_000 });
const version = (page) => page.evaluate(() => document.querySelector('script[data-build]')?.dataset.build);

/** Asks the page again and again until it says yes. */
async function until(page, ask, given) {
  for (let tries = 0; tries < 150; tries += 1) {
    if (await page.evaluate(ask, given)) return;
    await page.waitForTimeout(200);
  }
  throw new Error(`never: ${ask}`);
}

/** All that the browser keeps for the origin, as text: caches, databases, both storages. */
const kept = (page) => page.evaluate(async () => {
  const all = { caches: '', bases: '', own: JSON.stringify([{ ...localStorage }, { ...sessionStorage }]), addresses: [], dated: 0, rows: 0 };
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      all.addresses.push(new URL(request.url).pathname);
      if (answer.headers.has('date')) all.dated += 1;
      all.caches += await answer.text();
    }
  }
  const done = (asked) => new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  for (const { name } of await indexedDB.databases()) {
    const base = await done(indexedDB.open(name));
    for (const store of base.objectStoreNames) {
      for (const value of await done(base.transaction(store).objectStore(store).getAll())) {
        if (value.bytes instanceof Uint8Array) all.rows += 1;
        all.bases += `${JSON.stringify(value.key)} ${value.bytes instanceof Uint8Array ? new TextDecoder().decode(value.bytes) : ''}`;
      }
    }
    base.close();
  }
  return all;
});

/** A whole build is kept, and the board's file. */
async function isKept(page, build) {
  await isWhole(page, build);
  await until(page, async () => Boolean(await caches.match(new URL('boards/trial.json', document.baseURI).href)));
}

const isWhole = (page, build) => until(page, async (build) => {
  const name = (await caches.keys()).find((own) => own.endsWith(` build ${build}`));
  return Boolean(name && (await (await caches.open(name)).match(new URL('build.json', document.baseURI).href)));
}, build);

const rowsAreKept = async (page, count = 1) => {
  for (let tries = 0; tries < 150; tries += 1) {
    if ((await kept(page)).rows === count) return;
    await page.waitForTimeout(200);
  }
  throw new Error(`not ${count} kept`);
};

const noneIsRaw = (assert, all) => {
  for (const raw of CANARIES) {
    for (const where of ['caches', 'bases', 'own']) assert.ok(!all[where].includes(raw), `${raw} in ${where}`);
  }
  assert.ok(!all.addresses.some((path) => path.startsWith('/data/')), 'data is no file of the worker');
};

export default [
  {
    name: 'the server is gone: the wall starts with its last rows, as old ones; the server is back: it is live',
    run: (ctx) => wall(ctx, 'public', async ({ server, open, first, deploy }) => {
      const { assert } = ctx;
      server.headers.Date = new Date(Date.now() - 2 * 86_400_000).toUTCString();
      let page = await open();
      await panel(page, 'live');
      await says(page, '41');
      await isKept(page, first);
      await rowsAreKept(page);
      const all = await kept(page);
      noneIsRaw(assert, all);
      assert.ok(all.bases.includes(MASKED), 'a search of what is kept finds what is there');
      assert.equal(all.dated, 0, 'what is kept has no time, which would be taken for the server\'s');
      assert.deepEqual(page.problems, []);
      await page.close();

      await server.down();
      page = await open();
      await says(page, '41');
      await panel(page, 'failed');
      const took = await page.evaluate(() => Math.round(performance.now()));
      console.log(`     without a server: rows in ${took} ms`);
      assert.match(await page.locator('[data-panel="people"] .state').innerText(), /断 · 最后成功 \d+月\d+日 \d\d:\d\d/);
      await ctx.shot(page, 'offline');
      assert.equal(await page.locator('[data-state="live"]').count(), 0);
      assert.equal(await page.locator('section[data-panel="people"] td', { hasText: MASKED }).count(), 1);
      assert.equal(await version(page), first);
      assert.deepEqual(page.problems.filter((text) => !/Failed to (load|fetch)|ERR_/.test(text)), []);

      delete server.headers.Date;
      server.overrides.set(ROWS, rows(42));
      await server.up();
      await page.evaluate(() => dispatchEvent(new Event('online')));
      await says(page, '42');
      await panel(page, 'live');
      await page.close();

      // A newer build is taken though the worker has an older one, and without a server it is whole.
      const second = await deploy('two');
      // A machine that is busy for two seconds shows the older build once more, whole.
      for (let tries = 0; tries < 5; tries += 1) {
        page = await open();
        await panel(page, 'live');
        if (await version(page) === second.version) break;
        await isKept(page, second.version);
        await page.close();
      }
      assert.equal(await version(page), second.version);
      await isKept(page, second.version);
      await page.close();
      const third = await deploy('three', { half: true });
      page = await open();
      await panel(page, 'live');
      await page.waitForTimeout(5_000);
      assert.ok(!(await kept(page)).caches.includes(third.version), 'half a build is none');
      await page.close();
      await server.down();
      page = await open();
      await panel(page, 'failed');
      await says(page, '42');
      assert.equal(await version(page), second.version);
      await server.up();
    }),
  },
  {
    name: 'of an internal board, and of one that does not say, no row is kept; a board with rows in it is not either',
    run: async (ctx) => {
      const look = (audience, inline) => wall(ctx, trial(audience, (board) => {
        if (!inline) return board;
        const fields = board.sources.people.fields;
        const all = [{ name: '王小明', phone: '13812345678', amount: 1 }, { name: '欧阳修远', phone: '13900001111', amount: 2 }];
        return { ...board, sources: { ...board.sources, own: { inline: all, fields } } };
      }), async ({ open, first }) => {
        const page = await open();
        await panel(page, 'live');
        await isWhole(page, first);
        await page.waitForTimeout(3_000);
        const all = await kept(page);
        noneIsRaw(ctx.assert, all);
        ctx.assert.equal(all.addresses.includes(BOARD), !inline);
        ctx.assert.deepEqual(page.problems, []);
        return all;
      });
      await Promise.all([
        wallKeepsNothing(ctx, 'internal'),
        wallKeepsNothing(ctx, undefined),
        look('public', true),
      ]);
    },
  },
  {
    name: 'a source that is denied, or declared otherwise, takes what was kept of it along',
    run: async (ctx) => {
      const denied = wall(ctx, 'public', async ({ server, open, first }) => {
        let page = await open();
        await panel(page, 'live');
        await isKept(page, first);
        await rowsAreKept(page);
        server.overrides.set(ROWS, { status: 401, body: 'no' });
        await panel(page, 'denied');
        await rowsAreKept(page, 0);
        await page.close();
        await server.down();
        page = await open();
        await panel(page, 'failed');
        ctx.assert.equal(await page.locator('section[data-panel="people"] td').count(), 0);
        await server.up();
      });
      const other = wall(ctx, 'public', async ({ server, open }) => {
        let page = await open();
        await panel(page, 'live');
        await rowsAreKept(page);
        await page.close();
        server.overrides.set(ROWS, { delayMs: 60_000, body: '[]' });
        page = await open();
        await panel(page, 'late');
        await says(page, '41');
        await page.close();
        server.overrides.set(ROWS, { status: 503, body: 'no' });
        page = await open();
        await panel(page, 'failed');
        await says(page, '41');
        await page.close();
        // The amounts are hidden from now on.
        server.overrides.set(BOARD, trial('public', (board) => {
          board.sources.people.fields.amount = { label: '金额', mask: 'hidden' };
          return board;
        }));
        page = await open();
        await panel(page, 'failed');
        await rowsAreKept(page, 0);
        ctx.assert.equal(await page.locator('section[data-panel="people"] td').count(), 0);
      });
      await Promise.all([denied, other]);
    },
  },
  {
    name: 'without sw.js, or where the list says so, the worker goes with all it has',
    run: async (ctx) => {
      const gone = (how) => wall(ctx, 'public', async ({ server, open, first }) => {
        let page = await open();
        await panel(page, 'live');
        await isKept(page, first);
        await page.close();
        how(server);
        page = await open();
        await panel(page, 'live');
        await until(page, async () => (await navigator.serviceWorker.getRegistrations()).length === 0 && (await caches.keys()).length === 0);
        await says(page, '41');
        ctx.assert.deepEqual(page.problems.filter((text) => !/404|sw\.js/.test(text)), []);
      });
      await Promise.all([
        gone((server) => server.overrides.set('/sw.js', { status: 404, body: 'no' })),
        gone((server) => server.overrides.set('/sw.js', { headers: { 'Content-Type': 'text/html' }, body: '<!doctype html>' })),
        gone(async (server) => {
          const list = await (await fetch(`${server.url}/build.json`)).json();
          server.overrides.set('/build.json', { body: JSON.stringify({ ...list, worker: false }) });
        }),
      ]);
    },
  },
  {
    name: 'B21: a worker that breaks or holds up the program is let go, and the wall starts',
    run: async (ctx) => {
      const broken = (answer) => wall(ctx, 'public', async ({ server, open }) => {
        server.overrides.set('/sw.js', {
          headers: { 'Content-Type': 'text/javascript' },
          body: `addEventListener('install', () => skipWaiting());
            addEventListener('activate', (event) => event.waitUntil(clients.claim()));
            addEventListener('fetch', (event) => { if (/_bg\\.wasm/.test(event.request.url)) event.respondWith(${answer}); });`,
        });
        let page = await open();
        await panel(page, 'live');
        await until(page, () => Boolean(navigator.serviceWorker.controller));
        await page.close();
        page = await open();
        await page.locator('section[data-panel="people"][data-state="live"]').waitFor({ timeout: 60_000 });
        ctx.assert.equal(await page.evaluate(() => Boolean(navigator.serviceWorker.controller)), false);
      });
      await Promise.all([
        broken("new Response('garbage', { headers: { 'Content-Type': 'application/wasm' } })"),
        broken("Promise.reject(new Error('no'))"),
        broken('new Promise(() => {})'),
      ]);
    },
  },
  {
    name: 'B20: storage that is full, forbidden or gone: the wall runs, and says so once',
    run: async (ctx) => {
      const without = (init, isSaid) => wall(ctx, 'public', async ({ open }) => {
        const page = await open();
        await panel(page, 'live');
        if (isSaid) {
          await page.locator('.findings').waitFor({ timeout: 30_000 });
          const said = await page.locator('.findings').evaluate((box) => box.textContent);
          ctx.assert.equal(said.split('不能为断网启动保留数据').length, 2, said);
        } else {
          await page.waitForTimeout(8_000);
          ctx.assert.doesNotMatch((await page.locator('.findings').allTextContents()).join(), /不能/);
        }
        await panel(page, 'live');
        ctx.assert.deepEqual(page.problems, []);
      }, init);
      await Promise.all([
        without(() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; }, true),
        without(() => { IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }; }, true),
        without(() => { Object.defineProperty(globalThis, 'indexedDB', { value: undefined }); }, true),
        without(() => { IDBFactory.prototype.open = () => ({}); }, true),
        without(() => { navigator.serviceWorker.register = () => Promise.reject(new DOMException('no', 'SecurityError')); }, false),
        without(() => { Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined }); }, false),
        without(() => { CacheStorage.prototype.keys = () => Promise.reject(new Error('broken')); }, false),
      ]);
    },
  },
  {
    name: 'what was kept and is no longer what was written is let go and said',
    run: (ctx) => wall(ctx, 'public', async ({ server, open }) => {
      let page = await open();
      await panel(page, 'live');
      await rowsAreKept(page);
      await page.evaluate(async () => {
        const done = (asked) => new Promise((resolve) => { asked.onsuccess = () => resolve(asked.result); });
        const [{ name }] = await indexedDB.databases();
        const base = await done(indexedDB.open(name));
        const rows = base.transaction('rows', 'readwrite').objectStore('rows');
        const [own] = await done(rows.getAll());
        own.bytes[own.bytes.length - 9] ^= 4;
        await done(rows.put(own));
        base.close();
      });
      await page.close();
      server.overrides.set(ROWS, { status: 503, body: 'no' });
      page = await open();
      await panel(page, 'failed');
      await page.locator('.findings', { hasText: '不能为断网启动保留数据' }).waitFor({ timeout: 30_000 });
      ctx.assert.equal(await page.locator('section[data-panel="people"] td').count(), 0);
      await rowsAreKept(page, 0);
    }),
  },
];

/** A board that is not for everybody: its file may be kept, and nothing that came from a source. */
function wallKeepsNothing(ctx, audience) {
  return wall(ctx, audience === undefined ? trial(undefined) : audience, async ({ server, open, first }) => {
    let page = await open();
    await panel(page, 'live');
    await isKept(page, first);
    await page.waitForTimeout(6_000);
    const all = await kept(page);
    noneIsRaw(ctx.assert, all);
    ctx.assert.equal(all.rows, 0);
    ctx.assert.ok(!all.bases.includes('王'), 'not even what the masks left');
    await page.close();
    await server.down();
    page = await open();
    await panel(page, 'failed');
    ctx.assert.equal(await page.locator('section[data-panel="people"] td').count(), 0);
    await server.up();
  });
}
