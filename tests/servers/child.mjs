// Starts a server as a child process and waits, with a limit, until it answers.

import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const STARTS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 5_000;
/** So much of what a child wrote is shown where it failed. */
const TAIL_CHARS = 2_000;

/** A port that was free a moment ago. */
export async function freePort() {
  const socket = createSocket();
  await new Promise((ready) => socket.listen(0, '127.0.0.1', ready));
  const { port } = socket.address();
  await new Promise((closed) => socket.close(closed));
  return port;
}

/**
 * Runs `command` until `close()`; resolves when `url + probe` answers anything at all. Where the
 * child ends or stays silent, the error holds its last words.
 */
export async function run(name, command, words, { url, probe = '/', env = {}, cwd } = {}) {
  const child = spawn(command, words, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let ended = null;
  const hear = (piece) => { said = (said + piece).slice(-TAIL_CHARS); };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  child.on('error', (error) => { ended = error.message; });
  child.on('exit', (code, signal) => { ended ??= `ended with ${code ?? signal}`; });
  const close = () => end(child, () => ended);
  const until = performance.now() + STARTS_WITHIN_MS;
  while (!(await answers(url + probe))) {
    if (ended === null && performance.now() < until) {
      await sleep(50);
      continue;
    }
    await close();
    throw new Error(`${name} ${ended ?? `did not answer in ${STARTS_WITHIN_MS} ms`}:\n${said}`);
  }
  return { url, close };
}

async function answers(url) {
  const asked = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
  await asked?.body?.cancel();
  return asked !== null;
}

async function end(child, ended) {
  if (ended() !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const late = sleep(ENDS_WITHIN_MS, 'late', { ref: false });
  if ((await Promise.race([gone, late])) === 'late') child.kill('SIGKILL');
  await gone;
}

/** A stand-in: `answer(request, body) => { status, headers, body }`, bodies as JSON. */
export async function standIn(answer) {
  const server = createServer((request, response) => {
    reply(answer, request, response).catch((error) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

async function reply(answer, request, response) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  const asked = new URL(request.url, 'http://x');
  const { status = 200, headers = {}, body } = await answer(request, asked, Buffer.concat(pieces));
  const bytes = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers });
  response.end(bytes);
}

/** A tool's folder or program out of `tools`, or what to do about it. */
export function tool(tools, name) {
  if (!tools[name]) throw new Error(`${name} names nothing: run \`cargo xtask test\`.`);
  return tools[name];
}
