// The wall's data as its panels want them: the same files as ours, masked and counted in plain JavaScript.

const star = (text, from) => text.slice(0, from) + '*'.repeat(Math.max(1, text.length - from));
const HOME = /^(.+?县.+?[镇乡])/;

async function text(path) {
  const answer = await fetch(path, { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.text();
}

/** Calls `take` with the parsed answer, and again every `every` ms when it has changed. */
export async function follow(path, every, take) {
  let last;
  const ask = async () => {
    const own = await text(path);
    if (own !== last) {
      last = own;
      take(JSON.parse(own));
    }
  };
  await ask();
  setInterval(ask, every);
}

export const outline = async (path) => JSON.parse(await text(path));

/** Rows as objects. */
export const objects = ({ columns, rows }) => (
  columns ? rows.map((row) => Object.fromEntries(columns.map((name, at) => [name, row[at]]))) : rows
);

function counted(rows, field) {
  const counts = new Map();
  for (const row of rows) if (row[field]) counts.set(row[field], (counts.get(row[field]) ?? 0) + 1);
  return [...counts].map(([name, value]) => ({ name, value })).sort((a, b) => b.value - a.value);
}

const present = (rows, field) => rows.reduce((sum, row) => sum + (row[field] ? 1 : 0), 0);

/** What five panels show of the roster. */
export function roster(answer, most) {
  const rows = objects(answer);
  return {
    steps: [['申请', 'applied'], ['三签字', 'cadre'], ['乡镇备案', 'recorded'], ['发证', 'issued'], ['抵达', 'arrived']]
      .map(([name, field]) => ({ name, value: present(rows, field) })),
    provinces: counted(rows, 'province').slice(0, 24),
    channels: counted(rows, 'channel'),
    towns: counted(rows, 'township').slice(0, 8),
    people: rows.slice(0, most).map(({ name, phone, home, city, channel }) => [
      star(name, 1),
      phone ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : '',
      `${HOME.exec(home)?.[1] ?? ''}***`,
      city ?? '',
      channel ?? '',
    ]),
  };
}

/** Ways with more than one trip are one, the largest twelve. */
export function returns(answer) {
  const ways = new Map();
  for (const { from, from_lon, from_lat, to, to_lon, to_lat, people } of objects(answer)) {
    const key = `${from}\n${to}`;
    const own = ways.get(key) ?? { name: from, value: 0, coords: [[from_lon, from_lat], [to_lon, to_lat]] };
    own.value += people;
    ways.set(key, own);
  }
  return [...ways.values()].sort((a, b) => b.value - a.value).slice(0, 12);
}
