// One day of the soak (`cargo xtask soak` runs thirty): a playlist of two boards with rosters, charts, maps
// and a replay, whose answers change every minute and fail one time in twenty.

import { HOUR, soak } from '../soak/soak.mjs';
import { broken, table } from '../soak/verdict.mjs';

const DIST = process.env.DIST ?? new URL('../../dist', import.meta.url).pathname;
/** Enough for the page's own thread, and for a worker, which reads what is longer than 2,000,000 bytes. */
const ROWS = { people: 20_500, town: 500 };
const HOW = { step: 2_000, every: 30_000 };

/** `days` of a wall whose samples go up and down and keep nothing, save what `more(day)` adds. */
function samples(days, more = () => ({})) {
  return Array.from({ length: days * 4 + 1 }, (_, at) => {
    const still = { day: at / 4, nodes: 812 + 2 * (at % 3), listeners: 110, timers: 2, documents: 1, heap: 2e6, touched: 5e6, pages: 73 };
    const added = more(at / 4);
    return Object.fromEntries(Object.entries(still).map(([of, count]) => [of, count + (added[of] ?? 0)]));
  });
}

export default [
  {
    name: 'the verdict tells what grows from what goes up and down',
    run: async ({ assert }) => {
      const verdict = (days, more) => broken({ samples: samples(days, more), problems: [] }).map((said) => said.split(':')[0]);
      assert.deepEqual([verdict(1), verdict(30)], [[], []]);
      assert.deepEqual(verdict(30, (day) => ({ nodes: Math.floor(day) })), ['nodes'], 'a node a day');
      assert.deepEqual(verdict(30, (day) => ({ listeners: day >= 3 ? 1 : 0 })), ['listeners'], 'one for ever');
      assert.deepEqual(verdict(30, (day) => ({ timers: day === 20 ? 1 : 0 })), [], 'one for a moment');
      assert.deepEqual(verdict(30, (day) => ({ heap: 1.1e6 * day })), ['heap']);
      assert.deepEqual(verdict(30, (day) => ({ touched: 1.1e6 * day })), ['touched']);
      assert.deepEqual(verdict(30, (day) => ({ pages: day > 29 ? 1 : 0 })), ['wasm'], 'what never goes back');
      assert.deepEqual(broken({ samples: samples(1), problems: ['gone'] }), ['uncaught: gone']);
    },
  },
  {
    name: 'a day of changing and failing answers leaves nothing behind',
    limitMs: 600_000,
    run: async ({ assert }) => {
      const result = await soak(DIST, { days: 1, sampled: 6 * HOUR, ...ROWS, how: HOW });
      console.log(table(result.samples));
      assert.deepEqual(broken(result), []);
      const { good, rosters, ...failed } = result.counts;
      assert.ok(rosters > 1_200, `${rosters} refreshes of the roster`);
      for (const [way, count] of Object.entries(failed)) assert.ok(count > 0, `no answer failed by ${way}`);
      const last = result.samples.at(-1).states.split(' ');
      assert.deepEqual([...new Set(last)], ['live'], 'every panel is back');
    },
  },
];
