// What a soak's samples must say, as sentences; none where all holds.

/** Bytes a day. */
const MOST_A_DAY = 1e6;
/**
 * So much of the soak warms up: caches fill, functions are compiled, and most of what comes together by chance (a
 * turn, long answers, failures) has been together once. Of a shorter one it is the half.
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
  return samples.filter(({ day }) => day >= warmUntil(samples));
}

const warmUntil = (samples) => Math.min(WARM_DAYS, (samples.at(-1)?.day ?? 0) / 2);

/**
 * How many nodes there are is a matter of what the rows say, so one sample has a few more than another. What stays
 * grows beyond that: then the least of the later half is more than the most of the warm-up.
 */
export function broken({ samples, problems }) {
  const early = samples.filter(({ day }) => day > 0 && day <= warmUntil(samples));
  const later = warm(samples);
  const late = later.slice(Math.floor(later.length / 2));
  const said = problems.map((text) => `uncaught: ${text}`);
  for (const of of ['nodes', 'listeners', 'timers', 'documents']) {
    const [most, least] = [Math.max(...early.map((one) => one[of])), Math.min(...late.map((one) => one[of]))];
    if (least > most) said.push(`${of}: at most ${most} in the warm-up, at least ${least} in the end`);
  }
  for (const of of ['heap', 'touched']) {
    const grown = slope(later, of);
    if (grown > MOST_A_DAY) said.push(`${of}: grows by ${MB(grown)} MB a day`);
  }
  // Of the program's memory nothing ever goes back, and after the first hour nothing comes.
  const first = early[0] ?? samples[0];
  const pages = Math.max(...samples.map((one) => one.pages));
  if (pages > first.pages) said.push(`wasm: ${first.pages} pages after the first hour, later ${pages}`);
  return said;
}

const MB = (bytes) => (bytes / 1e6).toFixed(2);

export function table(samples) {
  const line = (one) => [
    one.day.toFixed(2), one.nodes, one.listeners, one.timers, one.entries, MB(one.heap), one.pages,
    MB(one.touched), MB(one.resident),
  ].join(' | ');
  return [
    '| day | nodes | listeners | timers | entries | JS heap, MB | wasm pages | of these touched, MB | renderer, MB |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...samples.map((one) => `| ${line(one)} |`),
  ].join('\n');
}
