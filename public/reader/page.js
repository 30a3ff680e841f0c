// The page's end of its reader: a worker that is asked and answers, and is gone when it is let go.

const PUSH = 3;
const KEY = 11;
const GOOD = 0;
// A body goes in buffers of that many bytes, and so many may wait for the worker: it never waits for the
// network then, nor the memory for it. While it starts, the most of them fill.
const BUFFER = 262_144;
const AHEAD = 12;

// Starts one for an answer from `address`, of the program of that name, which `coming` promises compiled; `script` is
// the address of worker.js.
export async function start(name, coming, address, script) {
  const reader = await begun(coming, address, script);
  if (name !== 'sealed') return reader;
  const { sealed } = await import('./seal.js');
  const unlock = async (bytes) => {
    const own = await begun(coming, address, script);
    try {
      return await own(KEY, bytes);
    } finally {
      own();
    }
  };
  return sealed(reader, unlock, address);
}

async function begun(coming, address, script) {
  // It takes its time to start, while its program comes.
  const worker = new Worker(script);
  const waiting = new Map();
  let count = 0;
  let ended = false;
  const stop = () => {
    ended = true;
    worker.terminate();
    waiting.forEach(({ reject }) => reject());
    waiting.clear();
  };
  worker.onmessage = ({ data: [number, answer, parts] }) => {
    const own = waiting.get(number);
    waiting.delete(number);
    if (answer) own?.resolve([answer, parts]);
    else stop(own?.reject());
  };
  worker.onerror = stop;
  try {
    worker.postMessage([0, await coming, address]);
  } catch (error) {
    stop();
    throw error;
  }
  const ask = (verb, parts) => new Promise((resolve, reject) => {
    if (ended) return reject();
    count += 1;
    waiting.set(count, { resolve, reject });
    worker.postMessage([count, verb, parts], parts.map((part) => part.buffer));
  });
  // Without a verb: lets the worker go. Bytes are given away; a body is read to its end, of at most that
  // many bytes, which fails as the network does, or by a RangeError.
  return async (verb, body, most) => {
    if (verb === undefined) return stop();
    if (body instanceof ReadableStream) return pour(body, most, (bytes) => ask(PUSH, [bytes]));
    const [answer] = await ask(verb, [body]);
    return answer;
  };
}

// The first answer that is none of the good ones, and no more is read; or the last one.
async function pour(body, most, push) {
  const free = [];
  const going = [];
  const { reader, next } = filling(body);
  const give = (bytes) => {
    const own = push(bytes).then(([answer, [back]]) => {
      free.push(back.buffer);
      return answer;
    });
    // Somebody waits for it, but perhaps only after another has failed.
    own.catch(() => {});
    going.push(own);
  };
  try {
    let answer;
    for (let [come, ended] = [0, false]; !ended || going.length > 0;) {
      if (!ended) {
        const { bytes, done } = await next(free.pop());
        ended = done;
        come += bytes.length;
        if (come > most) throw new RangeError(`${come} > ${most}`);
        give(bytes);
      }
      if (ended || going.length > AHEAD) answer = await going.shift();
      if (answer && answer[0] !== GOOD) return answer;
    }
    return answer;
  } finally {
    // What has been read to its end knows of no cancelling.
    reader.cancel().catch(() => {});
  }
}

// How the next bytes of a body come: into the buffer that is given, until it is full or nothing more comes;
// where the browser fills none, as they come.
function filling(body) {
  let reader;
  try {
    reader = body.getReader({ mode: 'byob' });
  } catch {
    reader = body.getReader();
    return { reader, next: async () => {
      const { value, done } = await reader.read();
      return { bytes: value ?? new Uint8Array(), done };
    } };
  }
  return { reader, next: async (buffer = new ArrayBuffer(BUFFER)) => {
    let filled = 0;
    for (;;) {
      const { value, done } = await reader.read(new Uint8Array(buffer, filled));
      buffer = value.buffer;
      filled += value.length;
      if (done || filled === buffer.byteLength) return { bytes: new Uint8Array(buffer, 0, filled), done };
    }
  } };
}
