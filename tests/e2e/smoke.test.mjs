// What holds for any board: the page starts, asks for each file once, and breaks in whole sentences.

const program = /_bg\.wasm$/;

/** boot.js removes its box once the program runs. */
async function started(page) {
  await page.waitForFunction(() => !document.getElementById('boot'), null, { timeout: 60_000 });
}

export default [
  {
    name: 'the page starts without a console error',
    async run({ open, shot, assert }) {
      const page = await open('/');
      await started(page);
      await shot(page, 'smoke');
      assert.deepEqual(page.problems, []);
      assert.notEqual(await page.evaluate(() => document.body.innerText.trim()), '');
    },
  },
  {
    name: 'program and glue are fetched once, so the preloads are used',
    async run({ open, server, assert }) {
      await started(await open('/'));
      const asked = server.requests.filter((path) => program.test(path));
      assert.equal(asked.length, 1, asked.join(' '));
      const glue = server.requests.filter((path) => /daping-[0-9a-f]+\.js$/.test(path));
      assert.equal(glue.length, 1, glue.join(' '));
    },
  },
  {
    name: 'a changed program is refused and the page says what to do',
    async run({ open, server, assert }) {
      const wasm = await programPath(server);
      server.overrides.set(wasm, {
        headers: { 'Content-Type': 'application/wasm' },
        body: Buffer.from([0, 97, 115, 109, 1, 0, 0, 0]),
      });
      await saysWhatToDo(await open('/'), assert);
    },
  },
  {
    name: 'a missing program is said in a sentence',
    async run({ open, server, assert }) {
      server.overrides.set(await programPath(server), { status: 404, body: 'not found' });
      await saysWhatToDo(await open('/'), assert);
    },
  },
  {
    name: 'a browser without WebAssembly is said in a sentence',
    async run({ open, browser, server, assert }) {
      const page = await open('/icon.svg');
      await page.addInitScript(() => delete globalThis.WebAssembly);
      await page.goto(`${server.url}/`);
      await page.getByRole('alert').waitFor();
      assert.match(await page.getByRole('alert').innerText(), /版本过旧[\s\S]*too old/);
    },
  },
];

async function programPath(server) {
  const html = await (await fetch(`${server.url}/`)).text();
  return `/${html.match(/[\w-]+_bg\.wasm/)[0]}`;
}

async function saysWhatToDo(page, assert) {
  const alert = page.getByRole('alert');
  await alert.waitFor();
  assert.match(await alert.innerText(), /重新加载。[\s\S]*then reload\./);
  assert.equal(await alert.getByRole('button').count(), 1);
}
