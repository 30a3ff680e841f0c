// Builds of one program under other names, as one deploy after another puts them on a server: each file that
// is named by its hash gets other bytes, another name and another hash, and the files of the build before go.

import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { serve } from './server.mjs';

const DIST = process.env.DIST ?? join(import.meta.dirname, '../../dist');
const HASHED = /(?:packs\/)?[\w-]+-[0-9a-f]{16}(?:_bg)?\.(?:wasm|js|css)/g;

const integrity = (bytes) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
const short = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** The same program with a mark that changes nothing. */
function marked(file, bytes, mark) {
  if (!file.endsWith('.wasm')) return Buffer.concat([bytes, Buffer.from(`\n/*${mark}*/\n`)]);
  const payload = Buffer.from(`\x01b${mark}`);
  // A section of its own, which no browser reads.
  return Buffer.concat([bytes, Buffer.from([0, payload.length]), payload]);
}

/** A server of a folder that is empty but for boards and data; `deploy` puts a build there. */
export async function builds() {
  const folder = await mkdtemp(join(tmpdir(), 'daping-builds-'));
  for (const name of ['boards', 'data', 'geo', 'playlists', 'icon.svg']) await symlink(join(DIST, name), join(folder, name));
  const server = await serve(folder);
  let here = [];

  /**
   * Puts a build there; returns { version, files }. The build before goes, unless `keep`; `half` uploads the
   * list and nothing that it names.
   */
  async function deploy(mark, { keep = false, half = false } = {}) {
    let html = await readFile(join(DIST, 'index.html'), 'utf8');
    const files = [];
    const put = async (path, bytes) => {
      files.push({ path, bytes: bytes.length, integrity: integrity(bytes) });
      if (half) return;
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), bytes);
    };
    for (const name of ['boot', 'reader']) {
      for (const file of await readdir(join(DIST, name)).catch(() => [])) {
        if (!/\.(br|gz)$/.test(file)) await put(`${name}/${file}`, await readFile(join(DIST, name, file)));
      }
    }
    for (const file of ['boot.js', 'sw.js']) await put(file, await readFile(join(DIST, file)));
    let length = 0;
    for (const file of new Set(html.match(HASHED))) {
      const old = await readFile(join(DIST, file));
      const own = marked(file, old, mark);
      const name = file.replace(/[0-9a-f]{16}/, short(own));
      html = html.replaceAll(file, name).replaceAll(integrity(old), integrity(own));
      if (name.endsWith('_bg.wasm')) length = own.length;
      await put(name, own);
    }
    const version = short(Buffer.from(html + mark));
    html = html.replace(/ data-build=\S+ data-bytes=\S+/, '').replace(' data-wasm=', ` data-build=${version} data-bytes=${length} data-wasm=`);
    await put('index.html', Buffer.from(html));
    await writeFile(join(folder, 'build.json'), JSON.stringify({ version, files }));
    if (half) return { version, files };
    const stays = new Set(files.map(({ path }) => path));
    if (!keep) for (const path of here) if (!stays.has(path)) await rm(join(folder, path), { force: true });
    here = files.map(({ path }) => path);
    return { version, files };
  }

  const close = async () => {
    await server.close();
    await rm(folder, { recursive: true });
  };
  return { server, deploy, close, copyBoard: (from, to) => cp(from, join(folder, to)) };
}
