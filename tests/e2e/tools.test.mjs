// What a reader asks of the whole wall: keys, help, a search, a pause, a code, and what leaves it.

import { readFile } from 'node:fs/promises';

const BOARD = '/boards/trial.json';
const PEOPLE = '/data/trial/people.csv';

const rows = Array.from({ length: 40 }, (_, at) => [
  `王${'一二三四五六七八九十'[at % 10]}`,
  ['=1+1', '+86', '-', '云阳镇', 'Shuguang "能源", 二厂'][at % 5],
  at * 3 - 5,
]);
const quoted = (cell) => (/[",\n]/.test(cell) ? `"${String(cell).replaceAll('"', '""')}"` : cell);

/** A roster with masked names, a table, a chart and a line of news. */
function played(server, more = {}) {
  server.overrides.set(PEOPLE, {
    headers: { 'Content-Type': 'text/csv; charset=utf-8' },
    body: ['name,place,count', ...rows.map((row) => row.map(quoted).join(','))].join('\n'),
  });
  const fields = {
    name: { label: '姓名', mask: 'person_name' },
    place: { label: '去向' },
    count: { label: '人数', type: 'number', unit: '名' },
  };
  const panel = (kind, more) => ({ kind, title: kind, data: { from: 'people' }, ...more });
  server.overrides.set(BOARD, {
    body: JSON.stringify({
      daping: 1,
      title: '试验',
      sources: { people: { url: PEOPLE.slice(1), refresh: { every: '1h', stale_after: '2h' }, synthetic: true, fields } },
      panels: {
        roster: panel('roster', { columns: ['place', 'name'], speed: '4 rows/s' }),
        table: panel('table', { turn: '1s' }),
        bar: panel('bar', { data: { from: 'people', where: [['place', '=', { param: 'place' }]], group: ['name'], measure: 'sum:count' } }),
        news: panel('ticker', { label: 'place', value: 'count' }),
      },
      ...more,
    }),
  });
}

async function stands(page) {
  for (const name of ['roster', 'table', 'bar', 'news']) {
    await page.locator(`section[data-panel="${name}"][data-state="live"]`).waitFor();
  }
  await page.locator('section[data-panel="bar"] canvas').waitFor();
  await page.locator('.roster .pool [role="row"]').first().waitFor();
}

/** A press on an entry of a menu (a panel's, or the plate's), and the file that comes of it. */
async function download(page, where, act) {
  const coming = page.waitForEvent('download');
  await page.locator(`${where} details.menu`).evaluate((menu) => menu.setAttribute('open', ''));
  await page.locator(`${where} [data-act="${act}"]`).click();
  const file = await coming;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** RFC 4180, by another reader than the program's. */
function cells(text) {
  const lines = [];
  let [line, cell, inside] = [[], '', false];
  for (let at = 0; at < text.length; at += 1) {
    const c = text[at];
    if (inside) {
      if (c !== '"') cell += c;
      else if (text[at + 1] === '"') cell += text[at += 1];
      else inside = false;
    } else if (c === '"') inside = true;
    else if (c === ',') [cell] = ['', line.push(cell)];
    else if (c === '\r' && text[at + 1] === '\n') {
      line.push(cell);
      lines.push(line);
      [line, cell] = [[], ''];
      at += 1;
    } else cell += c;
  }
  return lines;
}

/** Width and height of a PNG, and how many of 400 pixels spread over it differ from the first. */
async function looked(page, bytes) {
  return page.evaluate(async (base) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width, image.height];
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const seen = new Set();
    for (let at = 0; at < data.length; at += 4) seen.add((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]);
    return { width: image.width, height: image.height, colors: seen.size };
  }, bytes.toString('base64'));
}

export default [
  {
    name: 'a roster leaves as a file of its own columns, masked and safe',
    async run({ open, server, assert }) {
      played(server);
      const page = await open('/?board=trial&p.place=云阳镇');
      await stands(page);
      const { name, bytes } = await download(page, 'section[data-panel="roster"]', 'csv');
      assert.match(name, /^trial-roster-\d{4}-\d\d-\d\d\.csv$/);
      const text = bytes.toString('utf8');
      assert.ok(text.startsWith('\ufeff'));
      const [head, ...lines] = cells(text.slice(1));
      assert.deepEqual(head, ['去向', '姓名']);
      const safe = (cell) => (/^[=+\-@]/.test(cell) ? `'${cell}` : cell);
      assert.deepEqual(lines.slice(0, 40), rows.map(([, place]) => [safe(place), '王*']));
      const stamp = lines.slice(41).map(([said]) => said);
      assert.deepEqual(lines[40], ['']);
      assert.equal(stamp[0], '试验');
      assert.equal(stamp[1], 'roster');
      assert.match(stamp[2], /^导出于 \d{4}-\d\d-\d\d \d\d:\d\d$/);
      assert.deepEqual(stamp.slice(3), ['筛选 place = 云阳镇', '示例数据']);
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'a table leaves in the order that it is sorted by, with numbers as numbers',
    async run({ open, server, assert }) {
      played(server);
      const page = await open('/?board=trial');
      await stands(page);
      await page.locator('section[data-panel="table"] th button').nth(2).click();
      await page.locator('section[data-panel="table"] th button').nth(2).click();
      const { bytes } = await download(page, 'section[data-panel="table"]', 'csv');
      const [head, ...lines] = cells(bytes.toString('utf8').slice(1));
      assert.deepEqual(head, ['姓名', '去向', '人数(名)']);
      const counts = lines.slice(0, 40).map((line) => line[2]);
      assert.deepEqual(counts, rows.map((row) => String(row[2])).reverse());
    },
  },
  {
    name: 'the board and a panel leave as pictures in device pixels, with words and drawings',
    async run({ open, server, assert }) {
      played(server);
      const page = await open('/?board=trial', { deviceScaleFactor: 2, viewport: { width: 1600, height: 900 } });
      await stands(page);
      const whole = await download(page, '.plate', 'png');
      assert.match(whole.name, /^trial-\d{4}-\d\d-\d\d\.png$/);
      const board = await looked(page, whole.bytes);
      assert.equal(board.width, 3_200);
      assert.ok(board.height > 1_800 && board.height < 1_900, `${board.height}`);
      assert.ok(board.colors > 300, `${board.colors} colours`);
      const box = await page.locator('section[data-panel="bar"]').boundingBox();
      const one = await looked(page, (await download(page, 'section[data-panel="bar"]', 'png')).bytes);
      assert.ok(Math.abs(one.width - box.width * 2) <= 2, `${one.width} of ${box.width}`);
      assert.ok(one.height > box.height * 2 && one.height < box.height * 2 + 160, `${one.height}`);
      // A drawing is in it: without, a panel is ground, head and stamp alone.
      await page.locator('section[data-panel="bar"] canvas').evaluate((sheet) => sheet.getContext('2d').clearRect(0, 0, 1e4, 1e4));
      const bare = await looked(page, (await download(page, 'section[data-panel="bar"]', 'png')).bytes);
      assert.ok(one.colors > bare.colors + 20, `${one.colors} colours, ${bare.colors} without the drawing`);
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'a long page is one picture as wide and as long as it is',
    async run({ open, server, assert }) {
      played(server);
      const page = await open('/?board=trial', { viewport: { width: 390, height: 600 }, hasTouch: true });
      await stands(page);
      const long = await page.evaluate(() => document.querySelector('main').getBoundingClientRect().height);
      const { width, height } = await looked(page, (await download(page, '.plate', 'png')).bytes);
      assert.equal(width, 390);
      assert.ok(height > long && height < long + 160, `${height} of ${long}`);
    },
  },
  {
    name: 'a picture that the browser forbids is said in a sentence',
    async run({ open, server, assert }) {
      played(server);
      const page = await open('/?board=trial');
      await stands(page);
      await page.evaluate(() => {
        HTMLCanvasElement.prototype.toDataURL = () => { throw new DOMException('', 'SecurityError'); };
      });
      await page.locator('.plate details.menu').evaluate((menu) => menu.setAttribute('open', ''));
      await page.locator('.plate [data-act="png"]').click();
      await page.locator('.said', { hasText: '浏览器不能生成这张图片' }).waitFor();
      assert.equal(page.problems.filter((own) => own.startsWith('uncaught')).length, 0);
    },
  },
  {
    name: 'help opens by its key in the page\'s language, and Escape closes it',
    async run({ open, server, shot, assert }) {
      played(server);
      const page = await open('/?board=trial&lang=en');
      await stands(page);
      await page.keyboard.press('Shift+?');
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      assert.match(await dialog.innerText(), /Keys[\s\S]*full screen[\s\S]*QR code/);
      await shot(page, 'tools-help');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      await page.keyboard.press('Shift+?');
      await dialog.waitFor();
      await dialog.getByRole('button').click();
      await dialog.waitFor({ state: 'detached' });
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'a search finds rows by what is shown, says how many, and stays out of the address',
    async run({ open, server, shot, assert }) {
      played(server);
      const page = await open('/?board=trial');
      await stands(page);
      const before = page.url();
      await page.keyboard.press('/');
      const box = page.locator('.seek input');
      await box.waitFor();
      await page.waitForFunction(() => document.activeElement?.matches('.seek input'));
      // Keys that mean something elsewhere are letters here.
      await page.keyboard.type('SHUGUANG fr?');
      await page.locator('.seek .chip', { hasText: '0 条' }).waitFor();
      assert.equal(await page.getByRole('dialog').count(), 0);
      await box.fill('SHUGUANG');
      // Eight rows, in the roster and in the table.
      await page.locator('.seek .chip', { hasText: '搜索“SHUGUANG”' }).filter({ hasText: '16 条' }).waitFor();
      await page.waitForFunction(() => {
        const all = (what) => [...document.querySelectorAll(what)];
        const found = (what) => all(what).every((row) => row.textContent.includes('Shuguang'));
        // The head counts as a row; of a roster only those in sight are in the page.
        return document.querySelector('.roster [role="table"]').getAttribute('aria-rowcount') === '9' &&
          found('.roster .pool [role="row"]') && found('section[data-panel="table"] tbody tr');
      }, null, { timeout: 10_000 });
      await shot(page, 'tools-search');
      // What is masked is not found by what it was.
      await box.fill('王一');
      await page.locator('.seek .chip', { hasText: '0 条' }).waitFor();
      assert.equal(page.url(), before);
      await page.keyboard.press('Escape');
      await page.locator('.seek').waitFor({ state: 'hidden' });
      await page.locator('.roster [role="table"][aria-rowcount="41"]').waitFor();
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'a pause holds roster, turns and news; it goes on after',
    async run({ open, server, assert }) {
      played(server);
      const page = await open('/?board=trial');
      await stands(page);
      const moved = () => page.locator('.roster .pool').evaluate((pool) => `${pool.style.transform} ${pool.innerText}`);
      const paged = () => page.locator('section[data-panel="table"] tbody').innerText();
      const news = () => page.locator('.ticker .line').evaluate((line) => getComputedStyle(line).animationPlayState);
      assert.equal(await news(), 'running');
      await page.keyboard.press('Space');
      await page.locator('.plate .held', { hasText: '已暂停' }).waitFor();
      const held = [await moved(), await paged()];
      await page.waitForTimeout(2_500);
      assert.deepEqual([await moved(), await paged()], held);
      assert.equal(await news(), 'paused');
      await page.keyboard.press('Space');
      await page.locator('.plate .held').waitFor({ state: 'detached' });
      await page.waitForFunction((was) => {
        const pool = document.querySelector('.roster .pool');
        return `${pool.style.transform} ${pool.innerText}` !== was;
      }, held[0]);
      assert.equal(await news(), 'running');
    },
  },
  {
    name: 'refresh asks every source at once',
    async run({ open, server, assert }) {
      played(server);
      const page = await open('/?board=trial');
      await stands(page);
      const asked = () => server.requests.filter((path) => path === PEOPLE).length;
      const before = asked();
      await page.keyboard.press('r');
      await page.locator('.said', { hasText: '正在刷新' }).waitFor();
      for (let at = 0; at < 50 && asked() === before; at += 1) await page.waitForTimeout(100);
      assert.equal(asked(), before + 1);
    },
  },
  {
    name: 'full screen, or a sentence where the browser refuses',
    async run({ open, server, assert }) {
      played(server);
      const page = await open('/?board=trial');
      await stands(page);
      await page.keyboard.press('f');
      await page.waitForFunction(() => document.fullscreenElement);
      await page.keyboard.press('f');
      await page.waitForFunction(() => !document.fullscreenElement);
      await page.evaluate(() => {
        Element.prototype.requestFullscreen = () => Promise.reject(new TypeError('no'));
      });
      await page.keyboard.press('f');
      await page.locator('.said', { hasText: '浏览器不允许全屏' }).waitFor();
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'the code of this address is large enough, dark on light, and closes',
    async run({ open, server, shot, assert }) {
      played(server);
      const page = await open('/?board=trial&lang=en');
      await stands(page);
      await page.keyboard.press('q');
      const code = page.locator('.code svg');
      await code.waitFor();
      const { height } = await code.boundingBox();
      assert.ok(height >= 1_080 / 6, `${height}`);
      assert.equal(await page.locator('.code .address').innerText(), page.url());
      const [ground, ink] = await page.locator('.code').evaluate((own) => [
        getComputedStyle(own).backgroundColor,
        getComputedStyle(own.querySelector('path')).fill,
      ]);
      assert.deepEqual([ground, ink], ['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
      await shot(page, 'tools-code');
      await page.keyboard.press('q');
      await code.waitFor({ state: 'detached' });
    },
  },
  {
    name: 'on each sheet of paper a wall is one page with its stamp; upright it is as many as it needs',
    async run({ open, server, assert }) {
      played(server);
      const page = await open('/?board=trial');
      await stands(page);
      const pages = (pdf) => (pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;
      for (const format of ['A4', 'A3']) {
        assert.equal(pages(await page.pdf({ format, landscape: true })), 1, format);
        const upright = pages(await page.pdf({ format }));
        assert.ok(upright >= 1 && upright <= 4, `${format} upright: ${upright}`);
      }
      // The screen has its own again.
      await page.waitForFunction(() => !document.querySelector('main').hasAttribute('data-paper'));
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'night');
    },
  },
  {
    name: 'a sheet that was chosen is laid out, drawn and stamped before it is printed',
    async run({ open, server, assert }) {
      played(server);
      const page = await open('/?board=trial');
      await stands(page);
      await page.evaluate(() => {
        window.print = () => {
          dispatchEvent(new Event('beforeprint'));
          const main = document.querySelector('main');
          const sheet = main.querySelector('section[data-panel="bar"] canvas');
          window.printed = {
            paper: main.dataset.paper,
            theme: document.documentElement.dataset.theme,
            width: Math.round(main.getBoundingClientRect().width),
            drawn: Math.abs(sheet.width / devicePixelRatio - sheet.clientWidth) < 2,
            stamp: main.querySelector('footer.stamp').textContent,
          };
          dispatchEvent(new Event('afterprint'));
        };
      });
      await page.locator('.plate details.menu').evaluate((menu) => menu.setAttribute('open', ''));
      await page.locator('[data-act="print:a3-landscape"]').click();
      await page.waitForFunction(() => window.printed);
      const printed = await page.evaluate(() => window.printed);
      assert.match(printed.stamp, /^试验 · 导出于 .* · 示例数据$/);
      delete printed.stamp;
      // 400 mm of an A3 sheet.
      assert.deepEqual(printed, { paper: 'a3-landscape', theme: 'print', width: 1_512, drawn: true });
      await page.waitForFunction(() => !document.querySelector('main').hasAttribute('data-paper'));
    },
  },
  {
    name: 'a program that does not arrive is said in a sentence, and the wall lives',
    async run({ open, server, assert }) {
      played(server);
      const page = await open('/?board=trial');
      await stands(page);
      await page.evaluate(() => { globalThis.dapingPack = () => Promise.reject(new Error('no')); });
      await page.keyboard.press('q');
      await page.locator('.said', { hasText: '没有加载' }).waitFor();
      assert.equal(await page.locator('.code').count(), 0);
    },
  },
];
