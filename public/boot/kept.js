// The browser's own storage for the last good rows of boards that everybody may see. What the bytes are, and
// what may be kept at all, is the program's affair (src/data/kept.rs); here they lie, bounded.
//
// A key is board, source and a print of what they are, a line each: another print is another board file.

const NAME = `daping ${new URL('./', document.baseURI).pathname}`;
const ROWS = 'rows';
const FACTS = 'facts';
const MOST = 200;
const MOST_BYTES = 16_000_000;
const MOST_DAYS = 30;
/** Storage that does not answer is none: soon where the wall waits for it, later where a busy machine writes. */
const LONGEST_READ_MS = 3_000;
const LONGEST_MS = 8_000;

/** It did not answer once, so nobody waits for it again. */
let gone = false;
/** One after the other: what is let go was not written after that. */
let before = Promise.resolve();

/**
 * `get KEY` promises the bytes, or nothing; `put KEY bytes` keeps them in place of older ones of the source;
 * `drop KEY` lets go what there is of the source; `tidy KEY` (a board's name and its print) what there is of
 * the board with another print. Rejects where there is no storage, or no room in it.
 */
export function keep(verb, key, bytes) {
  if (verb === 'get') return within(LONGEST_READ_MS, () => VERBS.get(key));
  const own = before.then(rest).then(() => within(LONGEST_MS, () => VERBS[verb](key, bytes)));
  before = own.catch(() => {});
  return own;
}

const VERBS = {
  get: (key) => inside('readonly', false, async (rows) => (await done(rows.get(key)))?.bytes),
  put: (key, bytes) => inside('readwrite', true, async (rows, facts) => {
    const [board, source] = key.split('\n');
    let [count, sum] = [1, bytes.length];
    const newest = (await done(facts.getAll())).sort((a, b) => b.at - a.at);
    for (const fact of newest) {
      const isOld = fact.at < Date.now() - MOST_DAYS * 86_400_000 || fact.key.startsWith(`${board}\n${source}\n`);
      if (!isOld) [count, sum] = [count + 1, sum + fact.bytes];
      if (isOld || count > MOST || sum > MOST_BYTES) remove(rows, facts, fact.key);
    }
    rows.put({ key, bytes });
    facts.put({ key, bytes: bytes.length, at: Date.now() });
  }),
  drop: (key) => {
    const [board, source] = key.split('\n');
    return sweep((own) => own.startsWith(`${board}\n${source}\n`));
  },
  tidy: (key) => {
    const [board, print] = key.split('\n');
    return sweep((own) => own.startsWith(`${board}\n`) && own.split('\n')[2] !== print);
  },
};

function sweep(goes) {
  return inside('readwrite', false, async (rows, facts) => {
    for (const key of await done(facts.getAllKeys())) if (goes(key)) remove(rows, facts, key);
  });
}

function remove(rows, facts, key) {
  rows.delete(key);
  facts.delete(key);
}

/** Calls with the two stores; resolves when all is written. Without `creates`, nothing is made to look into it. */
async function inside(mode, creates, call) {
  const storage = await open(creates);
  if (!storage) return undefined;
  try {
    const turn = storage.transaction([ROWS, FACTS], mode);
    const ended = new Promise((resolve, reject) => {
      turn.oncomplete = resolve;
      turn.onabort = () => reject(turn.error ?? new Error('no storage'));
    });
    const [told] = await Promise.all([call(turn.objectStore(ROWS), turn.objectStore(FACTS)), ended]);
    return told;
  } finally {
    storage.close();
  }
}

function open(creates) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    let isNew = false;
    asked.onupgradeneeded = () => {
      isNew = true;
      if (!creates) {
        asked.transaction.abort();
        return;
      }
      asked.result.createObjectStore(ROWS, { keyPath: 'key' });
      asked.result.createObjectStore(FACTS, { keyPath: 'key' });
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onblocked = () => reject(new Error('storage is blocked'));
    asked.onerror = (event) => {
      // Somebody's error of its own would stand in the console.
      event.preventDefault();
      if (isNew && !creates) return resolve(undefined);
      // What cannot be opened is begun anew the next time.
      if (asked.error?.name !== 'QuotaExceededError') indexedDB.deleteDatabase(NAME);
      return reject(asked.error);
    };
  });
}

function done(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function rest() {
  return new Promise((resolve) => {
    if (globalThis.requestIdleCallback) requestIdleCallback(resolve, { timeout: 2_000 });
    else setTimeout(resolve, 100);
  });
}

function within(ms, call) {
  return new Promise((resolve, reject) => {
    const late = () => {
      gone = true;
      reject(new Error('storage does not answer'));
    };
    if (gone) return late();
    const timer = setTimeout(late, ms);
    return call().then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
