// Another program takes the place of this one in the same document, so that full screen stays. What the old one
// shows stands until the new one has its data.

import { ON } from './picture.js';

const NAMED = ['js', 'wasm', 'packs', 'build', 'bytes'];
/** Tenths of a second that the old picture waits for the new program's data. */
const LONGEST = 60;

/** Leaves the program and begins that of `page`, a document that is not shown. */
export async function swap(boot, page) {
  const curtain = Object.assign(document.createElement('div'), { className: 'curtain', inert: true });
  const on = document.querySelector(ON);
  if (on) curtain.append(copied(on));
  const end = globalThis.dapingEnd;
  for (const name of ['dapingEnd', 'dapingBeat', 'dapingTake']) delete globalThis[name];
  if (end) end();
  boot.still();
  document.body.replaceChildren(curtain);
  await restyle(boot, page);
  const named = page.querySelector('script[data-wasm]').dataset;
  for (const name of NAMED) {
    if (named[name] === undefined) delete boot.tag.dataset[name];
    else boot.tag.dataset[name] = named[name];
  }
  performance.clearMarks('daping:first-data');
  const next = boot.files(page);
  // A module is evaluated once for each address, and the glue of two builds may be the same.
  if (boot.used.has(next.glue.url)) next.glue.url += `?${named.build}`;
  await preload(next.glue);
  await boot.begin(next);
  drawn(() => curtain.remove(), LONGEST);
}

/** Has a module checked against its hash before it is asked for. */
async function preload({ url, integrity }) {
  const link = Object.assign(document.createElement('link'), { rel: 'modulepreload', crossOrigin: '', integrity, href: url });
  const there = await new Promise((done) => {
    Object.assign(link, { onload: () => done(true), onerror: () => done(false) });
    document.head.append(link);
  });
  link.remove();
  if (!there) throw new Error(url);
}

/** A board as a picture of itself. */
function copied(main) {
  const picture = main.cloneNode(true);
  picture.setAttribute('data-old', '');
  picture.setAttribute('aria-hidden', 'true');
  const drawn = main.querySelectorAll('canvas');
  picture.querySelectorAll('canvas').forEach((copy, at) => {
    if (copy.width > 0 && copy.height > 0) copy.getContext('2d').drawImage(drawn[at], 0, 0);
  });
  return picture;
}

/** The new page's sheets in the place of the old ones. */
async function restyle(boot, page) {
  const links = (own) => [...own.querySelectorAll('link[rel="stylesheet"]')];
  const before = links(document).filter((link) => !link.href.endsWith('/boot.css'));
  await Promise.all(links(page).map((link) => boot.dress(link.getAttribute('href'), link.getAttribute('integrity') ?? '')));
  before.forEach((link) => link.remove());
}

/** Calls once the new program has its data, or after some seconds. */
function drawn(then, left) {
  if (left === 0 || performance.getEntriesByName('daping:first-data').length > 0) return setTimeout(then, 200);
  return setTimeout(drawn, 100, then, left - 1);
}
