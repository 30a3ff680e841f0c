// What the tests of the gallery share: its arrangements, when it stands, where npm's packages are.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const THEMES = ['night', 'day', 'contrast', 'print'];
export const LANGUAGES = ['zh', 'en'];

/** The wall goes by the server's clock: what is overdue, where today stands. */
export const TODAY = 'Fri, 01 Mar 2024 01:00:00 GMT';

/** Each arrangement with a window that it is made for. */
export const ARRANGEMENTS = [
  { name: 'small', width: 1320, height: 1000 },
  { name: 'medium', width: 1320, height: 1000 },
  { name: 'large', width: 1860, height: 1080 },
  { name: 'wall', width: 1920, height: 1080 },
  { name: 'phone', width: 390, height: 844 },
];

export const address = (arrangement, more = '') => `/?board=gallery&arrangement=${arrangement}${more}`;

/** Opens the gallery in an arrangement's window, without motion, and waits until it stands. */
export async function gallery(open, arrangement, { query = '', state = 'live', ...options } = {}) {
  const { width, height } = ARRANGEMENTS.find((own) => own.name === arrangement);
  const page = await open(address(arrangement, query), {
    viewport: { width, height },
    reducedMotion: 'reduce',
    ...options,
  });
  await stands(page, state);
  return page;
}

/** Every panel is in the state (those that need no data are live), and drawn for its size. */
export async function stands(page, state = 'live') {
  const waited = (state) => {
    const panels = [...document.querySelectorAll('section[data-panel]')];
    const still = ['clock', 'tabs', 'image', 'text'];
    return panels.length > 0 && panels.every((panel) =>
      panel.dataset.state === state || (still.includes(panel.dataset.kind) && panel.dataset.state === 'live'));
  };
  await page.waitForFunction(waited, state, { timeout: 60_000 }).catch(async () => {
    const others = await page.$$eval('section[data-panel]', (all) =>
      all.map((panel) => `${panel.dataset.panel} ${panel.dataset.state}`));
    const said = await page.locator('.findings').evaluate((box) => box.innerText).catch(() => '');
    throw new Error(`not ${state}: ${others.filter((own) => !own.endsWith(` ${state}`)).join(', ')}\n${said}`);
  });
  await page.evaluate(() => document.fonts.ready);
  await rests(page);
}

/** No canvas has been drawn for half a second. */
export async function rests(page) {
  await page.evaluate(async () => {
    const drawn = () => performance.getEntriesByName('daping:draw').at(-1)?.startTime ?? 0;
    for (let last = -1; last !== drawn();) {
      last = drawn();
      await new Promise((done) => setTimeout(done, 500));
    }
  });
}

/** A module of an npm package whose folder the environment names. */
export async function packaged(variable, file) {
  const folder = process.env[variable];
  if (!folder) throw new Error(`${variable} names no folder: run \`cargo xtask test\`.`);
  return import(pathToFileURL(join(folder, file)).href);
}
