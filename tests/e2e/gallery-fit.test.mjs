// Nothing of the gallery is cut off, sticks out of its panel or makes a phone scroll sideways.

import { ARRANGEMENTS, LANGUAGES, TODAY, gallery } from './gallery.mjs';

/** Puts a question into the page: does a text lie wholly outside of what its elements let be seen? In
    a narrow head what gives way wraps out of its one line, whole. */
const ask = () => {
  globalThis.givenWay = (text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    for (let up = text.parentElement; up; up = up.parentElement) {
      if (getComputedStyle(up).overflow === 'visible') continue;
      const room = up.getBoundingClientRect();
      if (box.bottom <= room.top + 1 || box.top >= room.bottom - 1) return true;
      if (box.right <= room.left + 1 || box.left >= room.right - 1) return true;
    }
    return false;
  };
};

/** Texts that are cut without an ellipsis, outside of what moves or scrolls by design. */
const cut = () => {
  const all = document.querySelectorAll('main :is(h1, h2, p, span, b, small, strong, li, td, th, button, dt, dd)');
  return [...all].filter((element) => {
    if (element.checkVisibility?.() === false || element.closest('.ticker, .roster .window, .spoken, [hidden]')) return false;
    const texts = [...element.childNodes].filter((node) => node.nodeType === 3 && node.textContent.trim());
    if (texts.every((text) => givenWay(text))) return false;
    if (element.scrollWidth <= element.clientWidth + 1) return false;
    const { overflowX, textOverflow, display } = getComputedStyle(element);
    return display !== 'inline' && textOverflow !== 'ellipsis' && !['auto', 'scroll'].includes(overflowX);
  }).map(named);

  function named(element) {
    const panel = element.closest('section')?.dataset.panel ?? 'plate';
    return `${panel}: ${element.tagName}.${element.className} "${element.textContent.slice(0, 20)}" ` +
      `${element.scrollWidth} > ${element.clientWidth}`;
  }
};

/** Elements with text that stand outside of their panel, where the panel does not scroll or turn. */
const outside = () => [...document.querySelectorAll('section[data-panel]')].flatMap((panel) => {
  const room = panel.getBoundingClientRect();
  if (!room.width) return [];
  return [...panel.querySelectorAll('*')].filter((element) => {
    if (element.closest('.ticker, .roster .window, .sheet, .scroll, [hidden], .menu ul')) return false;
    const texts = [...element.childNodes].filter((node) => node.nodeType === 3 && node.textContent.trim());
    if (texts.every((text) => givenWay(text))) return false;
    const own = element.getBoundingClientRect();
    if (!own.width || !own.height) return false;
    return own.right > room.right + 1 || own.left < room.left - 1 || own.bottom > room.bottom + 1 || own.top < room.top - 1;
  }).slice(0, 2).map((element) => `${panel.dataset.panel}: ${element.tagName}.${element.className} "${element.textContent.slice(0, 20)}"`);
});

/** Texts of one panel that stand on each other. */
const overlapping = () => [...document.querySelectorAll('section[data-panel]:not([hidden])')].flatMap((panel) => {
  const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  const boxes = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    const said = walker.currentNode.textContent.trim();
    if (!said || parent.closest('.ticker, .roster .window, .spoken, .tip, .menu ul, [aria-hidden="true"]')) continue;
    if (parent.checkVisibility?.({ opacityProperty: true }) === false || givenWay(walker.currentNode)) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const clip = parent.getBoundingClientRect();
    const body = parent.closest('.body')?.getBoundingClientRect() ?? clip;
    for (const box of range.getClientRects()) {
      const left = Math.max(box.left, clip.left, body.left);
      const right = Math.min(box.right, clip.right, body.right);
      // A line's box is higher than its letters.
      const trim = box.height * 0.22;
      const top = Math.max(box.top + trim, body.top, clip.top);
      const bottom = Math.min(box.bottom - trim, body.bottom, clip.bottom);
      if (right - left > 2 && bottom - top > 2) boxes.push({ said, parent, left, right, top, bottom });
    }
  }
  const found = [];
  boxes.forEach((one, at) => boxes.slice(at + 1).forEach((two) => {
    const across = Math.min(one.right, two.right) - Math.max(one.left, two.left);
    const down = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
    if (one.parent !== two.parent && across > 2 && down > 1) {
      found.push(`${panel.dataset.panel}: "${one.said.slice(0, 16)}" on "${two.said.slice(0, 16)}"`);
    }
  }));
  return found.slice(0, 3);
});

/** Bodies that are higher than their place, on walls. */
const taller = () => [...document.querySelectorAll('section[data-panel] > .body')]
  .filter((body) => body.clientHeight > 0 && body.scrollHeight > body.clientHeight + 2)
  .map((body) => `${body.parentElement.dataset.panel}: ${body.scrollHeight} > ${body.clientHeight}`);

const sideways = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;

/** Buttons that a thumb would miss: entries of a legend are as high as a line, and have 24 px. */
const narrow = () => [...document.querySelectorAll('main :is(button, summary, [role="button"], [role="tab"])')]
  .filter((button) => button.checkVisibility?.() !== false && !button.closest('details:not([open]) > :not(summary)'))
  .map((button) => ({ button, box: button.getBoundingClientRect() }))
  .filter(({ box }) => box.width && (box.height < 44 || box.width < 44))
  .map(({ button, box }) => `${button.closest('section')?.dataset.panel ?? 'plate'}: ${button.className} ` +
    `"${button.textContent.slice(0, 12)}" ${Math.round(box.width)}×${Math.round(box.height)}`);

/** What other tests ask of a page, too. */
export const FIT = { ask, cut, outside, taller, sideways };

const RULES = { cut, outside, overlapping };

function fits({ name }, lang) {
  return {
    name: `${name}, ${lang}: every panel live, nothing cut, on another, or outside`,
    async run({ open, server, assert }) {
      server.headers.Date = TODAY;
      const page = await gallery(open, name, { query: `&lang=${lang}` });
      const found = [];
      await page.evaluate(ask);
      for (const [rule, look] of Object.entries(name === 'phone' ? RULES : { ...RULES, taller })) {
        found.push(...(await page.evaluate(look)).map((said) => `${rule}: ${said}`));
      }
      assert.equal(found.join('\n'), '');
      // Of the server's clock, which this test has set, the wall rightly says something.
      const said = await page.$$eval('.findings li', (all) => all.map((own) => own.textContent));
      assert.deepEqual(said.filter((words) => !/本机时钟比|this machine's clock is/.test(words)), []);
      assert.deepEqual(page.problems, []);
    },
  };
}

export default [
  ...ARRANGEMENTS.flatMap((arrangement) => LANGUAGES.map((lang) => fits(arrangement, lang))),
  ...[320, 390, 430].map((width) => ({
    name: `phone of ${width} px: no sideways scroll, buttons for a thumb`,
    async run({ open, assert }) {
      const page = await gallery(open, 'phone', { viewport: { width, height: 844 }, hasTouch: true });
      assert.equal(await page.evaluate(sideways), 0);
      assert.equal((await page.evaluate(narrow)).join('\n'), '');
    },
  })),
];
