// Parts of the program that only some boards need: fetched once where a board has such a kind, and
// said in a sentence where they do not arrive.

const BOARD = '/boards/trial.json';
const LINKS = '/data/trial/links.json';
const isPack = (path) => path.startsWith('/packs/');

const board = (panels) => ({
  body: JSON.stringify({
    daping: 1,
    title: '试验',
    sources: {
      links: { url: LINKS.slice(1), fields: { from: {}, to: {}, value: { type: 'number' } } },
    },
    panels,
  }),
});
const links = { body: JSON.stringify([{ from: '甲', to: '乙', value: 3 }, { from: '乙', to: '丙', value: 2 }]) };
const panel = (kind) => ({ kind, title: kind, data: { from: 'links' } });
const alive = (page, name) =>
  page.locator(`section[data-panel="${name}"][data-state="live"] canvas`).first().waitFor();

export default [
  {
    name: 'the default board needs the packs of its kinds and of its alarms alone, and is asked for once',
    async run({ open, server, assert }) {
      const page = await open('/');
      await page.locator('section[data-panel][data-state="live"]').first().waitFor();
      await page.locator('section[data-panel]:not([data-state="live"])').first().waitFor({ state: 'detached' });
      const packs = server.requests.filter(isPack).map((path) => path.replace(/-\w+\./, '.'));
      const kinds = ['/packs/lists.wasm', '/packs/maps.wasm', '/packs/rounds.wasm'];
      assert.deepEqual(packs.sort(), ['/packs/alarms.css', '/packs/alarms.wasm', ...kinds]);
      assert.deepEqual(server.requests.filter((path) => path.startsWith('/boards/')), ['/boards/nanzhao.json']);
    },
  },
  {
    name: 'two kinds of one pack fetch it once, and both are drawn',
    async run({ open, server, assert }) {
      server.overrides.set(BOARD, board({ one: panel('sankey'), two: panel('network'), three: panel('sankey') }));
      server.overrides.set(LINKS, links);
      const page = await open('/?board=trial');
      for (const name of ['one', 'two', 'three']) await alive(page, name);
      assert.equal(server.requests.filter(isPack).length, 1);
      const drawn = await page.evaluate(() => performance.getEntriesByName('daping:draw').map((own) => own.detail));
      assert.deepEqual([...new Set(drawn)].sort(), ['one', 'three', 'two']);
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'a pack that does not arrive is said in its panel; the rest of the wall lives',
    async run({ open, server, assert }) {
      server.overrides.set(BOARD, board({ one: panel('sankey'), rest: panel('table') }));
      server.overrides.set(LINKS, links);
      const html = await (await fetch(`${server.url}/`)).text();
      const file = html.match(/packs\/graphs-\w+\.wasm/)[0];
      server.overrides.set(`/${file}`, { status: 404, body: 'no' });
      const page = await open('/?board=trial');
      await page.locator('section[data-panel="one"] .fault').waitFor();
      assert.match(await page.locator('section[data-panel="one"] .fault').innerText(), /没有载入/);
      await page.locator('section[data-panel="rest"] td', { hasText: '甲' }).waitFor();
      assert.deepEqual(page.problems.filter((text) => text.startsWith('uncaught')), []);
    },
  },
  {
    name: 'a changed pack is refused',
    async run({ open, server, assert }) {
      server.overrides.set(BOARD, board({ one: panel('sankey') }));
      server.overrides.set(LINKS, links);
      const html = await (await fetch(`${server.url}/`)).text();
      const file = html.match(/packs\/graphs-\w+\.wasm/)[0];
      server.overrides.set(`/${file}`, { body: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]) });
      const page = await open('/?board=trial');
      await page.locator('section[data-panel="one"] .fault').waitFor();
      assert.equal(await page.locator('section[data-panel="one"] canvas').count(), 0);
    },
  },
];
