// The worker that has the keys of sealed rows: what was entered and what it opened is here and nowhere else, until the
// page goes. It gives keys to the readers' workers by lines of their own, so that the page never has one.
//
// page -> ['program', compiled] | ['entered', text] | ['reader', number, line, address of the index] |
//         ['open', number, file of the key] | ['gone', number]
// worker -> [number, why, answer]; `why` is `told` where a reader has answered to a key, else why it was given none.

const FAULT = 1;
const KEY = 11;
const WORD = /^AGE-SECRET-KEY-1/i;
/** So many passphrases and keys are known at once: a wall has few rosters. */
const MOST_ENTERED = 4;
/** Of older publishes nobody is asked any more. */
const MOST_KEYS = 8;

let compiled;
/** The last one in front. */
let entered = [];
/** Promises of what opened the files of keys, by their names. */
const keys = new Map();
const readers = new Map();

const bytes = (text) => new TextEncoder().encode(text);

onmessage = ({ data: [what, number, line, address] }) => {
  if (what === 'program') compiled = number;
  if (what === 'entered') enter(number);
  if (what === 'reader') readers.set(number, { ask: asking(line), address });
  if (what === 'gone') readers.delete(number);
  // `line` is the name of a file here.
  if (what === 'open') open(readers.get(number), line).then(([why, answer]) => postMessage([number, why, answer]), () => postMessage([number, 'changed']));
};

function enter(text) {
  entered = [text, ...entered.filter((own) => own !== text)].slice(0, MOST_ENTERED);
  keys.clear();
}

/** Asks a reader by its line. */
function asking(line) {
  const waiting = [];
  line.onmessage = ({ data }) => waiting.shift()(data);
  return (text) => new Promise((resolve) => {
    waiting.push(resolve);
    line.postMessage(bytes(text));
  });
}

/** What a reader says to the first key that opens it. */
async function open({ ask, address }, file) {
  if (entered.length === 0) return ['locked'];
  const own = entered.filter((text) => WORD.test(text)).map((text) => text.toUpperCase());
  const found = file && entered.length > own.length ? await unlocked(new URL(file, address)) : { why: 'wrong' };
  // A damaged file of a key is no wrong passphrase.
  if (!found.key && found.why !== 'wrong') return [found.why];
  let answer;
  for (const key of found.key ? [found.key, ...own] : own) {
    answer = await ask(`secret\n${key}`);
    if (answer && (answer[0] !== FAULT || key === found.key)) return ['told', answer];
  }
  return answer && !file ? ['told', answer] : ['wrong'];
}

/** The secret key of a publish, or why there is none. */
function unlocked(url) {
  if (!keys.has(url.href)) {
    if (keys.size === MOST_KEYS) keys.delete(keys.keys().next().value);
    const coming = unlock(url);
    keys.set(url.href, coming);
    // What did not open may do so by what is entered next.
    const forget = () => keys.delete(url.href);
    coming.then(({ key }) => key || forget(), forget);
  }
  return keys.get(url.href);
}

async function unlock(url) {
  const response = await fetch(url, { cache: 'force-cache' }).catch(() => undefined);
  if (!response?.ok) return { why: 'missing' };
  const file = new Uint8Array(await response.arrayBuffer());
  for (const text of entered.filter((own) => !WORD.test(own))) {
    const [word, key] = await stretched(`unlock\n${url.pathname.slice(-20, -4)}\n${text}\n`, file);
    if (key) return { key };
    if (word !== 'wrong') return { why: word };
  }
  return { why: 'wrong' };
}

/** A passphrase takes 128 MB to stretch: a program of its own does it, whose memory is wiped and goes. */
async function stretched(head, file) {
  const { memory, reserve, call, answer } = (await WebAssembly.instantiate(compiled, nothing())).exports;
  const own = bytes(head);
  const at = reserve(own.length + file.length);
  const to = new Uint8Array(memory.buffer, at);
  to.set(own);
  to.set(file, own.length);
  const length = call(KEY);
  const said = new TextDecoder().decode(new Uint8Array(memory.buffer, answer(), length).slice(1));
  new Uint8Array(memory.buffer).fill(0);
  return said.split('\n');
}

/** As in worker.js: a few functions are imported that nobody calls. */
function nothing() {
  const imports = {};
  for (const { module, name } of WebAssembly.Module.imports(compiled)) {
    imports[module] ??= {};
    imports[module][name] = () => { throw new Error(name); };
  }
  return imports;
}
