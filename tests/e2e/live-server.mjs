// A small server of live rows that a test can make behave badly: it drops, repeats, reorders,
// stalls and refuses. The same log of events goes out as server-sent events and over WebSocket.
//
// The folder named by WS holds the `ws` package; without it there are server-sent events alone.

import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Last-Event-ID, Cache-Control, Authorization',
};

/** So many events stay in the log; who comes back after an older one gets those there are. */
const LOG = 10_000;

/**
 * Starts a server on a free port of 127.0.0.1 (or on `script.port`). `script` may also give
 * `events`, a list of `[op, rows]` that is sent before anybody listens, and `retry`, the wait in
 * milliseconds that clients are asked to keep.
 *
 * - `GET /events`: each event is `event: OP`, `id: N`, `data: {"op","id","rows"}`. A client that
 *   names `Last-Event-ID` (or `?since=N`) gets what came after; another one gets the whole log.
 * - `/socket?since=N`: the same JSON texts over WebSocket.
 *
 * `requests` lists `{ path, since, lastEventId }` of every connection tried; `open` is how many
 * there are now, `most` how many there ever were at once.
 */
export async function live(script = {}) {
  const log = [];
  const clients = new Set();
  const requests = [];
  let lastId = 0;
  let stalled = false;
  let refusal = null;
  let most = 0;

  function put(op, rows) {
    lastId += 1;
    const event = { id: lastId, op, data: JSON.stringify({ op, id: lastId, rows }) };
    log.push(event);
    if (log.length > LOG) log.shift();
    return event;
  }

  function tell(...events) {
    if (stalled) return;
    for (const client of clients) events.forEach((event) => client.write(event));
  }

  function enter(client, since) {
    clients.add(client);
    most = Math.max(most, clients.size);
    client.since = since;
    if (!stalled) catchUp(client);
  }

  // What a client has not had yet, after a stall as after a break.
  function catchUp(client) {
    log.filter((event) => event.id > client.since).forEach((event) => client.write(event));
  }

  function note(request) {
    const url = new URL(request.url, 'http://x');
    const lastEventId = request.headers['last-event-id'] ?? null;
    const since = url.searchParams.get('since');
    requests.push({ path: url.pathname, since, lastEventId });
    return { path: url.pathname, since: Number(lastEventId ?? since ?? 0) || 0 };
  }

  const server = createServer((request, response) => {
    if (request.method === 'OPTIONS') {
      response.writeHead(204, CORS).end();
      return;
    }
    const { path, since } = note(request);
    if (refusal !== null) {
      response.writeHead(refusal.status, { ...CORS, ...refusal.headers }).end();
    } else if (path !== '/events') {
      response.writeHead(404, CORS).end();
    } else {
      sse(response, since);
    }
  });

  function sse(response, since) {
    const headers = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' };
    response.writeHead(200, { ...CORS, ...headers });
    response.flushHeaders();
    if (script.retry && !stalled) response.write(`retry: ${script.retry}\n\n`);
    const client = {
      write(event) {
        client.since = Math.max(client.since, event.id);
        response.write(`event: ${event.op}\nid: ${event.id}\ndata: ${event.data}\n\n`);
      },
      comment: () => response.write(': still here\n\n'),
      raw: (text) => response.write(text),
      cut: () => response.destroy(),
    };
    response.on('close', () => clients.delete(client));
    enter(client, since);
  }

  function socket(own, since) {
    const client = {
      write(event) {
        client.since = Math.max(client.since, event.id);
        own.send(event.data);
      },
      comment: () => own.send('ping'),
      raw: (text) => own.send(text),
      cut: () => own.terminate(),
    };
    own.on('close', () => clients.delete(client));
    own.on('error', () => clients.delete(client));
    enter(client, since);
  }

  const sockets = socketServer();
  server.on('upgrade', (request, connection, head) => {
    const { path, since } = note(request);
    const status = refusal?.status ?? (path === '/socket' && sockets ? null : 404);
    if (status !== null) {
      connection.end(`HTTP/1.1 ${status} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, connection, head, (own) => socket(own, since));
  });

  for (const [op, rows] of script.events ?? []) put(op, rows);
  await new Promise((ready) => server.listen(script.port ?? 0, '127.0.0.1', ready));
  const { port } = server.address();

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    events: `http://127.0.0.1:${port}/events`,
    socket: `ws://127.0.0.1:${port}/socket`,
    requests,
    get open() {
      return clients.size;
    },
    get most() {
      return most;
    },
    get lastId() {
      return lastId;
    },
    /** One event: `op` is its name, `rows` one row or a list. */
    send: (op, rows) => tell(put(op, rows)),
    /** Text as it is, to play a broken server: over SSE it needs its own `data:` and blank line. */
    raw: (text) => clients.forEach((client) => client.raw(text)),
    /** A sign of life without rows: a comment, or the text `ping`. */
    heartbeat: () => clients.forEach((client) => client.comment()),
    /** Breaks every connection off. */
    drop: () => [...clients].forEach((client) => client.cut()),
    /** The last `n` events again, in their order. */
    repeat: (n = 1) => tell(...log.slice(-n)),
    /** The last `n` events again, the newest first. */
    reorder: (n = 2) => tell(...log.slice(-n).reverse()),
    /** Connections are accepted, and nothing is sent, until `go`. */
    stall() {
      stalled = true;
    },
    go() {
      stalled = false;
      clients.forEach(catchUp);
    },
    /** `perSecond` events for so many seconds, of `keys` rows in turn; resolves after the last. */
    async storm(perSecond, seconds, keys = 50) {
      const begun = performance.now();
      const total = perSecond * seconds;
      for (let sent = 0; sent < total; ) {
        const wanted = ((performance.now() - begun) / 1_000) * perSecond;
        for (; sent < Math.min(total, wanted); sent += 1) {
          tell(put('change', { id: String(sent % keys), value: sent }));
        }
        await sleep(5);
      }
    },
    /** Answers every further connection with that status; `refuse(null)` ends it. */
    refuse(status, headers = {}) {
      refusal = status === null ? null : { status, headers };
    },
    close() {
      [...clients].forEach((client) => client.cut());
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

function socketServer() {
  if (!process.env.WS) return null;
  const { WebSocketServer } = createRequire(join(process.env.WS, 'package.json'))('ws');
  return new WebSocketServer({ noServer: true });
}
