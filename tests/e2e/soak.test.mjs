// One day of the soak (`cargo xtask soak` runs thirty): a playlist of two boards with rosters, charts, maps
// and a replay, whose answers change every minute and fail one time in twenty.

import { HOUR, soak } from '../soak/soak.mjs';
import { broken, table } from '../soak/verdict.mjs';

const DIST = process.env.DIST ?? new URL('../../dist', import.meta.url).pathname;
/** Enough for the page's own thread, and for a worker, which reads what is longer than 400,000 bytes. */
const ROWS = { people: 4_500, town: 500 };
const HOW = { step: 2_000, every: 30_000 };

export default [
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
