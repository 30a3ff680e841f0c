// Measures cases by turns, each in a browser of its own that was never used before, and prints a table of medians
// with the ratios to the best peer.

import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FLAGS } from '../../tests/e2e/chromium.mjs';
import { serve } from './site.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
export const DIST = process.env.DIST ?? join(HERE, '../../dist');
export const ROUNDS = Number(process.env.ROUNDS ?? 5);
/** Where a picture of each case is laid, once; nowhere without it. */
const PICTURES = process.env.PICTURES;

/**
 * A case is `{ name, ours, aside, viewport = 1920×1080, context, run }`; `aside` is held against nothing; `run(tools)` gives an object of numbers, of which
 * one may be missing. `tools` has `page`, `url`, `site`, `cdp` (speaks to the page), `whole` (to the browser) and
 * `cpu()`, the processor time of all processes of the browser so far in seconds. `columns` are
 * `[key, heading, digits, isHeld = true]`: one that is not held has no ratio. With `rounds` more than one there is
 * a turn before them that is dropped, unless `warm` says no; `silent` prints nothing. `files` stand in front of dist/ as site.mjs takes them.
 */
export async function contest({ title, columns, cases, files = {}, rounds = ROUNDS, warm = rounds > 1, silent = false }) {
  const site = await serve(DIST, files);
  const found = new Map(cases.map(({ name }) => [name, []]));
  try {
    for (let round = warm ? 0 : 1; round <= rounds; round += 1) {
      for (const one of cases) {
        const figures = await measured(one, site, `${title} ${one.name}`);
        if (round > 0) found.get(one.name).push(figures);
        console.error(`${round || 'warm-up'} ${title}: ${one.name} ${JSON.stringify(figures)}`);
      }
    }
  } finally {
    await site.close();
  }
  const rows = cases.map(({ name, ours, aside }) => ({ name, ours, aside, figures: middle(found.get(name), columns) }));
  if (!silent) {
    console.log(table(title, columns, rows));
    verdicts.push(...held(title, columns, rows));
  }
  return rows;
}

async function measured({ viewport = { width: 1920, height: 1080 }, context: options = {}, run }, site, name) {
  const { chromium } = await import(pathToFileURL(join(process.env.PLAYWRIGHT_CORE, 'index.mjs')).href);
  const browser = await chromium.launch({
    executablePath: process.env.CHROME ?? '/usr/bin/chromium',
    args: [...FLAGS, '--enable-precise-memory-info'],
  });
  try {
    const context = await browser.newContext({ viewport, deviceScaleFactor: 1, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`uncaught: ${error.message}`));
    const whole = await browser.newBrowserCDPSession();
    const cpu = async () => {
      const { processInfo } = await whole.send('SystemInfo.getProcessInfo');
      return processInfo.reduce((sum, one) => sum + one.cpuTime, 0);
    };
    const figures = await run({ page, url: site.url, site, cdp: await context.newCDPSession(page), whole, cpu });
    // A page that stands still gives none.
    const picture = PICTURES && page.screenshot({ path: join(PICTURES, `${name.replace(/[^\w]+/g, '-')}.png`) });
    await picture?.catch((why) => console.error(`no picture of ${name}: ${why.message}`));
    return figures;
  } finally {
    await browser.close();
  }
}

const sorted = (all) => [...all].sort((a, b) => a - b);
export const median = (all) => sorted(all)[Math.floor(all.length / 2)];

function middle(all, columns) {
  const known = (key) => all.map((figures) => figures[key]).filter((figure) => Number.isFinite(figure));
  return Object.fromEntries(columns.map(([key]) => [key, median(known(key))]));
}

/** What every table so far said of ours and the best peer. */
const verdicts = [];

/** One verdict for each column that is held: less than one is better. */
function held(title, columns, rows) {
  const ours = rows.find((row) => row.ours);
  return columns.filter(([, , , isHeld = true]) => isHeld).flatMap(([key, heading, digits]) => {
    const best = rows.filter((row) => !row.ours && !row.aside && row.figures[key] !== undefined)
      .sort((a, b) => a.figures[key] - b.figures[key])[0];
    const [own, other] = [ours?.figures[key], best?.figures[key]];
    return other > 0 ? [{ title, heading, key, digits, own, other, who: best.name, ratio: own / other }] : [];
  });
}

/** All of them as one table. */
export function summary() {
  const line = ({ title, heading, digits, own, other, who, ratio }) => {
    const parts = own === undefined ? '–' : ratio.toFixed(2);
    return `| ${title} | ${heading} | ${own?.toFixed(digits) ?? 'none'} | ${other.toFixed(digits)} | ${who} | ${ratio <= 1 ? parts : `**${parts}**`} |`;
  };
  return ['\n### Ours and the best peer\n', '| | | Daping | best peer | which | ratio |', '| --- | --- | ---: | ---: | --- | ---: |', ...verdicts.map(line)].join('\n');
}

/** The medians, and below them ours in parts of the best peer's: less than one is better. */
export function table(title, columns, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const said = (figure, digits) => (figure === undefined ? '–' : figure.toFixed(digits));
  const ratios = new Map(held(title, columns, rows).map(({ key, ratio }) => [key, ratio]));
  const ratio = ([key]) => {
    const parts = ratios.get(key);
    if (!Number.isFinite(parts)) return '';
    return parts > 1 ? `**${parts.toFixed(2)}**` : parts.toFixed(2);
  };
  return [
    `\n### ${title}\n`,
    line(['', ...columns.map(([, heading]) => heading)]),
    `| --- |${columns.map(() => ' ---: |').join('')}`,
    ...rows.map(({ name, figures }) => line([name, ...columns.map(([key, , digits]) => said(figures[key], digits))])),
    line(['ours, best peer = 1', ...columns.map(ratio)]),
  ].join('\n');
}
