// ClickHouse's HTTP face over its own engine, embedded (chdb, from PyPI): see clickhouse.py.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, run, tool } from './child.mjs';

const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), 'clickhouse.py');

export async function start({ folder, tools }) {
  const port = await freePort();
  return run('chdb', tools.PYTHON ?? 'python3', [SCRIPT, String(port)], {
    url: `http://127.0.0.1:${port}`,
    probe: '/ping',
    env: { PYTHONPATH: tool(tools, 'PYTHON_PACKAGES') },
    cwd: folder,
  });
}
