// How often a page may load itself again. Pure: time is the watch's own rounds, of about a second, and
// comes in as an argument. A wall clock may leap, and a sleeping screen's rounds stand still with it.

/** Ten minutes in rounds, and how many reloads they may have. */
export const SPAN = 600;
export const MOST = 3;
const KEPT = 10;

/**
 * Whether a page that has lived `age` rounds may load itself again. `lives` says how many rounds each page
 * before it lived that ended so, the newest last.
 */
export function may(lives, age) {
  let since = age;
  let count = 0;
  for (const lived of [...lives].reverse()) {
    if (since >= SPAN) break;
    count += 1;
    since += lived;
  }
  return count < MOST;
}

/** The lives with that of a page that now ends so. */
export function ended(lives, age) {
  return [...lives, age].slice(-KEPT);
}

/** What was kept, if it is of that form: anybody may write into a tab's storage. */
export function read(kept) {
  const isAge = (age) => Number.isInteger(age) && age >= 0;
  return Array.isArray(kept) && kept.every(isAge) ? kept.slice(-KEPT) : [];
}
