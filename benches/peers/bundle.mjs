// The peers' pages, bundled as well as we know how: esbuild, minified, only what is imported, the newest syntax,
// Vue's production build without its compiler; DataV one component at a time, its templates compiled beforehand.
//
// PEERS names the folder of node_modules that `cargo xtask bench peers` fetched by package-lock.json.

import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));

function peers() {
  if (!process.env.PEERS) throw new Error('PEERS names no folder: run `cargo xtask bench peers`.');
  return process.env.PEERS;
}

/** A package of the kit. */
export const kit = (name) => createRequire(join(peers(), 'x.js'))(name);

/** The version of a package of the kit. */
export async function version(name) {
  return JSON.parse(await readFile(join(peers(), name, 'package.json'), 'utf8')).version;
}

/**
 * The files of a page whose script is `entry` (relative to this folder): path to `{ type, body }`, for `serve` of
 * site.mjs. `body` is the page's HTML between its style and its script.
 */
export async function bundle(name, entry, body = '') {
  const { outputFiles } = await kit('esbuild').build({
    entryPoints: [join(HERE, entry)],
    outfile: `/${name}.js`,
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'chrome120',
    legalComments: 'none',
    logLevel: 'error',
    nodePaths: [peers()],
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [singleFileComponents],
  });
  const [style, script] = ['.css', '.js'].map((end) => outputFiles.find(({ path }) => path.endsWith(end))?.text);
  const link = style ? `<link rel="stylesheet" href="/peers/${name}.css">` : '';
  const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${name}</title>${link}`
    + `<script defer src="/peers/${name}.js"></script>${body}</html>`;
  return {
    [`/peers/${name}.html`]: { type: 'text/html; charset=utf-8', body: page },
    [`/peers/${name}.js`]: { type: 'text/javascript; charset=utf-8', body: script },
    ...(style ? { [`/peers/${name}.css`]: { type: 'text/css; charset=utf-8', body: style } } : {}),
  };
}

/** Compiles `.vue` files by Vue's own compiler. */
const singleFileComponents = {
  name: 'vue',
  setup(build) {
    build.onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const { parse, compileTemplate, rewriteDefault } = kit('vue/compiler-sfc');
      const source = await readFile(path, 'utf8');
      const parts = parse({ source, filename: path, sourceMap: false });
      const template = compileTemplate({
        source: parts.template.content, filename: path, isProduction: true, prettify: false,
      });
      if (template.errors.length > 0) return { errors: template.errors.map((text) => ({ text: String(text) })) };
      return {
        loader: 'js',
        resolveDir: dirname(path),
        contents: `${rewriteDefault(parts.script.content, 'own')}
          ${template.code}
          own.render = render; own.staticRenderFns = staticRenderFns;
          export default own;`,
      };
    });
  },
};
