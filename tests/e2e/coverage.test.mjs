// Every published figure stands on a board, as it was printed, with its date and its place, on a wall, a
// desk and a phone. The boards are those that the index opens; each says there which systems it is of.

import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rests } from './gallery.mjs';

const PUBLIC = join(dirname(fileURLToPath(import.meta.url)), '../../public');
const SCREENS = [
  { name: 'wall', width: 1920, height: 1080 },
  { name: 'desk', width: 1366, height: 768 },
  { name: 'phone', width: 390, height: 844 },
];
/** More pages than this nobody waits for on a wall. */
const MOST_PAGES = 12;
const SYSTEMS = 45;

const json = async (path) => JSON.parse(await readFile(join(PUBLIC, path), 'utf8'));
const bare = (text) => (text ?? '').replace(/[\s,，·]/g, '');

/** The text of each panel that can be seen: pages are turned, tabs opened. */
async function texts(page) {
  const seen = new Map();
  const look = async () => {
    const now = await page.evaluate(() => [...document.querySelectorAll('section[data-panel]')].map((panel) => {
      const walk = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
      const parts = [];
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const own = node.parentElement;
        if (own.closest('[hidden], .spoken, .menu ul') || own.checkVisibility?.() === false) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        if (range.getBoundingClientRect().width > 1) parts.push(node.textContent);
      }
      return [panel.dataset.panel, parts.join('\n')];
    }));
    for (const [panel, text] of now) seen.set(panel, `${seen.get(panel) ?? ''}\n${text}`);
  };
  await look();
  const tabs = page.locator('[role="tab"]');
  for (let tab = 0; tab < await tabs.count(); tab += 1) {
    await tabs.nth(tab).click();
    await rests(page);
    await look();
  }
  for (let turn = 0; turn < MOST_PAGES; turn += 1) {
    const turned = await page.evaluate(() => {
      const next = [...document.querySelectorAll('.pager [data-act="next"], .dots [data-act^="page:"]:not([aria-current="true"])')];
      next.forEach((button) => button.click());
      return next.length;
    });
    if (!turned) break;
    await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
    await look();
  }
  return [...seen.values()].map(bare);
}

/** A day as panels write it, in full or short. */
function days(day) {
  const [year, month, date] = day.split('-').map(Number);
  const two = (own) => String(own).padStart(2, '0');
  return [day, `${two(month)}-${two(date)}`, `${month}月${date}日`, `${year}年${month}月${date}日`].map(bare);
}

/** What of a figure a panel's text does not say; null where it is not the panel of the figure. */
function lacking(figure, text) {
  if (!text.includes(bare(figure.label))) return null;
  const parts = [figure.value, figure.qualifier, figure.unit].filter(Boolean).map(bare);
  const printed = text.includes(bare(figure.printed)) || parts.every((part) => text.includes(part));
  const lacks = [];
  if (!printed) lacks.push(figure.printed);
  const when = [...(figure.as_of ? days(figure.as_of) : []), ...[figure.period].filter(Boolean).map(bare)];
  if (when.length && !when.some((day) => text.includes(day))) lacks.push(figure.as_of ?? figure.period);
  if (figure.place && !text.includes(bare(figure.place))) lacks.push(figure.place);
  return lacks;
}

async function shows({ open, assert }, { board, systems }, screen) {
  const { rows } = await json('data/figures.json');
  const page = await open(`/?board=${board}&arrangement=${screen.name}`, {
    viewport: { width: screen.width, height: screen.height },
    reducedMotion: 'reduce',
  });
  await page.waitForFunction(() => {
    const panels = [...document.querySelectorAll('section[data-panel]')];
    return panels.length > 0 && panels.every((panel) => !['never', 'loading'].includes(panel.dataset.state));
  }, null, { timeout: 60_000 });
  await rests(page);
  const panels = await texts(page);
  const faults = [];
  for (const figure of rows.filter((row) => systems.includes(row.system))) {
    const all = panels.map((text) => lacking(figure, text)).filter(Boolean);
    const best = all.sort((a, b) => a.length - b.length)[0];
    if (!best) faults.push(`${figure.id} 「${figure.label}」 is nowhere`);
    else if (best.length) faults.push(`${figure.id} 「${figure.label}」 lacks ${best.join(', ')}`);
  }
  assert.equal(faults.join('\n'), '');
  const aside = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(aside, 0, 'the page scrolls sideways');
  assert.equal(await page.locator('.findings').isVisible(), false, await page.locator('.findings').textContent());
  assert.deepEqual(page.problems, []);
}

const index = await json('boards/index.json');
const boards = index.sources.boards.inline
  .filter(({ systems }) => systems)
  .map(({ board, systems }) => ({ board, systems: systems.split(' ') }));

export default [
  {
    name: 'every system has a board',
    async run({ assert }) {
      const { rows } = await json('data/figures.json');
      const all = [...new Set(rows.map((row) => row.system))].sort();
      const shown = new Set(boards.flatMap(({ systems }) => systems));
      assert.equal(all.length, SYSTEMS);
      assert.deepEqual(all.filter((system) => !shown.has(system)), []);
    },
  },
  ...boards.flatMap((board) => SCREENS.map((screen) => ({
    name: `${board.board} on a ${screen.name} shows every figure of ${board.systems.join(' ')}`,
    run: (ctx) => shows(ctx, board, screen),
  }))),
];
