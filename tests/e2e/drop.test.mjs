// A file of this machine that is dropped on the page or chosen: it is looked at, shown and kept, and nothing
// of it leaves.

import { deflateRawSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';

const SURNAMES = '王李张赵陈';
const TOWNS = ['云阳镇', '留山镇', '板山坪镇'];
const PHONE = (at) => `138${String(70_000_000 + at)}`;
const ID = (at) => `41000019900101${String(1_000 + at)}`;
const HEADS = ['姓名', '联系电话', '身份证号', '乡镇', '返岗日期', '备注'];
const ROWS = Array.from({ length: 60 }, (_, at) => [
  `${SURNAMES[at % 5]}小明`, PHONE(at), ID(at), TOWNS[at % 3], `2020-02-${String(1 + (at % 20)).padStart(2, '0')}`, `随记${at}`,
]);
const CSV = [HEADS, ...ROWS].map((row) => row.join(',')).join('\n');

/** `iconv` in one direction: GB18030 has two bytes for each of these. */
async function gb18030(page, text) {
  // The browser only decodes, so its table is turned round.
  const all = await page.evaluate(() => {
    const decoder = new TextDecoder('gb18030');
    const table = {};
    for (let lead = 0x81; lead <= 0xfe; lead += 1) {
      for (let trail = 0x40; trail <= 0xfe; trail += 1) {
        if (trail === 0x7f) continue;
        const own = decoder.decode(new Uint8Array([lead, trail]));
        if (own.length === 1) table[own] ??= [lead, trail];
      }
    }
    return table;
  });
  return Buffer.from([...text].flatMap((c) => (c.charCodeAt(0) < 128 ? [c.charCodeAt(0)] : all[c])));
}

function crc(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ -1) >>> 0;
}

/** A package of parts, as the standard of zip has it. */
function zip(parts) {
  const numbers = (...pairs) => {
    const out = Buffer.alloc(pairs.reduce((sum, [size]) => sum + size, 0));
    let at = 0;
    for (const [size, value] of pairs) {
      out.writeUIntLE(value, at, size);
      at += size;
    }
    return out;
  };
  const [local, central] = [[], []];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [raw, path] = [Buffer.from(text), Buffer.from(name)];
    const body = deflateRawSync(raw);
    const about = [[2, 20], [2, 0x800], [2, 8], [4, 0], [4, crc(raw)], [4, body.length], [4, raw.length], [2, path.length], [2, 0]];
    const own = Buffer.concat([numbers([4, 0x04034b50], ...about), path, body]);
    local.push(own);
    central.push(numbers([4, 0x02014b50], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), path);
    at += own.length;
  }
  const index = Buffer.concat(central);
  const count = local.length;
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, index.length], [4, at], [2, 0]);
  return Buffer.concat([...local, index, end]);
}

const OFFICE = 'http://schemas.openxmlformats.org';
const letters = (at) => (at < 26 ? '' : String.fromCharCode(64 + Math.floor(at / 26))) + String.fromCharCode(65 + (at % 26));

/** The smallest workbook of these rows; with macros, a part of them. */
function book(rows, { macros = false } = {}) {
  const cell = (text, row, at) => `<c r="${letters(at)}${row + 1}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const line = (cells, row) => `<row r="${row + 1}">${cells.map((text, at) => cell(text, row, at)).join('')}</row>`;
  const sheet = `<worksheet xmlns="${OFFICE}/spreadsheetml/2006/main"><sheetData>${rows.map(line).join('')}</sheetData></worksheet>`;
  const relations = (type, target) =>
    `<Relationships xmlns="${OFFICE}/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`;
  return zip({
    '[Content_Types].xml': `<Types xmlns="${OFFICE}/package/2006/content-types"/>`,
    '_rels/.rels': relations('officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': `<workbook xmlns="${OFFICE}/spreadsheetml/2006/main" xmlns:r="${OFFICE}/officeDocument/2006/relationships"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations('worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': sheet,
    ...(macros ? { 'xl/vbaProject.bin': 'Attribute VB_Name' } : {}),
  });
}

/** What a workbook with a password begins with: a container of another kind, and its parts by their names. */
function locked() {
  const bytes = Buffer.alloc(4_096);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  bytes.set(Buffer.from('EncryptedPackage', 'utf16le'), 1_024);
  return bytes;
}

async function stands(page) {
  await page.locator('section[data-panel][data-state="live"]').first().waitFor();
}

const file = (name, buffer, mimeType = '') => ({ name, mimeType, buffer: Buffer.from(buffer) });

/** Chooses a file; the dialog once it has an end. */
async function choose(page, files) {
  await page.locator('main:not([data-leaving]):not([data-staged]) > input[type="file"]').setInputFiles(files);
  const dialog = page.getByRole('dialog');
  await dialog.locator('[data-act="show"], [role="alert"]').first().waitFor();
  return dialog;
}

/** Drops files on the page as a hand would; with `text`, a text instead. */
async function drop(page, files, text) {
  const held = await page.evaluateHandle(({ files, text }) => {
    const carried = new DataTransfer();
    for (const { name, base, mimeType } of files) {
      const bytes = Uint8Array.from(atob(base), (c) => c.charCodeAt(0));
      carried.items.add(new File([bytes], name, { type: mimeType }));
    }
    if (text) carried.setData('text/plain', text);
    return carried;
  }, { files: files.map(({ buffer, ...own }) => ({ ...own, base: buffer.toString('base64') })), text });
  const give = (kind) => page.evaluate(([kind, dataTransfer]) => {
    const event = new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true });
    (document.querySelector('section') ?? document.body).dispatchEvent(event);
    return event.defaultPrevented;
  }, [kind, held]);
  return { over: await give('dragover'), drop: () => give('drop') };
}

/** What the page and its address have of the people whose file it is. */
async function raw(page) {
  const whole = await page.evaluate(() => document.documentElement.outerHTML + location.href + document.title);
  const all = ROWS.flatMap(([name, phone, id]) => [name, phone, id]);
  return all.filter((own) => whole.includes(own));
}

const lines = (dialog) => dialog.locator('tbody tr').evaluateAll((all) =>
  all.map((row) => [...row.children].slice(0, 2).map((cell) => cell.textContent)));

const SHOWN = [
  ['姓名', '只显示姓'],
  ['联系电话', '号码中间隐藏'],
  ['身份证号', '只显示首尾各两位'],
  ['乡镇', '原样显示'],
  ['返岗日期', '按日期显示'],
  ['备注', '隐藏'],
];

/** The board that was made: how many people, its roster, its counts. */
async function shown(page, title, assert) {
  await page.waitForURL(/board=dropped/);
  // Of two boards that fade into each other the new one is called so.
  await page.waitForFunction((title) => document.title === title && document.querySelectorAll('main').length === 1, title);
  await page.locator('section[data-panel="rows"][data-state="live"]').waitFor();
  const main = page.locator('main');
  assert.match(await main.locator('section[data-panel="total"]').innerText(), /60/);
  await main.locator('.roster .pool [role="row"]').first().waitFor();
  const row = await main.locator('.roster .pool [role="row"]').first().innerText();
  assert.match(row, /王\*\*/);
  assert.match(row, /138\*{4}\d{4}/);
  for (const panel of ['days', 'by_1']) {
    await main.locator(`section[data-panel="${panel}"] canvas`).waitFor();
  }
}

async function download(page, press) {
  const coming = page.waitForEvent('download');
  await press();
  const kept = await coming;
  return { name: kept.suggestedFilename(), text: await readFile(await kept.path(), 'utf8') };
}

export default [
  {
    name: 'a CSV is looked at, shown and kept, and nothing of it leaves',
    async run({ open, server, shot, assert }) {
      const page = await open('/');
      await stands(page);
      await page.waitForLoadState('networkidle');
      const dialog = await choose(page, file('云阳镇台账.csv', CSV, 'text/csv'));
      assert.deepEqual(await lines(dialog), SHOWN);
      assert.match(await dialog.innerText(), /云阳镇台账\.csv[\s\S]*只在本机读取,不上传[\s\S]*显示 5 列,隐藏 1 列/);
      assert.equal(await page.evaluate(() => document.activeElement.dataset.act), 'show');
      await shot(page, 'drop-preview');
      assert.deepEqual(await raw(page), []);
      const kept = await download(page, () => dialog.locator('[data-act="keep"]').click());
      assert.equal(kept.name, 'roster.json');
      const board = JSON.parse(kept.text);
      assert.equal(board.sources.table.url, 'data/roster/index.json');
      assert.equal(board.sources.table.format, 'pages');
      assert.equal(board.sources.table.fields.phone.mask, 'phone');
      assert.ok(!kept.text.includes('blob:'));
      await dialog.locator('.kept', { hasText: 'daping publish' }).waitFor();
      const before = server.requests.length;
      await page.keyboard.press('Tab');
      await dialog.locator('[data-act="show"]').press('Enter');
      await shown(page, '云阳镇台账', assert);
      assert.deepEqual(await raw(page), []);
      assert.ok(!page.url().includes('blob'), page.url());
      // Kinds of panels may be fetched; nothing was sent, and no data was asked for.
      const isOurs = (path) => path.startsWith('/packs/') || path.startsWith('/boot/') || path === '/icon.svg';
      const asked = server.requests.slice(before).filter((path) => !isOurs(path));
      assert.deepEqual(asked, []);
      await shot(page, 'drop-board');
      await page.locator('.plate details.menu').evaluate((menu) => menu.setAttribute('open', ''));
      const again = await download(page, () => page.locator('.plate [data-act="keep"]').click());
      assert.equal(again.text, kept.text);
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'a workbook and a text in GB18030 are read as what they are',
    async run({ open, assert }) {
      const page = await open('/');
      await stands(page);
      for (const [name, bytes, note] of [
        ['名单一.xlsx', book([HEADS, ...ROWS]), null],
        ['名单二.csv', await gb18030(page, CSV), /GB18030/i],
      ]) {
        const dialog = await choose(page, file(name, bytes));
        assert.deepEqual(await lines(dialog), SHOWN, name);
        if (note) assert.match(await dialog.locator('.found').innerText(), note);
        await dialog.locator('[data-act="show"]').click();
        await shown(page, name.split('.')[0], assert);
        assert.deepEqual(await raw(page), [], name);
      }
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'JSON and its lines are read too',
    async run({ open, assert }) {
      const page = await open('/');
      await stands(page);
      const rows = ROWS.map((row) => Object.fromEntries(row.map((cell, at) => [HEADS[at], cell])));
      for (const [name, text] of [
        ['甲.json', JSON.stringify({ code: 0, data: { list: rows } })],
        ['乙.ndjson', rows.map((row) => JSON.stringify(row)).join('\n')],
      ]) {
        const dialog = await choose(page, file(name, text));
        assert.deepEqual(await lines(dialog), SHOWN, name);
        await dialog.locator('[data-act="show"]').click();
        await shown(page, name.split('.')[0], assert);
        assert.deepEqual(await raw(page), [], name);
      }
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'a key and the menu open the chooser',
    async run({ open, assert }) {
      const page = await open('/');
      const choosers = [];
      page.on('filechooser', (own) => choosers.push(own));
      await stands(page);
      await page.waitForLoadState('networkidle');
      for (const press of [
        () => page.keyboard.press('o'),
        async () => {
          await page.locator('.plate details.menu').evaluate((menu) => menu.setAttribute('open', ''));
          await page.locator('.plate [data-act="file"]').click();
        },
      ]) {
        const before = choosers.length;
        await press();
        for (let at = 0; at < 50 && choosers.length === before; at += 1) await page.waitForTimeout(100);
        assert.equal(choosers.length, before + 1);
      }
      await choosers[1].setFiles(file('a.csv', CSV, 'text/csv'));
      await page.getByRole('dialog').locator('[data-act="show"]').waitFor();
    },
  },
  {
    name: 'a file is dropped by hand: an edge while it is held, the first of several is taken',
    async run({ open, shot, assert }) {
      const page = await open('/?lang=en');
      await stands(page);
      const files = [file('a.csv', CSV, 'text/csv'), file('b.csv', CSV, 'text/csv'), file('c.csv', CSV, 'text/csv')];
      const hand = await drop(page, files);
      assert.ok(hand.over);
      await page.waitForFunction(() => document.body.dataset.drop?.includes('this machine'));
      await page.waitForFunction(() => getComputedStyle(document.body, '::after').content.includes('machine'));
      await shot(page, 'drop-held');
      assert.ok(await hand.drop());
      assert.equal(await page.evaluate(() => document.body.dataset.drop), undefined);
      const dialog = page.getByRole('dialog');
      await dialog.locator('[data-act="show"]').waitFor();
      assert.match(await dialog.innerText(), /a\.csv[\s\S]*2 more were not read[\s\S]*the surname alone/);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      assert.ok(!page.url().includes('dropped'));
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'a text that is dropped is left alone, and a wall that nobody touches takes no file',
    async run({ open, assert }) {
      const page = await open('/');
      await stands(page);
      const hand = await drop(page, [], '王小明');
      assert.deepEqual([hand.over, await hand.drop()], [false, false]);
      const wall = await open('/?kiosk');
      await stands(wall);
      const other = await drop(wall, [file('a.csv', CSV, 'text/csv')]);
      // Otherwise the browser would open the file in the wall's place.
      assert.deepEqual([other.over, await other.drop()], [true, true]);
      await wall.keyboard.press('o');
      await wall.waitForTimeout(500);
      assert.equal(await wall.getByRole('dialog').count(), 0);
    },
  },
  {
    name: 'what is no table of rows is said in a sentence',
    async run({ open, assert }) {
      const page = await open('/');
      await stands(page);
      const html = '<html><head><meta charset="utf-8"></head><body><table><tr><td>姓名</td></tr></table></body></html>';
      const rows = ROWS.slice(0, 3).map((row) => row.join(',')).join('\n');
      for (const [name, bytes, says] of [
        ['名单.xls', html, /网页/],
        ['名单.xlsx', locked(), /密码/],
        ['名单.docx', zip({ 'word/document.xml': '<a/>' }), /不是 \.xlsx 工作簿/],
        ['名单.xlsx', book([HEADS, ...ROWS]).subarray(0, 900), /损坏|没有传完/],
        ['空.csv', '', /文件是空的/],
        ['无表头.csv', rows, /表头/],
        ['数.json', '[1, 2, 3]', /数组/],
      ]) {
        const dialog = await choose(page, file(name, bytes));
        assert.match(await dialog.getByRole('alert').innerText(), says, name);
        assert.deepEqual(await raw(page), [], name);
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'detached' });
      }
      assert.deepEqual(page.problems, []);
    },
  },
  {
    name: 'macros are not run and said; thirty columns fit',
    async run({ open, shot, assert }) {
      const page = await open('/');
      await stands(page);
      const macros = await choose(page, file('名单.xlsm', book([HEADS, ...ROWS], { macros: true })));
      assert.match(await macros.locator('.found').innerText(), /宏/);
      await page.keyboard.press('Escape');
      const heads = Array.from({ length: 30 }, (_, at) => (at === 0 ? '姓名' : `类别${at}`));
      const wide = ROWS.map(([name], at) => [name, ...heads.slice(1).map((_, own) => `类${(at + own) % 3}`)]);
      const dialog = await choose(page, file('宽表.xlsx', book([heads, ...wide])));
      assert.equal((await lines(dialog)).length, 30);
      await shot(page, 'drop-wide');
      const button = await dialog.locator('[data-act="show"]').boundingBox();
      assert.ok(button.y + button.height <= 1_080, 'the buttons are in sight');
      await dialog.locator('[data-act="show"]').click();
      await page.locator('section[data-panel="rows"][data-state="live"]').waitFor();
      assert.deepEqual(await raw(page), []);
    },
  },
  {
    name: 'a phone has room for all of it',
    async run({ open, shot, assert }) {
      const page = await open('/', { viewport: { width: 390, height: 844 }, hasTouch: true });
      await stands(page);
      const dialog = await choose(page, file('云阳镇台账.csv', CSV, 'text/csv'));
      await shot(page, 'drop-phone');
      const wide = await dialog.evaluate((own) => [own, ...own.querySelectorAll('*')].filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0).map((part) => part.className));
      assert.deepEqual(wide, []);
      for (const button of await dialog.locator('button').all()) {
        const { height, y } = await button.boundingBox();
        assert.ok(height >= 44 && y + height <= 844, `${height} at ${y}`);
      }
      await dialog.locator('[data-act="show"]').tap();
      await shown(page, '云阳镇台账', assert);
      await shot(page, 'drop-phone-board');
    },
  },
  {
    name: 'Back leads back, a reload says what to do, and a file that is in the way is let go',
    async run({ open, assert }) {
      const page = await open('/');
      await stands(page);
      await page.evaluate(() => {
        window.urls = new Set();
        const [make, revoke] = [URL.createObjectURL, URL.revokeObjectURL];
        URL.createObjectURL = (own) => {
          const url = make.call(URL, own);
          window.urls.add(url);
          return url;
        };
        URL.revokeObjectURL = (url) => {
          window.urls.delete(url);
          revoke.call(URL, url);
        };
      });
      const count = () => page.evaluate(() => window.urls.size);
      const first = await choose(page, file('a.csv', CSV, 'text/csv'));
      await first.locator('[data-act="show"]').click();
      await shown(page, 'a', assert);
      const second = await choose(page, file('b.csv', CSV, 'text/csv'));
      await second.locator('[data-act="away"]').first().click();
      assert.equal(await count(), 1);
      const third = await choose(page, file('c.csv', CSV, 'text/csv'));
      await third.locator('[data-act="show"]').click();
      await shown(page, 'c', assert);
      assert.equal(await count(), 1);
      await page.goBack();
      await page.goBack();
      await page.waitForFunction(() => !['a', 'c'].includes(document.title));
      await page.goForward();
      await shown(page, 'c', assert);
      await page.reload();
      await page.getByText('请再把文件拖到页面上').first().waitFor();
    },
  },
];
