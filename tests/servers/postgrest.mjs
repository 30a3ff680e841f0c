// A stand-in for PostgREST, no PostgREST: it follows the documents of version 12 for reading one
// table. Limits by the Range header or by limit and offset, Content-Range, `Prefer: count=exact`,
// 200, 206 and 416, the CORS heads. Its filters, embedding and roles are absent.

import { standIn } from './child.mjs';
import { people } from './people.mjs';

const EXPOSED = 'Content-Encoding, Content-Location, Content-Range, Content-Type, Date, Location, '
  + 'Server, Transfer-Encoding, Range-Unit';

export function start() {
  const rows = people();
  return standIn((request, asked) => {
    if (request.method === 'OPTIONS') return preflight(request);
    if (asked.pathname !== '/people') return error(404, 'PGRST205', 'Could not find the table');
    return page(rows, request, asked);
  });
}

function preflight(request) {
  const wanted = request.headers['access-control-request-headers'];
  return {
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': 'GET, POST, PATCH, PUT, DELETE, OPTIONS, HEAD',
      'Access-Control-Allow-Headers': ['Authorization', wanted].filter(Boolean).join(', '),
      'Access-Control-Max-Age': '86400',
    },
  };
}

/** The rows of a range; without a count nobody knows how many there are: `0-99/*`. */
function page(rows, request, asked) {
  const counted = /count=exact/.test(request.headers.prefer ?? '');
  const { from, to } = range(request, asked);
  if (to < from) return error(416, 'PGRST103', 'Requested range not satisfiable');
  if (counted && from > 0 && from >= rows.length) {
    const fault = error(416, 'PGRST103', 'Requested range not satisfiable');
    return { ...fault, headers: { ...fault.headers, 'Content-Range': `*/${rows.length}` } };
  }
  const body = rows.slice(from, to + 1);
  const total = counted ? String(rows.length) : '*';
  const span = body.length > 0 ? `${from}-${from + body.length - 1}` : '*';
  const whole = !counted || body.length === rows.length;
  return { status: whole ? 200 : 206, headers: heads({ 'Content-Range': `${span}/${total}` }), body };
}

/** limit and offset narrow what the Range header asks for. */
function range(request, asked) {
  const [, first, last] = /^(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [null, '0', ''];
  const offset = Number(asked.searchParams.get('offset') ?? 0);
  const limit = Number(asked.searchParams.get('limit') ?? Infinity);
  const from = Math.max(Number(first), offset);
  return { from, to: Math.min(last === '' ? Infinity : Number(last), offset + limit - 1) };
}

function error(status, code, message) {
  return { status, headers: heads({}), body: { code, details: null, hint: null, message } };
}

const heads = (more) => ({
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': EXPOSED,
  'Range-Unit': 'items',
  ...more,
});
