// The virtual clock of a soak: put into the page before any of its own scripts.
//
// Why not the browser's virtual time (Emulation.setVirtualTimePolicy): it holds its clock while anything is
// being fetched, and an answer that hangs on purpose would hold it for ever; it renders every one of the
// five million frames of a day; and workers keep the true time beside it. So what the page reads the time
// from is replaced, and nothing else: fetch, streams, workers, canvas, layout and the program are the
// browser's own. Time stands still while an answer is on its way, so that a slow machine never makes a
// time-out; it goes on while a server keeps silent on purpose (it says so in a head).
//
// What this does not show: animations of style run by the true clock, and frames come at a chosen
// distance, not sixty a second. A movement is told of a tenth of a second at most, as after a hidden tab.
// Between samples the window lies under others, as the browser would otherwise spend most of the processor
// on pictures that nobody sees; the page is told that it is in sight (`soak.hide` says so otherwise).

(() => {
  const HANGS = 'x-soak-hangs';
  const TIME = 'x-soak-time';
  /** A true minute without an answer is a broken soak. */
  const LONGEST_MS = 60_000;
  const real = {
    Date, fetch, performance: Performance.prototype.now, setTimeout, clearTimeout, requestAnimationFrame,
    getReader: ReadableStream.prototype.getReader,
  };
  let now = 0;
  /** What the machine's own calendar is ahead of the monotonic clock. */
  let calendar = Number(globalThis.soakBegin ?? 1_767_225_600_000);

  // Time.
  Performance.prototype.now = () => now;
  globalThis.Date = class extends real.Date {
    constructor(...given) {
      if (given.length === 0) super(calendar + now);
      else super(...given);
    }

    static now() {
      return calendar + now;
    }
  };

  // Timers. As in browsers, what does not fit 31 bits fires at once.
  const timers = new Map();
  let names = 0;
  const asked = (repeats) => (call, delay = 0, ...given) => {
    const ms = delay > 0x7FFF_FFFF ? 0 : Math.max(Number(delay) || 0, repeats ? 1 : 0);
    names += 1;
    timers.set(names, { call, given, ms, at: now + ms, repeats });
    return names;
  };
  globalThis.setTimeout = asked(false);
  globalThis.setInterval = asked(true);
  globalThis.clearTimeout = globalThis.clearInterval = (name) => void timers.delete(name);

  // Frames.
  let frames = new Map();
  globalThis.requestAnimationFrame = (call) => {
    names += 1;
    frames.set(names, call);
    return names;
  };
  globalThis.cancelAnimationFrame = (name) => void frames.delete(name);

  // What is on its way: questions until their last byte, and questions to a reader.
  let waiting = 0;
  let rested = () => {};
  const ends = new WeakMap();
  /** Bodies whose servers keep silent. */
  const hung = new WeakSet();
  const begun = () => {
    let open = true;
    waiting += 1;
    return () => {
      if (open) waiting -= 1;
      if (open && waiting === 0) rested();
      open = false;
    };
  };
  globalThis.fetch = async (address, init) => {
    const path = new URL(address.url ?? address, document.baseURI).pathname;
    // The program itself, whose heads must be those of its preload; and the list of the build, which the watch
    // asks for by itself.
    if (!path.endsWith('.json') || path.endsWith('/build.json')) return real.fetch.call(globalThis, address, init);
    const heads = new Headers(init?.headers);
    heads.set(TIME, String(calendar + now));
    const end = begun();
    try {
      const response = await real.fetch.call(globalThis, address, { ...plain(init), headers: heads });
      if (response.headers.has(HANGS)) hung.add(response.body);
      if (response.body === null || hung.has(response.body)) end();
      else ends.set(response.body, end);
      return response;
    } catch (error) {
      end();
      throw error;
    }
  };
  function plain(init) {
    const { method, cache, signal, body, redirect, credentials, integrity, mode } = init ?? {};
    return { method, cache, signal, body, redirect, credentials, integrity, mode };
  }
  ReadableStream.prototype.getReader = function getReader(...given) {
    const reader = real.getReader.apply(this, given);
    if (ends.has(this)) ends.set(reader, ends.get(this));
    return reader;
  };
  for (const { prototype } of [ReadableStreamDefaultReader, ReadableStreamBYOBReader]) {
    const { read, cancel } = prototype;
    prototype.read = async function ending(...given) {
      const end = ends.get(this);
      try {
        const got = await read.apply(this, given);
        if (got.done) end?.();
        return got;
      } catch (error) {
        end?.();
        throw error;
      }
    };
    prototype.cancel = function ending(...given) {
      ends.get(this)?.();
      return cancel.apply(this, given);
    };
  }
  let reader;
  Object.defineProperty(globalThis, 'dapingReader', {
    get: () => reader,
    set(own) {
      reader = async (...given) => {
        const call = await held(own(...given));
        const waits = ([verb, body]) => verb !== undefined && !hung.has(body);
        return call && ((...said) => (waits(said) ? held(call(...said)) : call(...said)));
      };
    },
  });
  function held(promise) {
    return Promise.resolve(promise).finally(begun());
  }

  // The program's memory, to be asked for its size.
  const BLOCK = 4_096;
  const ALLOCATORS_MARK = 8;
  const memories = [];
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate.apply(WebAssembly, given);
    const { memory } = made.exports;
    if (memory) memories.push(memory);
    return made;
  };

  // A turn of the true event loop: timers of the true clock are throttled, messages are not.
  const channel = new MessageChannel();
  let woken;
  channel.port1.onmessage = () => woken();
  const breathe = () => new Promise((resolve) => {
    woken = resolve;
    channel.port2.postMessage(0);
  });

  async function settle() {
    for (let rests = 0; rests < 2; rests += 1) {
      if (waiting > 0) {
        await rest();
        rests = 0;
      }
      await breathe();
    }
  }

  /** Until nothing is on its way. Not by turns of the loop, which would keep a core busy with waiting. */
  function rest() {
    return new Promise((resolve, reject) => {
      const late = real.setTimeout.call(globalThis, () => {
        reject(new Error(`${waiting} questions brought nothing for a minute`));
      }, LONGEST_MS);
      rested = () => {
        real.clearTimeout.call(globalThis, late);
        resolve();
      };
    });
  }

  function fire() {
    for (const [name, timer] of [...timers]) {
      if (timer.at > now || !timers.has(name)) continue;
      if (timer.repeats) timer.at = now + timer.ms;
      else timers.delete(name);
      timer.call(...timer.given);
    }
  }

  function frame() {
    const due = frames;
    frames = new Map();
    due.forEach((call) => call(now));
  }

  // What the page is told of its being seen.
  let isHidden = false;
  for (const [name, get] of [['hidden', () => isHidden], ['visibilityState', () => (isHidden ? 'hidden' : 'visible')]]) {
    Object.defineProperty(Document.prototype, name, { get });
  }
  const mute = (event) => event.isTrusted && event.stopImmediatePropagation();
  for (const name of ['visibilitychange', 'freeze', 'resume', 'pagehide', 'pageshow']) addEventListener(name, mute, true);

  globalThis.soak = {
    hide(hidden) {
      isHidden = hidden;
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    },
    get now() {
      return now;
    },
    get pages() {
      return memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0) / 65_536;
    },
    /**
     * Up to where the program has ever written, in bytes, by blocks: what it took beyond that is room. The
     * allocator's own marks at the ends of what it took are a few words and none of it.
     */
    get touched() {
      const isWritten = (words) => words.reduce((count, word) => count + Number(word !== 0), 0) > ALLOCATORS_MARK;
      return memories.reduce((sum, memory) => {
        let end = memory.buffer.byteLength;
        while (end > 0 && !isWritten(new Uint32Array(memory.buffer, end - BLOCK, BLOCK / 4))) end -= BLOCK;
        return sum + end;
      }, 0);
    },
    get timers() {
      return timers.size;
    },
    /** Lets so many milliseconds pass: a look at the timers each `step`, a frame each `every`; 0 is none. */
    async run(ms, { step = 250, every = 1_000 } = {}) {
      for (const until = now + ms; now < until;) {
        now += step;
        fire();
        if (every > 0 && now % every < step) frame();
        // What was asked for is asked by promises, a few turns later.
        for (let turn = 0; turn < 4; turn += 1) await null;
        if (waiting > 0) await settle();
      }
      await settle();
      return now;
    },
    /** The machine sleeps: neither timers nor frames; its monotonic clock goes on or stands still. */
    sleep(ms, { stands = false } = {}) {
      if (stands) calendar += ms;
      else now += ms;
    },
    /** The calendar of the machine is set. */
    setCalendar(ms) {
      calendar += ms;
    },
    /** Two true frames: sizes are told with them. */
    async drawn() {
      for (let frames = 0; frames < 2; frames += 1) {
        await new Promise((done) => real.requestAnimationFrame.call(globalThis, done));
      }
    },
    frame,
    fire,
    settle,
  };
})();
