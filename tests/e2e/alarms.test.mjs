// Alarms in a real browser: they appear with their sentence, end where they should, are acknowledged at
// this screen, and are heard only where somebody switched that on.

const BOARD = '/boards/trial.json';
const RATES = '/data/trial/rates.json';

const SAID = '有县复工率低于九成';

function trial({ alarms, quiet } = {}) {
  const low = { when: ['rate', '<', 90], until: 92, level: 'severe', say: SAID, say_en: 'a county is under nine tenths' };
  return {
    body: JSON.stringify({
      daping: 1,
      title: '试验',
      ...(quiet ? { alarm: { quiet } } : {}),
      sources: {
        rates: {
          url: RATES.slice(1),
          refresh: { every: '1s', stale_after: '3s', timeout: '2s' },
          fields: { county: { label: '县' }, rate: { label: '复工率', type: 'number', unit: '%' } },
        },
      },
      panels: {
        rates: { kind: 'table', title: '各县复工率', data: { from: 'rates' }, alarms: alarms ?? [low] },
        rest: { kind: 'table', title: '其余', data: { from: 'rates' } },
      },
    }),
  };
}

const rates = (...all) => ({ body: JSON.stringify(all.map((rate, at) => ({ county: `县${at}`, rate }))) });
const alarm = (page, level) => page.locator(`section[data-panel="rates"][data-alarm="${level}"]`).waitFor({ timeout: 30_000 });
const calm = (page) => page.locator('section[data-panel="rates"]:not([data-alarm])').waitFor({ timeout: 30_000 });
const shows = (page, text) => page.locator('section[data-panel="rates"] td', { hasText: text }).first().waitFor({ timeout: 30_000 });
const list = (page) => page.locator('.plate .alarms');
const badge = (page) => page.locator('.plate .alarms summary');

/** Notes what sounds and what is spoken; opens the page anew with that in place. */
async function heard(page) {
  await page.addInitScript(() => {
    window.heard = { beats: 0, spoken: [] };
    const param = () => ({ value: 0, setValueAtTime() {}, linearRampToValueAtTime() {} });
    window.AudioContext = class {
      currentTime = 0;
      destination = {};
      resume() { return Promise.resolve(); }
      createGain() { return { gain: param(), connect() {} }; }
      createOscillator() {
        return { frequency: param(), connect() {}, start() { window.heard.beats += 1; }, stop() {} };
      }
    };
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, 'speechSynthesis', {
      value: { speak: (own) => window.heard.spoken.push(`${own.lang}: ${own.text}`) },
    });
  });
  await page.reload();
  return () => page.evaluate(() => window.heard);
}

async function press(page, entry) {
  await page.locator('.plate').hover();
  await page.locator('.plate .menu > summary').click();
  await page.locator(`.plate .menu [data-act="${entry}"]`).click();
}

export default [
  {
    name: 'below its mark it stands with its sentence, between the marks it stays, above it is gone',
    async run({ open, server, assert, shot }) {
      server.overrides.set(BOARD, trial());
      server.overrides.set(RATES, rates(96, 91));
      const page = await open('/?board=trial');
      await shows(page, '91');
      await calm(page);
      assert.equal(await badge(page).isVisible(), false);
      server.overrides.set(RATES, rates(96, 89.9));
      await alarm(page, 'severe');
      const line = page.locator('section[data-panel="rates"] .alarm');
      assert.match((await line.innerText()).replace(/\s+/g, ' '), new RegExp(`◆ 严重 ${SAID}`));
      assert.equal(await line.getAttribute('aria-live'), 'polite');
      assert.match(await badge(page).innerText(), /1 条报警/);
      assert.equal(await page.locator('section[data-panel="rest"] .alarm').count(), 0);
      await shot(page, 'alarm');
      server.overrides.set(RATES, rates(96, 91.5));
      await shows(page, '91.5');
      await alarm(page, 'severe');
      server.overrides.set(RATES, rates(96, 92));
      await calm(page);
      server.overrides.set(RATES, rates(96, 91.2));
      await shows(page, '91.2');
      await calm(page);
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'acknowledged it stays quietly, over a reload too, and comes again as a new one',
    async run({ open, server, assert }) {
      server.overrides.set(BOARD, trial());
      server.overrides.set(RATES, rates(50));
      const page = await open('/?board=trial');
      await alarm(page, 'severe');
      await badge(page).click();
      const entry = list(page).locator('li');
      assert.match((await entry.innerText()).replace(/\s+/g, ' '), new RegExp(`各县复工率 \\d\\d:\\d\\d 起 ${SAID} 知道了`));
      await entry.getByRole('button').click();
      const known = page.locator('section[data-panel="rates"][data-alarm="severe"][data-known]');
      await known.waitFor();
      assert.match(await entry.innerText(), /已知/);
      await page.reload();
      await known.waitFor();
      server.overrides.set(RATES, rates(99));
      await calm(page);
      server.overrides.set(RATES, rates(40));
      await alarm(page, 'severe');
      assert.equal(await known.count(), 0);
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'a source that fails is an alarm, and one that answers again is none',
    async run({ open, server, assert }) {
      server.overrides.set(BOARD, trial({ alarms: [{ late: true, say: '复工率没有更新' }] }));
      server.overrides.set(RATES, rates(50));
      const page = await open('/?board=trial');
      await shows(page, '50');
      await calm(page);
      server.overrides.set(RATES, { status: 500, body: 'no' });
      await alarm(page, 'warning');
      assert.match(await page.locator('section[data-panel="rates"] .alarm').innerText(), /▲\s*警告\s*复工率没有更新/);
      server.overrides.set(RATES, rates(51));
      await calm(page);
    },
  },
  {
    name: 'what it asks may be another question, with the parameters of the address',
    async run({ open, server, assert }) {
      const data = { from: 'rates', where: [['county', '=', { param: 'county' }]] };
      server.overrides.set(BOARD, trial({ alarms: [{ when: ['rate', '<', { param: 'least' }], say: SAID, data }] }));
      server.overrides.set(RATES, rates(50, 80));
      const none = await open('/?board=trial&p.county=县0');
      await shows(none, '80');
      await calm(none);
      const other = await open('/?board=trial&p.county=县1&p.least=60');
      await shows(other, '80');
      await calm(other);
      const page = await open('/?board=trial&p.county=县0&p.least=60');
      await alarm(page, 'warning');
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'a field that the rows lost is a finding of the panel and no alarm',
    async run({ open, server, assert }) {
      const data = { from: 'rates', group: ['county'], measure: 'count' };
      server.overrides.set(BOARD, trial({ alarms: [{ when: ['rate', '<', 90], data }, { when: ['rate', '<', 60], say: SAID }] }));
      server.overrides.set(RATES, rates(50));
      const page = await open('/?board=trial');
      await alarm(page, 'warning');
      assert.match(await badge(page).innerText(), /1 条报警/);
      const said = await page.locator('.findings').evaluate((box) => box.textContent);
      assert.match(said, /rates 字段“rate”:报警无法判断:没有这个字段/);
    },
  },
  {
    name: 'nothing is heard before it is switched on; then each occurrence once',
    async run({ open, server, assert }) {
      server.overrides.set(BOARD, trial());
      server.overrides.set(RATES, rates(50));
      const page = await open('/?board=trial');
      const told = await heard(page);
      await alarm(page, 'severe');
      assert.deepEqual(await told(), { beats: 0, spoken: [] });
      await press(page, 'alarm:sound');
      await page.waitForFunction(() => window.heard.beats === 1);
      await press(page, 'alarm:speech');
      assert.deepEqual((await told()).spoken, ['zh-CN: 报警朗读']);
      server.overrides.set(RATES, rates(99));
      await calm(page);
      server.overrides.set(RATES, rates(40));
      await alarm(page, 'severe');
      await page.waitForFunction(() => window.heard.beats === 4);
      assert.equal((await told()).spoken.at(-1), `zh-CN: ${SAID}`);
      // The choice is this screen's; what stands has been heard.
      await page.reload();
      await alarm(page, 'severe');
      server.overrides.set(RATES, rates(41));
      await shows(page, '41');
      assert.deepEqual(await told(), { beats: 0, spoken: [] });
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'in quiet hours nothing is heard',
    async run({ open, server, assert }) {
      server.headers.Date = 'Fri, 21 Feb 2020 15:30:00 GMT';
      server.overrides.set(BOARD, trial({ quiet: ['22:00', '07:00'] }));
      server.overrides.set(RATES, rates(99));
      const page = await open('/?board=trial');
      const told = await heard(page);
      await shows(page, '99');
      await press(page, 'alarm:sound');
      server.overrides.set(RATES, rates(40));
      await alarm(page, 'severe');
      assert.deepEqual(await told(), { beats: 0, spoken: [] });
      // Seven in the morning: it still stands, and nobody knows.
      server.headers.Date = 'Fri, 21 Feb 2020 23:00:00 GMT';
      await page.waitForFunction(() => window.heard.beats === 3, null, { timeout: 30_000 });
    },
  },
  {
    name: 'a browser that keeps nothing shows and acknowledges all the same',
    async run({ open, server, assert }) {
      server.overrides.set(BOARD, trial());
      server.overrides.set(RATES, rates(50));
      const page = await open('/?board=trial');
      await page.addInitScript(() => {
        Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked'); } });
      });
      await page.reload();
      await alarm(page, 'severe');
      await badge(page).click();
      await list(page).getByRole('button').click();
      await page.locator('section[data-panel="rates"][data-known]').waitFor();
      await press(page, 'alarm:speech');
      assert.equal(await page.locator('[data-act="alarm:speech"]').getAttribute('aria-pressed'), 'true');
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'only severe pulses, and not where less motion is asked for',
    async run({ open, server, assert }) {
      const pulse = (page) => page.locator('section[data-panel="rates"]').evaluate((own) => getComputedStyle(own, '::after').animationName);
      server.overrides.set(RATES, rates(50));
      for (const [level, reducedMotion, wanted] of [
        ['severe', 'no-preference', 'alarm'],
        ['severe', 'reduce', 'none'],
        ['warning', 'no-preference', 'none'],
      ]) {
        server.overrides.set(BOARD, trial({ alarms: [{ when: ['rate', '<', 90], level, say: SAID }] }));
        const page = await open('/?board=trial', { reducedMotion });
        await alarm(page, level);
        assert.equal(await pulse(page), wanted, `${level} ${reducedMotion}`);
      }
    },
  },
  {
    name: 'a board without alarms loads no pack of them',
    async run({ open, server, assert }) {
      server.overrides.set(BOARD, trial({ alarms: [] }));
      server.overrides.set(RATES, rates(50));
      const page = await open('/?board=trial');
      await shows(page, '50');
      assert.deepEqual(server.requests.filter((path) => path.startsWith('/packs/')), []);
      await press(page, 'lang:en');
      assert.equal(await page.locator('[data-act^="alarm:"]').count(), 0);
    },
  },
];
