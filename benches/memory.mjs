// What the processes of the browser's pages have in memory while something is done, and how long their main
// thread was blocked. Linux alone tells it: by /proc.

import { readFile } from 'node:fs/promises';

/**
 * Does `work` and adds the peaks, in MB, to the figures that it returns: `own` is what the page's process has
 * for itself with its workers (the browser's task manager shows that), `resident` all that it has in memory.
 * Sampled every 20 ms; of several pages the largest.
 */
export async function peakOf(cdpBrowser, work) {
  let ended = false;
  const peak = { own: 0, resident: 0 };
  const sample = async () => {
    while (!ended) {
      const { processInfo } = await cdpBrowser.send('SystemInfo.getProcessInfo');
      const pages = processInfo.filter(({ type }) => type === 'renderer');
      for (const sizes of await Promise.all(pages.map(({ id }) => sizesMb(id)))) {
        for (const [name, size] of Object.entries(sizes)) peak[name] = Math.max(peak[name], size);
      }
      await new Promise((done) => setTimeout(done, 20));
    }
  };
  const sampling = sample();
  try {
    return { ...(await work()), ...peak };
  } finally {
    ended = true;
    await sampling;
  }
}

async function sizesMb(id) {
  const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
  const size = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_000;
  return { own: size('RssAnon') + size('VmSwap'), resident: size('VmRSS') };
}

/** A script: from then on `longest(since)` is the longest block in ms that began later; 0 is none over 50 ms. */
export const LONGEST = `
  globalThis.tasks = [];
  new PerformanceObserver((list) => globalThis.tasks.push(...list.getEntries()))
    .observe({ type: 'longtask', buffered: true });
  globalThis.longest = (since) => Math.max(0, ...globalThis.tasks
    .filter(({ startTime }) => startTime >= since).map(({ duration }) => duration));
`;
