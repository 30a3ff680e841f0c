// nginx with plain files: real, from the distribution. ETag, gzip, CORS with exposed heads.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, run, tool } from './child.mjs';
import { csv, people } from './people.mjs';

/** Beside `url` and `close`, `log()`: `GET /people.json 304 gzip` for each question so far. */
export async function start({ folder, tools }) {
  const site = join(folder, 'site');
  await files(site);
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  await writeFile(file, config(folder, site, port));
  const words = ['-p', `${folder}/`, '-c', file, '-e', 'stderr'];
  const server = await run('nginx', tool(tools, 'NGINX'), words, {
    url: `http://127.0.0.1:${port}`,
    probe: '/counties.json',
  });
  const log = async () => (await readFile(join(folder, 'access.log'), 'utf8')).trim().split('\n');
  return { ...server, log };
}

/** The rows in one file, in one for each day, as a wide table, and towns within their county. */
async function files(site) {
  await mkdir(join(site, 'days'), { recursive: true });
  const rows = people();
  const put = (name, text) => writeFile(join(site, name), text);
  await put('people.json', JSON.stringify({ as_of: rows.at(-1).updated, rows }));
  await put('people.csv', csv(rows));
  const few = rows.slice(0, 15);
  await put('few.json', JSON.stringify({ as_of: few.at(-1).updated, rows: few }));
  await put('few.csv', csv(few));
  await put('wide.csv', wide(rows));
  await put('counties.json', JSON.stringify(counties(rows)));
  for (const day of new Set(rows.map((row) => row.day))) {
    const own = rows.filter((row) => row.day === day).map(({ town, people }) => ({ town, people }));
    // A day without a file is a day on which nobody published.
    if (day !== '2020-02-09') await put(`days/${day}.json`, JSON.stringify(own));
  }
}

/** A column for each day of the first week, as spreadsheets have it. */
function wide(rows) {
  const days = [...new Set(rows.map((row) => row.day))].slice(0, 7);
  const towns = [...new Set(rows.map((row) => row.town))];
  const cell = (town, day) => rows.find((row) => row.town === town && row.day === day).people;
  const lines = towns.map((town) => [town, ...days.map((day) => cell(town, day))].join(','));
  return `${[['town', ...days].join(','), ...lines].join('\n')}\n`;
}

/** The last day's rows, a list within each of three counties. */
function counties(rows) {
  const last = rows.slice(-15);
  return ['东县', '西县', '南县'].map((county, place) => ({
    county,
    towns: last.slice(place * 5, place * 5 + 5).map(({ town, people }) => ({ name: town, people })),
  }));
}

/** A whole file of nginx's own words, which runs in that folder and as whoever starts it; `http` is what it serves. */
export function around(folder, http) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
${process.getuid?.() === 0 ? 'user root;' : ''}
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log stderr;
events {}
http {
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
${http}
}
`;
}

const config = (folder, site, port) => around(folder, `
  log_format plain '$request_method $uri $status $sent_http_content_encoding';
  access_log ${folder}/access.log plain;
  types { application/json json; text/csv csv; }
  charset utf-8;
  charset_types application/json text/csv;
  etag on;
  gzip on;
  gzip_types application/json text/csv;
  gzip_min_length 256;
  server {
    listen 127.0.0.1:${port};
    root ${site};
    add_header Access-Control-Allow-Origin * always;
    add_header Access-Control-Expose-Headers "ETag, Date" always;
    add_header Cache-Control no-cache always;
  }`);
