// The gallery's pictures and the board of maps', compared with tests/golden/shots. Fonts are pinned: without Noto Sans CJK the
// tests fail with a sentence, because every letter would differ. Clocks and rosters are masked.
//
//   DAPING_REFRESH_GOLDEN=1 node tests/e2e/run.mjs gallery-shots
//
// writes them anew: look at each before it is committed.

import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TODAY, gallery, packaged, stands } from './gallery.mjs';

const GOLDEN = join(dirname(fileURLToPath(import.meta.url)), '../golden/shots');
const REFRESH = Boolean(process.env.DAPING_REFRESH_GOLDEN);
const FONT = 'Noto Sans CJK SC';
/** How far a pixel may be off, and how many may be: letters' edges differ between machines. */
const PIXEL = 0.15;
const SHARE = 0.002;
/** Pictures are kept small: half of the size, at most so high, and colours in steps. */
const SCALE = 0.5;
const HIGHEST = 2_700;
const STEP = 8;
const MASKED = '[data-kind="roster"] > .body, [data-kind="clock"] > .body, .plate .clock';

const SHOTS = [
  ...['small', 'medium', 'large'].map((arrangement) => ({ arrangement, theme: 'night', state: 'live' })),
  ...['day', 'contrast', 'print'].map((theme) => ({ arrangement: 'medium', theme, state: 'live' })),
  ...['late', 'failed', 'empty', 'denied'].map((state) => ({ arrangement: 'small', theme: 'night', state })),
];

/** The board of maps in a hall, on a wide wall and in the hand. */
const MAPS = [
  { arrangement: 'wall', width: 1920, height: 1080 },
  { arrangement: 'wide', width: 3840, height: 1080 },
  { arrangement: 'phone', width: 390, height: 844 },
];

function fontIsThere() {
  const families = execFileSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' });
  if (!families.includes(FONT)) {
    throw new Error(`The pictures need the font ${FONT}: install fonts-noto-cjk, then run this again.`);
  }
}

/** The whole page in pieces that are not too high, each as an RGB picture. */
async function pieces(page, { PNG }) {
  const { width, height } = await page.evaluate(() => ({
    width: document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight,
  }));
  const count = Math.ceil(height / HIGHEST);
  const all = [];
  for (let at = 0; at < count; at += 1) {
    const top = at * HIGHEST;
    const clip = { x: 0, y: top, width, height: Math.min(HIGHEST, height - top) };
    const bytes = await page.screenshot({
      fullPage: true, clip, animations: 'disabled', caret: 'hide',
      mask: [page.locator(MASKED)], maskColor: '#808080',
    });
    const picture = PNG.sync.read(bytes);
    for (let i = 0; i < picture.data.length; i += 1) {
      picture.data[i] = i % 4 === 3 ? 255 : Math.min(255, Math.round(picture.data[i] / STEP) * STEP);
    }
    all.push(picture);
  }
  return all;
}

async function compared(name, picture, shots, { PNG, pixelmatch }) {
  const written = PNG.sync.write(picture, { colorType: 2, deflateLevel: 9 });
  const file = join(GOLDEN, `${name}.png`);
  if (REFRESH) {
    await mkdir(GOLDEN, { recursive: true });
    await writeFile(file, written);
    return [];
  }
  const bytes = await readFile(file).catch(() => null);
  if (!bytes) return [`${name}: no golden; DAPING_REFRESH_GOLDEN=1 writes it.`];
  const golden = PNG.sync.read(bytes);
  const { width, height } = golden;
  await writeFile(join(shots, `${name}.png`), written);
  if (picture.width !== width || picture.height !== height) {
    return [`${name}: ${picture.width}×${picture.height}, expected ${width}×${height}`];
  }
  const diff = new PNG({ width, height });
  const off = pixelmatch(golden.data, picture.data, diff.data, width, height, { threshold: PIXEL });
  if (off <= width * height * SHARE) return [];
  await writeFile(join(shots, `${name}.diff.png`), PNG.sync.write(diff));
  return [`${name}: ${off} pixels of ${width * height} differ, see shots/${name}.diff.png`];
}

/** The page that `opened` gives looks as its golden of that title. */
function looks(title, opened) {
  return {
    name: `${title} looks as its golden`,
    async run({ open, server, shots, assert }) {
      fontIsThere();
      server.headers.Date = TODAY;
      const { default: pixelmatch } = await packaged('PIXELMATCH', 'index.js');
      const { default: { PNG } } = await packaged('PIXELMATCH', '../pngjs/lib/png.js');
      const page = await opened(open);
      const found = [];
      for (const [at, picture] of (await pieces(page, { PNG })).entries()) {
        found.push(...await compared(`${title}-${at + 1}`, picture, shots, { PNG, pixelmatch }));
      }
      assert.equal(found.join('\n'), '');
    },
  };
}

function shot({ arrangement, theme, state }) {
  const title = [arrangement, theme, state === 'live' ? null : state].filter(Boolean).join('-');
  const query = `&theme=${theme}${state === 'live' ? '' : `&rehearse=${state}`}`;
  return looks(title, (open) => gallery(open, arrangement, { query, state, deviceScaleFactor: SCALE }));
}

function maps({ arrangement, width, height }) {
  return looks(`maps-${arrangement}`, async (open) => {
    const page = await open(`/?board=maps&arrangement=${arrangement}`, {
      viewport: { width, height }, reducedMotion: 'reduce', deviceScaleFactor: SCALE,
    });
    // Under a pointer the tour waits.
    await page.locator('section[data-panel="levels"] h2').first().hover();
    await stands(page);
    return page;
  });
}

export default [...SHOTS.map(shot), ...MAPS.map(maps)];
