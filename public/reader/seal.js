// Keys of sealed rows: asks for a passphrase or a secret key, once for the whole wall, and opens readers with it.
//
// What was entered goes to a worker (keys.js) and stays in its memory: a renewed publish opens by itself, a reload asks
// again. It is never written anywhere, and the field that it was typed into goes from the page. What is remembered
// beyond the page is when the newest publish that was opened had been issued, so that an older one in its place is
// noticed.

const FAULT = 1;
const LOCKED = 3;
const KEY = 11;
const SEEN = 'daping.sealed';
const SENTENCES = {
  title: ['这块大屏有加密的行', 'This wall has sealed rows'],
  ask: ['输入口令，或 AGE-SECRET-KEY 开头的密钥。只留在本页内存里，重新加载后要再输入。', 'Enter the passphrase, or the secret key that begins with AGE-SECRET-KEY. It stays in this page’s memory alone; after a reload it is asked for again.'],
  wrong: ['口令或密钥不对。', 'That passphrase or key is not the one.'],
  wait: ['正在打开……', 'Opening…'],
  open: ['打开', 'Open'],
  later: ['以后再说', 'Not now'],
  again: ['打开加密的行', 'Open sealed rows'],
};

/** The worker that has what was entered, and the answers that are waited for from it. */
let keeper;
const waiting = new Map();
let readers = 0;
let wasEntered = false;
let box;
/** Where nothing comes of what was entered, it may be entered again; sources are asked so often until then. Milliseconds. */
const PATIENCE = 20_000;
const NUDGE = 3_000;
let patience;
let nudges;
let isLater = false;

/**
 * A reader's `ask` that opens sealed rows before it answers. `give` gives the reader a line to the keys, which the worker
 * has that `begin` starts; `address` is that of the index.
 */
export function sealed(ask, give, address, begin) {
  const number = (readers += 1);
  let isGiven = false;
  const key = (file) => new Promise((resolve) => {
    keeper ??= begun(begin);
    if (!isGiven) {
      const { port1, port2 } = new MessageChannel();
      give(port1);
      keeper.postMessage(['reader', number, port2, address], [port2]);
      isGiven = true;
    }
    waiting.set(number, resolve);
    keeper.postMessage(['open', number, file]);
  });
  return async (verb, body, most) => {
    if (verb === undefined && isGiven) keeper.postMessage(['gone', number]);
    const answer = await ask(verb, body, most);
    if (!answer || answer[0] !== LOCKED) return answer;
    const said = new TextDecoder().decode(answer.subarray(1)).split('\n');
    return open({ ask, key, address, file: said[0], issued: Number(said[1]) });
  };
}

function begun(begin) {
  const own = begin();
  own.onmessage = ({ data: [number, ...said] }) => {
    waiting.get(number)?.(said);
    waiting.delete(number);
  };
  // One that did not load opens nothing, and is no reason to wait.
  own.onerror = () => {
    keeper = undefined;
    for (const resolve of waiting.values()) resolve(['program']);
    waiting.clear();
  };
  return own;
}

async function open(own) {
  const tell = (words) => own.ask(KEY, new TextEncoder().encode(words));
  if (!isSecureContext) return tell('insecure\n');
  const seen = Number(remembered()[own.address] ?? 0);
  if (own.issued < seen) return tell(`older\n${seen}`);
  const [why, answer] = await own.key(own.file);
  if (why !== 'told') {
    if (why === 'locked' || why === 'wrong') ask(why);
    else close();
    return tell(`${why}\n`);
  }
  const isOpen = answer !== undefined && answer[0] !== FAULT;
  if (isOpen) remember(own.address, own.issued);
  // A key that a passphrase has opened is the one; what is wrong then, the panel says.
  if (isOpen || own.file !== '') close();
  else ask('wrong');
  return answer;
}

/** Where the browser's storage is shut, an older publish is noticed until the next reload alone. */
const own = {};

function remembered() {
  try {
    return { ...JSON.parse(localStorage.getItem(SEEN) ?? '{}'), ...own };
  } catch {
    return own;
  }
}

function remember(address, issued) {
  own[address] = issued;
  try {
    localStorage.setItem(SEEN, JSON.stringify(remembered()));
  } catch { /* as above */ }
}

/** The page's one box; what is wrong is said in it. */
function ask(why) {
  if (!box) {
    box = drawn();
    document.body.append(box);
  }
  busy(false);
  say(why === 'wrong' && wasEntered ? 'wrong' : 'ask');
  if (!isLater && why === 'wrong') box.querySelector('input').focus();
}

function close() {
  if (box) busy(false);
  box?.remove();
  box = undefined;
}

function say(which) {
  const words = box.querySelector('[data-words]');
  words.replaceChildren(...lines(which));
  words.toggleAttribute('data-wrong', which === 'wrong');
}

function busy(is) {
  box.toggleAttribute('data-busy', is);
  for (const part of box.querySelectorAll('input, button')) part.disabled = is;
  clearTimeout(patience);
  clearInterval(nudges);
  if (is) {
    say('wait');
    patience = setTimeout(() => box && ask('locked'), PATIENCE);
    nudges = setInterval(nudge, NUDGE);
    nudge();
  }
}

/** Sources that wait for their next question ask now; what is on its way or connected is not disturbed. */
const nudge = () => dispatchEvent(new Event('visibilitychange'));

const inChinese = () => document.documentElement.lang !== 'en';

function lines(which) {
  const [zh, en] = SENTENCES[which];
  return [Object.assign(document.createElement('span'), { textContent: inChinese() ? zh : en })];
}

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
  field.setAttribute('aria-label', SENTENCES.title[inChinese() ? 0 : 1]);
  const later = made('button', { type: 'button' }, ...lines('later'));
  const form = made('form', {}, field, made('button', { type: 'submit' }, ...lines('open')), later);
  const own = made('section', { id: 'seal' }, made('h2', {}, ...lines('title')), made('p'), form);
  own.querySelector('p').setAttribute('data-words', '');
  own.setAttribute('role', 'dialog');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    wasEntered = true;
    keeper?.postMessage(['entered', field.value.trim()]);
    field.value = '';
    busy(true);
  });
  later.addEventListener('click', () => {
    isLater = !isLater;
    own.toggleAttribute('data-later', isLater);
    later.replaceChildren(...lines(isLater ? 'again' : 'later'));
  });
  // What is typed here is nobody else's: the wall has keys of its own.
  for (const type of ['keydown', 'keyup', 'keypress']) own.addEventListener(type, (event) => event.stopPropagation());
  return own;
}
