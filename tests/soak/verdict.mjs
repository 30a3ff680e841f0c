// What a soak's samples must say, as sentences; none where all holds.

export const BOUNDS = { heapPerDay: 1e6 };
/**
 * So much of the soak warms up: caches fill, functions are compiled, and the largest of what comes together by
 * chance (a turn, long answers, failures) has been together once. Of a shorter one it is the half.
 */
const WARM_DAYS = 1;

/** By least squares: units of `of` a day. */
export function slope(samples, of) {
  const mean = (call) => samples.reduce((sum, one) => sum + call(one), 0) / Math.max(samples.length, 1);
  const [x, y] = [mean(({ day }) => day), mean((one) => one[of])];
  const spread = mean(({ day }) => (day - x) ** 2);
  return spread > 0 ? mean((one) => (one.day - x) * (one[of] - y)) / spread : 0;
}

/** The samples after the warm-up. */
export function warm(samples) {
  const last = samples.at(-1)?.day ?? 0;
  return samples.filter(({ day }) => day >= Math.min(WARM_DAYS, last / 2));
}

export function broken({ samples, problems }) {
  const all = warm(samples);
  const said = problems.map((text) => `uncaught: ${text}`);
  const first = all[0];
  for (const of of ['nodes', 'listeners', 'timers', 'documents']) {
    const most = Math.max(...all.map((one) => one[of]));
    if (most > first[of]) said.push(`${of}: ${first[of]} after the warm-up, later ${most}`);
  }
  const grown = slope(all, 'heap');
  if (grown > BOUNDS.heapPerDay) said.push(`heap: grows by ${(grown / 1e6).toFixed(2)} MB a day`);
  const most = Math.max(...all.map(({ pages }) => pages));
  if (most > first.pages) said.push(`wasm: ${first.pages} pages after the warm-up, later ${most}`);
  return said;
}

const MB = (bytes) => (bytes / 1e6).toFixed(2);

export function table(samples) {
  const line = (one) => [
    one.day.toFixed(2), one.nodes, one.listeners, one.timers, one.entries, MB(one.heap), one.pages, MB(one.resident),
  ].join(' | ');
  return [
    '| day | nodes | listeners | timers | entries | JS heap, MB | wasm pages | renderer, MB |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...samples.map((one) => `| ${line(one)} |`),
  ].join('\n');
}
