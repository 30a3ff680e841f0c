// The whole site from `daping serve`, under the headers that lock it down: boards, menus, what a reader opens, files
// that come and go, the worker for outages. The browser stops nothing, because nothing asks for what is forbidden;
// and it would stop what does.

import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { rests } from './gallery.mjs';
import { DIST, served } from '../servers/daping.mjs';

/** A page that keeps what its policy stopped, over all that it loads. */
async function watched(browser) {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, reducedMotion: 'reduce', locale: 'zh-CN' });
  const page = await context.newPage();
  page.problems = [];
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' || /Content Security Policy|Trusted|Permissions-Policy|integrity-policy/i.test(text)) page.problems.push(`console: ${text}`);
  });
  page.on('pageerror', (error) => page.problems.push(`uncaught: ${error.message}`));
  await page.exposeFunction('toldOfPolicy', (text) => { page.problems.push(`policy: ${text}`); });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      globalThis.toldOfPolicy(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`);
    });
  });
  return page;
}

/** The board is on, and each panel has what it is to have. */
async function stands(page) {
  await page.waitForFunction(() => !document.getElementById('boot') && document.querySelectorAll('main').length === 1 &&
    [...document.querySelectorAll('section[data-panel]')].every((own) => !['loading', 'never'].includes(own.dataset.state)), null, { timeout: 30_000 });
  await rests(page);
}

async function downloaded(page, where, act) {
  const coming = page.waitForEvent('download');
  await page.locator(`${where} [data-act="${act}"]`).evaluate((button) => button.click());
  return readFile(await (await coming).path());
}

export default [
  {
    name: 'every board, with every menu opened, and nothing is stopped',
    async run({ browser, assert }) {
      const site = await served();
      try {
        const page = await watched(browser);
        for (const file of (await readdir(join(DIST, 'boards'))).filter((own) => own.endsWith('.json')).sort()) {
          await page.goto(`${site.url}/?board=${file.slice(0, -5)}`);
          await stands(page);
          assert.ok(await page.locator('main section, main nav, main a').count() > 0, file);
          await page.evaluate(() => {
            document.querySelectorAll('main details').forEach((own) => own.setAttribute('open', ''));
            document.querySelectorAll('main [role="tab"]').forEach((own) => own.click());
          });
          await rests(page);
          assert.deepEqual(page.problems, [], file);
        }
        await page.goto(`${site.url}/?play=demo`);
        await stands(page);
        assert.deepEqual(page.problems, []);
        await page.context().close();
      } finally {
        site.close();
      }
    },
  },
  {
    name: 'what a reader opens, brings and takes away, and the worker for outages',
    async run({ browser, assert }) {
      const site = await served();
      try {
        const page = await watched(browser);
        await page.goto(`${site.url}/?board=nanzhao`);
        await stands(page);
        for (const key of ['?', 'Escape', 'q', 'q', '/', 'Escape', ' ', ' ', 'r']) {
          await page.keyboard.press(key);
          await page.waitForTimeout(150);
        }
        const table = 'section[data-panel]:has([data-act="csv"])';
        const where = `section[data-panel="${await page.locator(table).first().getAttribute('data-panel')}"]`;
        assert.equal((await downloaded(page, where, 'png')).subarray(1, 4).toString(), 'PNG');
        assert.equal((await downloaded(page, '.plate', 'png')).subarray(1, 4).toString(), 'PNG');
        // A file of this machine goes to a worker of its own.
        const csv = `姓名,乡镇\n${Array.from({ length: 300 }, (_, at) => `王${at},云阳镇`).join('\n')}`;
        await page.locator('main > input[type="file"]').setInputFiles({ name: '名册.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
        await page.getByRole('dialog').locator('[data-act="show"]').click();
        await page.waitForURL(/board=dropped/);
        await page.locator('section[data-panel][data-state="live"]').first().waitFor();
        assert.deepEqual(page.problems, []);
        // The second visit is by way of the worker.
        await page.goto(`${site.url}/?board=nanzhao`);
        await page.waitForFunction(() => navigator.serviceWorker.getRegistration().then((own) => own?.active?.state === 'activated'));
        await page.reload();
        await stands(page);
        assert.ok(await page.evaluate(() => navigator.serviceWorker.controller !== null));
        assert.deepEqual(page.problems, []);
        await page.context().close();
      } finally {
        site.close();
      }
    },
  },
  {
    name: 'what is forbidden is stopped: script and markup from texts, other hosts, frames',
    async run({ browser, assert }) {
      const site = await served();
      try {
        const page = await watched(browser);
        await page.goto(`${site.url}/?board=index`);
        await stands(page);
        const stopped = await page.evaluate(async () => {
          const seen = {};
          const tries = {
            markup: () => { document.createElement('div').innerHTML = '<b>'; },
            text: () => new DOMParser().parseFromString('<b>', 'text/html'),
            evaluated: () => (0, eval)('1'),
            made: () => Function('1')(),
            policy: () => trustedTypes.createPolicy('other', {}),
            worker: () => new Worker('reader/worker.js'),
            elsewhere: () => fetch('http://127.0.0.1:9/'),
            beacon: () => new Promise((_, no) => { Object.assign(new Image(), { onerror: () => no(new Error('stopped')), src: 'http://127.0.0.1:9/x.png' }); }),
            inline: () => new Promise((_, no) => {
              document.body.append(Object.assign(document.createElement('script'), { text: trustedTypes.emptyScript }));
              document.body.setAttribute('style', 'color: red');
              if (document.body.style.color === '') no(new Error('stopped'));
            }),
          };
          for (const [name, own] of Object.entries(tries)) {
            // In a task of its own: what a test runs itself may do more than a page.
            seen[name] = await new Promise((done) => {
              setTimeout(() => Promise.resolve().then(own).then(() => done('done'), () => done('stopped')));
            });
          }
          return seen;
        });
        assert.deepEqual(new Set(Object.values(stopped)), new Set(['stopped']), JSON.stringify(stopped));
        // Not even the means: what the linked program may call of the browser stands in its glue.
        const glue = (await readdir(DIST)).find((name) => /^daping-[0-9a-f]+\.js$/.test(name));
        assert.doesNotMatch(await readFile(join(DIST, glue), 'utf8'), /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\bFunction\(|\beval\(/);
        const frame = await (await browser.newContext()).newPage();
        await frame.setContent(`<iframe src="${site.url}/"></iframe>`);
        await frame.waitForTimeout(500);
        assert.equal(await frame.frames()[1].evaluate(() => document.querySelector('#boot, main') === null).catch(() => true), true);
        await frame.context().close();
        await page.context().close();
      } finally {
        site.close();
      }
    },
  },
];
