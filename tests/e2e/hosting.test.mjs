// The files of hosting/ in the servers that they are for, the real ones, beside `daping serve`: the same heads on the
// same files. Deliberately absent: IIS, Vercel and the networks that read `_headers`, which run nowhere but at home;
// tests/native/policy.rs holds their files to the policy.

import { chmod, cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort, run, tool } from '../servers/child.mjs';
import { DIST, ROOT, served } from '../servers/daping.mjs';
import { around } from '../servers/nginx.mjs';

const HEADS = ['content-security-policy', 'cross-origin-opener-policy', 'cross-origin-resource-policy', 'permissions-policy', 'referrer-policy', 'x-content-type-options'];
const hosting = (name) => readFile(join(ROOT, 'hosting', name), 'utf8');

/** Each writes a file of its own words around ours into `folder`, for the files of `site`, and starts. */
const SERVERS = {
  async nginx({ folder, site, port, url }) {
    const own = (await hosting('nginx.conf'))
      .replace('listen 80;', `listen 127.0.0.1:${port};`).replace('root /srv/daping;', `root ${site};`);
    const file = join(folder, 'nginx.conf');
    await writeFile(file, around(folder, `
  access_log off;
  types { text/html html; text/css css; text/javascript js; application/json json; image/svg+xml svg; }
${own}`));
    return run('nginx', tool(process.env, 'NGINX'), ['-p', `${folder}/`, '-c', file, '-e', 'stderr'], { url });
  },

  async caddy({ folder, site, url }) {
    const own = (await hosting('Caddyfile')).replace(/^:80 \{/m, `${url} {`).replace('/srv/daping', site);
    const file = join(folder, 'Caddyfile');
    await writeFile(file, `{\n\tadmin off\n}\n${own}`);
    const env = { XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
    return run('caddy', tool(process.env, 'CADDY'), ['run', '--config', file, '--adapter', 'caddyfile'], { url, env });
  },

  async apache({ folder, site, port, url }) {
    const program = tool(process.env, 'APACHE');
    const modules = join(dirname(program), '../lib/apache2/modules');
    const load = (name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`;
    const file = join(folder, 'httpd.conf');
    await writeFile(join(folder, 'mime.types'), 'text/html html\ntext/css css\n');
    await writeFile(file, `
ServerRoot ${folder}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${folder}/httpd.pid
DefaultRuntimeDir ${folder}
ErrorLog ${folder}/error.log
${['mpm_event', 'authz_core', 'headers', 'mime', 'dir', 'filter', 'deflate'].map(load).join('\n')}
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
TypesConfig ${folder}/mime.types
DocumentRoot ${site}
<Directory ${site}>
${await hosting('apache.htaccess')}
</Directory>
`);
    return run('apache', program, ['-D', 'FOREGROUND', '-f', file], { url });
  },
};

/** Where the other answers otherwise than `daping serve`. */
async function differences(site, other) {
  const names = await readdir(DIST);
  const program = names.find((name) => name.endsWith('_bg.wasm'));
  const style = names.find((name) => /^daping-[0-9a-f]+\.css$/.test(name));
  const found = [];
  const paths = ['', program, style, 'boot.js', 'sw.js', 'build.json', 'boards/index.json', 'missing', 'packs/gone-0123456789abcdef.wasm', '.hidden', 'boards/'];
  for (const path of paths) {
    const answers = [site, other].map((url) => fetch(`${url}/${path}`, { headers: { 'Accept-Encoding': 'gzip' } }));
    const [own, its] = await Promise.all(answers);
    const hold = (what, wanted, got) => wanted === got || found.push(`${path}: ${what} ${got} instead of ${wanted}`);
    for (const head of HEADS) hold(head, own.headers.get(head), its.headers.get(head));
    if (own.ok && path !== 'boards/') {
      const kind = (answer) => answer.headers.get('content-type')?.split(';')[0];
      hold('status', 200, its.status);
      hold('type', kind(own), kind(its));
      for (const head of ['cache-control', 'content-encoding']) hold(head, own.headers.get(head), its.headers.get(head));
    } else {
      // What is not there, is hidden or is a folder is not shown; servers differ in what they call that.
      hold('shown', false, its.ok);
      hold('kept', false, /immutable/.test(its.headers.get('cache-control')));
    }
  }
  return found;
}

export default Object.entries(SERVERS).map(([name, start]) => ({
  name: `${name} says the same by its file of hosting/`,
  async run({ assert }) {
    const own = await served();
    // Where who runs the server may read it: apache gives up being root.
    const folder = await mkdtemp(join(tmpdir(), 'daping-hosting-'));
    const site = join(folder, 'site');
    let other;
    try {
      await chmod(folder, 0o755);
      await cp(DIST, site, { recursive: true });
      const port = await freePort();
      other = await start({ folder, site, port, url: `http://127.0.0.1:${port}` });
      assert.deepEqual(await differences(own.url, other.url), []);
    } finally {
      own.close();
      await other?.close();
      await rm(folder, { recursive: true });
    }
  },
}));
