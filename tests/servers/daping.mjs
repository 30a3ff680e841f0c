// The command line, and its own server of `dist`.

import { spawn } from 'node:child_process';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
export const DIST = process.env.DIST ?? join(ROOT, 'dist');
export const DAPING = process.env.DAPING ?? join(ROOT, 'target/debug/daping');

export async function served() {
  await access(DAPING).catch(() => { throw new Error(`${DAPING} is missing: run \`cargo build\`.`); });
  const child = spawn(DAPING, ['serve', DIST, '--port', '0', '--lang', 'en'], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/[\d.:]+/.exec(line)?.[0];
    if (url) return { url, close: () => child.kill() };
  }
  throw new Error('daping serve ended before it said where it is');
}
