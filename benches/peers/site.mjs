// A server for both sides: dist/ as `cargo xtask dist` compressed it, and the pages of the peers compressed in the
// same way, brotli at quality 11. It counts what it sends, heads and all. Plain HTTP/1.1.

import { createServer } from 'node:http';
import { readFile, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { extname, join, normalize, sep } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { TYPES } from '../../tests/e2e/server.mjs';

/** As `dist` does: what is shorter goes out as it is. */
const SHORT = 1_024;

/**
 * Serves `folder` on a free port, with `files` in front of it: path to `{ type, body, plain }`, or to a function
 * that makes one at each request. `plain` is never compressed.
 */
export async function serve(folder, files = {}) {
  const kept = new Map();
  const sockets = new Set();
  const requests = [];
  const site = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    requests.push(path);
    const own = files[path];
    if (typeof own !== 'function' && !kept.has(path)) kept.set(path, own ? made(own) : await stored(folder, path));
    const answer = typeof own === 'function' ? answerOf(own()) : kept.get(path);
    send(request, response, answer, path);
  });
  site.on('connection', (socket) => {
    sockets.add(socket);
  });
  await new Promise((ready) => site.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${site.address().port}`,
    requests,
    /** All bytes that ever went out. */
    sent: () => [...sockets].reduce((sum, socket) => sum + socket.bytesWritten, 0),
    close() {
      site.closeAllConnections();
      return new Promise((closed) => site.close(closed));
    },
  };
}

/** An answer of a text or of bytes. */
export function made({ type, body, plain = false }, quality = 11) {
  const bytes = Buffer.from(body);
  const packed = !plain && bytes.length >= SHORT;
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
  return {
    type,
    bytes: packed ? brotliCompressSync(bytes, options) : bytes,
    encoding: packed ? 'br' : undefined,
    tag: `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`,
  };
}

/** What a function gave may have been made already, by `made`. */
const answerOf = (given) => (given.bytes ? given : made(given));

async function stored(folder, path) {
  const file = join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path));
  if (!file.startsWith(folder + sep) || !(await stat(file).catch(() => null))?.isFile()) return null;
  const packed = await readFile(`${file}.br`).catch(() => null);
  const answer = made({ type: TYPES[extname(file)] ?? 'application/octet-stream', body: await readFile(file), plain: true });
  return packed ? { ...answer, bytes: packed, encoding: 'br' } : answer;
}

function send(request, response, answer, path) {
  if (!answer) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found');
    return;
  }
  const { type, bytes, encoding, tag } = answer;
  const caching = /-[0-9a-f]{16}(?:_bg)?\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
  const headers = { 'Content-Type': type, 'Cache-Control': caching, ETag: tag, Vary: 'Accept-Encoding' };
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, { ...headers, 'Content-Length': bytes.length, ...(encoding ? { 'Content-Encoding': encoding } : {}) });
  response.end(bytes);
}
