// Stand-ins for the answers of four programs, none of them the program itself: RuoYi and Jeecg
// (HTTP 200 whatever happens, the code stands in the body), Directus, and Grafana's JSON data source
// (simpod's), each as its documents and clients have it. `fail(code, words)` makes the two
// admin frames refuse until `fail(null)`.

import { standIn } from './child.mjs';
import { people } from './people.mjs';

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'authorization, content-type, x-access-token',
  'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
};

export async function start() {
  const rows = people();
  let refusal = null;
  const faces = {
    '/system/people/list': (asked) => ruoyi(rows, asked, refusal),
    '/jeecg-boot/people/list': (asked) => jeecg(rows, asked, refusal),
    '/items/people': (asked) => directus(rows, asked),
    '/query': (asked, body) => grafana(rows, JSON.parse(body)),
    '/feed': (asked) => feed(rows, asked),
  };
  const server = await standIn((request, asked, body) => {
    if (request.method === 'OPTIONS') return { status: 204, headers: CORS };
    const face = faces[asked.pathname];
    return { status: face ? 200 : 404, headers: CORS, body: face ? face(asked, body) : {} };
  });
  return { ...server, fail: (code, words = '认证失败，无法访问系统资源') => { refusal = code && { code, words }; } };
}

const number = (asked, name, otherwise) => Number(asked.searchParams.get(name) ?? otherwise);
const cut = (rows, page, size) => rows.slice((page - 1) * size, page * size);

function ruoyi(rows, asked, refusal) {
  if (refusal) return { msg: refusal.words, code: refusal.code };
  const own = cut(rows, number(asked, 'pageNum', 1), number(asked, 'pageSize', 10));
  return { total: rows.length, rows: own, code: 200, msg: '查询成功' };
}

function jeecg(rows, asked, refusal) {
  const timestamp = Date.parse(rows.at(-1).updated);
  if (refusal) {
    return { success: false, message: refusal.words, code: refusal.code, result: null, timestamp };
  }
  const [current, size] = [number(asked, 'pageNo', 1), number(asked, 'pageSize', 10)];
  const pages = Math.ceil(rows.length / size);
  const result = { records: cut(rows, current, size), total: rows.length, size, current, pages };
  return { success: true, message: '', code: 200, result, timestamp };
}

/** Without `meta=filter_count` Directus does not count. */
function directus(rows, asked) {
  const [limit, page] = [number(asked, 'limit', 100), number(asked, 'page', 1)];
  const offset = number(asked, 'offset', (page - 1) * limit);
  const data = rows.slice(offset, offset + limit);
  const counted = asked.searchParams.get('meta') === 'filter_count';
  return counted ? { meta: { filter_count: rows.length }, data } : { data };
}

/**
 * `targets: [{ target, type: 'timeserie' | 'table' }]`: a series for each town, or one table, of at
 * most `maxDataPoints` points or rows.
 */
function grafana(rows, { targets, maxDataPoints = rows.length }) {
  return targets.flatMap(({ target, type }) => (type === 'table'
    ? [table(rows.slice(0, maxDataPoints))]
    : series(rows, target, maxDataPoints)));
}

function series(rows, target, most) {
  const towns = target === '*' ? [...new Set(rows.map((row) => row.town))] : [target];
  return towns.map((town) => {
    const own = rows.filter((row) => row.town === town).slice(0, most);
    return { target: town, datapoints: own.map((row) => [row.people, Date.parse(row.updated)]) };
  });
}

function table(rows) {
  const columns = [
    { text: 'Time', type: 'time' }, { text: 'Town', type: 'string' }, { text: 'People', type: 'number' },
  ];
  const cells = rows.map((row) => [Date.parse(row.updated), row.town, row.people]);
  return { type: 'table', columns, rows: cells };
}

/** A list by cursor, as many services have it: the answer says where the next one begins. */
function feed(rows, asked) {
  const after = number(asked, 'cursor', 0);
  const own = rows.filter((row) => row.id > after).slice(0, number(asked, 'limit', 100));
  const more = own.length > 0 && own.at(-1).id < rows.length;
  return { items: own, next_cursor: more ? String(own.at(-1).id) : null };
}
