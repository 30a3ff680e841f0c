// A million people as one file: fetched, decoded, masked, kept, and counted by three of their columns. Ours
// is a whole wall with three counts and the roster; theirs are the plainest programs that do the same, on
// the page and in a worker.
//
// The peaks are those of the page's process, workers in it, sampled every 20 ms: of what is its own (what the
// browser's task manager shows), and of all that is resident, the browser's program and what it shares with it.
// The longest block is that of its main thread. ROWS says how many people there are.

import { compare, html, json } from './browser.mjs';
import { LONGEST, peakOf } from './memory.mjs';
import { FIELDS, people } from './people.mjs';

const ROWS = Number(process.env.ROWS ?? 1_000_000);
const COUNTED = ['work', 'channel', 'status'];

/** Masks and counts as the wall does; `ask` is how it is told of rows. */
const PLAIN = `
  const HOME = /^(.+?县.+?[镇乡])/;
  const counts = { work: new Map(), channel: new Map(), status: new Map() };
  const kept = [];
  function take(row) {
    row.name = row.name[0] + '*'.repeat(row.name.length - 1);
    row.phone = row.phone.slice(0, 3) + '****' + row.phone.slice(7);
    row.home = (HOME.exec(row.home)?.[1] ?? '') + '***';
    for (const [field, map] of Object.entries(counts)) map.set(row[field], (map.get(row[field]) ?? 0) + 1);
    kept.push(row);
  }
  async function whole(url) {
    for (const row of await (await fetch(url)).json()) take(row);
  }
  async function lines(url) {
    const reader = (await fetch(url)).body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      const all = (rest + (value ?? '')).split('\\n');
      rest = all.pop();
      for (const line of all) take(JSON.parse(line));
      if (done) break;
    }
    if (rest.trim()) take(JSON.parse(rest));
  }
  const read = (form) => (form === 'json' ? whole('/data/people.json') : lines('/data/people.ndjson'));
`;
// Ours count their blocks from when its panels stand and wait for their data: what comes before is the start of
// the page.
const onPage = (form) => html(`<script>${LONGEST}${PLAIN}
  const begun = performance.now();
  read('${form}').then(() => { globalThis.took = performance.now() - begun; });
</script>`);
const inWorker = (form) => html(`<script>${LONGEST}
  const begun = performance.now();
  const worker = new Worker(URL.createObjectURL(new Blob([${JSON.stringify(
    `${PLAIN} onmessage = ({ data }) => { self.fetch = ((own) => (url) => own(data + url))(self.fetch); read('${form}').then(() => postMessage(counts)); };`,
  )}])));
  worker.onmessage = () => { globalThis.took = performance.now() - begun; };
  worker.postMessage(location.origin);
</script>`);

const rank = (field) => ({ kind: 'rank', title: field, data: { from: 'people', group: [field], measure: 'count', sort: '-count' } });
const board = (form) => json({
  daping: 1,
  title: form,
  sources: { people: { url: `data/people.${form}`, refresh: { every: '1h', timeout: '5m' }, synthetic: true, fields: FIELDS } },
  panels: {
    ...Object.fromEntries(COUNTED.map((field) => [field, rank(field)])),
    people: { kind: 'roster', title: '名册', data: { from: 'people' } },
  },
  layout: [{ name: 'wall', columns: '1fr 2fr', areas: COUNTED.map((field) => `${field} people`) }],
});

const plain = (path) => async ({ page, url }) => {
  const browser = await page.context().browser().newBrowserCDPSession();
  const figures = await peakOf(browser, async () => {
    await page.goto(`${url}${path}`);
    await page.waitForFunction(() => globalThis.took, null, { timeout: 300_000, polling: 50 });
    return page.evaluate(() => ({ took: globalThis.took, longest: globalThis.longest(0) }));
  });
  await browser.detach();
  return figures;
};

const ours = (form) => async ({ page, url }) => {
  const browser = await page.context().browser().newBrowserCDPSession();
  await page.addInitScript(LONGEST);
  const figures = await peakOf(browser, async () => {
    await page.goto(`${url}/?board=bench-${form}`);
    const stands = await page.waitForFunction(() =>
      document.querySelectorAll('[data-panel][data-state]').length > 3
        && new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())))),
    null, { polling: 'raf' });
    // As theirs, from the question on.
    const took = await page.waitForFunction(([panels, form]) => {
      const [question] = performance.getEntriesByName(new URL(`data/people.${form}`, document.baseURI).href);
      const here = panels.every((name) => document.querySelector(`[data-panel="${name}"][data-state="live"] .rank, [data-panel="${name}"][data-state="live"] [role="listitem"], [data-panel="${name}"][data-state="live"] li`));
      return here && question && performance.now() - question.startTime;
    }, [COUNTED, form], { timeout: 300_000, polling: 'raf' });
    return { took: await took.jsonValue(), longest: await page.evaluate((since) => globalThis.longest(since), await stands.jsonValue()) };
  });
  await browser.detach();
  return figures;
};

for (const form of ['json', 'ndjson']) {
  await compare({
    title: `${ROWS} people as ${form}`,
    columns: [['took', 'until counted, ms', 0], ['longest', 'longest block, ms', 0], ['own', 'peak of its own memory, MB', 0], ['resident', 'peak resident, MB', 0]],
    files: {
      [`/data/people.${form}`]: { body: people(ROWS, form), headers: { 'Content-Type': form === 'json' ? 'application/json' : 'application/x-ndjson' } },
      [`/boards/bench-${form}.json`]: board(form),
      '/plain.html': onPage(form),
      '/worker.html': inWorker(form),
    },
    cases: [
      { name: 'plain JavaScript', run: plain('/plain.html') },
      { name: 'plain JavaScript in a worker', run: plain('/worker.html') },
      { name: 'Daping', run: ours(form) },
    ],
  });
}
