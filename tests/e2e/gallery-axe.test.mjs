// axe finds nothing in the gallery, in any theme, language and arrangement.

import { ARRANGEMENTS, LANGUAGES, THEMES, gallery, packaged } from './gallery.mjs';

/** Rules that are not asked, each with its reason. None so far. */
const EXCLUDED = [];
const LIMIT_MS = 300_000;
const COUNTED = ['moderate', 'serious', 'critical'];

async function found(page) {
  const { AxeBuilder } = await packaged('AXE_PLAYWRIGHT', 'dist/index.mjs');
  const { violations } = await new AxeBuilder({ page }).disableRules(EXCLUDED).analyze();
  return violations
    .filter(({ impact }) => COUNTED.includes(impact))
    .map(({ id, impact, help, nodes }) => {
      const where = nodes.slice(0, 4).map((node) => `${node.target.join(' ')}: ${node.failureSummary}`);
      return `${impact} ${id}: ${help} (${nodes.length})\n  ${where.join('\n  ')}`;
    });
}

/** Each finding once, with all the places where it was made. */
function told(all) {
  const places = new Map();
  for (const [place, said] of all) places.set(said, [...(places.get(said) ?? []), place]);
  return [...places].map(([said, found]) => `${found.join(', ')}: ${said}`).join('\n');
}

function clean(theme, lang) {
  return {
    name: `${theme}, ${lang}: nothing in any arrangement`,
    limitMs: LIMIT_MS,
    async run({ open, assert }) {
      const all = [];
      for (const { name } of ARRANGEMENTS) {
        const page = await gallery(open, name, { query: `&theme=${theme}&lang=${lang}` });
        all.push(...(await found(page)).map((said) => [name, said]));
        await page.context().close();
      }
      assert.equal(told(all), '');
    },
  };
}

export default [
  ...THEMES.flatMap((theme) => LANGUAGES.map((lang) => clean(theme, lang))),
  {
    name: 'nothing where sources fail, are empty, or ask for a log-in',
    limitMs: LIMIT_MS,
    async run({ open, assert }) {
      const all = [];
      for (const state of ['late', 'failed', 'empty', 'denied', 'locked', 'loading']) {
        const page = await gallery(open, 'medium', { query: `&rehearse=${state}`, state });
        all.push(...(await found(page)).map((said) => [state, said]));
        await page.context().close();
      }
      assert.equal(told(all), '');
    },
  },
];
