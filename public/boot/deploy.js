// Takes a newer build where the wall can spare a moment: between two turns of a playlist, or while nobody
// is at it. A build is taken when every file of its list has come whole, so one that is half uploaded never
// is.

const LIST = 'build.json';
/** In rounds of the watch, of about a second. */
const EVERY = 300;
const IDLE = 60;
const FORGOTTEN = 3600;
const HURRY = 10;
const LONGEST_TURN = 600;
const MOST_FILES = 300;
const HANDS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'];
/** What somebody may have opened and not yet closed. */
const OPEN = 'main :is(dialog, details)[open], dialog[open]';
/** It is of a file of this machine, and gone once the page is. */
const DROPPED = 'main[data-board="dropped"]';

const spread = (rounds) => Math.round(rounds * (0.75 + Math.random() / 2));

/** Watches for builds; `round` is to be called once a round, `missed` when a file of this build is gone. */
export function deploys(boot) {
  let next = spread(EVERY / 2);
  let asking = false;
  let urgent = false;
  let idle = 0;
  let ready;
  let waited = 0;
  for (const name of HANDS) addEventListener(name, () => { idle = 0; }, { capture: true, passive: true });

  async function ask() {
    if (asking || ready) return;
    asking = true;
    const found = await newer(boot).catch(() => undefined);
    asking = false;
    if (!found) return;
    ready = found;
    waited = 0;
    if (urgent) take();
    else globalThis.dapingTake = take;
  }

  function take() {
    const { version, page } = ready;
    ready = undefined;
    urgent = false;
    delete globalThis.dapingTake;
    // Never in the middle of a call from the program that is to end.
    setTimeout(() => adopt(boot, version, page));
  }

  return {
    round() {
      idle += 1;
      next -= 1;
      if (next <= 0) {
        next = spread(urgent ? HURRY : EVERY);
        ask();
      }
      if (!ready) return;
      waited += 1;
      // A playlist says when a turn is due; one that is paused or has one board alone never does.
      const turns = new URLSearchParams(location.search).has('play') && waited < LONGEST_TURN;
      if (document.hidden || (!turns && isIdle(idle))) take();
    },
    missed() {
      urgent = true;
      next = Math.min(next, 1);
    },
  };
}

function isIdle(rounds) {
  if (rounds < IDLE || document.querySelector(DROPPED)) return false;
  if (rounds > FORGOTTEN) return true;
  const written = [...document.querySelectorAll('main input, main textarea')].some((own) => own.value !== '');
  const findings = document.querySelector('main section[data-panel]') ? OPEN : 'dialog[open]';
  return !written && !document.querySelector(findings);
}

/** A newer build that is there whole, as { version, page }; nothing where there is none. */
async function newer(boot) {
  const own = boot.tag.dataset.build;
  if (!own) return undefined;
  const response = await fetch(boot.whole(LIST), { cache: 'no-cache' });
  const { version, files } = response.ok ? await response.json() : {};
  if (!/^[0-9a-f]{8,64}$/.test(version) || version === own || !Array.isArray(files) || files.length > MOST_FILES) return undefined;
  const taken = boot.recall('taken');
  // A server that gave the old page for it would do so again.
  if (Array.isArray(taken) && taken.includes(version)) return undefined;
  for (const { path, integrity } of files) await whole(boot, path, integrity);
  const page = await boot.newest();
  return page?.querySelector('script[data-wasm]').dataset.build === version ? { version, page } : undefined;
}

/** Throws unless the file is there as it was published; the browser's cache has it then. */
async function whole(boot, path, integrity) {
  if (!/^[\w.-]+(\/[\w.-]+)*$/.test(path)) throw new Error('a list names files of its own folder');
  // The page is held against its version instead: servers may add to it.
  if (path === 'index.html') return;
  const isHashed = /-[0-9a-f]{16}/.test(path);
  const response = await fetch(boot.whole(path), { credentials: 'same-origin', integrity, cache: isHashed ? 'default' : 'reload' });
  if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
  await response.arrayBuffer();
}

/** Where the browser is in full screen by the page's own wish, a reload would leave it. */
async function adopt(boot, version, page) {
  const taken = boot.recall('taken');
  boot.remember('taken', [...(Array.isArray(taken) ? taken : []), version].slice(-10));
  if (document.fullscreenElement) await boot.restart(page);
  else location.reload();
}
