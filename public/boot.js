// Starts the program, or says in one sentence why not and what to do.
//
// The script's tag names the hashed files: data-js (glue), data-wasm (program) and data-packs (parts
// of the program that only some boards need: "name file hash;…", with a sheet of style and its hash behind
// it where there is one; none where nothing was split off).
// The page preloads the first two with their integrity hashes; asking with the same mode, credentials
// and hash reuses them.

const tag = document.querySelector('script[data-wasm]');

// Two one-line modules: a table of externref, and a function type with two results.
const FEATURES = [
  [0, 97, 115, 109, 1, 0, 0, 0, 4, 4, 1, 111, 0, 0],
  [0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 0, 2, 127, 127],
];

class Fault extends Error {
  constructor(zh, en) {
    super(en);
    this.zh = zh;
  }
}

function checkBrowser() {
  const able = typeof WebAssembly === 'object' &&
    FEATURES.every((bytes) => WebAssembly.validate(new Uint8Array(bytes)));
  if (!able) {
    throw new Fault(
      '浏览器版本过旧，无法显示大屏：请使用 Chrome、Edge 97 或 Firefox 79、Safari 16 以上版本。',
      'This browser is too old for the wall: use Chrome or Edge 97, Firefox 79, Safari 16, or later.',
    );
  }
}

async function fetchProgram(url) {
  const link = document.querySelector('link[rel="preload"][as="fetch"]');
  const response = await fetch(url, {
    credentials: 'same-origin',
    integrity: link ? link.integrity : '',
  });
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`);
  return response;
}

async function start() {
  checkBrowser();
  const glue = new URL(tag.dataset.js, document.baseURI).href;
  const program = fetchProgram(new URL(tag.dataset.wasm, document.baseURI).href);
  // The glue may fail first; then nobody waits for the program.
  program.catch(() => {});
  const { default: init } = await import(glue);
  return init({ module_or_path: program });
}

/** What is asked for stays asked for; what failed may be asked for again. */
const packs = new Map();

/** The program calls it: the pack of that name is in its place once the promise holds. */
globalThis.dapingPack = (name) => {
  if (!packs.has(name)) {
    const loading = load(name);
    loading.catch(() => packs.delete(name));
    packs.set(name, loading);
  }
  return packs.get(name);
};

/** The program calls it: what reads the large answer of an address beside the page; nothing where there is none. */
globalThis.dapingReader = async (name, address) =>
  (await import('./reader/page.js')).start(tag, name, address);

async function load(name) {
  const all = (tag.dataset.packs ?? '').split(';').map((pack) => pack.split(' '));
  const [, file, integrity, sheet, sheetHash] = all.find(([own]) => own === name) ?? [];
  if (!file) return;
  const dressed = sheet && dress(sheet, sheetHash);
  const response = await fetch(new URL(file, document.baseURI), {
    credentials: 'same-origin',
    integrity,
  });
  if (!response.ok) throw new Error(`${file}: HTTP ${response.status}`);
  // Not streamed: a server that does not know the type of wasm files serves it all the same.
  await WebAssembly.instantiate(await response.arrayBuffer(), { program: await started });
  await dressed;
}

/** A sheet that does not come is missed; what it dresses is there all the same. */
function dress(sheet, integrity) {
  return new Promise((done) => {
    const link = Object.assign(document.createElement('link'), {
      rel: 'stylesheet', href: new URL(sheet, document.baseURI).href, integrity, onload: done, onerror: done,
    });
    document.head.append(link);
  });
}

function show(error) {
  console.error('The wall could not start:', error);
  const zh = error instanceof Fault ? error.zh : '大屏程序未能完整加载：请检查网络后重新加载。';
  const en = error instanceof Fault
    ? error.message
    : 'The program of the wall did not load whole: check the network, then reload.';
  const box = document.getElementById('boot') || document.createElement('div');
  box.id = 'boot';
  box.setAttribute('role', 'alert');
  box.replaceChildren(paragraph(zh, 'zh-CN'), paragraph(en, 'en'), reloadButton());
  document.body.append(box);
}

function paragraph(text, lang) {
  const p = document.createElement('p');
  p.lang = lang;
  p.textContent = text;
  return p;
}

function reloadButton() {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = '重新加载 Reload';
  button.addEventListener('click', () => location.reload());
  return button;
}

const started = start();
started.then(() => document.getElementById('boot')?.remove(), show);
