// The network and the servers fail, in the order of what can be told apart: nothing answers, the wrong
// thing answers, half of it answers, it answers too late. Rows stay, and nothing is claimed of them
// that is not so.

import { fault, finding, panel, path, said, settled, shows, until } from './faults.mjs';
import { serve } from './server.mjs';

const CORS = { 'Access-Control-Allow-Origin': '*' };
const NOWHERE = new URL('shots', import.meta.url).pathname;

/** Another site for the faulty source, which can be gone and come back at the same port. */
const elsewhere = (headers = CORS) => async (_, { faulty }) => {
  let server = await serve(NOWHERE);
  const begin = () => {
    Object.assign(server.headers, headers);
    server.overrides.set(path('faulty'), faulty.answer);
  };
  begin();
  const { port, url } = server;
  return {
    url: `${url}`,
    stop: () => server.close(),
    async back() {
      server = await serve(NOWHERE, { port });
      begin();
    },
    close: () => server.close().catch(() => {}),
  };
};

/** Good rows, then what `play` gives, once: the sentence stands there, the rows stay; then good ones again. */
async function turns({ page, faulty }, play, sentence) {
  await settled(page, faulty);
  const { version } = faulty;
  let played = 0;
  faulty.play = () => {
    played += 1;
    return play();
  };
  await finding(page, sentence);
  await shows(page, 'faulty', version);
  faulty.play = () => faulty.good();
  await panel(page, 'faulty', 'live');
  await until(page, () => faulty.version > version);
  return played;
}

/** Waits between the questions that the teller was asked. */
const waits = ({ asked }, from) => asked.slice(from).map((at, next) => asked[from + next + 1] - at).slice(0, -1);

export default [
  fault('B1: a server that is gone: rows kept, since when is said, questions ever further apart, and back by itself', async ({ page, assert, faulty, others }) => {
    const asked = [];
    page.on('request', (request) => request.url().includes('faulty') && asked.push(performance.now()));
    await settled(page, faulty);
    await others.stop();
    const { version } = faulty;
    asked.length = 0;
    await panel(page, 'faulty', 'failed');
    await finding(page, /faulty.*取不到数据:另一站点没有答复/);
    assert.match(await said(page, 'faulty'), /断 · 最后成功 \d\d:\d\d/);
    await until(page, () => asked.length >= 3);
    await shows(page, 'faulty', version);
    const [first, second] = [asked.at(-2) - asked.at(-3), asked.at(-1) - asked.at(-2)];
    // Twice as far, a tenth around it.
    assert.ok(second > 1.5 * first && first >= 1_700, `${first} ms, then ${second} ms`);
    faulty.play = () => faulty.good();
    await others.back();
    await until(page, () => faulty.version > version);
    await panel(page, 'faulty', 'live');
  }, { setUp: elsewhere() }),
  fault('B1: a name that leads nowhere', async ({ page, assert }) => {
    await panel(page, 'faulty', 'failed');
    await finding(page, /faulty.*(另一站点没有答复|2 秒内没有完整答复)/);
    assert.equal(await said(page, 'faulty').then((words) => words.includes('最后成功')), false);
  }, { site: 'http://no-such-host.invalid' }),
  fault('B2: 500, 502 and 503: rows kept, and Retry-After heard in seconds and as a date', async (all) => {
    const { page, assert, faulty } = all;
    const wishes = [
      [500, () => ({}), 1_700],
      [502, () => ({ 'Retry-After': '4' }), 4_000],
      [503, () => ({ 'Retry-After': new Date(Date.now() + 5_000).toUTCString() }), 4_000],
    ];
    for (const [status, heads, least] of wishes) {
      await settled(page, faulty);
      const from = faulty.asked.length;
      let refused = false;
      faulty.play = () => {
        if (refused) return faulty.good();
        refused = true;
        return { status, headers: heads(), body: 'no' };
      };
      const { version } = faulty;
      await finding(page, new RegExp(`faulty.*服务器答复 ${status}`));
      await shows(page, 'faulty', version);
      await until(page, () => faulty.version > version);
      const longest = Math.max(...waits(faulty, Math.max(0, from - 1)));
      assert.ok(longest >= least, `${status}: asked again after ${longest} ms`);
    }
  }),
  fault('B3: a portal in the way, by 200 and by leading elsewhere: no data, rows kept', async (all) => {
    const { faulty } = all;
    const portal = { headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><title>Log in</title><p>第999版' };
    await turns(all, () => portal, /faulty.*答复是网页\(HTML\)/);
    // The same under the name of data, as a page for every address gives it.
    await turns(all, () => ({ ...portal, headers: { 'Content-Type': 'application/json' } }), /faulty.*答复是网页\(HTML\)/);
    await turns(all, () => ({ status: 302, headers: { Location: 'http://portal.invalid/' }, body: '' }), /faulty.*取不到数据/);
    faulty.play = () => faulty.good();
  }),
  fault('B4: half of an answer counts for nothing, plain or packed', async (all) => {
    const { faulty } = all;
    const half = () => faulty.unseen.slice(0, faulty.unseen.length - 12);
    await turns(all, () => ({ body: half() }), /faulty.*第 \d+ 字节处中断或不合法/);
    await turns(all, () => ({ body: faulty.unseen, cutAt: 40 }), /faulty.*取不到数据/);
    await turns(all, () => faulty.gzip(0.5), /faulty.*(取不到数据|字节处中断或不合法)/);
    await turns(all, () => ({ headers: { 'Content-Encoding': 'gzip' }, body: 'no gzip' }), /faulty.*取不到数据/);
  }),
  fault('B6: an answer that hangs or drips is given up, and there is never a second one beside it', async (all) => {
    const { server, assert, faulty } = all;
    await turns(all, () => ({ body: faulty.unseen, delayMs: 60_000 }), /faulty.*2 秒内没有完整答复/);
    await turns(all, () => ({ body: faulty.unseen, dripMs: 400 }), /faulty.*2 秒内没有完整答复/);
    await turns(all, () => ({ hangUp: true }), /faulty.*取不到数据/);
    assert.equal(server.most.get(path('faulty')), 1);
  }),
];
