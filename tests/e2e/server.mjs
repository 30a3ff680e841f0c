// A small static server for dist/: plain files with honest headers, and 404 for what is missing.
// A test may put an override in front of a path to play a broken or slow server.

import { createServer } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * Serves `folder` on a free port, or on `port`; over TLS with `tls` (`{ key, cert }`).
 *
 * `overrides` maps a path ("/data/figures.json") to an answer or to a function
 * `(request, count) => answer` (count starts at 1; undefined means the file itself). An answer is
 * `{ status = 200, headers = {}, body = '', delayMs = 0, cutAt, dripMs, length, stream }`; without `body` the file
 * itself is sent; `cutAt` breaks the connection after that many bytes; `dripMs` sends a byte at a time
 * with so long between them; `length` is said to be the body's and is not; `stream` sends that many
 * spaces, piece by piece and without saying how many; `hangUp` breaks the connection off without a word;
 * `sent` is called when the whole answer is on its way.
 * `requests` lists every path asked, in order; `most` how many answers of a path there ever were at once. `headers` go with every answer: `Date` sets the clock.
 */
export async function serve(folder, { port = 0, tls } = {}) {
  const overrides = new Map();
  const requests = [];
  const always = {};
  const open = new Map();
  const most = new Map();
  const server = tls ? createSecure(tls, hear) : createServer(hear);

  function hear(request, response) {
    answer(request, response).catch((error) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  }

  function count(path, response) {
    const now = (open.get(path) ?? 0) + 1;
    open.set(path, now);
    most.set(path, Math.max(now, most.get(path) ?? 0));
    response.on('close', () => open.set(path, open.get(path) - 1));
  }

  async function answer(request, response) {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    requests.push(path);
    count(path, response);
    const number = requests.filter((asked) => asked === path).length;
    const override = overrides.get(path);
    const played = typeof override === 'function' ? await override(request, number) : override;
    if (played?.delayMs) await sleep(played.delayMs);
    if (played?.sent) response.on('finish', played.sent);
    if (played?.hangUp) {
      response.destroy();
      return;
    }
    if (played?.stream) {
      await pour(response, played.stream);
      return;
    }
    const file = played?.body === undefined ? await fileAnswer(folder, path, request) : {};
    send(response, {
      status: played?.status ?? file.status ?? 200,
      headers: { 'Cache-Control': 'no-cache', ...always, ...file.headers, ...played?.headers },
      body: played?.body ?? file.body ?? '',
      cutAt: played?.cutAt,
      dripMs: played?.dripMs,
      length: played?.length,
    });
  }

  await new Promise((ready) => server.listen(port, '127.0.0.1', ready));
  const own = server.address().port;
  return {
    port: own,
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${own}`,
    overrides,
    requests,
    most,
    headers: always,
    /** Nobody answers at its port any more, until `up`. */
    down() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
    up: () => new Promise((ready) => server.listen(own, '127.0.0.1', ready)),
    reset() {
      overrides.clear();
      for (const name of Object.keys(always)) delete always[name];
      requests.length = 0;
      most.clear();
    },
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

async function fileAnswer(folder, path, request) {
  const inside = normalize(path.endsWith('/') ? `${path}index.html` : path);
  const file = join(folder, inside);
  const about = await stat(file).catch(() => null);
  if (!file.startsWith(folder + sep) || !about?.isFile()) {
    return { status: 404, headers: { 'Content-Type': 'text/plain' }, body: 'not found' };
  }
  const headers = {
    'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
    'Last-Modified': about.mtime.toUTCString(),
    ETag: `"${about.size.toString(16)}-${Math.trunc(about.mtimeMs).toString(16)}"`,
  };
  if (request.headers['if-none-match'] === headers.ETag) return { status: 304, headers };
  return { status: 200, headers, body: await readFile(file) };
}

// `Date` is node's own.
function send(response, { status, headers, body, cutAt, dripMs, length }) {
  const bytes = Buffer.from(body);
  if (status !== 304) headers['Content-Length'] = length ?? bytes.length;
  if (length !== undefined) {
    lie(response, status, headers, bytes);
    return;
  }
  response.writeHead(status, headers);
  if (dripMs !== undefined) {
    drip(response, bytes, dripMs);
  } else if (cutAt === undefined) {
    response.end(bytes);
  } else {
    response.write(bytes.subarray(0, cutAt), () => response.destroy());
  }
}

// Past node, which would set the length right or wait for the rest.
function lie(response, status, headers, bytes) {
  const lines = Object.entries({ ...headers, Connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`);
  response.socket.write(`HTTP/1.1 ${status} Played\r\n${lines.join('')}\r\n`);
  response.socket.end(bytes);
}

async function drip(response, bytes, dripMs) {
  for (let at = 0; at < bytes.length && !response.destroyed; at += 1) {
    response.write(bytes.subarray(at, at + 1));
    await sleep(dripMs);
  }
  response.end();
}

async function pour(response, total) {
  const piece = Buffer.alloc(1 << 20, ' ');
  response.writeHead(200, { 'Content-Type': 'application/json' });
  for (let sent = 0; sent < total && !response.destroyed; sent += piece.length) {
    await new Promise((taken) => response.write(piece, taken));
  }
  response.end();
}
