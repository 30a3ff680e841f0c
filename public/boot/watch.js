// Watches over the program from outside: whether it died, whether its clock goes, whether there is a newer
// build. A dead program is never called again; its page loads itself again, and where that has been in vain
// it says so over the last good picture.
//
// Rounds are this file's only clock. A browser that holds back or sleeps does so to the program's timer and
// to this one alike, so neither looks like a death.

import { deploys } from './deploy.js';
import { MOST, SPAN, ended, may, read } from './ledger.js';
import * as picture from './picture.js';
import { show } from './sign.js';

const ROUND_MS = 1000;
/** Rounds without a beat of the scheduler, which beats four times in each. */
const SILENT = 20;
/** From the sign to another try: a quarter of an hour; soon, where only the server was missing. */
const AGAIN = 900;
const SOON = 15;
/** Sixteen megabytes: a program that could not have them died of that, whatever it says. */
const ROOM_PAGES = 256;

/** Begins once the program has started, or with the error that it died of at its start. */
export function watch(boot, error) {
  const own = { age: 0, dead: false, beat: undefined, silent: 0 };
  boot.dress('boot/boot.css', '');
  const die = (why, place) => own.dead || died(boot, own, why, place);
  const hear = (event) => {
    const [why, place] = judged(event.error ?? event.reason) ?? [];
    if (why) die(why, place);
  };
  globalThis.dapingDied = (place) => die('panic', clean(place));
  const builds = deploys(boot);
  boot.missed = builds.missed;
  own.timer = setInterval(() => round(boot, own, die, builds), ROUND_MS);
  for (const name of ['error', 'unhandledrejection']) addEventListener(name, hear);
  const said = boot.early.find(({ place }) => place !== undefined);
  if (said) die('panic', clean(said.place));
  if (error) die(...(judged(error) ?? ['trap', '']));
  boot.early.forEach(hear);
  if (boot.early.some(({ missed }) => missed)) builds.missed();
}

function round(boot, own, die, builds) {
  own.age += 1;
  // A page that has lived so long starts from nothing if it dies.
  if (own.age === SPAN) {
    boot.remember('lives', []);
    boot.remember('first', null);
    picture.forget();
  }
  const beat = globalThis.dapingBeat;
  own.silent = beat === own.beat && beat !== undefined ? own.silent + 1 : 0;
  own.beat = beat;
  if (own.silent >= SILENT) die('silent', '');
  else builds.round();
}

/** Why and where the program died, if the error is a death: a trap, or a stack or memory that gave out in it. */
function judged(error) {
  if (!(error instanceof Error)) return undefined;
  const stack = String(error.stack);
  const inside = /wasm-function\[\d+\]:0x[0-9a-f]+/.exec(stack)?.[0] ?? '';
  const isFull = /memory|allocat/i.test(error.message) && !/out of bounds/.test(error.message);
  if (error.name === 'RuntimeError') return [isFull ? 'memory' : error.message === 'unreachable' ? 'panic' : 'trap', inside];
  const ranOut = error.name === 'RangeError' || error.name === 'InternalError';
  return ranOut && (inside || /wasm/.test(stack)) ? [isFull ? 'memory' : 'trap', inside] : undefined;
}

/** `src/app/stage.rs:12:3`, and nothing that is not of such a form. */
function clean(place) {
  return /^[\w./\\:-]{1,160}$/.test(place) ? place : '';
}

async function died(boot, own, why, place) {
  own.dead = true;
  const { bytes, full } = boot.still(ROOM_PAGES);
  hush();
  const version = boot.tag.dataset.build ?? '';
  const incident = { why: full ? 'memory' : why, place, at: new Date().toISOString(), age: own.age, version, bytes };
  console.error(`The program died (${incident.why}) at ${place || 'an unknown place'}, after ${own.age} s.`);
  const first = boot.recall('first') || incident;
  boot.remember('first', first);
  boot.remember('last', incident);
  const lives = read(boot.recall('lives'));
  const wasOn = picture.isGood();
  picture.keep(version);
  const isMet = may(lives, own.age) && await boot.comesBack();
  if (isMet) {
    boot.remember('lives', ended(lives, own.age));
    location.reload();
    return;
  }
  // A start that failed shows what the page before it kept.
  const since = wasOn ? incident.at : picture.show();
  const unreachable = may(lives, own.age);
  show(boot, incident, { since, first, count: MOST, unreachable });
  again(boot, lives, own.age, unreachable ? SOON : AGAIN);
}

/** Ends the timers of a dead program, this file's own too; what is left of it does nothing. */
function hush() {
  const last = setTimeout(() => {});
  for (let timer = Math.max(1, last - 100_000); timer <= last; timer += 1) clearTimeout(timer);
}

/** A wall comes back without a hand, if the page can be had. */
function again(boot, lives, age, rounds) {
  let left = rounds;
  setInterval(async () => {
    left -= 1;
    if (left > 0) return;
    left = rounds;
    if (!await boot.comesBack()) return;
    boot.remember('lives', ended(lives, age + rounds));
    location.reload();
  }, ROUND_MS);
}
