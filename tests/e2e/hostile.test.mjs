// Five thousand hostile texts in every place that a text can come from: rows, their names, the board and its
// words, a playlist, the address, what servers say of their faults, files of this machine and their names, a
// search. Nothing of them runs, nothing of them becomes an element or an attribute.
//
// The policy only reports here, so that what it would have stopped is seen to run; and the same way is gone with
// harmless words first, which says what elements and attributes the page has of its own.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rests, stands as galleryStands } from './gallery.mjs';
import { payloads } from './payloads.mjs';
import { trapped } from './trap.mjs';

const DIST = process.env.DIST ?? join(import.meta.dirname, '../../dist');
const BOARD = '/boards/trial.json';
const COUNT = 5_000;
const HOSTILE = payloads(COUNT);
/** The words that are put in a harmless page have the same lengths: what is cut there is cut here. */
const HARMLESS = HOSTILE.map((text, at) => `甲${at}乙`.padEnd(Math.min(text.length, 400), '丙'));

const json = async (path) => JSON.parse(await readFile(join(DIST, path), 'utf8'));
const answered = (body) => ({ headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

/** What faults are said with, which harmless words may not have made. */
const OWN = ['details open', 'p role'];

/** Gives one text after another; half a letter, which would make a file no JSON, is a letter. */
function words(all, from = 0) {
  let at = from;
  return () => all[at++ % all.length].toWellFormed();
}

/** A copy in which `change(text, key)` stands for each text. */
function mapped(value, change, key = '') {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((own) => mapped(own, change, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, mapped(own, change, name)]));
}

/** The page without its own policy, under one that only reports. */
async function reporting(server) {
  const html = await readFile(join(DIST, 'index.html'), 'utf8');
  const [tag] = html.match(/<meta[^>]*Content-Security-Policy[^>]*>/);
  const policy = tag.match(/content="([^"]*)"/)[1].replace('connect-src *', "connect-src 'self'");
  server.overrides.set('/', {
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy-Report-Only': policy },
    body: html.replace(tag, ''),
  });
}

async function opened(browser, server) {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, serviceWorkers: 'block', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.uncaught = [];
  page.on('pageerror', (error) => page.uncaught.push(error.message));
  // A page that is left takes what it has caught with it.
  page.goes = async (url) => {
    await page.told();
    await page.goto(url);
  };
  page.told = await trapped(page, server.url);
  return page;
}

const drawn = (page) => page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(() => done())); }));

async function stands(page) {
  await page.waitForFunction(() => !document.getElementById('boot') && document.querySelectorAll('main').length === 1 && (
    performance.getEntriesByName('daping:first-data').length > 0 || document.querySelector('.findings')), null, { timeout: 30_000 });
  await drawn(page);
}

/** Goes through a flow with the harmless words, then with the others, and compares. */
async function both({ browser, server, assert }, flow) {
  await reporting(server);
  const known = new Set(OWN);
  for (const all of [HARMLESS, HOSTILE]) {
    const page = await opened(browser, server);
    await flow(page, all);
    await page.waitForTimeout(300);
    const { marks, ...caught } = await page.told();
    assert.deepEqual({ ...caught, uncaught: page.uncaught }, { ran: [], policy: [], polluted: [], beside: [], uncaught: [] });
    if (all === HARMLESS) marks.forEach((mark) => known.add(mark));
    assert.deepEqual([...marks].filter((mark) => !known.has(mark)), []);
    await page.context().close();
  }
}

/** Rows in which each text that is no day and no code is another one. */
const filled = (rows, next) => mapped(rows, (text, key) => (key === 'as_of' || /^[\d-]+$/.test(text) ? text : next()));

/** The board's own words: what people read of it. */
const READ = new Set(['title', 'subtitle', 'label', 'unit', 'text', 'alt', 'before_label', 'note']);

async function gallery(change) {
  const board = await json('boards/gallery.json');
  return mapped(board, (text, key) => (READ.has(key) ? change(text) : text));
}

export default [
  {
    name: 'the trap sees what it is for',
    async run({ browser, server, assert }) {
      await reporting(server);
      const page = await opened(browser, server);
      await page.goto(`${server.url}/`);
      await stands(page);
      await page.evaluate((all) => {
        for (const text of all) {
          const place = document.createElement('div');
          place.innerHTML = text;
          document.body.append(place);
        }
        Object.prototype.polluted = 1;
      }, HOSTILE.slice(0, 60));
      await page.waitForTimeout(300);
      const { ran, policy, beside, polluted, marks } = await page.told();
      assert.ok(ran.length > 5 && policy.length > 10 && beside.length > 0, `${ran.length} ${policy.length} ${beside.length}`);
      assert.ok(policy.some((own) => own.startsWith('require-trusted-types-for')));
      assert.deepEqual(polluted, ['polluted']);
      for (const mark of ['img onerror', 'svg onload', 'iframe srcdoc', 'script']) assert.ok(marks.has(mark), mark);
    },
  },
  {
    name: 'each of five thousand texts in a table and in a roster',
    async run(ctx) {
      const shown = new Set();
      await both(ctx, async (page, all) => {
        shown.clear();
        const fields = { n: { type: 'number' }, a: { label: all[7] }, b: { label: all[8], unit: all[9] }, c: { label: all[10], mask: 'person_name' } };
        ctx.server.overrides.set('/data/trial.json', answered(all.map((_, n) => filled({ n, a: '', b: '', c: '' }, words(all, n)))));
        ctx.server.overrides.set(BOARD, answered({
          daping: 1,
          title: all[1],
          sources: { rows: { url: 'data/trial.json', refresh: { every: '1h', stale_after: '2h' }, fields } },
          panels: {
            table: { kind: 'table', title: all[2], data: { from: 'rows' }, turn: '1h' },
            roster: { kind: 'roster', title: all[3], columns: ['n', 'a', 'b', 'c'], data: { from: 'rows' }, speed: '1 rows/s' },
          },
        }));
        await page.goes(`${ctx.server.url}/?board=trial`);
        await stands(page);
        await page.locator('section[data-panel="table"] tbody tr').first().waitFor();
        // Harmless words need no more than what the page makes of them.
        const wanted = all === HOSTILE ? COUNT : 200;
        const seen = await page.evaluate(async (wanted) => {
          const numbers = new Set();
          const frame = () => new Promise((done) => { requestAnimationFrame(done); });
          for (let turn = 0; turn < 2_000 && numbers.size < wanted; turn += 1) {
            for (const row of document.querySelectorAll('section[data-panel="table"] tbody tr')) numbers.add(row.children[0].textContent);
            document.querySelector('section[data-panel="table"] .pager [data-act="next"]').click();
            await frame();
          }
          return [...numbers];
        }, wanted);
        seen.forEach((number) => shown.add(Number(number.replaceAll(',', ''))));
      });
      ctx.assert.equal(shown.size, COUNT);
    },
  },
  {
    name: 'in the rows of every kind of panel, in titles, labels and units, in a picture of it and a file',
    async run(ctx) {
      const sources = Object.values((await json('boards/gallery.json')).sources).map((source) => source.url);
      const rows = new Map();
      for (const url of sources) rows.set(url, await json(url));
      await both(ctx, async (page, all) => {
        const next = words(all);
        const fill = () => rows.forEach((own, url) => ctx.server.overrides.set(`/${url}`, answered(filled(own, next))));
        fill();
        ctx.server.overrides.set(BOARD, answered(await gallery(next)));
        await page.goes(`${ctx.server.url}/?board=trial&arrangement=large`);
        await stands(page);
        for (let round = 0; round < (all === HOSTILE ? 3 : 1); round += 1) {
          fill();
          ctx.server.requests.length = 0;
          await page.keyboard.press('r');
          for (let at = 0; at < 100 && !sources.every((url) => ctx.server.requests.includes(`/${url}`)); at += 1) await page.waitForTimeout(50);
          await drawn(page);
          await pointed(page);
        }
        for (const act of ['csv', 'png']) {
          const coming = page.waitForEvent('download');
          await page.locator(`section[data-panel="table"] [data-act="${act}"]`).evaluate((button) => button.click());
          await (await coming).cancel();
        }
      });
    },
  },
  {
    name: 'as keys and words of a board file that is then wrong, and in a playlist',
    async run(ctx) {
      const board = await json('boards/gallery.json');
      const names = Object.keys(board.panels);
      await both(ctx, async (page, all) => {
        const next = words(all);
        // What is left of a board that is wrong is of one that is right.
        await page.goes(`${ctx.server.url}/?board=gallery&arrangement=large`);
        await galleryStands(page);
        for (let round = 0; round < 6; round += 1) {
          const panels = Object.fromEntries(names.slice(round * 7, round * 7 + 8).map((name) => [name, board.panels[name]]));
          // Keys and words, each in its turn, but not the addresses: a board may ask whom it names, and the policy says
          // whether it gets there.
          let count = round;
          const keyed = (value) => {
            if (Array.isArray(value)) return value.map(keyed);
            if (typeof value === 'string') return (count += 1) % 5 === 0 ? next() : value;
            if (value === null || typeof value !== 'object') return value;
            return Object.fromEntries(Object.entries(value).map(([name, own]) => (name === 'url' ? [name, own] : [(count += 1) % 7 === 0 ? next() : name, keyed(own)])));
          };
          const own = { daping: 1, title: next(), [next()]: next(), sources: keyed(board.sources), panels: { ...keyed(panels), [next()]: { kind: next() }, clock: { kind: 'clock', title: next() } } };
          ctx.server.overrides.set(BOARD, answered(own));
          await page.goes(`${ctx.server.url}/?board=trial&round=${round}`);
          await stands(page);
        }
        ctx.server.overrides.set('/playlists/trial.json', answered({
          daping: 1, title: next(), every: next(), [next()]: next(),
          turns: [{ board: 'trial', for: '2s', arrangement: next(), params: { [next()]: next() } }, { board: next() }, { [next()]: next(), board: 'trial', params: { a: next() } }],
        }));
        await page.goes(`${ctx.server.url}/?play=trial`);
        await stands(page);
      });
    },
  },
  {
    name: 'in every parameter of the address and behind its #, on a board that goes by them, and in a search',
    async run(ctx) {
      await both(ctx, async (page, all) => {
        const next = words(all);
        const rows = Array.from({ length: 40 }, (_, n) => ({ n, town: next(), code: '410000' }));
        ctx.server.overrides.set('/data/trial.json', answered(rows));
        const by = (name) => ({ from: 'rows', where: [['town', '=', { param: name }]] });
        ctx.server.overrides.set(BOARD, answered({
          daping: 1,
          title: '试验',
          sources: { rows: { url: 'data/trial.json', refresh: { every: '1h', stale_after: '2h' }, fields: { n: { type: 'number' }, town: { label: next() }, code: {} } } },
          panels: {
            table: { kind: 'table', title: 'a', data: by('town') },
            rank: { kind: 'rank', title: 'b', data: { from: 'rows', group: ['town'], measure: 'sum:n' }, sets: { town: 'town' } },
            roster: { kind: 'roster', title: 'c', data: by('other') },
          },
        }));
        await page.goes(`${ctx.server.url}/?board=trial`);
        await stands(page);
        const named = ['board', 'play', 'arrangement', 'theme', 'lang', 'kiosk', 'rehearse', 'at', 'in.map', 'p.town', 'p.other'];
        const last = [];
        for (let at = 0; at < 20; at += 1) {
          const own = new URLSearchParams([['board', 'trial']]);
          // Nothing is set that would take the wall away; the last addresses do that.
          for (const name of named.slice(2)) if (name !== 'kiosk') own.set(name, next().slice(0, 900));
          for (let more = 0; more < 8; more += 1) own.set(`p.${next().slice(0, 80)}`, next().slice(0, 80));
          own.set(next().slice(0, 80), 'x');
          await page.evaluate(([search, hash]) => {
            history.pushState(null, '', `?${search}#${hash}`);
            dispatchEvent(new PopStateEvent('popstate'));
          }, [own.toString(), next().slice(0, 300)]);
          await drawn(page);
          if (at % 10 === 0) last.push(own.toString());
        }
        for (const search of last) {
          await page.goes(`${ctx.server.url}/?${search}`);
          await stands(page);
        }
        await page.goes(`${ctx.server.url}/?board=trial`);
        await stands(page);
        // What is clicked is a parameter then, and stands in the plate.
        for (let at = 0; at < 5; at += 1) {
          await page.evaluate((at) => document.querySelectorAll('section[data-panel="rank"] [data-act]')[at]?.click(), at);
          await drawn(page);
        }
        await page.keyboard.press('/');
        const box = page.locator('.seek input');
        await box.waitFor();
        for (let at = 0; at < 30; at += 1) {
          await box.evaluate((own, text) => {
            own.value = text;
            own.dispatchEvent(new InputEvent('input', { bubbles: true }));
          }, next().slice(0, 400));
          if (at % 6 === 0) await page.waitForTimeout(250);
        }
        // Names of boards lead to a file of that name, or nowhere, or are none: then the first board is on.
        await page.goes(`${ctx.server.url}/`);
        await page.locator('section[data-panel] canvas[aria-label]').first().waitFor();
        await rests(page);
        for (const name of ['board', 'play', 'board']) {
          await page.goes(`${ctx.server.url}/?${new URLSearchParams([[name, next().slice(0, 300)], ['p.a', next().slice(0, 300)]])}#${encodeURIComponent(next())}`);
          await page.waitForFunction(() => !document.getElementById('boot'));
          await drawn(page);
        }
      });
    },
  },
  {
    name: 'in what servers answer in the place of rows',
    async run(ctx) {
      await both(ctx, async (page, all) => {
        const next = words(all);
        const html = all === HARMLESS ? '<p>x</p>' : '<script>pwned(1)</script><img src=x onerror=pwned(1)>';
        const answers = [
          { status: 500, body: next() }, { status: 403, headers: { 'Content-Type': 'text/html' }, body: html },
          { headers: { 'Content-Type': 'text/html' }, body: html }, { body: next() }, answered({ code: next(), message: next(), rows: [] }),
          answered({ rows: [{ [next()]: next() }, next(), [next()], { town: { [next()]: next() } }] }), answered(next()), answered({ rows: [{ town: `\ud800${next()}` }] }),
          { headers: { 'Content-Type': 'text/csv' }, body: `${Array.from({ length: 8 }, () => JSON.stringify(next())).join(',')}\n${next()}` },
          { status: 302, headers: { Location: `/${encodeURIComponent(next().slice(0, 200))}` }, body: 'x' },
          { headers: { 'Content-Type': 'application/json', 'Retry-After': 'soon' }, status: 503, body: JSON.stringify(next()) },
        ];
        const sources = {};
        const panels = {};
        answers.forEach((answer, at) => {
          ctx.server.overrides.set(`/data/trial-${at}.json`, answer);
          sources[`s${at}`] = { url: `data/trial-${at}.json`, rows: at === 3 ? next() : '', ok: at === 4 ? { at: '/code', equals: next() } : undefined, fields: { town: { label: next() }, [next()]: { label: next(), at: next() } } };
          panels[`p${at}`] = { kind: at % 2 ? 'table' : 'rank', title: next(), data: { from: `s${at}` } };
        });
        ctx.server.overrides.set(BOARD, answered({ daping: 1, title: next(), sources, panels }));
        await page.goes(`${ctx.server.url}/?board=trial`);
        await page.waitForFunction(() => document.querySelectorAll('section[data-panel][data-state="failed"], section[data-panel][data-state="denied"]').length >= 5);
        await page.evaluate(() => document.querySelectorAll('details').forEach((own) => own.setAttribute('open', '')));
        await drawn(page);
        await page.keyboard.press('r');
        await page.waitForTimeout(300);
      });
    },
  },
  {
    name: 'in files of this machine, their names, their heads and their rows',
    async run(ctx) {
      await both(ctx, async (page, all) => {
        const next = words(all);
        await page.goes(`${ctx.server.url}/?board=gallery`);
        await stands(page);
        const names = [];
        for (let at = 0; at < 12; at += 1) {
          const cell = () => `"${next().replaceAll('"', '""')}"`;
          const lines = Array.from({ length: 6 }, () => Array.from({ length: 12 }, cell).join(',')).join('\r\n');
          const own = JSON.stringify([{ [next()]: next(), [next()]: next() }, { [next()]: next() }]);
          const files = [[`${next()}.csv`, lines], [`${next()}.json`, own], [`${next()}.xlsx`, next()], [next(), next()]];
          // A disk cuts names at 255 bytes, and the slash that it forbids may come from elsewhere.
          names.push([files[at % 4][0].slice(0, 250), files[at % 4][1]]);
        }
        for (const [name, text] of names) {
          await page.evaluate(([name, text]) => {
            const carried = new DataTransfer();
            carried.items.add(new File([text], name));
            const event = (kind) => new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true });
            (document.querySelector('section') ?? document.body).dispatchEvent(event('dragover'));
            (document.querySelector('section') ?? document.body).dispatchEvent(event('drop'));
          }, [name, text]);
          const dialog = page.getByRole('dialog');
          await dialog.locator('[data-act="show"], [role="alert"]').first().waitFor();
          const show = dialog.locator('[data-act="show"]');
          // One that can be shown becomes a board of its own.
          if (names.indexOf(names.find(([own]) => own === name)) === 8 && await show.count()) {
            await show.click();
            await page.waitForURL(/board=dropped/);
            await stands(page);
          } else {
            await page.keyboard.press('Escape');
            await dialog.waitFor({ state: 'detached' });
          }
        }
      });
    },
  },
];


/** A pointer over each drawing, for its tip. */
async function pointed(page) {
  await page.evaluate(async () => {
    for (const sheet of document.querySelectorAll('section[data-panel] canvas')) {
      const { left, top, width, height } = sheet.getBoundingClientRect();
      for (const [x, y] of [[0.5, 0.5], [0.3, 0.6], [0.7, 0.4]]) {
        sheet.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: left + width * x, clientY: top + height * y }));
        await new Promise((done) => { requestAnimationFrame(done); });
      }
    }
  });
}
