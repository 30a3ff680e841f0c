// What a soak's wall asks: dist/, two boards in a playlist, and rows that change with every minute of the
// page's own time. So many answers in a hundred are none, in the ways that servers and networks have.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { boards } from './boards.mjs';
import { Rows } from './rows.mjs';

const TYPES = {
  '.css': 'text/css; charset=utf-8', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json', '.svg': 'image/svg+xml', '.wasm': 'application/wasm',
};
/** The ways to fail; `hang` is cut by the wall's own time-out. */
const WAYS = ['500', 'page', 'cut', 'hang', 'refused'];

/**
 * Serves `dist` with the soak's boards. `failing` is the share of answers that fail; none does in the last
 * `calm` milliseconds of each `every` (the page's own time), so that a sample taken then sees a whole wall.
 * `files` are texts by path, before those of dist. `counts` tells how many answers were of which kind, `asked`
 * how many of each path; while `state.down` is true nobody answers.
 */
export async function serve(dist, {
  people = 20_500, town = 3_000, failing = 0.05, every, calm = 0, turns, files: more = new Map(),
}) {
  const counts = { good: 0, ...Object.fromEntries(WAYS.map((way) => [way, 0])), rosters: 0 };
  const rows = new Rows({ people, town });
  const own = new Map([...boards(turns), ...more]);
  const asked = new Map();
  const files = new Map();
  const state = { down: false };
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });

  async function answer(request, response) {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    asked.set(path, (asked.get(path) ?? 0) + 1);
    if (state.down) return request.socket.destroy();
    const time = Number(request.headers['x-soak-time'] ?? 0);
    const data = time > 0 ? rows.body(path, time) : undefined;
    if (data) return tell(request, response, path, data, time);
    const board = own.get(path);
    const body = board ?? await file(path);
    const heads = { 'Content-Type': TYPES[extname(path)] ?? 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' };
    // The wall's clock is the server's.
    if (time > 0) heads.Date = new Date(time).toUTCString();
    response.writeHead(body === undefined ? 404 : 200, heads).end(body);
  }

  function tell(request, response, path, data, time) {
    const way = isCalm(time) || rows.chance() >= failing ? 'good' : WAYS[Math.floor(rows.chance() * WAYS.length)];
    counts[way] += 1;
    if (path.endsWith('/people.json')) counts.rosters += 1;
    const heads = {
      'Content-Type': 'application/json', 'Cache-Control': 'no-cache', Date: new Date(time).toUTCString(),
    };
    if (way === 'good') return response.writeHead(200, { ...heads, 'Content-Length': data.length }).end(data);
    if (way === '500') return response.writeHead(500, heads).end('{"error":"busy"}');
    if (way === 'page') {
      return response.writeHead(200, { ...heads, 'Content-Type': 'text/html' }).end('<!doctype html><p>Log in</p>');
    }
    if (way === 'refused') return request.socket.destroy();
    const half = data.subarray(0, data.length / 2);
    if (way === 'hang') {
      return response.writeHead(200, { ...heads, 'Content-Length': data.length, 'X-Soak-Hangs': '1' }).write(half);
    }
    response.writeHead(200, { ...heads, 'Content-Length': data.length });
    return response.write(half, () => request.socket.destroy());
  }

  const isCalm = (time) => every === undefined || every - (time % every) <= calm;

  async function file(path) {
    const name = join(dist, normalize(path.endsWith('/') ? `${path}index.html` : path));
    if (!name.startsWith(dist + sep)) return undefined;
    if (!files.has(name)) files.set(name, await readFile(name).catch(() => undefined));
    return files.get(name);
  }

  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    counts,
    asked,
    state,
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}
