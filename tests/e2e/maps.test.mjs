// Maps in a hand: levels are entered and left by mouse, by thumb, by keys, by links and by Back; a level
// without a file keeps the map above it; hover costs no drawing; a tour waits for a hand. Every place
// is made up.

import { rests } from './gallery.mjs';

const BOARD = '/boards/trial.json';
const ROWS = '/data/trial/places.json';
const LEVELS = '虚构国';

/** A country of four squares; the first leads down two levels, the last of which is tiles. */
const COUNTRY = squares('虚构国', [['10', '甲州', 0, 1], ['20', '乙州', 1, 1], ['30', '丙州', 0, 0], ['40', '丁州', 1, 0]]);
const STATE = squares('甲州图', [['11', '东县', 0, 0], ['12', '西县', 1, 0]]);
const COUNTY = {
  daping_tiles: 1, name: '东县图', source: '试验',
  tiles: [['111', '河口镇', 0, 0], ['112', '石桥镇', 1, 0], ['113', '云山乡', 0, 1]]
    .map(([code, name, column, row]) => ({ code, name, column, row })),
};

/** 20 has no file, 30 a broken one, 40 may not be shown; 12 is no door. */
const OUTLINES = {
  country: { inside_all: 'state-{code}' },
  'state-10': { inside: { 11: 'county' } },
  'state-40': { licensed: false },
};

function squares(name, all) {
  const features = all.map(([code, name, east, north]) => {
    const [west, south] = [110 + 2 * east, 28 + 2 * north];
    const ring = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]].map(([x, y]) => [west + x, south + y]);
    return { type: 'Feature', properties: { adcode: code, name }, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  return { type: 'FeatureCollection', name, source: '试验', features };
}

const places = ['10', '20', '30', '40', '11', '12', '111', '112', '113'];
const json = (value) => ({ body: JSON.stringify(value), headers: { 'Content-Type': 'application/json' } });

/** The board with its files; `map` is more of the panel, `files` are other answers. */
function serve(server, { map = {}, files = {} } = {}) {
  server.overrides.set(BOARD, json({
    daping: 1,
    title: '试验',
    outlines: OUTLINES,
    sources: { places: { url: ROWS.slice(1), fields: { code: {}, value: { label: '数值', type: 'number' } } } },
    panels: {
      map: { kind: 'map', title: '各地', map: 'country', place: 'code', value: 'value', data: { from: 'places' }, ...map },
      rest: { kind: 'table', title: '表', data: { from: 'places' } },
    },
    layout: [{ columns: ['2fr', '1fr'], rows: ['1fr'], areas: ['map rest'] }],
  }));
  server.overrides.set(ROWS, json(places.map((code, at) => ({ code, value: at + 1 }))));
  const all = { country: json(COUNTRY), 'state-10': json(STATE), county: json(COUNTY), 'state-30': { body: '{"type":' }, ...files };
  for (const [name, answer] of Object.entries(all)) server.overrides.set(`/geo/${name}.json`, answer);
}

const panel = (page) => page.locator('section[data-panel="map"]');
const drawing = (page) => panel(page).locator('.drawing');
const tip = (page) => panel(page).locator('.tip');
const draws = (page) => page.evaluate(() =>
  performance.getEntriesByName('daping:draw').filter((own) => own.detail === 'map').length);
const asked = (page) => new URL(page.url()).searchParams.get('in.map');

/** The levels of the breadcrumb are these. */
const levels = (page, names) => page.waitForFunction((names) =>
  [...document.querySelectorAll('section[data-panel="map"] .crumbs button')].map((own) => own.textContent).join(' ') === names,
names.join(' '), { timeout: 20_000 }).catch(async () => {
  throw new Error(`levels are "${await panel(page).locator('.crumbs').allInnerTexts()}" and not ${names.join(' ')}`);
});

const said = (page, sentence) =>
  panel(page).locator('.crumbs [role="status"]', { hasText: sentence }).waitFor({ timeout: 20_000 });

const finding = (page, sentence) => page.waitForFunction((text) =>
  (document.querySelector('.findings')?.textContent ?? '').includes(text), sentence, { timeout: 20_000 });

async function stands(page, names = []) {
  await panel(page).locator('canvas').waitFor();
  await levels(page, names);
  await rests(page);
}

/** A place of the page where a pointer finds the region of that name. */
async function over(page, name) {
  const box = await drawing(page).boundingBox();
  for (let row = 1; row < 20; row += 1) {
    for (let column = 1; column < 20; column += 1) {
      const [x, y] = [box.x + (box.width * column) / 20, box.y + (box.height * row) / 20];
      await page.mouse.move(x, y);
      if (await tip(page).locator('strong').innerText({ timeout: 100 }).catch(() => '') === name) return [x, y];
    }
  }
  throw new Error(`no pointer finds ${name}`);
}

/** Nothing broke meanwhile; a file that is missing may be said by the browser. */
const unharmed = (page, assert) =>
  assert.deepEqual(page.problems.filter((text) => text.startsWith('uncaught')), []);

const click = async (page, name) => page.mouse.click(...(await over(page, name)));

async function byMouse({ open, server, assert, shot }) {
  serve(server);
  const page = await open('/?board=trial');
  await stands(page);
  const place = await over(page, '甲州');
  assert.equal(await drawing(page).evaluate((own) => getComputedStyle(own).cursor), 'pointer');
  await shot(page, 'maps-hover');
  await page.mouse.click(...place);
  await stands(page, [LEVELS, '甲州']);
  assert.equal(asked(page), '10');
  await click(page, '西县');
  await rests(page);
  assert.equal(asked(page), '10', 'no door');
  await click(page, '东县');
  await stands(page, [LEVELS, '甲州', '东县']);
  assert.equal(asked(page), '10.11');
  await over(page, '云山乡');
  assert.match(await tip(page).innerText(), /9/);
  await shot(page, 'maps-tiles');
  await panel(page).locator('.crumbs button').nth(1).click();
  await stands(page, [LEVELS, '甲州']);
  assert.equal(asked(page), '10');
  await panel(page).locator('.crumbs button').first().click();
  await stands(page);
  assert.equal(asked(page), null);
  assert.equal(await page.evaluate(() => document.activeElement.className), 'drawing');
  assert.deepEqual(page.problems, []);
}

async function byThumb({ open, server, assert, shot }) {
  serve(server);
  const page = await open('/?board=trial&arrangement=phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await stands(page);
  const place = await over(page, '甲州');
  await page.mouse.move(1, 1);
  await page.touchscreen.tap(...place);
  await tip(page).waitFor();
  assert.match(await tip(page).innerText(), /甲州[\s\S]*再点一下进入/);
  assert.equal(asked(page), null, 'the first tap tells');
  await shot(page, 'maps-phone-tap');
  const sizes = await panel(page).locator('.crumbs button').evaluateAll((all) => all.map((own) => own.getBoundingClientRect()).map(({ width, height }) => Math.min(width, height)));
  assert.ok(sizes.every((size) => size >= 44), sizes.join(' '));
  await page.touchscreen.tap(...place);
  await stands(page, [LEVELS, '甲州']);
  assert.equal(asked(page), '10');
  await shot(page, 'maps-phone-inside');
  await panel(page).locator('.crumbs button').first().tap();
  await stands(page);
  unharmed(page, assert);
}

async function byKeys({ open, server, assert }) {
  serve(server);
  const page = await open('/?board=trial');
  await stands(page);
  await drawing(page).focus();
  assert.match(await drawing(page).getAttribute('aria-description'), /回车进入/);
  await page.keyboard.press('Home');
  assert.match(await tip(page).innerText(), /甲州/);
  await page.keyboard.press('Enter');
  await stands(page, [LEVELS, '甲州']);
  assert.equal(await tip(page).count(), 0, 'a level begins without a card');
  await page.keyboard.press('ArrowRight');
  assert.match(await tip(page).innerText(), /东县/);
  await page.keyboard.press('Enter');
  await stands(page, [LEVELS, '甲州', '东县']);
  await page.keyboard.press('Backspace');
  await stands(page, [LEVELS, '甲州']);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  assert.equal(await tip(page).count(), 0);
  assert.equal(asked(page), '10', 'the first Escape closes the card');
  await page.keyboard.press('Escape');
  await stands(page);
  await page.keyboard.press('Backspace');
  assert.equal(asked(page), null);
  unharmed(page, assert);
}

async function backAndForward({ open, server, assert }) {
  serve(server);
  const page = await open('/?board=trial&in.map=10.11');
  await stands(page, [LEVELS, '甲州', '东县']);
  const entries = () => page.evaluate(() => history.length);
  const first = await entries();
  await panel(page).locator('.crumbs button').first().click();
  await stands(page);
  await drawing(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await stands(page, [LEVELS, '甲州']);
  assert.equal(await entries(), first + 2);
  await page.goBack();
  await stands(page);
  await page.goBack();
  await stands(page, [LEVELS, '甲州', '东县']);
  assert.equal(asked(page), '10.11');
  await page.goForward();
  await stands(page);
  await page.goForward();
  await stands(page, [LEVELS, '甲州']);
  assert.equal(await entries(), first + 2, 'Back and Forward add nothing');
  await page.reload();
  await stands(page, [LEVELS, '甲州']);
  unharmed(page, assert);
}

async function withoutFile({ open, server, assert, shot }) {
  serve(server);
  const page = await open('/?board=trial');
  await stands(page);
  const before = await drawing(page).locator('canvas').first().evaluate((own) => own.toDataURL());
  await click(page, '乙州');
  await said(page, '没有“乙州”下一级的轮廓文件');
  await levels(page, [LEVELS]);
  await finding(page, '没有“乙州”下一级的轮廓文件');
  assert.equal(await drawing(page).locator('canvas').first().evaluate((own) => own.toDataURL()), before, 'the map stays');
  await shot(page, 'maps-missing');
  await click(page, '丙州');
  await said(page, '轮廓文件在第');
  assert.equal(asked(page), '30', 'from the level in sight');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await panel(page).locator('.crumbs [role="status"]').waitFor({ state: 'detached' });
  assert.equal(asked(page), null);
  server.overrides.set('/geo/state-20.json', json(squares('乙州图', [['21', '南县', 0, 0], ['22', '北县', 0, 1]])));
  await click(page, '乙州');
  await stands(page, [LEVELS, '乙州']);
  server.overrides.set('/geo/state-22.json', json(squares('北县图', [['221', '北关镇', 0, 0]])));
  await click(page, '北县');
  await stands(page, [LEVELS, '乙州', '北县']);
  unharmed(page, assert);
}

async function staleLink({ open, server, assert }) {
  serve(server);
  const page = await open('/?board=trial&in.map=10.99.98&in.nobody=1');
  await stands(page, [LEVELS, '甲州']);
  await said(page, '没有“99”下一级的轮廓文件');
  await finding(page, '没有“99”下一级的轮廓文件');
  assert.equal(server.requests.some((path) => /^\/geo\/.*9[89]/.test(path)), false, 'an address fetches nothing that no map names');
}

async function hovers({ open, server, assert }) {
  serve(server);
  const page = await open('/?board=trial&bench');
  await stands(page);
  const before = await draws(page);
  const place = await over(page, '丁州');
  const outline = await drawing(page).locator('svg.lit path').getAttribute('d');
  assert.match(outline, /^M/);
  await over(page, '甲州');
  assert.notEqual(await drawing(page).locator('svg.lit path').getAttribute('d'), outline);
  // A pointer that moves now is answered before the next frame but one is shown.
  const frames = await drawing(page).evaluate(async (own, [x, y]) => {
    own.dispatchEvent(new PointerEvent('pointermove', { clientX: x, clientY: y, bubbles: true, pointerType: 'mouse' }));
    for (let frame = 1; frame < 10; frame += 1) {
      await new Promise(requestAnimationFrame);
      if (own.querySelector('.tip strong')?.textContent === '丁州') return frame;
    }
    return 10;
  }, place);
  assert.ok(frames <= 1, `${frames} frames`);
  await page.locator('h1').hover();
  assert.equal(await drawing(page).locator('svg.lit').count(), 0);
  assert.equal(await draws(page), before, 'no drawing for a hover');
}

async function tours({ open, server, assert }) {
  serve(server, { map: { tour: '1s' } });
  server.overrides.set(ROWS, json(['10', '30', '40'].map((code) => ({ code, value: 1 }))));
  const page = await open('/?board=trial');
  await stands(page);
  const before = await draws(page);
  const seen = [];
  while (seen.length < 5) {
    const name = await tip(page).locator('strong').innerText({ timeout: 10_000 });
    if (seen.at(-1) !== name) seen.push(name);
    await page.waitForTimeout(100);
  }
  const order = ['甲州', '丙州', '丁州'];
  const first = order.indexOf(seen[0]);
  assert.deepEqual(seen, seen.map((_, at) => order[(first + at) % 3]), 'each with data in turn, round and round');
  const [x, y] = await over(page, '丙州');
  await page.waitForTimeout(3_500);
  assert.equal(await tip(page).locator('strong').innerText(), '丙州', 'it waits under a hand');
  await page.mouse.move(x + 1, y);
  await page.locator('h1').hover();
  await tip(page).waitFor({ state: 'detached' });
  await tip(page).waitFor({ timeout: 10_000 });
  assert.equal(await draws(page), before);
  const fits = await tip(page).evaluate((own) => {
    const [box, room] = [own.getBoundingClientRect(), own.closest('section').getBoundingClientRect()];
    return box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom;
  });
  assert.ok(fits, 'the card is inside the panel');
}

async function comesLate({ open, server, assert, shot }) {
  serve(server, { files: { country: { ...json(COUNTRY), delayMs: 3_000 } } });
  const page = await open('/?board=trial');
  await page.locator('section[data-panel="rest"] td', { hasText: '111' }).waitFor();
  assert.equal(await draws(page), 0);
  await stands(page);
  await over(page, '丁州');
  assert.equal(await draws(page), 1);
  await shot(page, 'maps-late');
}

async function unlicensed({ open, server, assert, shot }) {
  serve(server);
  const page = await open('/?board=trial&in.map=40');
  await stands(page, [LEVELS, '丁州']);
  assert.equal(server.requests.includes('/geo/state-40.json'), false);
  const gap = await drawing(page).evaluate((own) => {
    const [bar, list] = ['.crumbs', 'canvas'].map((part) => own.querySelector(part).getBoundingClientRect());
    const sheet = own.querySelector('canvas');
    const rows = sheet.getContext('2d').getImageData(0, 0, sheet.width, sheet.height).data;
    const first = rows.findIndex((value, at) => at % 4 === 3 && value > 0);
    return list.top + Math.floor(first / 4 / sheet.width) * (list.height / sheet.height) - bar.bottom;
  });
  assert.ok(gap >= 0, `the list begins ${gap} px below the levels`);
  await shot(page, 'maps-unlicensed');
  await drawing(page).focus();
  await page.keyboard.press('Backspace');
  await stands(page);
}

async function isBroken({ open, server, assert }) {
  serve(server, { files: { country: { body: '{"type":"FeatureCollection","features":[]}' } } });
  const page = await open('/?board=trial');
  await panel(page).locator('.fault', { hasText: '没有一个区域' }).waitFor();
  await page.locator('section[data-panel="rest"] td', { hasText: '111' }).waitFor();
  await finding(page, '没有一个区域');
  assert.equal(await panel(page).locator('.crumbs').count(), 0);
}

export default [
  { name: 'by mouse: in, in again to the tiles, and up by the levels', run: byMouse },
  { name: 'by thumb: the first tap tells, the second goes in', run: byThumb },
  { name: 'by keys: arrows, Enter, Backspace, Escape', run: byKeys },
  { name: 'a link opens inside; Back and Forward go where they were', run: backAndForward },
  { name: 'a level without a file, and a broken one, keep the map above; asked again it comes', run: withoutFile },
  { name: 'a link to what is not there shows the deepest level that is', run: staleLink },
  { name: 'hover shows a region and its card within a frame and draws nothing', run: hovers },
  { name: 'a tour shows each region with data in turn, and waits for a hand', run: tours },
  { name: 'an outline that comes after the data is drawn when it is there', run: comesLate },
  { name: 'a level that may not be shown is a list under its name, and is not fetched', run: unlicensed },
  { name: 'a broken outline is said in its panel; the rest of the wall lives', run: isBroken },
];
