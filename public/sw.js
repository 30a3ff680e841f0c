// Lets the wall start without a network: keeps one whole build of the program, and the boards, playlists,
// outlines, pictures and fonts that this screen has shown.
//
// What belongs to a build is the list build.json, which the build itself wrote; a build is kept whole, every
// file held against its hash, or not at all. Never kept here: `data/`, and any other address that rows may
// come from. What a source answered is kept by the page alone, and only where everybody may see it
// (src/data/kept.rs).
//
// Without this file (404, or a web page in its place), or with "worker": false in build.json, the worker
// removes what it has kept and itself.

const SCOPE = new URL('./', self.location.href).href;
const OWN = `daping ${SCOPE} `;
const BUILD = `${OWN}build `;
const SEEN = `${OWN}seen`;
const LIST = `${SCOPE}build.json`;

/** A network that does not answer a page for so long is none; the same for a board or an outline. */
const PAGE_MS = 2_000;
const SEEN_MS = 3_000;
/** The build that pages may still be of, and the one before. */
const MOST_BUILDS = 2;
const MOST_FILES = 300;
const MOST_BUILD_BYTES = 30_000_000;
const MOST_SEEN = 120;
const MOST_SEEN_BYTES = 24_000_000;
const MOST_ONE_BYTES = 8_000_000;
const MOST_PAGES = 50;

const PART = /^(?:boot|reader|packs)\/|^[^/]+\.(?:js|css|wasm)$/;
const PAST = ['no-store', 'reload'];
const HASHED = /-[0-9a-f]{8,}[._]/;
const SHOWN = /^(?:boards|playlists|geo)\/[^?]+\.json$/;

const GEO = ['FeatureCollection', 'Topology'];
/** Its length stands beside what is kept. */
const LENGTH = 'x-daping-length';

/** The build that each page was begun with; null where it is another one than is kept. */
const pages = new Map();
/** What is kept, the newest last; nothing while it is not known. */
let builds;

self.addEventListener('install', (event) => {
  event.waitUntil(list().then(fill).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('message', (event) => {
  // The page stands: what it has shown is brought, then a newer build, and nobody waits for it.
  if (event.data?.daping === 'settled') event.waitUntil(settle(event.data.shown));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || !request.url.startsWith(SCOPE) || request.headers.has('range')) return;
  const path = url.href.slice(SCOPE.length).split(/[?#]/)[0];
  if (request.mode === 'navigate') {
    if (path === '' || path === 'index.html') event.respondWith(page(event));
  } else if (url.search !== '' || path === 'sw.js' || path === 'build.json' || PAST.includes(request.cache)) {
    // Who asks with parameters, or past every cache, asks the network.
  } else if (isShown(path, request.destination)) {
    event.respondWith(shown(event, request.url, path));
  } else if (PART.test(path)) {
    event.respondWith(part(event, path));
  }
});

/** What a board shows beside its data. */
function isShown(path, destination) {
  const isLook = destination === 'image' || destination === 'font';
  return SHOWN.test(path) || (isLook && !path.startsWith('data/') && !PART.test(path));
}

// ---- The program ----

/** The page itself: the network's, so that a new build is taken; else the kept build's. */
async function page(event) {
  const last = (await known()).at(-1);
  const kept = last && (await last.cache.match(`${SCOPE}index.html`));
  const asked = answered(event, kept, last);
  try {
    const answer = await (kept ? within(PAGE_MS, asked) : asked);
    if (!kept || answer.status < 500) return answer;
  } catch (error) {
    if (!kept) throw error;
  }
  begun(event.resultingClientId, last.version);
  return kept;
}

/** The network's page, and whether it is of the kept build. */
async function answered(event, kept, last) {
  const answer = await fetch(event.request);
  const is = kept && answer.ok && (await answer.clone().text()).includes(` data-build=${last.version} `);
  if (answer.status < 500) begun(event.resultingClientId, is ? last.version : null);
  return answer;
}

function begun(page, version) {
  if (!page) return;
  pages.set(page, version);
  if (pages.size > MOST_PAGES) pages.delete(pages.keys().next().value);
}

/** A part of the program: never one of another build than the page. */
async function part(event, path) {
  const all = await known();
  if (HASHED.test(path)) {
    // Its name says what is in it.
    const own = all.findLast((build) => build.files.has(path));
    return (own && (await own.cache.match(SCOPE + path))) ?? fetch(event.request);
  }
  const version = pages.get(event.clientId);
  if (version === null) return fetch(event.request);
  const own = version === undefined ? all.at(-1) : all.find((build) => build.version === version);
  const kept = own && (await own.cache.match(SCOPE + path));
  if (!kept) return fetch(event.request);
  if (version !== undefined) return kept;
  // The worker slept meanwhile and has forgotten the page.
  return within(PAGE_MS, fetch(event.request)).catch(() => kept);
}

/** The builds that are kept whole. */
function known() {
  builds ??= read().catch(() => {
    builds = undefined;
    return [];
  });
  return builds;
}

async function read() {
  const names = (await caches.keys()).filter((name) => name.startsWith(BUILD));
  const all = await Promise.all(names.map(async (name) => {
    const cache = await caches.open(name);
    // It is put in last.
    const said = await cache.match(LIST);
    if (!said) return undefined;
    const { version, files } = await said.json();
    return { name, version, cache, files: new Map(files.map((file) => [file.path, file.integrity])) };
  }));
  return all.filter(Boolean);
}

/** The list of the build that is deployed now. */
async function list() {
  const answer = await fetch(LIST, { cache: 'no-store', redirect: 'error' });
  if (!answer.ok) throw new Error(`build.json: HTTP ${answer.status}`);
  return answer.json();
}

function isSound({ version, files }) {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const one = ({ path, integrity }) => /^sha(?:256|384|512)-/.test(integrity) && !/^[/.]|:|^data\//.test(path);
  return /^[\w.-]{1,100}$/.test(version) && files.length <= MOST_FILES && bytes <= MOST_BUILD_BYTES &&
    files.every(one) && files.some((file) => file.path === 'index.html');
}

/** Several pages may ask for the same. */
let filled = Promise.resolve();

/** Keeps a build, whole or not at all; what is kept already is not fetched again. */
function fill(build) {
  const own = filled.then(() => put(build));
  filled = own.catch(() => {});
  return own;
}

async function put(build) {
  const all = await known();
  if (all.at(-1)?.version === build.version) return;
  if (!isSound(build)) throw new Error('build.json is no list of a build');
  const name = BUILD + build.version;
  // One that was begun, or that is deployed once more after a newer one.
  await caches.delete(name);
  const others = all.filter((own) => own.name !== name);
  try {
    const cache = await caches.open(name);
    const files = build.files.filter(({ kept }) => kept !== false);
    for (const file of files) await bring(cache, build.version, file, others);
    await cache.put(LIST, new Response(JSON.stringify(build)));
  } catch (error) {
    await caches.delete(name);
    throw error;
  } finally {
    builds = undefined;
  }
  const names = (await caches.keys()).filter((own) => own.startsWith(BUILD));
  for (const old of names.slice(0, -MOST_BUILDS)) await caches.delete(old);
}

async function bring(cache, version, { path, integrity }, others) {
  const answer = path === 'index.html' ? await front(version) : await file(path, integrity, others);
  if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`);
  await cache.put(SCOPE + path, await undated(answer));
}

/** The page is held against the version that it names: servers may add to it. Its address is the folder's. */
async function front(version) {
  const answer = await fetch(SCOPE, { cache: 'no-cache' });
  if (!(await answer.clone().text()).includes(` data-build=${version} `)) throw new Error('a page of another build');
  return answer;
}

async function file(path, integrity, others) {
  const same = others.find((own) => own.files.get(path) === integrity);
  const kept = same && (await same.cache.match(SCOPE + path));
  return kept ?? fetch(SCOPE + path, { cache: 'no-cache', integrity });
}

// ---- What boards show ----

/** A board, a playlist, an outline, a picture, a font: the network's, else what was seen last. */
async function shown(event, address, path) {
  let stored;
  const asked = fetch(event.request).then((answer) => {
    // Beside its way to the page.
    stored = keep(address, path, answer.clone()).catch(() => {});
    return answer;
  });
  event.waitUntil(asked.then(() => stored, () => {}));
  try {
    const answer = await within(SEEN_MS, asked);
    if (answer.status < 500) return answer;
  } catch {
    // No network, or none that answers.
  }
  return (await seen(address)) ?? asked;
}

async function seen(address) {
  const cache = await caches.open(SEEN).catch(() => undefined);
  return cache?.match(address).catch(() => undefined);
}

/** Keeps what may be kept of an answer. */
async function keep(address, path, answer) {
  const cache = await caches.open(SEEN);
  const isGone = [401, 403, 404, 410].includes(answer.status);
  if (isGone) await cache.delete(address);
  if (!answer.ok || answer.redirected || answer.type !== 'basic') return;
  const bytes = new Uint8Array(await answer.clone().arrayBuffer());
  if (bytes.length > MOST_ONE_BYTES || !mayKeep(path, bytes)) {
    await cache.delete(address);
    return;
  }
  const old = await cache.match(address);
  if (old && isSame(bytes, new Uint8Array(await old.arrayBuffer()))) return;
  // Behind the others: the oldest go first.
  await cache.delete(address);
  await cache.put(address, await undated(answer));
  await bound(cache);
}

/** Pictures and fonts are; a JSON file is where it says that it is none of somebody's rows. */
function mayKeep(path, bytes) {
  if (!SHOWN.test(path)) return true;
  let own;
  try {
    own = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return false;
  }
  if (path.startsWith('geo/')) {
    return own?.daping_outline !== undefined || own?.daping_tiles !== undefined || GEO.includes(own?.type);
  }
  if (own?.daping === undefined) return false;
  // Rows that stand in the board are raw: a mask hides them on the screen, not in the file.
  const rows = Object.values(own.sources ?? {}).filter((source) => source?.inline !== undefined);
  const isOpen = (source) => !Object.values(source.fields ?? {}).some((field) => field?.mask !== undefined);
  return rows.length === 0 || (own.audience === 'public' && rows.every(isOpen));
}

function isSame(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

async function bound(cache) {
  const keys = await cache.keys();
  let bytes = 0;
  let count = 0;
  for (const key of keys.reverse()) {
    const length = Number((await cache.match(key))?.headers.get(LENGTH) ?? MOST_ONE_BYTES);
    bytes += length;
    count += 1;
    if (count > MOST_SEEN || bytes > MOST_SEEN_BYTES) await cache.delete(key);
  }
}

/** The answer without its time: the wall takes its clock from what a server says now. */
async function undated(answer) {
  const body = await answer.arrayBuffer();
  const headers = new Headers(answer.headers);
  for (const name of ['date', 'age', 'content-encoding', 'content-length', 'set-cookie']) headers.delete(name);
  headers.set(LENGTH, String(body.byteLength));
  return new Response(body, { headers });
}

// ---- Coming and going ----

async function settle(addresses) {
  if (await isOff()) {
    await retire();
    return;
  }
  await list().then(fill).catch(() => {});
  for (const address of (addresses ?? []).slice(0, MOST_SEEN)) {
    const path = String(address).startsWith(SCOPE) ? address.slice(SCOPE.length) : '';
    if (!isShown(path, 'image') || (await seen(address))) continue;
    await fetch(address, { cache: 'no-cache' }).then((answer) => keep(address, path, answer)).catch(() => {});
  }
}

/** Whether whoever deploys wants no worker. No network, a log-in or a broken server say nothing of that. */
async function isOff() {
  try {
    const own = await fetch(self.location.href, { cache: 'no-store', redirect: 'manual' });
    const kind = own.headers.get('content-type') ?? '';
    if (own.status === 404 || own.status === 410 || (own.ok && /html/.test(kind))) return true;
    return (await list()).worker === false;
  } catch {
    return false;
  }
}

async function retire() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OWN));
  await Promise.all(names.map((name) => caches.delete(name)));
  builds = undefined;
  await self.registration.unregister();
}

function within(ms, promise) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), ms);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
