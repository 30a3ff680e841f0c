// What a wall claims of its data's age and of whose it is, while servers repeat themselves, refuse, and
// clocks are wrong; and all faults at once.

import { BOARD, ROWS, STALE_MS, Teller, board, fault, finding, judge, noFinding, ownClock, panel, path, said, settled, shows, source, until } from './faults.mjs';
import { lies, now, sampling, Truth } from './sampler.mjs';
import { serve } from './server.mjs';

const DAY_MS = 86_400_000;
const COUNTS = { source: { refresh: { as_of_counts: true } } };

/** A feed that stands still while its server answers. */
async function frozen({ page, assert, faulty }) {
  await settled(page, faulty);
  const of = now();
  faulty.good({ of });
  faulty.play = () => faulty.same({ of });
  await shows(page, 'faulty', faulty.version);
  await panel(page, 'faulty', 'live');
  const asked = faulty.asked.length;
  await panel(page, 'faulty', 'late');
  assert.ok(faulty.asked.length > asked, 'it was answered meanwhile');
  assert.match(await said(page, 'faulty'), /迟/);
  await shows(page, 'faulty', faulty.version);
  faulty.play = () => faulty.good();
  await panel(page, 'faulty', 'live');
}

const login = { status: 302, headers: { Location: '/login.html' }, body: '' };

/** Good answers that a question may have; rows of a next version more than once. */
const ANSWERS = [
  (own) => own.good(),
  (own) => own.good(),
  (own) => own.good(),
  (own) => own.same(),
  (own) => own.empty(),
  (own) => own.good({ delayMs: 1_200 }),
];

/** What else may come of it. */
const FAULTS = [
  () => ({ status: 500, body: 'no' }),
  () => ({ status: 503, headers: { 'Retry-After': '2' }, body: 'no' }),
  () => ({ status: 204, body: '' }),
  () => ({ headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><p>第999版' }),
  (own) => ({ body: own.unseen.slice(0, -9) }),
  (own) => ({ body: own.unseen, cutAt: 30 }),
  (own) => own.gzip(0.6),
  (own) => ({ body: own.unseen, delayMs: 2_600 }),
  (own) => ({ body: own.unseen, dripMs: 300 }),
  () => ({ hangUp: true }),
  (own) => own.refuse({ status: 401, body: 'no' }),
  (own) => own.refuse(login),
];

/**
 * After so many faults in a row comes an answer: each fault doubles the wait for the next question, and
 * the fifth would put it off for longer than `panel` waits.
 */
const FAULTS_IN_A_ROW = 3;

/** What `own` plays from here on, drawn by `chance`: two questions of three end in a fault. */
function mixed(own, chance) {
  let faults = 0;
  own.play = () => {
    const kinds = faults < FAULTS_IN_A_ROW ? [...ANSWERS, ...FAULTS] : ANSWERS;
    const at = Math.floor(chance() * kinds.length);
    faults = at < ANSWERS.length ? 0 : faults + 1;
    return kinds[at](own);
  };
}

/** Chance that can be had again: a linear congruential generator (Numerical Recipes). */
function chances(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const MIXED_MS = 40_000;

export default [
  {
    name: 'the sampler sees a wall that plays to be live',
    async run({ open, server, assert }) {
      const truth = new Truth();
      const own = new Teller(truth, 'own');
      server.overrides.set(BOARD, { body: JSON.stringify(board({ own: source('own') })) });
      server.overrides.set(path('own'), own.answer);
      const page = await open('/?board=trial&rehearse=live', { init: [sampling] });
      await settled(page, own);
      own.play = () => ({ status: 500, body: 'no' });
      await page.waitForTimeout(STALE_MS + 3_000);
      const found = lies(await page.evaluate(() => window.samples), truth, { own: { source: 'own', staleMs: STALE_MS, rows: ROWS } });
      assert.match(found.join('\n'), /own is live, and nothing came of own[^]*own shows version 1 as live[^]*the plate is live/);
    },
  },
  fault('B5: no rows are an answer, told apart from a failure', async ({ page, assert, faulty }) => {
    await settled(page, faulty);
    faulty.play = () => faulty.empty();
    await panel(page, 'faulty', 'empty');
    assert.match(await said(page, 'faulty'), /暂无记录 · .*\d\d:\d\d/);
    await shows(page, 'faulty', 0);
    await noFinding(page, /faulty/);
    faulty.play = () => ({ status: 500, body: 'no' });
    await finding(page, /faulty.*服务器答复 500/);
    await panel(page, 'faulty', 'failed');
    assert.doesNotMatch(await said(page, 'faulty'), /暂无记录/);
    faulty.play = () => faulty.good();
    await panel(page, 'faulty', 'live');
  }),
  fault('B8: what is of the same time for ever becomes late, though every answer is good', frozen,
    { faulty: { ...COUNTS, slackMs: 2_000 } }),
  fault('B8: the same of another site, which does not show its clock', frozen, {
    faulty: { ...COUNTS, slackMs: 2_000 },
    async setUp(_, { faulty }) {
      const server = await serve(new URL('shots', import.meta.url).pathname);
      server.headers['Access-Control-Allow-Origin'] = '*';
      server.overrides.set(path('faulty'), faulty.answer);
      return server;
    },
  }),
  fault('B9: a machine that is a day ahead, then a day behind, then in another zone: ages and clock are the server\'s', async ({ page, assert, faulty }) => {
    await settled(page, faulty);
    await panel(page, 'faulty', 'live');
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });
    const clock = () => page.locator('header.plate').innerText();
    assert.match(await clock(), new RegExp(today.format(new Date())));
    await finding(page, /本机时钟比服务器快 24 小时;大屏按服务器的时间,请校准本机时钟/);
    await page.evaluate((ms) => window.setClock(ms), -86_400_000);
    await finding(page, /本机时钟比服务器慢 24 小时/);
    assert.match(await clock(), new RegExp(today.format(new Date())));
    await page.evaluate(() => window.setClock(0));
    await noFinding(page, /本机时钟/);
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setTimezoneOverride', { timezoneId: 'America/New_York' });
    await page.waitForTimeout(1_500);
    const [hour] = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', timeStyle: 'short' }).format(new Date()).split(':');
    assert.match(await clock(), new RegExp(`${today.format(new Date())}[^]*${hour}:`));
    // Nobody answers, and the clock steps: what is old is old all the same.
    faulty.play = () => ({ status: 500, body: 'no' });
    await page.evaluate((ms) => window.setClock(ms), -3_600_000);
    await panel(page, 'faulty', 'failed');
    faulty.play = () => faulty.good();
    await panel(page, 'faulty', 'live');
  }, { init: [`(${ownClock})(${DAY_MS})`], timezoneId: undefined }),
  fault('B19: the log-in ends in mid-run, by 401 and by a page to log in: those rows go, others stay, and all comes back', async ({ page, server, assert, faulty, sound }) => {
    server.overrides.set('/login.html', { headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><p>log in' });
    for (const refusal of [{ status: 401, body: 'no' }, login]) {
      await settled(page, faulty);
      faulty.play = () => faulty.refuse(refusal);
      await panel(page, 'faulty', 'denied');
      await shows(page, 'faulty', 0);
      assert.match(await said(page, 'faulty'), /需要登录/);
      await finding(page, /faulty.*需要登录或没有权限/);
      const { version } = sound;
      await until(page, () => sound.version > version + 1);
      await panel(page, 'sound', 'live');
      faulty.play = () => faulty.good();
      await panel(page, 'faulty', 'live');
    }
  }),
  {
    name: `faults of every kind for ${MIXED_MS / 1_000} s: nothing untrue stands on the wall at any time`,
    limitMs: 150_000,
    async run(ctx) {
      const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
      console.log(`     seed ${seed}`);
      const chance = chances(seed);
      const truth = new Truth();
      const tellers = ['one', 'two', 'three', 'four'].map((name) => new Teller(truth, name));
      ctx.server.overrides.set(BOARD, { body: JSON.stringify(board(Object.fromEntries(tellers.map(({ name }) => [name, source(name)])))) });
      ctx.server.overrides.set('/login.html', { headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><p>log in' });
      for (const own of tellers) ctx.server.overrides.set(path(own.name), own.answer);
      const page = await ctx.open('/?board=trial', { init: [sampling, ownClock] });
      for (const own of tellers) await panel(page, own.name, 'live');
      for (const own of tellers) mixed(own, chance);
      for (const end = now() + MIXED_MS; now() < end;) {
        await page.waitForTimeout(500 + chance() * 2_000);
        await page.evaluate((ms) => window.setClock(ms), Math.round((chance() - 0.5) * 2 * DAY_MS));
      }
      for (const own of tellers) own.play = () => own.good();
      for (const own of tellers) await panel(page, own.name, 'live');
      const asked = tellers.reduce((sum, own) => sum + own.asked.length, 0);
      const samples = await judge({ ...ctx, page, truth }, Object.fromEntries(
        tellers.map(({ name }) => [name, { source: name, staleMs: STALE_MS, rows: ROWS }])));
      console.log(`     ${asked} questions, ${samples} samples of ${tellers.length} panels`);
    },
  },
];
