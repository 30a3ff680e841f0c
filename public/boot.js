// Starts the program, or says in a sentence why not and what to do; boot/watch.js then watches over it.
//
// The script's tag names the hashed files: data-js (glue), data-wasm (program) and data-packs (parts
// of the program that only some boards need: "name file hash;…", with a sheet of style and its hash behind
// it where there is one; none where nothing was split off). data-build is the version, data-bytes the
// program's length.
// The page preloads the first two with their integrity hashes; asking with the same mode, credentials
// and hash reuses them.
//
// Deliberately absent: bytes as they come. An integrity hash is held against the whole file before any of
// it may be read, and a program in a response of our own would be compiled anew at every start.

const tag = document.querySelector('script[data-wasm]');

const SAYS_PROGRESS_MS = 600;
/** Fifths of a second that the watch waits for the first data. */
const LONGEST_FIRST = 50;
/** A page that could not start looks again after so many seconds, then half as often each time. */
const AGAIN_S = [15, 900];

// Two one-line modules: a table of externref, and a function type with two results.
const FEATURES = [
  [0, 97, 115, 109, 1, 0, 0, 0, 4, 4, 1, 111, 0, 0],
  [0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 0, 2, 127, 127],
];

/** What a page that cannot start says, by its cause. */
const CAUSES = {
  old: [
    '浏览器版本过旧，无法显示大屏：请使用 Chrome、Edge 97 或 Firefox 79、Safari 16 以上版本。',
    'This browser is too old for the wall: use Chrome or Edge 97, Firefox 79, Safari 16, or later.',
  ],
  missing: [
    '服务器上没有大屏程序的这个文件，可能正在发布新版本：请确认发布完整，然后重新加载。',
    'The server does not have this file of the program, perhaps because a new version is being uploaded: check that the upload is whole, then reload.',
  ],
  page: [
    '服务器用一个网页代替了大屏程序的这个文件：请登录网络，或让服务器对缺失的文件回答 404，然后重新加载。',
    'The server sent a web page in the place of this file of the program: log in to the network, or have the server answer 404 for what is missing, then reload.',
  ],
  changed: [
    '大屏程序的这个文件与发布时不一致，没有运行：请重新上传并清除沿途的缓存，然后重新加载。',
    'This file of the program is not the one that was published, so it was not run: upload it again and clear the caches on its way, then reload.',
  ],
  blocked: [
    '内容安全策略或浏览器扩展不允许大屏程序运行：请允许本站的脚本和 WebAssembly，然后重新加载。',
    'A content policy or an extension of the browser forbids the program: allow scripts and WebAssembly of this site, then reload.',
  ],
  network: [
    '大屏程序未能完整加载：请检查网络后重新加载。',
    'The program of the wall did not load whole: check the network, then reload.',
  ],
  memory: [
    '内存不足，大屏程序无法启动：请关闭其他页面和程序，或重启浏览器，然后重新加载。',
    'There is not enough memory to start the program: close other pages and programs, or restart the browser, then reload.',
  ],
};

/** A copy of the published files may be newer than what the browser kept: worth one look past its cache. */
const MAY_BE_STALE = ['missing', 'page', 'changed', 'network'];

class Fault extends Error {
  constructor(cause, file = '') {
    super(`${cause} ${file}`);
    this.why = cause;
    this.file = file;
  }
}

/** What outlives a reload: the tab's storage, or where that is blocked the entry of its history. */
const recalled = history.state?.daping ?? {};

function recall(name) {
  try {
    const kept = sessionStorage.getItem(`daping.${name}`);
    if (kept !== null) return JSON.parse(kept);
  } catch { /* blocked, or written by somebody else */ }
  return recalled[name];
}

function remember(name, value) {
  recalled[name] = value;
  try {
    sessionStorage.setItem(`daping.${name}`, JSON.stringify(value ?? null));
  } catch {
    history.replaceState({ ...history.state, daping: recalled }, '');
  }
}

const whole = (file) => new URL(file, document.baseURI).href;

/** The scripts that run beside the page, a worker each. */
const BESIDE = ['reader/worker.js', 'sw.js'];
let policy;

/**
 * The address of one of them, as a browser wants it that takes no text for the address of a script. There is no
 * other way from a text to a script, and none at all to markup (src/cli/policy.rs).
 */
function script(file) {
  policy ??= globalThis.trustedTypes?.createPolicy('daping', {
    createScriptURL: (own) => {
      if (!BESIDE.includes(own)) throw new TypeError(`${own} is no script of this page`);
      return whole(own);
    },
  });
  return policy ? policy.createScriptURL(file) : whole(file);
}

/** What went wrong before the watch was there to see it. */
const early = [];
let isDead = false;
const seen = (event) => {
  early.push(event);
  const error = event.error || event.reason;
  if (error && error.name === 'RuntimeError') isDead = true;
};
for (const name of ['error', 'unhandledrejection']) addEventListener(name, seen);
globalThis.dapingDied = (place) => {
  early.push({ place });
  isDead = true;
};

let forbidden = false;
document.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
  if (/^wasm-eval|^eval/.test(blockedURI) || blockedURI.startsWith(location.origin)) forbidden = true;
});

function checkBrowser() {
  const able = typeof WebAssembly === 'object' &&
    FEATURES.every((bytes) => WebAssembly.validate(new Uint8Array(bytes)));
  if (!able) throw new Fault('old');
}

/** Glue and program, their addresses and hashes, as a page names them. */
function files(page) {
  const named = page.querySelector('script[data-wasm]').dataset;
  const hash = (which) => page.querySelector(which)?.getAttribute('integrity') ?? '';
  return {
    glue: { url: whole(named.js), integrity: hash('link[rel="modulepreload"]') },
    program: { url: whole(named.wasm), integrity: hash('link[rel="preload"][as="fetch"]') },
  };
}

async function fetchProgram({ url, integrity }) {
  const response = await fetch(url, { credentials: 'same-origin', integrity });
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return response;
}

/** A program as it comes. A server that does not know the type of wasm files serves it all the same. */
async function compile(asked) {
  const program = await asked;
  const streams = program.headers.get('Content-Type') === 'application/wasm' && WebAssembly.compileStreaming;
  return streams ? WebAssembly.compileStreaming(program) : WebAssembly.compile(await program.arrayBuffer());
}

/** What is being started, and the addresses of glue that this document has evaluated. */
let own;
const used = new Set();

async function start(named) {
  checkBrowser();
  own = named;
  const program = compile(fetchProgram(named.program));
  // The glue may fail first; then nobody waits for the program.
  program.catch(() => {});
  used.add(named.glue.url);
  glue = await import(named.glue.url);
  return lend(glue.default, await program);
}

/** The module between the program and the page; the program's functions, through which it and every listener call it. */
let glue;
let lent;

/**
 * Starts the program with functions that can be taken away from it: one that died or was left is then
 * never called again, whatever timers and listeners it has.
 */
async function lend(init, program) {
  const real = WebAssembly.instantiate;
  const asked = {};
  WebAssembly.instantiate = async (source, imports) => {
    if (source !== asked) return real.call(WebAssembly, source, imports);
    WebAssembly.instantiate = real;
    const instance = await real.call(WebAssembly, program, imports);
    lent = { ...instance.exports };
    return { instance: { exports: lent } };
  };
  try {
    await init({ module_or_path: asked });
  } finally {
    WebAssembly.instantiate = real;
  }
  return lent;
}

/**
 * Takes them away; the memory goes once nobody else holds it. Says how large it was, in bytes, and whether it
 * could have grown by as many pages more.
 */
function still(pages = 0) {
  const memory = lent?.memory;
  if (!memory) return { bytes: 0, full: false };
  const bytes = memory.buffer.byteLength;
  for (const name of Object.keys(lent)) lent[name] = typeof lent[name] === 'function' ? () => 0 : undefined;
  lent.memory = { buffer: new ArrayBuffer(0) };
  // Its views of the memory, each of which holds all of it. Only `dist` gives the glue this function.
  glue?.leave?.();
  try {
    memory.grow(pages);
    return { bytes, full: false };
  } catch {
    return { bytes, full: true };
  }
}

/** What is asked for stays asked for; what failed may be asked for again. */
function once(all, key, make) {
  if (!all.has(key)) {
    const coming = make();
    coming.catch(() => all.delete(key));
    all.set(key, coming);
  }
  return all.get(key);
}

const packs = new Map();

/** The program calls it: the pack of that name is in its place once the promise holds. */
globalThis.dapingPack = (name) => once(packs, name, () => load(name).catch(lacking));

/** Readers' programs by their addresses: what was compiled once is what every later worker runs. */
const readers = new Map();

/** The program calls it: what reads the large answer of an address beside the page; nothing where there is none. */
globalThis.dapingReader = async (name, address) => {
  const [, file, integrity] = listed(name);
  if (!file) return undefined;
  // The first time it is fetched and compiled while page.js and the worker come.
  const url = whole(file);
  const program = once(readers, url, () => compile(fetchProgram({ url, integrity })));
  const { start: open } = await import('./reader/page.js').catch(lacking);
  const ask = await open(name, program, whole(address), script('reader/worker.js')).catch(lacking);
  // A reader that is no more refuses without a reason; a body that breaks off has one, and is no missing file.
  return (...asked) => ask(...asked).catch((why) => (why === undefined ? lacking(why) : Promise.reject(why)));
};

function lacking(error) {
  boot.missed();
  throw error;
}

/** A pack as the tag has it, in its parts; none where there is no such pack. */
function listed(name) {
  const all = (tag.dataset.packs ?? '').split(';').map((pack) => pack.split(' '));
  return all.find(([own]) => own === name) ?? [];
}

async function load(name) {
  const [, file, integrity, sheet, sheetHash] = listed(name);
  if (!file) return;
  const dressed = sheet && dress(sheet, sheetHash);
  const program = await compile(fetchProgram({ url: whole(file), integrity }));
  await WebAssembly.instantiate(program, { program: await started });
  await dressed;
}

/** A sheet that does not come is missed; what it dresses is there all the same. */
function dress(sheet, integrity) {
  return new Promise((done) => {
    const link = Object.assign(document.createElement('link'), {
      rel: 'stylesheet', href: whole(sheet), integrity, onload: done, onerror: done,
    });
    document.head.append(link);
  });
}

/** Why one of the files cannot be had, past the browser's cache; nothing where it is there as published. */
async function look({ url, integrity }) {
  const file = url.split('/').pop();
  try {
    const response = await fetch(url, { credentials: 'same-origin', cache: 'reload' });
    if (!response.ok) return new Fault(response.status < 500 ? 'missing' : 'network', `${file}: HTTP ${response.status}`);
    const first = new Uint8Array(await response.arrayBuffer())[0];
    // "<"
    if (first === 60 || (response.headers.get('Content-Type') ?? '').startsWith('text/html')) return new Fault('page', file);
  } catch {
    return new Fault(forbidden ? 'blocked' : 'network', file);
  }
  try {
    await fetch(url, { credentials: 'same-origin', integrity });
  } catch {
    return new Fault('changed', file);
  }
  return undefined;
}

async function why(error) {
  if (error instanceof Fault) return error;
  const said = String(error?.message);
  if (forbidden || /unsafe-eval|Content Security Policy/.test(said)) return new Fault('blocked');
  if (error instanceof RangeError || /out of memory|allocat/i.test(said)) return new Fault('memory');
  const found = await look(own.program) ?? await look(own.glue);
  // Bytes as they were published that the browser cannot compile.
  if (!found && error.name === 'CompileError') return new Fault('old');
  return found ?? new Fault('network');
}

async function failed(error) {
  clearInterval(progress);
  console.error('The wall could not start:', error);
  if (error.name === 'RuntimeError' || early.some(({ place }) => place !== undefined)) return watched(error);
  const fault = await why(error);
  const tries = recall('tries') || 0;
  remember('tries', tries + 1);
  // A page that cannot be had is not left: nothing would come back from the browser's own.
  if (tries === 0 && MAY_BE_STALE.includes(fault.why) && await newest()) return location.reload();
  await show(fault);
  return again(fault, Math.min(AGAIN_S[0] * 2 ** Math.max(0, tries - 1), AGAIN_S[1]));
}

/** A wall that nobody stands at comes back by itself, once what it lacked is there. */
function again(fault, seconds) {
  if (fault.why === 'old') return;
  setTimeout(async () => {
    const page = await newest();
    const named = page && files(page);
    const isStale = MAY_BE_STALE.includes(fault.why);
    const lacks = isStale ? !named || await look(named.program) || await look(named.glue) : !page || seconds < AGAIN_S[1];
    return lacks ? again(fault, Math.min(seconds * 2, AGAIN_S[1])) : location.reload();
  }, seconds * 1000 * (0.75 + Math.random() / 2));
}

/** The page as the server has it now, past the browser's cache; nothing where it cannot be had. */
async function newest() {
  try {
    const patience = new AbortController();
    setTimeout(() => patience.abort(), 5000);
    const response = await fetch(location.href, { cache: 'reload', signal: patience.signal });
    const page = response.ok && await parsed(await response.blob());
    return page && page.querySelector('script[data-wasm][data-js]') ? page : undefined;
  } catch {
    return undefined;
  }
}

/** A document that nothing runs in. By way of a request, as texts become no markup here. */
async function parsed(page) {
  const url = URL.createObjectURL(new Blob([page], { type: 'text/html;charset=utf-8' }));
  const asked = new XMLHttpRequest();
  asked.responseType = 'document';
  asked.open('GET', url);
  await new Promise((done) => { Object.assign(asked, { onloadend: done }).send(); });
  URL.revokeObjectURL(url);
  return asked.response;
}

/** Whether a page that is left comes back: the server has it, or what keeps the program for outages. */
async function comesBack() {
  if (await newest()) return true;
  try {
    return Boolean(navigator.serviceWorker.controller && await caches.match(whole('index.html')));
  } catch {
    return false;
  }
}

/** The box that stands in the page until the program does. */
function box() {
  const found = document.getElementById('boot');
  return found ?? document.body.appendChild(Object.assign(document.createElement('div'), { id: 'boot' }));
}

async function show(fault) {
  // Its words are worth more than its looks.
  await Promise.race([dress('boot/boot.css', ''), new Promise((done) => { setTimeout(done, 1000); })]);
  const [zh, en] = CAUSES[fault.why];
  const own = box();
  own.className = 'told';
  own.setAttribute('role', 'alert');
  own.textContent = '';
  own.append(paragraph('大屏没有启动', 'zh-CN', 'what'), paragraph('The wall did not start', 'en', 'what'), paragraph(zh, 'zh-CN'), paragraph(en, 'en'));
  if (fault.file) own.append(paragraph(fault.file, 'en', 'where'));
  if (fault.why !== 'old') own.append(paragraph('本页会自动再试。', 'zh-CN'), paragraph('This page tries again by itself.', 'en'));
  own.append(reloadButton());
}

function paragraph(text, lang, of = '') {
  return Object.assign(document.createElement('p'), { lang, textContent: text, className: of });
}

function reloadButton() {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = '重新加载 Reload';
  button.addEventListener('click', () => location.reload());
  return button;
}

/** What is being loaded and since when, where that takes long enough to be asked. */
const begun = performance.now();
const progress = setInterval(() => {
  const own = document.getElementById('boot');
  const seconds = Math.round((performance.now() - begun) / 1000);
  if (!own || performance.now() - begun < SAYS_PROGRESS_MS) return;
  const bytes = Number(tag.dataset.bytes ?? 0);
  const size = bytes ? ` ${(bytes / 1e6).toFixed(1)} MB` : '';
  own.textContent = '';
  own.append(
    paragraph(`正在载入大屏程序${size}…… ${seconds} 秒`, 'zh-CN'),
    paragraph(`Loading the program of the wall${size}… ${seconds} s`, 'en'),
  );
}, SAYS_PROGRESS_MS);

/** Begins the program of another page; the one before has been left. */
function begin(named) {
  packs.clear();
  ahead.clear();
  started = start(named);
  started.catch(failed);
  return started;
}

/** What the watch needs of all this. */
const boot = {
  tag, used, early, recall, remember, still, begin, newest, comesBack, files, whole, dress, box, paragraph, reloadButton,
  missed: () => early.push({ missed: true }),
};

/** The watch comes after what the first picture needs: a browser asks a server for six files at a time. */
function watchSoon(left = LONGEST_FIRST) {
  if (isDead || left === 0 || performance.getEntriesByName('daping:first-data').length > 0) return watched();
  return setTimeout(watchSoon, 200, left - 1);
}

async function watched(error) {
  try {
    const { watch } = await import('./boot/watch.js');
    for (const name of ['error', 'unhandledrejection']) removeEventListener(name, seen);
    watch(boot, error);
  } catch (fault) {
    // The wall lives without; a start that failed is said.
    console.warn('boot/watch.js is missing, so nobody watches over the program:', fault);
    if (error) show(new Fault('network', 'boot/watch.js'));
  }
}

/** The first board's answer, asked for while the program is on its way; whoever asks for that address has it, once. */
const ahead = new Map();
globalThis.dapingAhead = (url) => {
  const answer = ahead.get(url);
  ahead.delete(url);
  return answer;
};

/** As src/app/address.rs reads the page's own; one that cannot be a board, or is none of the server's, is left to it. */
function askAhead() {
  const asked = new URLSearchParams(location.search);
  const name = asked.get('board') || 'nanzhao';
  if (asked.get('play') || name === 'dropped' || !/^[\w\u{c0}-\u{10ffff}-]+$/u.test(name)) return;
  const url = `boards/${name}.json`;
  // Its server's time is that of this moment, not of that at which the program takes it up.
  const noted = (response) => Object.assign(response, { came: performance.now() });
  const answer = fetch(whole(url), { cache: 'no-cache' }).then(noted);
  answer.catch(() => ahead.delete(url));
  ahead.set(url, answer);
}

/**
 * The last good rows, for the program: kept.js says what it may ask for. It is here from the start, as what may be
 * kept no more has to go, however early the program says so.
 */
globalThis.dapingKeep = async (verb, key, bytes) => (await import('./boot/kept.js')).keep(verb, key, bytes);

/** The program calls it in long work: what the page has to draw and to hear comes first. */
globalThis.dapingBreath = () => globalThis.scheduler?.yield?.() ?? new Promise((done) => { setTimeout(done); });

askAhead();
let started = start(files(document));
started.then(() => {
  clearInterval(progress);
  document.getElementById('boot')?.remove();
  if (recall('tries')) remember('tries', 0);
  watchSoon();
}, failed);
import('./boot/offline.js').then((offline) => offline.watch(started, script), () => {});
