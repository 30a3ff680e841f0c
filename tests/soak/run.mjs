// `cargo xtask soak [DAYS]`: the soak against dist/, its table and its verdict.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { soak } from './soak.mjs';
import { broken, slope, table, warm } from './verdict.mjs';

const DIST = process.env.DIST ?? join(dirname(fileURLToPath(import.meta.url)), '../../dist');
const days = Number(process.argv[2] ?? 30);
if (!(days > 0)) throw new Error(`"${process.argv[2]}" is no number of days.`);

const result = await soak(DIST, {
  days,
  told({ day, nodes, listeners, heap, pages, touched, board, states }, { rosters }, seconds) {
    const pace = (rosters / seconds).toFixed(1);
    console.error(`day ${day.toFixed(2)}: ${nodes} nodes, ${listeners} listeners, ${(heap / 1e6).toFixed(2)} MB, ` +
      `${pages} pages, ${(touched / 1e6).toFixed(2)} MB touched; ${rosters} rosters, ${pace} a second; ${board}: ${states}`);
  },
});
const said = broken(result);
const { rosters, ...answers } = result.counts;
console.log(`\n### ${days} days, ${rosters} refreshes of the roster, in ${(result.took / 60).toFixed(1)} minutes\n`);
console.log(table(result.samples));
console.log(`\nAnswers: ${Object.entries(answers).map(([way, count]) => `${count} ${way}`).join(', ')}`);
for (const of of ['heap', 'touched']) {
  console.log(`${of}: ${(slope(warm(result.samples), of) / 1e6).toFixed(3)} MB a day`);
}
console.log(said.length === 0 ? 'Nothing leaks.' : said.map((text) => `✕ ${text}`).join('\n'));
process.exitCode = said.length === 0 ? 0 : 1;
