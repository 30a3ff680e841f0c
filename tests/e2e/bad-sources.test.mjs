// Servers that misbehave, in a real browser: last good rows stay, the sentence is there, the other
// panels live.

const BOARD = '/boards/trial.json';
const FAULTY = '/data/faulty.json';
const GOOD = ['甲', '乙', '丙'];

/** Three panels, two of them of a source that never fails; the third asks every second. */
function trial(faulty = {}) {
  const field = { fields: { name: { label: '名称' }, amount: { type: 'number' } } };
  const sound = { url: 'data/sound.json', rows: '/rows', ...field };
  const table = (from) => ({ kind: 'table', title: from, data: { from } });
  return {
    body: JSON.stringify({
      daping: 1,
      title: '试验',
      sources: {
        faulty: {
          url: FAULTY.slice(1),
          rows: '/rows',
          refresh: { every: '1s', stale_after: '4s', timeout: '2s' },
          ...field,
          ...faulty,
        },
        sound,
      },
      panels: {
        faulty: table('faulty'),
        first: table('sound'),
        second: { kind: 'stat', title: '其余', data: { from: 'sound', measure: { count: 'count' } } },
      },
    }),
  };
}

const rowsOf = (names) => names.map((name, at) => ({ name, amount: at }));
const json = (names, more = {}) => ({ body: JSON.stringify({ code: 200, rows: rowsOf(names), ...more }) });

const panel = (page, name, state) =>
  page.locator(`section[data-panel="${name}"][data-state="${state}"]`).waitFor({ timeout: 30_000 });

/** The panel's body says exactly these names, in their order. */
const shows = (page, names) =>
  page.waitForFunction((names) => {
    const said = document.querySelector('section[data-panel="faulty"] > .body')?.textContent ?? '';
    const known = [...said].filter((letter) => '甲乙丙丁戊己庚辛'.includes(letter));
    return known.join('') === names.join('');
  }, names, { timeout: 30_000 });

const finding = (page, sentence) =>
  page.waitForFunction(([text, flags]) =>
    new RegExp(text, flags).test(document.querySelector('.findings')?.textContent ?? ''),
  [sentence.source, sentence.flags], { timeout: 30_000 });

const sound = async (page, { assert }) => {
  await panel(page, 'first', 'live');
  await panel(page, 'second', 'live');
  assert.deepEqual(page.problems.filter((text) => text.startsWith('uncaught')), []);
};

async function opened({ server, open }, faulty, answer) {
  server.overrides.set(BOARD, trial(faulty));
  server.overrides.set('/data/sound.json', json(GOOD));
  server.overrides.set(FAULTY, answer);
  return open('/?board=trial');
}

/** First good rows, then `answer`: the panel is failed, says why, and its rows stay. */
function turnsBad(name, answer, sentence, faulty = {}) {
  return {
    name: `${name}: failed, and the last rows stay`,
    async run(ctx) {
      const page = await opened(ctx, faulty, json(GOOD));
      await panel(page, 'faulty', 'live');
      await shows(page, GOOD);
      ctx.server.overrides.set(FAULTY, answer);
      await panel(page, 'faulty', 'failed');
      await finding(page, sentence);
      await shows(page, GOOD);
      ctx.assert.match(await page.locator('[data-panel="faulty"] .state').innerText(), /断 · 最后成功 \d\d:\d\d/);
      await sound(page, ctx);
      ctx.server.overrides.set(FAULTY, json(['丁']));
      await shows(page, ['丁']);
      await panel(page, 'faulty', 'live');
    },
  };
}

/** Pages of a source that is read by `next`; `pages` gives the answer for a page's number. */
function paged(name, pages, names, sentence) {
  return {
    name: `${name}: a finding, and the rows stay`,
    async run(ctx) {
      const answer = (request) => {
        const number = new URL(request.url, 'http://x').searchParams.get('page') ?? '1';
        return { body: JSON.stringify(pages[number]) };
      };
      const page = await opened(ctx, { page: { kind: 'next', at: '/next' } }, answer);
      await panel(page, 'faulty', 'live');
      await shows(page, names);
      await finding(page, sentence);
      await sound(page, ctx);
    },
  };
}

const body = JSON.stringify({ rows: rowsOf(['戊', '己']) });

export default [
  turnsBad('a byte a second', { body, dripMs: 1_000 }, /faulty.*2 秒内没有完整答复/),
  turnsBad('a Content-Length that is too long', { body, length: Buffer.byteLength(body) + 100 }, /faulty.*取不到数据/),
  turnsBad('a Content-Length that is too short', { body, length: 30 }, /faulty.*第 \d+ 字节处中断或不合法/),
  turnsBad('204', { status: 204, body: '' }, /faulty.*服务器答复 204/),
  turnsBad('200 with an error code', { body: JSON.stringify({ code: 500, msg: '服务器错误', rows: [] }) },
    /faulty.*答复在 \/code 处说明它是一个错误/, { ok: { at: '/code', equals: 200 } }),
  paged('`next` leads back to the first page', {
    1: { rows: rowsOf(['甲', '乙']), next: 'faulty.json?page=2' },
    2: { rows: rowsOf(['丙']), next: 'faulty.json?page=2' },
  }, ['甲', '乙', '丙'], /faulty.*第 \d 页指回已读过的一页/),
  paged('columns change between pages', {
    1: { rows: rowsOf(['甲', '乙']), next: 'faulty.json?page=2' },
    2: { rows: [{ name: '丙', sum: 3 }], next: null },
  }, ['甲', '乙', '丙'], /faulty.*第 2 页的列与第一页不同/),
  {
    name: 'a bad page: the whole answer counts for nothing',
    async run(ctx) {
      let broken = false;
      const answer = (request) => {
        if (!request.url.includes('page=2')) return json(broken ? ['丁'] : ['甲'], { next: 'faulty.json?page=2' });
        return broken ? { status: 500, body: 'no' } : json(['乙']);
      };
      const page = await opened(ctx, { page: { kind: 'next', at: '/next' } }, answer);
      await shows(page, ['甲', '乙']);
      broken = true;
      await panel(page, 'faulty', 'failed');
      await finding(page, /faulty.*服务器答复 500/);
      await shows(page, ['甲', '乙']);
      await sound(page, ctx);
    },
  },
  {
    name: 'B7: answers out of order: the older one is let go',
    async run(ctx) {
      // The first answer would come after that to the second question.
      const answer = (request, count) => (count === 1 ? { ...json(['戊']), delayMs: 6_000 } : json(['甲', '乙']));
      const page = await opened(ctx, {}, answer);
      await finding(page, /faulty.*2 秒内没有完整答复/);
      await shows(page, ['甲', '乙']);
      await panel(page, 'faulty', 'live');
      const seen = page.evaluate(() => new Promise((done) => {
        const body = document.querySelector('section[data-panel="faulty"] > .body');
        let strange = false;
        const look = () => { strange ||= body.textContent.includes('戊'); };
        new MutationObserver(look).observe(body, { childList: true, characterData: true, subtree: true });
        setTimeout(() => done(strange), 5_000);
      }));
      ctx.assert.equal(await seen, false);
      await sound(page, ctx);
    },
  },
  {
    name: 'a redirect to a log-in page: denied, and no row stays',
    async run(ctx) {
      const page = await opened(ctx, {}, json(GOOD));
      await shows(page, GOOD);
      ctx.server.overrides.set('/login.html', { headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><p>login' });
      ctx.server.overrides.set(FAULTY, { status: 302, headers: { Location: '/login.html' }, body: '' });
      await panel(page, 'faulty', 'denied');
      await shows(page, []);
      ctx.assert.match(await page.locator('[data-panel="faulty"] .state').innerText(), /需要登录/);
      await finding(page, /faulty.*需要登录或没有权限/);
      await sound(page, ctx);
    },
  },
  {
    name: '429 with Retry-After: 3: nothing is asked before that',
    async run(ctx) {
      const asked = [];
      const page = await opened(ctx, {}, (request, count) => {
        asked.push(performance.now());
        return count === 2 ? { status: 429, headers: { 'Retry-After': '3' }, body: 'busy' } : json(GOOD);
      });
      await panel(page, 'faulty', 'live');
      await finding(page, /faulty.*服务器答复 429/);
      while (asked.length < 3) await page.waitForTimeout(100);
      // By its own it would have asked after two seconds.
      ctx.assert.ok(asked[2] - asked[1] >= 3_000, `asked after ${asked[2] - asked[1]} ms`);
      await panel(page, 'faulty', 'live');
      await shows(page, GOOD);
      await sound(page, ctx);
    },
  },
  {
    name: 'a day without a file: a finding; without any file: failed',
    async run(ctx) {
      const { server } = ctx;
      const url = (day) => `/data/faulty-${day}.json`;
      server.overrides.set(url('2020-02-03'), json(['甲']));
      server.overrides.set(url('2020-02-05'), json(['丙']));
      const page = await opened(ctx, {
        url: 'data/faulty-{day}.json',
        days: { from: '2020-02-03', to: '2020-02-05' },
        fields: { name: {}, amount: { type: 'number' }, day: { type: 'date', from: 'file_day' } },
      }, json(GOOD));
      await panel(page, 'faulty', 'live');
      await shows(page, ['甲', '丙']);
      await finding(page, /faulty.*没有 2020-02-04 的文件,按缺失处理/);
      ctx.assert.match(await page.locator('[data-panel="faulty"] > .body').innerText(), /2020-02-05|2月5日/);
      server.overrides.clear();
      await panel(page, 'faulty', 'failed');
      await finding(page, /faulty.*服务器答复 404/);
      await shows(page, ['甲', '丙']);
    },
  },
  {
    name: 'rows that stand in the board: live, never late, never asked for',
    async run(ctx) {
      const page = await opened(ctx, {
        url: undefined,
        inline: rowsOf(GOOD),
        rows: undefined,
        refresh: { every: '1s', stale_after: '1s' },
      }, json(['丁']));
      await panel(page, 'faulty', 'live');
      await shows(page, GOOD);
      await page.waitForTimeout(2_500);
      await panel(page, 'faulty', 'live');
      await shows(page, GOOD);
      ctx.assert.ok(!ctx.server.requests.includes(FAULTY));
      await sound(page, ctx);
    },
  },
  {
    name: 'a secret is sent as a head, and without one nothing is asked',
    async run(ctx) {
      const heads = [];
      const page = await opened(ctx, { headers_from: { Authorization: 'token' } }, (request) => {
        heads.push(request.headers.authorization);
        return json(GOOD);
      });
      await panel(page, 'faulty', 'failed');
      await finding(page, /faulty.*没有给出“token”的值/);
      ctx.assert.deepEqual(heads, []);
      // Whoever stands at the wall gives it, and the source is asked at once.
      page.once('dialog', (dialog) => dialog.accept(' Bearer 0123 '));
      await page.locator('.plate details.menu summary').click();
      await page.locator('.plate [data-act="secret:token"]').click();
      await shows(page, GOOD);
      ctx.assert.deepEqual([...new Set(heads)], ['Bearer 0123']);
      const said = await page.evaluate(() => document.documentElement.outerHTML);
      ctx.assert.ok(!said.includes('0123') && !page.url().includes('0123'));
      ctx.assert.equal(await page.evaluate(() => sessionStorage.getItem('daping:token')), 'Bearer 0123');
      await sound(page, ctx);
    },
  },
  {
    name: 'what has not changed is not read again: the same bytes, or the same strong ETag',
    async run(ctx) {
      let asked = 0;
      const played = { ...json(GOOD), headers: { ETag: '"1"' } };
      const page = await opened(ctx, {}, () => {
        asked += 1;
        // The same bytes under another tag, then other bytes under the same one.
        if (asked > 2) return { ...json(GOOD), headers: { ETag: '"2"' } };
        return played;
      });
      await shows(page, GOOD);
      while (asked < 5) await page.waitForTimeout(100);
      const decoded = await page.evaluate(() => performance.getEntriesByName('daping:decode')
        .filter((entry) => entry.detail === 'faulty').length);
      ctx.assert.equal(decoded, 1);
      await panel(page, 'faulty', 'live');
    },
  },
];
