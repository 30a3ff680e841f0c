// Takes a newer build where the wall can spare a moment: between two turns of a playlist, or while nobody
// is at it. A build is taken when every file of its list has come whole, so one that is half uploaded never
// is.

import { swap } from './swap.js';

const LIST = 'build.json';
/** In rounds of the watch, of about a second. */
const EVERY = 300;
const IDLE = 60;
const FORGOTTEN = 3600;
/** A file that is gone has the list asked so often, so soon; then not for a while. */
const HURRIES = 4;
const HURRY = 10;
const LONGEST_TURN = 600;
const MOST_FILES = 300;
const HANDS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'];
/** What somebody may have opened and not yet closed. */
const OPEN = 'main details[open], dialog[open], [role="search"]:not([hidden])';
/** It is of a file of this machine, and gone once the page is. */
const DROPPED = 'main[data-board="dropped"]';

const spread = (rounds) => Math.round(rounds * (0.75 + Math.random() / 2));

/** Watches for builds; `round` is to be called once a round, `missed` when a file of this build is gone. */
export function deploys(boot) {
  let next = spread(EVERY / 2);
  let asking = false;
  let hurries = 0;
  let calm = 0;
  let idle = 0;
  let ready;
  let waited = 0;
  for (const name of HANDS) addEventListener(name, () => { idle = 0; }, { capture: true, passive: true });

  async function ask() {
    if (asking || ready) return;
    asking = true;
    const hurried = hurries > 0;
    const found = await newer(boot).catch(() => undefined);
    asking = false;
    if (!found) return;
    ready = found;
    waited = 0;
    if (hurried) take();
    else globalThis.dapingTake = take;
  }

  function take() {
    const version = ready;
    ready = undefined;
    hurries = 0;
    delete globalThis.dapingTake;
    // Never in the middle of a call from the program that is to end.
    setTimeout(() => adopt(boot, version));
  }

  return {
    round() {
      idle += 1;
      calm -= 1;
      next -= 1;
      if (next <= 0) {
        ask();
        hurries = Math.max(0, hurries - 1);
        next = spread(hurries > 0 ? HURRY : EVERY);
      }
      if (!ready) return;
      waited += 1;
      // A playlist says when a turn is due; one that is paused or has one board alone never does.
      const turns = new URLSearchParams(location.search).has('play') && waited < LONGEST_TURN;
      if (document.hidden || (!turns && isIdle(idle))) take();
    },
    missed() {
      if (ready) return take();
      if (calm > 0) return;
      calm = EVERY;
      hurries = HURRIES;
      next = 1;
    },
  };
}

function isIdle(rounds) {
  if (rounds < IDLE || document.querySelector(DROPPED)) return false;
  if (rounds > FORGOTTEN) return true;
  // What a board without panels has opened is all that it has.
  const isRead = document.querySelector('main section[data-panel]') !== null;
  return !document.querySelector(isRead ? OPEN : 'dialog[open]');
}

/** The version of a newer build that is there whole; nothing where there is none. */
async function newer(boot) {
  const own = boot.tag.dataset.build;
  if (!own) return undefined;
  const response = await fetch(boot.whole(LIST), { cache: 'no-cache' });
  const { version, files } = response.ok ? await response.json() : {};
  if (!/^[0-9a-f]{8,64}$/.test(version) || version === own || !Array.isArray(files) || files.length > MOST_FILES) return undefined;
  const taken = takenBefore(boot);
  // This one came of it; the one before may come again, rolled back.
  if (taken.includes(own)) boot.remember('taken', []);
  // A server that gave the old page for it would do so again.
  else if (taken.includes(version)) return undefined;
  for (const { path, integrity } of files) await whole(boot, path, integrity);
  return await pageOf(boot, version) && version;
}

/** The page as the server has it, if it is that build's. */
async function pageOf(boot, version) {
  const page = await boot.newest();
  return page && page.querySelector('script[data-wasm]').dataset.build === version ? page : undefined;
}

function takenBefore(boot) {
  const taken = boot.recall('taken');
  return Array.isArray(taken) ? taken : [];
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

/** Where the page is in full screen by its own wish, loading it again would leave that. */
async function adopt(boot, version) {
  // Minutes may have gone by, and another build have come; then that one is next.
  const page = await pageOf(boot, version);
  if (!page) return;
  boot.remember('taken', [...takenBefore(boot), version].slice(-10));
  if (!document.fullscreenElement) return location.reload();
  // A program that cannot begin in the place of another begins in a page of its own.
  return swap(boot, page).catch(() => location.reload());
}
