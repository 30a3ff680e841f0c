// What the tests of servers share: the mappings of docs/sources.md, and the servers they speak of.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = new URL('../../', import.meta.url);
export const DOCUMENT = new URL('docs/sources.md', ROOT);

/** Where the document has each server. */
export const SERVERS = {
  datasette: 'http://127.0.0.1:8001',
  'json-server': 'http://127.0.0.1:3000',
  postgrest: 'http://127.0.0.1:3001',
  nginx: 'http://127.0.0.1:8080',
  clickhouse: 'http://127.0.0.1:8123',
  admin: 'http://127.0.0.1:8088',
};

const FIRST = { 乡镇: '河口镇', 返岗人数: /^918/, 返岗率: /^9\.98/ };
const GRAFANA = { 乡镇: '河口镇', 返岗人数: /^918/ };
const DAY = { ...GRAFANA, 日期: /2月3日/ };

/** A mapping of the document: `few` makes its answer short where it is kept with the gallery. */
const mapping = (name, heading, server, rows, first, few) => ({ name, heading, server, rows, first, few });
const size = (url) => url.replace('_size=100', '_size=15').replace('_limit=100', '_limit=15');
const fewer = (url) => url.replace('/people.', '/few.');
const with15 = (words) => (url) => `${url}${url.includes('?') ? '&' : '?'}${words}`;

export const MAPPINGS = [
  mapping('datasette-lists', 'Datasette, rows as lists', 'datasette', 1245, FIRST, { url: size }),
  mapping('datasette-objects', 'Datasette, rows as objects', 'datasette', 1245, FIRST, { url: size }),
  mapping('datasette-array', 'Datasette, the rows alone', 'datasette', 1245, FIRST, { url: size }),
  mapping('datasette-ndjson', 'Datasette, NDJSON', 'datasette', 1245, FIRST, { url: size }),
  mapping('json-server', 'json-server', 'json-server', 1245, FIRST, { url: size }),
  mapping('postgrest-range', 'PostgREST, Range', 'postgrest', 1245, FIRST, { url: with15('limit=15') }),
  mapping('postgrest-offset', 'PostgREST, limit and offset', 'postgrest', 1245, FIRST),
  mapping('nginx-json', 'nginx, JSON', 'nginx', 1245, FIRST, { url: fewer }),
  mapping('nginx-csv', 'nginx, CSV', 'nginx', 1245, FIRST, { url: fewer }),
  mapping('nginx-days', 'nginx, a file for each day', 'nginx', 135, DAY),
  mapping('clickhouse-json', 'ClickHouse, JSON', 'clickhouse', 15, { 乡镇: '河口镇', 返岗人数: /^25,?824,?898|^2582/ }, {}),
  mapping('clickhouse-compact', 'ClickHouse, JSONCompact', 'clickhouse', 285, { 乡镇: '河口镇', 返岗人次: /^912,?474|^91/, 日期: /2月3日/ }, {}),
  mapping('clickhouse-lines', 'ClickHouse, JSONEachRow', 'clickhouse', 45, { 乡镇: '河口镇', 返岗人次: /^14,?910,?070|^1491/, 方式: '专车' }, {}),
  mapping('ruoyi', 'RuoYi', 'admin', 1245, FIRST, { url: with15('pageNum=1&pageSize=15') }),
  mapping('jeecg', 'Jeecg', 'admin', 1245, FIRST, { url: with15('pageNo=1&pageSize=15') }),
  mapping('directus', 'Directus', 'admin', 1245, FIRST, { url: with15('page=1&limit=15') }),
  mapping('grafana-series', 'Grafana, series', 'admin', 1245, DAY, { body: (own) => ({ ...own, maxDataPoints: 20 }) }),
  mapping('grafana-table', 'Grafana, table', 'admin', 1245, DAY, { body: (own) => ({ ...own, maxDataPoints: 15 }) }),
  mapping('cursor', 'A cursor', 'admin', 1245, FIRST, { url: (own) => own.replace('limit=100', 'limit=15') }),
  mapping('explode', 'A list within each row', 'nginx', 15, { 乡镇: '河口镇', 返岗人数: /^8,?819/, 县: '东县' }),
  mapping('unpivot', 'A column for each day', 'nginx', 105, DAY),
  mapping('constant', 'What no row says', 'nginx', 1060, { ...GRAFANA, 发布: /4月25日/, 来源: '上报' }),
];

/** The part of the document below a heading. */
export async function section(heading) {
  const text = await readFile(DOCUMENT, 'utf8');
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.replace(/^#+ /, '') === heading && line.startsWith('#'));
  if (from < 0) throw new Error(`docs/sources.md has no heading “${heading}”`);
  const rest = lines.slice(from + 1);
  const to = rest.findIndex((line) => /^#+ /.test(line));
  return rest.slice(0, to < 0 ? rest.length : to).join('\n');
}

/** The source of a heading as the document has it. */
export async function source(heading) {
  const fence = /```json\n([\s\S]*?)```/.exec(await section(heading));
  if (!fence) throw new Error(`no mapping under “${heading}”`);
  return JSON.parse(fence[1]);
}

/** The same, asking the server that runs: `urls` has its origin by the server's name. */
export async function live({ heading, server }, urls) {
  const own = await source(heading);
  return { ...own, url: own.url.replace(SERVERS[server], urls[server]) };
}

/** Starts the servers, and ends them and their folder after `work(on, urls, folder)`. */
export async function withServers(names, work) {
  const folder = await mkdtemp(join(tmpdir(), 'daping-servers-'));
  const on = {};
  try {
    for (const name of names) {
      const { start } = await import(new URL(`tests/servers/${name}.mjs`, ROOT));
      const own = await mkdtemp(join(folder, `${name}-`));
      on[name] = await start({ folder: own, tools: process.env });
    }
    const urls = Object.fromEntries(Object.entries(on).map(([name, { url }]) => [name, url]));
    return await work(on, urls, folder);
  } finally {
    await Promise.all(Object.values(on).map((server) => server.close()));
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a table panel shows first: the cell under each head, whose unit is left out. */
export const firstRow = (page, panel) => page.locator(`section[data-panel="${panel}"]`).evaluate((own) => {
  const text = (cell) => cell.title || cell.innerText.trim();
  const label = (head) => head.textContent.trim().replace(/\([^()]*\)$/, '');
  const heads = [...own.querySelectorAll('th span')].map(label);
  const cells = [...(own.querySelector('tbody tr')?.children ?? [])].map(text);
  return Object.fromEntries(heads.map((head, place) => [head, cells[place]]));
});

/** Compares what a row shows with text or a pattern for each head. */
export function assertRow(assert, shown, expected, name) {
  for (const [head, cell] of Object.entries(expected)) {
    const fits = typeof cell === 'string' ? shown[head] === cell : cell.test(shown[head] ?? '');
    assert.ok(fits, `${name}: ${head} is “${shown[head]}”, expected ${cell}; ${JSON.stringify(shown)}`);
  }
}

/** Console errors but those that a missing day's 404 makes by itself. */
export const wrong = (page) => page.problems.filter((text) => !/status of 404/.test(text));
