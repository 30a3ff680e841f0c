// json-server over a file of people(): real, from npm.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, run, tool } from './child.mjs';
import { people } from './people.mjs';

export async function start({ folder, tools }) {
  const script = join(tool(tools, 'JSON_SERVER'), 'lib/cli/bin.js');
  const file = join(folder, 'db.json');
  await writeFile(file, JSON.stringify({ people: people() }));
  const port = await freePort();
  const words = [script, file, '--host', '127.0.0.1', '--port', String(port)];
  return run('json-server', process.execPath, words, {
    url: `http://127.0.0.1:${port}`,
    probe: '/people/1',
    cwd: folder,
  });
}
