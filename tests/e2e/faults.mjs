// A wall of rows that say which version they are of, and servers that tell, fail and refuse: every fault is
// injected before the eyes of the sampler.

import { gzipSync } from 'node:zlib';
import { calm, lies, now, sampling, Truth } from './sampler.mjs';

export const BOARD = '/boards/trial.json';
export const STALE_MS = 4_000;
export const ROWS = 3;
const REFRESH = { every: '1s', stale_after: '4s', timeout: '2s' };

export const path = (name) => `/data/${name}.json`;

/** A source of versions, `change`d; `site` where another one than the wall's own gives it. */
export const source = (name, change = {}, site = '') => ({
  url: site ? site + path(name) : path(name).slice(1),
  rows: '/rows',
  as_of: '/as_of',
  fields: { name: { label: '名称' }, amount: { label: '数量', type: 'number' } },
  ...change,
  refresh: { ...REFRESH, ...change.refresh },
});

/** A board with a table for each source, and a count of the last one's rows. */
export function board(sources, more = {}) {
  const names = Object.keys(sources);
  const table = (from) => ({ kind: 'table', title: from, data: { from } });
  const count = { kind: 'stat', title: '行数', data: { from: names.at(-1), measure: { count: 'count' } } };
  return {
    daping: 1,
    title: '试验',
    sources,
    panels: { ...Object.fromEntries(names.map((name) => [name, table(name)])), count },
    ...more,
  };
}

const rowsOf = (version) =>
  Array.from({ length: ROWS }, (_, at) => ({ name: `第${version}版`, amount: at }));

/** One source's server side: `play` is what it answers next; what it tells is noted in the truth. */
export class Teller {
  version = 0;
  asked = [];

  constructor(truth, name) {
    Object.assign(this, { truth, name, play: () => this.good() });
  }

  answer = (request, count) => {
    this.asked.push(now());
    return this.play(request, count);
  };

  /** Rows of the next version. */
  good(more = {}) {
    this.version += 1;
    return this.same(more);
  }

  /** The same rows once more; `of` is the time that they are of, where that counts. */
  same({ of, ...more } = {}) {
    const { version } = this;
    const as_of = new Date(of ?? now()).toISOString();
    return { body: JSON.stringify({ as_of, rows: rowsOf(version) }), sent: () => this.truth.tell(this.name, version, of), ...more };
  }

  empty() {
    const as_of = new Date(now()).toISOString();
    return { body: JSON.stringify({ as_of, rows: [] }), sent: () => this.truth.tell(this.name, 0) };
  }

  /** What a broken answer would have told: rows that nobody may ever see. */
  unseen = JSON.stringify({ rows: rowsOf(999) });

  gzip(share = 1) {
    const packed = gzipSync(this.unseen, { level: 0 });
    return { headers: { 'Content-Encoding': 'gzip' }, body: packed.subarray(0, Math.floor(packed.length * share)) };
  }

  refuse(answer) {
    return { ...answer, sent: () => this.truth.refuse(this.name) };
  }
}

export const panel = (page, name, state) =>
  page.locator(`section[data-panel="${name}"][data-state="${state}"]`).waitFor({ timeout: 30_000 });

/** Which version a panel's rows are of; 0 without rows. */
export const version = (page, name) => page.locator(`section[data-panel="${name}"] > .body`).evaluate((body) =>
  Number(body.textContent.match(/第(\d+)版/)?.[1] ?? 0));

export const shows = (page, name, wanted) => page.waitForFunction(([name, wanted]) => {
  const said = document.querySelector(`section[data-panel="${name}"] > .body`)?.textContent ?? '';
  return Number(said.match(/第(\d+)版/)?.[1] ?? 0) === wanted;
}, [name, wanted], { timeout: 30_000 });

/** The newest rows stand there, and no newer ones come until the teller is told to. */
export async function settled(page, own) {
  own.play = () => (own.version ? own.same() : own.good());
  await until(page, () => own.version > 0);
  await shows(page, own.name, own.version);
}

export const finding = (page, sentence) => page.waitForFunction(([text, flags]) =>
  new RegExp(text, flags).test(document.querySelector('.findings')?.textContent ?? ''),
[sentence.source, sentence.flags], { timeout: 30_000 });

export const noFinding = (page, sentence) => page.waitForFunction(([text, flags]) =>
  !new RegExp(text, flags).test(document.querySelector('.findings')?.textContent ?? ''),
[sentence.source, sentence.flags], { timeout: 30_000 });

export const said = (page, name) => page.locator(`[data-panel="${name}"] .state`).innerText();

export const until = async (page, holds) => {
  while (!holds()) await page.waitForTimeout(50);
};

/** A clock of the page's own that a test may set: `window.setClock(ms)` is what it is ahead. */
export function ownClock(ahead = 0) {
  const True = Date;
  let off = ahead;
  window.setClock = (ms) => { off = ms; };
  window.Date = class extends True {
    constructor(...given) {
      if (given.length > 0) super(...given);
      else super(True.now() + off);
    }

    static now() {
      return True.now() + off;
    }
  };
}

/**
 * A test that runs `story` on a wall of `faulty` and `sound` sources, with everything it claims held
 * against the truth; `change` is of the faulty source's description, `init` runs in the page first, `site`
 * is where the faulty one is, `setUp` comes before the page is opened. In `faulty`, `slackMs` is for
 * ages that are counted from whole seconds, and `rows: null` for tables of other rows.
 */
export function fault(name, story, { faulty = {}, init = [], site, setUp, limitMs, ...more } = {}) {
  return {
    name,
    limitMs,
    async run(ctx) {
      const truth = new Truth();
      const tellers = { faulty: new Teller(truth, 'faulty'), sound: new Teller(truth, 'sound') };
      const others = await setUp?.(ctx, tellers);
      const address = others?.url ?? site ?? '';
      try {
        const staleMs = faulty.staleMs ?? STALE_MS;
        const sources = { faulty: source('faulty', faulty.source, address), sound: source('sound') };
        ctx.server.overrides.set(BOARD, { body: JSON.stringify(board(sources)) });
        for (const own of Object.values(tellers)) ctx.server.overrides.set(path(own.name), own.answer);
        const page = await ctx.open('/?board=trial', { init: [sampling, ...init], ...more });
        await story({ ...ctx, page, truth, ...tellers, others });
        await panel(page, 'sound', 'live');
        await judge({ ...ctx, page, truth }, {
          faulty: { source: 'faulty', staleMs, rows: faulty.rows === null ? undefined : ROWS, slackMs: faulty.slackMs },
          sound: { source: 'sound', staleMs: STALE_MS, rows: ROWS },
          count: { source: 'sound', staleMs: STALE_MS },
        });
      } finally {
        await others?.close();
      }
    },
  };
}

/** Nothing that the wall has claimed was untrue, and nothing broke in it. */
export async function judge({ page, truth, assert }, watched) {
  // A story may be over sooner than that.
  await page.waitForFunction(() => window.samples.length > 2);
  const samples = await page.evaluate(() => window.samples);
  const judged = calm(samples).length;
  if (judged < samples.length) console.log(`     ${samples.length - judged} of ${samples.length} samples of a page that had no time`);
  assert.deepEqual(lies(samples, truth, watched).slice(0, 5), []);
  assert.deepEqual(page.problems.filter((text) => text.startsWith('uncaught')), []);
  return judged;
}
