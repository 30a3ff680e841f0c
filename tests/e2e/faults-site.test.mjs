// Where a page comes from and where it asks: plain http, other sites, encrypted pages that ask what is not,
// a house's own network. Each of these walls is a Chromium of its own, started so that names lead here.

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FLAGS } from './chromium.mjs';
import { BOARD, ROWS, STALE_MS, Teller, board, finding, judge, panel, path, said, settled, source } from './faults.mjs';
import { sampling, Truth } from './sampler.mjs';
import { serve } from './server.mjs';

const DIST = process.env.DIST ?? new URL('../../dist', import.meta.url).pathname;
const NAMES = ['--host-resolver-rules=MAP *.example 127.0.0.1', '--ignore-certificate-errors'];

const CORS = { 'Access-Control-Allow-Origin': '*' };

/** Data in a house's own network for a wall that Chromium takes for a page from outside. */
const LOCAL = {
  data: (port) => `https://127.0.0.1:${port}`,
  flags: (site, other) => [`--ip-address-space-overrides=127.0.0.1:${site}=public,127.0.0.1:${other}=local`],
};

/** A key and a certificate of nobody's, for as long as `use` needs them. */
async function withCertificate(use) {
  const folder = await mkdtemp(join(tmpdir(), 'daping-tls-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
  try {
    await promisify(execFile)('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2',
      '-subj', '/CN=wall.example', '-keyout', key, '-out', cert]);
    return await use({ key: await readFile(key), cert: await readFile(cert) });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * A wall at `name`, whose sound source is its own and whose faulty one is at `data(port)`, a server with
 * those `heads`; `story` gets the page, and all is judged.
 */
async function wallAt(ctx, { name, data, heads = {}, secure = [], flags = () => [], leave = [], begin }, story) {
  const run = async (tls) => {
    const [site, other] = [await serve(DIST, { tls: secure.includes('site') ? tls : undefined }),
      await serve(DIST, { tls: secure.includes('data') ? tls : undefined })];
    const truth = new Truth();
    const [faulty, sound] = ['faulty', 'sound'].map((own) => new Teller(truth, own));
    Object.assign(other.headers, heads);
    other.overrides.set(path('faulty'), faulty.answer);
    site.overrides.set(path('faulty'), faulty.answer);
    site.overrides.set(path('sound'), sound.answer);
    const sources = { faulty: source('faulty', {}, data?.(other.port) ?? ''), sound: source('sound') };
    site.overrides.set(BOARD, { body: JSON.stringify(board(sources)) });
    const browser = await ctx.browser.browserType().launch({
      executablePath: process.env.CHROME ?? '/usr/bin/chromium',
      args: [...FLAGS, '--disable-gpu', ...NAMES, ...flags(site.port, other.port)],
    });
    try {
      const page = await (await browser.newContext({ ignoreHTTPSErrors: true, permissions: leave })).newPage();
      page.problems = [];
      page.on('pageerror', (error) => page.problems.push(`uncaught: ${error.message}`));
      await page.addInitScript(sampling);
      begin?.(faulty);
      await page.goto(`${site.url.replace('127.0.0.1', name)}/?board=trial`);
      await story({ ...ctx, page, faulty, sound });
      await panel(page, 'sound', 'live');
      await page.waitForTimeout(1_000);
      await judge({ ...ctx, page, truth }, Object.fromEntries(
        ['faulty', 'sound'].map((own) => [own, { source: own, staleMs: STALE_MS, rows: ROWS }])));
    } finally {
      await browser.close();
      await site.close();
      await other.close();
    }
  };
  return secure.length > 0 ? withCertificate(run) : run();
}

const wall = (name, where, story) => ({ name, run: (ctx) => wallAt(ctx, where, story) });

/** What is answered then, nobody may see. */
const hidden = (own) => { own.play = () => ({ body: own.unseen }); };

/** The cause is named and so is the remedy; the other source lives. */
const says = (sentence) => async ({ page }) => {
  await panel(page, 'faulty', 'failed');
  await finding(page, sentence);
};

export default [
  wall('B22, B23: plain http at a name that is not this machine: no secure context, and the wall is whole', { name: 'wall.example' }, async ({ page, assert, faulty }) => {
    assert.equal(await page.evaluate(() => isSecureContext), false);
    await settled(page, faulty);
    await panel(page, 'faulty', 'live');
  }),
  wall('B22: another site that does not let this one see its answers', {
    name: 'wall.example', data: (port) => `http://data.example:${port}`, begin: hidden,
  }, says(/faulty.*另一站点没有答复,或未放行跨域;它应答复 Access-Control-Allow-Origin/)),
  wall('B22: another site that does', {
    name: 'wall.example', data: (port) => `http://data.example:${port}`, heads: CORS,
  }, ({ page, faulty }) => settled(page, faulty)),
  wall('B22: an encrypted page that asks an address that is not', {
    name: 'wall.example', secure: ['site'], data: (port) => `http://data.example:${port}`, heads: CORS,
  }, says(/faulty.*https 页面不能取 http 地址;请改用 https 地址,或由本站转发/)),
  wall('B22: a page from outside that asks the local network without leave', {
    name: 'wall.example',
    secure: ['site', 'data'],
    data: LOCAL.data,
    heads: CORS,
    flags: LOCAL.flags,
  }, says(/faulty.*地址在本地网络内.*网站设置中允许/)),
  wall('B22: the same with leave', {
    name: 'wall.example', secure: ['site', 'data'], data: LOCAL.data, heads: CORS, flags: LOCAL.flags, leave: ['local-network-access'],
  }, ({ page, faulty }) => settled(page, faulty)),
  wall('B1: a machine that has lost its network says so, and goes on by itself', { name: 'wall.example' }, async ({ page, faulty, assert }) => {
    await settled(page, faulty);
    await page.context().setOffline(true);
    await finding(page, /faulty.*这台设备没有联网;联网后自动继续/);
    await panel(page, 'faulty', 'failed');
    assert.match(await said(page, 'faulty'), /断 · 最后成功 \d\d:\d\d/);
    await page.context().setOffline(false);
    faulty.play = () => faulty.good();
    await panel(page, 'faulty', 'live');
  }),
];
