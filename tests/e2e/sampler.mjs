// What a wall claims, four times a second, against what the servers have told it: nothing stands there as
// live that is older than it may be, no row is lost by a failure, none stays after a refusal.

/** How often a page is looked at, and what an answer may take on its way to the screen. */
const EVERY_MS = 250;
const SLACK_MS = 1_000;

/**
 * Runs in the page before anything of its own: `window.samples` becomes a list of
 * `{ at, plate, panels: { NAME: { state, versions } } }`; `at` in milliseconds since 1970 by the machine
 * (a clock that a test sets wrong plays no part), `versions` what the rows in sight say (第N版).
 */
export function sampling(every = 250) {
  const look = (panel) => {
    const said = panel.querySelector(':scope > .body')?.textContent ?? '';
    return { state: panel.dataset.state, versions: [...said.matchAll(/第(\d+)版/g)].map(([, number]) => Number(number)) };
  };
  window.samples = [];
  setInterval(() => {
    const all = [...document.querySelectorAll('section[data-panel]')];
    window.samples.push({
      at: performance.timeOrigin + performance.now(),
      plate: document.querySelector('header.plate')?.dataset.state,
      panels: Object.fromEntries(all.map((panel) => [panel.dataset.panel, look(panel)])),
    });
  }, every);
}

/** The time of the samples, here. */
export const now = () => performance.timeOrigin + performance.now();

/** What the servers know: every good answer and every refusal of each source. */
export class Truth {
  #told = new Map();

  /** `version` of a source has gone out whole; `of` is the time that it is of, where that counts. */
  tell(source, version, of = now()) {
    this.#list(source).push({ at: now(), version, of });
  }

  /** A source was refused: its rows are to go. */
  refuse(source) {
    this.#list(source).push({ at: now(), version: null, of: -Infinity });
  }

  get sources() {
    return [...this.#told.keys()];
  }

  #list(source) {
    if (!this.#told.has(source)) this.#told.set(source, []);
    return this.#told.get(source);
  }

  /** Whether an answer of the last second may be about to take the rows' place: the state is a frame ahead. */
  comes(source, at) {
    return this.#list(source).some((one) => one.at > at - SLACK_MS && one.at <= at + EVERY_MS);
  }

  /** The newest time, up to `at`, that any good answer (or that version) was of. */
  freshest(source, at, version) {
    const own = this.#list(source).filter((one) => one.at <= at && one.version !== null && (version === undefined || one.version === version));
    return Math.max(-Infinity, ...own.map((one) => one.of));
  }

  /**
   * The versions that may stand there: the last one told, what an answer of the last second replaces, and
   * where the wall says that it has failed or is late, the one before: the last may have been given up.
   */
  allowed(source, state, at) {
    const own = this.#list(source);
    const before = own.filter((one) => one.at <= at - SLACK_MS);
    const settled = before.at(-1);
    // The screen may be ahead of the server's own noting by a moment.
    const recent = own.filter((one) => one.at > at - SLACK_MS && one.at <= at + EVERY_MS);
    const given = ['failed', 'late'].includes(state) && settled?.version ? [before.at(-2) ?? { version: null }] : [];
    return [...(settled ? [settled] : []), ...recent, ...given].map((one) => one.version);
  }
}

/** So long after its thread had no time, a page is not blamed: it could not have said better. */
const CALM_MS = 2_000;

/** The samples of a page that was let run: a machine with more to do than it can leaves gaps between them. */
export function calm(samples) {
  let last = -Infinity;
  return samples.filter(({ at }, number) => {
    const gap = number > 0 ? at - samples[number - 1].at : 0;
    if (gap > 2 * EVERY_MS) last = at;
    return at - last > CALM_MS;
  });
}

/**
 * Everything that a wall claimed and that was not so, as sentences. `watched` maps a panel to its
 * `{ source, staleMs, rows, slackMs }`; `rows` is how many rows of one version stand there, nothing where a
 * panel shows none by name.
 */
export function lies(samples, truth, watched) {
  const found = [];
  const stale = ({ source, staleMs, slackMs = SLACK_MS }, at, version) => at - truth.freshest(source, at, version) > staleMs + slackMs;
  const fresh = ['live', 'empty'];
  for (const { at, plate, panels } of calm(samples)) {
    const say = (words) => found.push(`${new Date(at).toISOString()} ${words}`);
    for (const [name, own] of Object.entries(watched)) {
      const { source, rows } = own;
      const { state, versions } = panels[name] ?? {};
      if (!state || state === 'never' || state === 'loading') continue;
      if (fresh.includes(state) && stale(own, at)) say(`${name} is ${state}, and nothing came of ${source}`);
      if (rows === undefined) continue;
      const [version = 0] = versions;
      if (new Set(versions).size > 1) say(`${name} shows versions ${versions} at once`);
      if (version && versions.length !== rows) say(`${name} shows ${versions.length} of ${rows} rows`);
      if (version && fresh.includes(state) && !truth.comes(source, at) && stale(own, at, version)) say(`${name} shows version ${version} as ${state}`);
      const allowed = truth.allowed(source, state, at);
      if (allowed.length > 0 && !allowed.map((told) => told ?? 0).includes(version)) say(`${name} (${state}) shows version ${version}, told were ${allowed}`);
    }
    if (fresh.includes(plate) && Object.values(watched).some((own) => stale(own, at))) say(`the plate is ${plate}`);
  }
  return found;
}
