// The page's end of its reader: a worker that is asked and answers, and is gone when it is let go.

const PUSH = 3;
const GOOD = 0;
// Pieces go together, and so many bundles may wait for the worker: it never waits for the network then,
// nor the memory for it.
const BUNDLE = 500_000;
const AHEAD = 4;

/** What was compiled once is what every later worker runs: the browser keeps its machine code with it. */
const programs = new Map();

function program(file, integrity) {
  if (!programs.has(file)) {
    const coming = compile(file, integrity);
    coming.catch(() => programs.delete(file));
    programs.set(file, coming);
  }
  return programs.get(file);
}

async function compile(file, integrity) {
  const answer = await fetch(file, { integrity, credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`${file}: HTTP ${answer.status}`);
  // Not streamed: a server that does not know the type of wasm files serves it all the same.
  return WebAssembly.compile(await answer.arrayBuffer());
}

// Starts one for an answer from `address`, of the program that the page names so; nothing where it was
// built without.
export async function start(tag, name, address) {
  const packs = (tag.dataset.packs ?? '').split(';').map((pack) => pack.split(' '));
  const [, file, integrity] = packs.find(([own]) => own === name) ?? [];
  if (!file) return undefined;
  const whole = (address) => new URL(address, document.baseURI).href;
  const compiled = await program(whole(file), integrity);
  const worker = new Worker('reader/worker.js');
  const waiting = new Map();
  let count = 0;
  const stop = () => {
    worker.terminate();
    waiting.forEach(({ reject }) => reject());
    waiting.clear();
  };
  worker.onmessage = ({ data: [number, answer] }) => {
    const own = waiting.get(number);
    waiting.delete(number);
    if (answer) own?.resolve(answer);
    else stop(own?.reject());
  };
  worker.onerror = stop;
  worker.postMessage([0, compiled, whole(address)]);
  const ask = (verb, parts) => new Promise((resolve, reject) => {
    count += 1;
    waiting.set(count, { resolve, reject });
    worker.postMessage([count, verb, parts], parts.map((part) => part.buffer));
  });
  // Pieces go ahead of their answers, and a piece that was refused answers whatever is said next.
  let refused;
  let held = [];
  let bytes = 0;
  const pushed = [];
  const flush = () => {
    if (held.length === 0) return;
    const own = ask(PUSH, held);
    own.then((answer) => { if (answer[0] !== GOOD) refused ??= answer; }, () => {});
    pushed.push(own);
    [held, bytes] = [[], 0];
  };
  const push = async (body) => {
    held.push(body);
    bytes += body.length;
    if (bytes > BUNDLE) flush();
    if (pushed.length > AHEAD) await pushed.shift();
    return refused ?? new Uint8Array([GOOD]);
  };
  // Without a verb: lets the worker go. Bytes are given away.
  return async (verb, body) => {
    if (verb === undefined) return stop();
    if (verb === PUSH) return push(body);
    flush();
    await Promise.all(pushed.splice(0));
    return refused ?? ask(verb, [body]);
  };
}
