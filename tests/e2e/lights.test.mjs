// Lights of a flow: they move, by WebGL2 where a graphics card says its name and from the bitmap
// elsewhere, and a lost context costs nothing but a frame. That both look alike is tested pixel by
// pixel in tests/web.

const SQUARE = {
  type: 'FeatureCollection',
  features: [{
    type: 'Feature',
    properties: { adcode: '100', name: '方' },
    geometry: { type: 'Polygon', coordinates: [[[100, 20], [120, 20], [120, 35], [100, 35], [100, 20]]] },
  }],
};

const number = { type: 'number' };
const BOARD = {
  daping: 1,
  title: '试验',
  sources: { ways: { url: 'data/ways.json', fields: { a: {}, b: {}, n: number, x0: number, y0: number, x: number, y: number } } },
  panels: {
    flow: {
      kind: 'flow', map: 'square', origin: 'a', place: 'b', value: 'n', origin_lon: 'x0', origin_lat: 'y0', lon: 'x', lat: 'y',
      data: { from: 'ways' },
    },
  },
  layout: [{ name: 'all', columns: '1fr', areas: ['flow'] }],
};

const WAYS = Array.from({ length: 20 }, (_, at) => ({
  a: `a${at}`, b: `b${at}`, n: at + 1, x0: 101 + (at * 7) % 18, y0: 21 + (at * 5) % 13, x: 101 + (at * 11) % 18, y: 21 + (at * 3 + 6) % 13,
}));

const OVER = '.drawing > canvas + canvas';

const json = (value) => ({ body: JSON.stringify(value), headers: { 'Content-Type': 'application/json' } });

/** A machine whose graphics card is no processor in disguise, as far as the page can tell. */
const withCard = () => {
  const asked = WebGL2RenderingContext.prototype.getParameter;
  WebGL2RenderingContext.prototype.getParameter = function card(key) {
    return key === 0x9246 ? 'A graphics card' : asked.call(this, key);
  };
};

/** Remembers which context each canvas was asked for; asking here would make one. */
const remember = () => {
  window.ways = new WeakMap();
  const asked = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function own(way, ...more) {
    const context = asked.call(this, way, ...more);
    if (context) window.ways.set(this, context);
    return context;
  };
};

/** The sum of alpha and its place by what the page has drawn in this frame; by which context. */
const seen = (page) => page.evaluate((over) => new Promise((done) => {
  requestAnimationFrame(() => {
    const canvas = document.querySelector(over);
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d');
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    let [sum, place] = [0, 0];
    for (let at = 3; at < data.length; at += 4) [sum, place] = [sum + data[at], place + data[at] * at];
    const way = window.ways.get(canvas)?.constructor.name ?? 'none';
    done({ sum, place: sum && place / sum, way, width: canvas.width, hidden: canvas.getAttribute('aria-hidden') });
  });
}), OVER);

async function begun({ open, server }, { card = false, ...more } = {}) {
  server.overrides.set('/geo/square.json', json(SQUARE));
  server.overrides.set('/data/ways.json', json(WAYS));
  server.overrides.set('/boards/trial.json', json(BOARD));
  const page = await open('/?board=trial', more);
  await page.addInitScript(remember);
  if (card) await page.addInitScript(withCard);
  await page.reload();
  await page.waitForSelector(OVER, { state: 'attached' });
  return page;
}

/** Waits for light from such a context. */
async function lit(page, way, width = () => true) {
  for (let tries = 0; tries < 100; tries += 1) {
    const now = await seen(page);
    if (now.way === way && now.sum > 5_000 && width(now.width)) return now;
    await page.waitForTimeout(200);
  }
  throw new Error(`no light by ${way}: ${JSON.stringify(await seen(page))}`);
}

async function moves(page, way, assert, width) {
  const first = await lit(page, way, width);
  await page.waitForTimeout(400);
  const then = await lit(page, way, width);
  assert.notEqual(first.place, then.place);
  assert.equal(then.hidden, 'true');
  return then;
}

const CARD = 'WebGL2RenderingContext';
const BITMAP = 'CanvasRenderingContext2D';

export default [
  {
    name: 'B18: where a processor plays the graphics card they move from the bitmap',
    async run({ open, server, assert }) {
      const page = await begun({ open, server });
      await moves(page, BITMAP, assert);
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'B18: a graphics card draws them, at every size, and when its context is lost the bitmap goes on',
    async run({ open, server, assert, shot }) {
      const page = await begun({ open, server }, { card: true, viewport: { width: 900, height: 600 } });
      const small = await moves(page, CARD, assert);
      await page.setViewportSize({ width: 1_200, height: 700 });
      const before = await moves(page, CARD, assert, (width) => width > small.width);
      await shot(page, 'lights-webgl');
      await page.evaluate((over) => {
        window.ways.get(document.querySelector(over)).getExtension('WEBGL_lose_context').loseContext();
      }, OVER);
      const after = await moves(page, BITMAP, assert);
      assert.equal(after.width, before.width);
      assert.equal(await page.locator('.drawing > canvas').count(), 2);
      await shot(page, 'lights-bitmap');
      // The page goes on with the canvas that took the other's place.
      await page.setViewportSize({ width: 900, height: 600 });
      await moves(page, BITMAP, assert, (width) => width === small.width);
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'who asked for less motion sees none',
    async run({ open, server, assert }) {
      const page = await begun({ open, server }, { reducedMotion: 'reduce' });
      await page.waitForTimeout(1_500);
      const { sum, way } = await seen(page);
      assert.deepEqual([sum, way], [0, 'none']);
      assert.deepEqual(page.problems, []);
    },
  },
];
