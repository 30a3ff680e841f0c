// Keys, pointers and thumbs in the gallery: tips, tables, legends, pages that stay.

import { gallery, rests } from './gallery.mjs';

const panel = (page, name) => page.locator(`section[data-panel="${name}"]`);
const drawing = (page, name) => panel(page, name).locator('.drawing');
const tip = (page, name) => panel(page, name).locator('.tip');

/** Tab from before the panel until its drawing has the focus. */
async function tabTo(page, name) {
  await page.evaluate(() => document.activeElement?.blur());
  for (let i = 0; i < 400; i += 1) {
    await page.keyboard.press('Tab');
    const there = await page.evaluate((name) => {
      const focused = document.activeElement;
      return focused?.classList.contains('drawing') && focused.closest('section').dataset.panel === name;
    }, name);
    if (there) return;
  }
  throw new Error(`Tab never came to the drawing of ${name}.`);
}

/** A tip says what, how much with its unit, of when and from where. */
function whole(said, assert) {
  const lines = said.split('\n').map((line) => line.trim()).filter(Boolean);
  assert.ok(lines.length >= 3, said);
  assert.match(said, /\d/);
  assert.match(lines.at(-1), /数据截至.*2024.*·\s*\S+/, said);
}

const drawn = (page) => page.evaluate(() => performance.getEntriesByName('daping:draw').length);

/** Every drawing of the page by its panel's name. */
const drawings = (page) => page.$$eval('section[data-panel]:not([hidden]):has(.drawing)', (all) => all.map((own) => own.dataset.panel));

export default [
  {
    name: 'Tab to a drawing, arrows show tips, T the table, Escape closes',
    async run({ open, assert }) {
      const page = await gallery(open, 'medium');
      await tabTo(page, 'bar');
      assert.equal(await tip(page, 'bar').count(), 0);
      await page.keyboard.press('ArrowRight');
      const first = await tip(page, 'bar').innerText();
      whole(first, assert);
      assert.match(first, /河口镇[\s\S]*1,286\s*人/);
      await page.keyboard.press('ArrowRight');
      assert.match(await tip(page, 'bar').innerText(), /石桥镇/);
      await page.keyboard.press('Escape');
      assert.equal(await tip(page, 'bar').count(), 0);
      await page.keyboard.press('t');
      await panel(page, 'bar').locator('table').waitFor();
      assert.match(await panel(page, 'bar').locator('table').innerText(), /河口镇[\s\S]*1,?286/);
    },
  },
  {
    name: 'every drawing has a tip for each key press, within its panel',
    async run({ open, assert }) {
      const page = await gallery(open, 'medium');
      const silent = [];
      for (const name of await drawings(page)) {
        await drawing(page, name).focus();
        await page.keyboard.press('ArrowRight');
        const said = await tip(page, name).innerText({ timeout: 2_000 }).catch(() => '');
        if (!/\d/.test(said)) silent.push(`${name}: "${said}"`);
        const fits = await tip(page, name).evaluate((own) => {
          const [box, room] = [own.getBoundingClientRect(), own.closest('section').getBoundingClientRect()];
          return box.left >= room.left - 1 && box.right <= room.right + 1;
        }).catch(() => true);
        if (!fits) silent.push(`${name}: the tip leaves the panel`);
      }
      assert.deepEqual(silent, []);
    },
  },
  {
    name: 'hover shows a tip, leaving hides it',
    async run({ open, assert }) {
      const page = await gallery(open, 'medium');
      await drawing(page, 'bar').hover();
      whole(await tip(page, 'bar').innerText(), assert);
      await page.locator('h1').hover();
      assert.equal(await tip(page, 'bar').count(), 0);
    },
  },
  {
    name: 'a tap shows a tip',
    async run({ open, assert }) {
      const page = await gallery(open, 'phone', { hasTouch: true, isMobile: true });
      await drawing(page, 'bar').scrollIntoViewIfNeeded();
      await drawing(page, 'bar').tap();
      whole(await tip(page, 'bar').innerText(), assert);
    },
  },
  {
    name: 'a legend entry removes its series in one draw, and brings it back',
    async run({ open, assert }) {
      const page = await gallery(open, 'medium');
      const with_legend = await page.$$eval('section[data-panel]:has(.entry)', (all) => all.map((own) => own.dataset.panel));
      assert.ok(with_legend.length > 0, 'no legend has an entry');
      for (const name of with_legend) {
        const entry = panel(page, name).locator('.entry').first();
        const label = await entry.getAttribute('aria-label');
        const own = panel(page, name).locator(`.entry[aria-label="${label}"]`);
        for (const pressed of ['false', 'true']) {
          const before = await drawn(page);
          await own.focus();
          await page.keyboard.press('Enter');
          await rests(page);
          assert.equal(await own.getAttribute('aria-pressed'), pressed, `${name}: ${label}`);
          assert.equal(await drawn(page), before + 1, `${name}: draws`);
        }
      }
    },
  },
  {
    name: 'a page turned by hand stays',
    async run({ open, server, assert }) {
      const board = await (await fetch(`${server.url}/boards/gallery.json`)).json();
      board.panels.table.turn = '2s';
      board.panels.tabs.turn = '2s';
      server.overrides.set('/boards/gallery.json', { body: JSON.stringify(board) });
      const page = await gallery(open, 'medium');
      const table = panel(page, 'table');
      const page_of = () => table.locator('.pager').innerText();
      await table.locator('.pager button').last().click();
      const turned = await page_of();
      const tab = panel(page, 'tabs').locator('[role="tab"]').nth(1);
      await tab.click();
      await page.waitForTimeout(6_000);
      assert.equal(await page_of(), turned);
      assert.equal(await tab.getAttribute('aria-selected'), 'true');
    },
  },
];
