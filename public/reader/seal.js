// Keys of sealed rows: asks for a passphrase or a secret key, once for the whole wall, and opens readers with it.
//
// What was entered stays in this module's memory: a renewed publish opens by itself, a reload asks again. It is
// never written anywhere, and the field that it was typed into goes from the page. A passphrase is stretched in
// a worker that ends at once, as that takes much memory. What is remembered beyond the page is when the newest
// publish that was opened had been issued, so that an older one in its place is noticed.
//
// Deliberately absent: a worker that keeps the secrets in the place of this module. No other script reaches what a module
// keeps to itself, and one that ran in the page could read the field as it is typed into, or ask the readers for the
// rows, wherever the keys lie: what keeps it out is the policy.

const FAULT = 1;
const LOCKED = 3;
const KEY = 11;
const SEEN = 'daping.sealed';
/** The box is only a button, until it is pressed. */
const LATER = 'data-later';
const SENTENCES = {
  title: ['这块大屏有加密的行', 'This wall has sealed rows'],
  ask: ['输入口令，或 AGE-SECRET-KEY 开头的密钥。只留在本页内存里，重新加载后要再输入。', 'Enter the passphrase, or the secret key that begins with AGE-SECRET-KEY. It stays in the memory of this page alone; after a reload it is asked for again.'],
  wrong: ['口令或密钥不对。', 'That passphrase or key is not the one.'],
  wait: ['正在打开……', 'Opening…'],
  open: ['打开', 'Open'],
  later: ['以后再说', 'Not now'],
  again: ['打开加密的行', 'Open sealed rows'],
};

/** What was entered, how many times, and what it opened: promises of secret keys by the names of their files. */
let entered;
let entries = 0;
const keys = new Map();
/** Of older publishes nobody is asked any more. */
const MOST_KEYS = 8;
let box;
/** Where nothing comes of what was entered, it may be entered again. Milliseconds. */
const PATIENCE = 20_000;
let patience;

/**
 * A reader's `ask` that opens sealed rows before it answers. `unlock(bytes)` asks a reader of its own, which ends
 * then; `address` is that of the index.
 */
export function sealed(ask, unlock, address) {
  return async (verb, body, most) => {
    const answer = await ask(verb, body, most);
    if (!answer || answer[0] !== LOCKED) return answer;
    const [file, issued] = lines(answer);
    return open({ ask, unlock, address, file, issued: Number(issued), locked: answer });
  };
}

const bytes = (text) => new TextEncoder().encode(text);
/** Of an answer of words, behind its status. */
const lines = (answer) => new TextDecoder().decode(answer.subarray(1)).split('\n');

async function open(own) {
  const tell = (words) => own.ask(KEY, bytes(words));
  if (!isSecureContext) return tell('insecure\n');
  const seen = Number(remembered()[own.address] ?? 0);
  if (own.issued < seen) {
    // The panel says it; nobody waits in the box.
    if (box) ask('locked');
    return tell(`older\n${seen}`);
  }
  const round = entries;
  const found = await secret(own);
  // Something else was entered meanwhile.
  if (round !== entries) return open(own);
  if (!found.key) {
    if (found.why === 'changed' || found.why === 'missing') close();
    else ask(found.why);
    return found.why === 'locked' ? own.locked : tell(`${found.why}\n`);
  }
  const answer = await tell(`secret\n${found.key}`);
  const isOpen = answer[0] !== FAULT;
  if (isOpen) remember(own.address, own.issued);
  // A key that a passphrase has opened is the one; what is wrong then, the panel says.
  if (isOpen || own.file !== '') close();
  else ask('wrong');
  return answer;
}

/** The secret key of a publish, or why there is none. */
async function secret({ address, file, unlock }) {
  if (entered === undefined) return { why: 'locked' };
  if (/^AGE-SECRET-KEY-1/i.test(entered)) return { key: entered.toUpperCase() };
  if (file === '') return { why: 'wrong' };
  if (!keys.has(file)) {
    if (keys.size === MOST_KEYS) keys.delete(keys.keys().next().value);
    const coming = unlocked(new URL(file, address), file.slice(2, -4), unlock);
    keys.set(file, coming);
    const forget = () => keys.delete(file);
    coming.then(({ key }) => key || forget(), forget);
  }
  return keys.get(file);
}

async function unlocked(url, hash, unlock) {
  // A file that does not come, as without a network, is not one that was changed.
  const response = await fetch(url, { cache: 'force-cache' }).catch(() => ({ ok: false }));
  if (!response.ok) return { why: 'missing' };
  const head = bytes(`unlock\n${hash}\n${entered}\n`);
  const [word, key] = lines(await unlock(joined(head, new Uint8Array(await response.arrayBuffer()))));
  return word === 'key' ? { key } : { why: word };
}

function joined(head, body) {
  const all = new Uint8Array(head.length + body.length);
  all.set(head);
  all.set(body, head.length);
  return all;
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(SEEN) ?? '{}') ?? {};
  } catch {
    return {};
  }
}

function remember(address, issued) {
  try {
    localStorage.setItem(SEEN, JSON.stringify({ ...remembered(), [address]: issued }));
  } catch {
    // Without storage an older publish is noticed until the next reload alone: nothing is, here.
  }
}

/** The page's one box; what is wrong is said in it. */
function ask(why) {
  if (!box) {
    box = drawn();
    document.body.append(box);
  }
  busy(false);
  say(why === 'wrong' && entered !== undefined ? 'wrong' : 'ask');
  if (why === 'wrong' && !box.hasAttribute(LATER)) box.querySelector('input').focus();
}

function close() {
  box?.remove();
  box = undefined;
}

function say(which) {
  const words = box.querySelector('[data-words]');
  words.textContent = said(which);
  words.toggleAttribute('data-wrong', which === 'wrong');
}

function busy(is) {
  box.toggleAttribute('data-busy', is);
  for (const part of box.querySelectorAll('input, button')) part.disabled = is;
  clearTimeout(patience);
  if (is) {
    say('wait');
    patience = setTimeout(() => box && ask('locked'), PATIENCE);
  }
}

const said = (which) => SENTENCES[which][document.documentElement.lang === 'en' ? 1 : 0];

function made(tag, more = {}, ...parts) {
  const own = Object.assign(document.createElement(tag), more);
  own.append(...parts);
  return own;
}

function drawn() {
  if (!document.querySelector('link[href$="reader/seal.css"]')) {
    document.head.append(made('link', { rel: 'stylesheet', href: new URL('reader/seal.css', document.baseURI).href }));
  }
  const field = made('input', { type: 'password', autocomplete: 'off', spellcheck: false, required: true });
  field.setAttribute('aria-label', said('title'));
  const later = made('button', { type: 'button' }, said('later'));
  const form = made('form', {}, field, made('button', { type: 'submit' }, said('open')), later);
  const own = made('section', { id: 'seal' }, made('h2', {}, said('title')), made('p'), form);
  own.querySelector('p').setAttribute('data-words', '');
  own.setAttribute('role', 'dialog');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    entered = field.value.trim();
    entries += 1;
    field.value = '';
    keys.clear();
    busy(true);
    // Sealed sources that wait for their next question ask now.
    dispatchEvent(new Event('unseal'));
  });
  later.addEventListener('click', () => {
    later.textContent = said(own.toggleAttribute(LATER) ? 'again' : 'later');
  });
  // What is typed here is nobody else's: the wall has keys of its own.
  for (const type of ['keydown', 'keyup', 'keypress']) own.addEventListener(type, (event) => event.stopPropagation());
  return own;
}
