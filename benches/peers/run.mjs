// Held against the peers: `cargo xtask bench peers [SCENARIO…]` runs what is named, or everything, and prints tables
// for BENCHMARKS.md. ROUNDS (5) says how often each case is measured, SECONDS (60) how long processor time is
// counted, PICTURES names a folder for a picture of each case.

import { cpus, loadavg } from 'node:os';
import { version } from './bundle.mjs';
import { summary } from './frame.mjs';

const SCENARIOS = ['cold', 'line', 'map', 'arcs', 'roster', 'busy'];
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !SCENARIOS.includes(name));
if (unknown) {
  console.error(`There is no scenario ${unknown}: there are ${SCENARIOS.join(', ')}.`);
  process.exit(1);
}
const begun = Date.now();
const load = () => loadavg()[0].toFixed(1);
const versions = await Promise.all(['echarts', '@jiaminghi/data-view', 'vue', 'uplot'].map(async (name) => `${name} ${await version(name)}`));
const before = load();
for (const name of SCENARIOS.filter((one) => asked.length === 0 || asked.includes(one))) {
  const { run } = await import(`./${name}.mjs`);
  await run();
}
console.log(summary());
console.log(`\nMeasured on ${new Date(begun).toISOString().slice(0, 10)} in ${((Date.now() - begun) / 60_000).toFixed(1)} min on ${cpus().length} cores, `
  + `load ${before} before and ${load()} after; ${versions.join(', ')}.`);
