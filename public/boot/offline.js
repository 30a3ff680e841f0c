// What lets the wall start without a network: the worker (sw.js) is brought when the wall stands, and let go
// where it does harm. Where the browser has none (plain http, a private window, a policy) nothing is missed.

/** A program that has not begun by then, behind a worker, is held up by it. Milliseconds. */
const LONGEST_START = 30_000;
/** The worker waits for the wall to stand still, and looks for a newer build no more often than this. */
const QUIET_MS = 2_000;
const EVERY_MS = 600_000;
/** The tab remembers how often it has let a worker go. */
const LET_GO = 'daping:worker';
const MOST_RELOADS = 3;
/** What the worker may keep of what the page has shown. */
const SHOWN = /^(?:boards|playlists|geo)\//;

/** `started` holds once the program runs; `script` makes the address of a script. */
export function watch(started, script) {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  if (workers.controller) {
    const late = new Promise((_, reject) => { setTimeout(reject, LONGEST_START); });
    Promise.race([started, late]).catch(() => release(workers));
  }
  // A board has its first data, or has found that there is none: the first one, that of a new build, the
  // next of a playlist.
  let next = 0;
  new PerformanceObserver((list) => {
    if (list.getEntriesByName('daping:first-data').length === 0 || performance.now() < next) return;
    next = performance.now() + EVERY_MS;
    setTimeout(() => rest(() => begin(workers, script).catch(() => {})), QUIET_MS);
  }).observe({ type: 'mark', buffered: true });
}

function rest(then) {
  if (globalThis.requestIdleCallback) requestIdleCallback(then, { timeout: 5_000 });
  else setTimeout(then);
}

async function begin(workers, script) {
  const base = new URL('./', document.baseURI).href;
  const own = await workers.getRegistration(base).catch(() => undefined);
  if (own && (await isOff(base))) {
    await leave(own, base);
    return;
  }
  if (remembered() !== null) return;
  await workers.register(script('sw.js'), { updateViaCache: 'none' });
  const { active } = await workers.ready;
  const names = performance.getEntriesByType('resource').map((entry) => entry.name);
  const isShown = (name) => name.startsWith(base) &&
    (SHOWN.test(name.slice(base.length)) || /\.(?:png|jpe?g|webp|gif|svg|avif|woff2?)$/.test(name));
  active?.postMessage({ daping: 'settled', shown: [...new Set(names.filter(isShown))] });
}

/** The worker asks the same; one that is broken does not. */
async function isOff(base) {
  const answer = await fetch(new URL('sw.js', base), { cache: 'no-store', redirect: 'manual' });
  const kind = answer.headers.get('content-type') ?? '';
  return answer.status === 404 || answer.status === 410 || (answer.ok && /html/.test(kind));
}

/** The program did not begin: once more without the worker. */
async function release(workers) {
  const base = new URL('./', document.baseURI).href;
  const own = await workers.getRegistration(base);
  // A page that was on its way already may have the worker that another has let go.
  if (own) await leave(own, base);
  const times = Number(remembered() ?? 0);
  if (times < MOST_RELOADS && remember(times + 1)) location.reload();
}

async function leave(own, base) {
  await own.unregister();
  const names = (await globalThis.caches?.keys()) ?? [];
  await Promise.all(names.filter((name) => name.startsWith(`daping ${base} `)).map((name) => caches.delete(name)));
}

function remembered() {
  try {
    return sessionStorage.getItem(LET_GO);
  } catch {
    return '';
  }
}

function remember(times) {
  try {
    sessionStorage.setItem(LET_GO, String(times));
    return true;
  } catch {
    return false;
  }
}
