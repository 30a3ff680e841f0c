// The worker that reads large answers: carries bytes into its program and answers out of it.
//
// page -> [number, verb, list of bytes]; the first is [0, the program, address of the answer].
// worker -> [number, bytes, the list that came]; no bytes where the program stopped.
// Where the program needs files first, they are fetched from beside the address of the answer.

const NEED = 2;
const FILE = 9;
// A file of published rows is a few thousand of them.
const MOST_BYTES = 64_000_000;

let started;
let base = '';

async function start(program) {
  return (await WebAssembly.instantiate(program, nothing(program))).exports;
}

// A library of drawing, of which the reader uses nothing, has left a few functions to import. Nobody calls them.
function nothing(program) {
  const imports = {};
  for (const { module, name } of WebAssembly.Module.imports(program)) {
    imports[module] ??= {};
    imports[module][name] = () => { throw new Error(name); };
  }
  return imports;
}

function call(program, verb, bytes) {
  const at = program.reserve(bytes.length);
  new Uint8Array(program.memory.buffer, at, bytes.length).set(bytes);
  const length = program.call(verb);
  return new Uint8Array(program.memory.buffer).slice(program.answer(), program.answer() + length);
}

async function serve(program, verb, parts) {
  for (;;) {
    const answers = parts.map((bytes) => call(program, verb, bytes));
    const answer = answers.find(([status]) => status !== 0) ?? answers.pop();
    if (answer[0] !== NEED) return answer;
    await bring(program, new TextDecoder().decode(answer.subarray(1)));
  }
}

// A file that does not come is brought as nothing: the program says what that means.
async function bring(program, names) {
  await Promise.all(names.split('\n').map(async (name) => {
    let body = new Uint8Array();
    try {
      const answer = await fetch(new URL(name, base), { cache: 'force-cache' });
      const length = Number(answer.headers.get('content-length') ?? 0);
      if (answer.ok && length < MOST_BYTES) body = new Uint8Array(await answer.arrayBuffer());
    } catch {
      // Offline: as above.
    }
    const head = new TextEncoder().encode(`${name}\n`);
    const file = new Uint8Array(head.length + body.length);
    file.set(head);
    file.set(body, head.length);
    call(program, FILE, file);
  }));
}

onmessage = async ({ data: [number, verb, parts] }) => {
  if (number === 0) {
    [started, base] = [start(verb), parts];
    return;
  }
  try {
    const answer = await serve(await started, verb, parts);
    postMessage([number, answer, parts], [answer, ...parts].map((bytes) => bytes.buffer));
  } catch {
    postMessage([number]);
  }
};
