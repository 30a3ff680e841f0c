// Datasette over a SQLite file of people(): real, from PyPI.

import { writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, run, tool } from './child.mjs';
import { people } from './people.mjs';

const MAKE = `
import json, sqlite3, sys
rows = json.load(open(sys.argv[1], encoding='utf-8'))
base = sqlite3.connect(sys.argv[2])
base.execute('create table back (id integer primary key, town text, day text, people integer, '
             'rate text, updated text)')
base.executemany('insert into back values (:id, :town, :day, :people, :rate, :updated)', rows)
base.commit()
`;

export async function start({ folder, tools }) {
  const python = tools.PYTHON ?? 'python3';
  const env = { PYTHONPATH: tool(tools, 'PYTHON_PACKAGES') };
  const [rows, base] = [join(folder, 'people.json'), join(folder, 'people.db')];
  await writeFile(rows, JSON.stringify(people()));
  await promisify(execFile)(python, ['-c', MAKE, rows, base]);
  const port = await freePort();
  const words = ['-m', 'datasette', 'serve', base, '--cors', '--host', '127.0.0.1', '--port', port];
  return run('Datasette', python, words, {
    url: `http://127.0.0.1:${port}`,
    probe: '/-/versions.json',
    env,
  });
}
