// Chromium over its own protocol, without a library between: one that keeps handles to what it has seen
// would be a leak of the soak's own.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FLAGS } from '../e2e/chromium.mjs';

const STARTS_MS = 30_000;
/** The longest answer: an hour of the wall's time, or a collection of garbage on a busy machine. */
const ANSWERS_MS = 300_000;

/**
 * Starts Chromium with one page. `{ send(method, params), on(event, hear), evaluate(expression), browser,
 * close() }`; `browser.send` speaks to the whole of it.
 */
export async function chromium({ width = 1920, height = 1080, flags = [] } = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'daping-soak-'));
  const child = spawn(process.env.CHROME ?? '/usr/bin/chromium', [
    ...FLAGS, '--headless=new', '--disable-gpu', '--remote-debugging-port=0', '--enable-precise-memory-info',
    '--disable-background-timer-throttling', '--disable-renderer-backgrounding', '--lang=zh-CN',
    '--js-flags=--expose-gc', `--user-data-dir=${profile}`, `--window-size=${width},${height}`, ...flags,
    'about:blank',
  ], { stdio: 'ignore', env: { ...process.env, TZ: 'Asia/Shanghai' } });
  try {
    const [port, path] = await address(profile, child);
    const pages = await (await fetch(`http://127.0.0.1:${port}/json`)).json();
    const browser = await speak(`ws://127.0.0.1:${port}${path}`);
    const page = await speak(pages.find(({ type }) => type === 'page').webSocketDebuggerUrl);
    return { ...page, browser, evaluate: (expression) => evaluate(page, expression), close };
  } catch (error) {
    await close();
    throw error;
  }

  async function close() {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (child.exitCode === null && child.kill()) await Promise.race([gone, sleep(5_000)]);
    if (child.exitCode === null) child.kill('SIGKILL');
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function address(profile, child) {
  for (const until = Date.now() + STARTS_MS; Date.now() < until; await sleep(50)) {
    const text = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '');
    if (text.includes('\n')) return text.split('\n');
    if (child.exitCode !== null) throw new Error(`Chromium ended with ${child.exitCode}.`);
  }
  throw new Error('Chromium did not start.');
}

async function speak(url) {
  const socket = new (socketOf())(url);
  const waiting = new Map();
  const heard = new Map();
  let count = 0;
  socket.onmessage = ({ data }) => {
    const { id, result, error, method, params } = JSON.parse(data);
    if (id === undefined) return heard.get(method)?.forEach((hear) => hear(params));
    const own = waiting.get(id);
    waiting.delete(id);
    if (error) own?.reject(new Error(error.message));
    else own?.resolve(result);
  };
  socket.onclose = () => {
    waiting.forEach(({ reject }) => reject(new Error('Chromium hung up.')));
    waiting.clear();
  };
  await new Promise((resolve, reject) => Object.assign(socket, { onopen: resolve, onerror: reject }));
  return {
    on: (event, hear) => heard.set(event, [...heard.get(event) ?? [], hear]),
    send(method, params = {}) {
      count += 1;
      const id = count;
      return new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`${method} did not answer.`)), ANSWERS_MS);
        const done = (call) => (value) => (clearTimeout(late), call(value));
        waiting.set(id, { resolve: done(resolve), reject: done(reject) });
        socket.send(JSON.stringify({ id, method, params }));
      });
    },
  };
}

/** Node's own from 22 on, before that the package `ws` in the folder named by WS. */
function socketOf() {
  if (globalThis.WebSocket) return globalThis.WebSocket;
  if (!process.env.WS) throw new Error('WS names no folder: run `cargo xtask soak`.');
  return createRequire(join(process.env.WS, 'package.json'))('ws').WebSocket;
}

async function evaluate(page, expression) {
  const { result, exceptionDetails } = await page.send('Runtime.evaluate', {
    expression, awaitPromise: true, returnByValue: true,
  });
  if (exceptionDetails) {
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }
  return result.value;
}
