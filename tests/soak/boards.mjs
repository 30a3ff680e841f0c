// The boards of a soak: a long roster that a worker reads and a shorter one that the page reads, charts of
// each family, a map, a replay; and the playlist that turns between them.

/** Less than a minute, as a question that failed is asked again only after two. */
const refresh = { every: '57s', stale_after: '5m', timeout: '10s' };

const person = {
  name: { label: '姓名', mask: 'name' },
  phone: { label: '电话', mask: 'phone' },
  town: { label: '乡镇' },
  city: { label: '去向' },
  state: { label: '状态' },
};
const SOURCES = {
  people: { url: 'data/soak/people.json', synthetic: true, refresh, fields: person },
  town: { url: 'data/soak/town.json', synthetic: true, refresh, fields: person },
  towns: {
    url: 'data/soak/towns.json', rows: '/rows', as_of: '/as_of', synthetic: true, refresh,
    fields: {
      town: { label: '乡镇' }, code: { label: '代码' },
      people: { label: '人数', type: 'number', unit: '人' }, rate: { label: '复工率', type: 'number', unit: '%' },
    },
  },
  days: {
    url: 'data/soak/days.json', rows: '/rows', as_of: '/as_of', synthetic: true, refresh,
    fields: {
      day: { label: '日期', type: 'date' }, code: { label: '代码' }, rate: { label: '复工率', type: 'number', unit: '%' },
    },
  },
};
const columns = ['name', 'phone', 'town', 'city', 'state'];
const today = [['day', '=', { param: 'at' }]];

const PANELS = {
  people: { kind: 'roster', title: '全部人员', columns, speed: '1 row/s', data: { from: 'people' } },
  town: { kind: 'roster', title: '本镇人员', columns, speed: '1 row/s', data: { from: 'town' } },
  states: { kind: 'ring', title: '状态', data: { from: 'people', group: ['state'], measure: 'count' } },
  cities: { kind: 'bar', title: '去向', unit: '人', data: { from: 'town', group: ['city'], measure: 'count' } },
  rank: { kind: 'rank', title: '乡镇', unit: '人', label: 'town', value: 'people', data: { from: 'towns', sort: '-people' } },
  table: { kind: 'table', title: '明细', columns: ['town', 'people', 'rate'], turn: '8s', data: { from: 'towns' } },
  line: { kind: 'line', title: '每日', unit: '%', x: 'day', data: { from: 'days', group: ['day'], measure: 'mean:rate', sort: 'day' } },
  map: { kind: 'map', title: '各市', unit: '%', map: 'henan', place: 'code', value: 'rate', data: { from: 'towns' } },
  played: { kind: 'map', title: '回放', unit: '%', map: 'henan', place: 'code', value: 'rate', data: { from: 'days', where: today } },
  gauge: { kind: 'gauge', title: '首位', max: 100, label: 'town', value: 'rate', data: { from: 'towns', limit: 1 } },
  ticker: { kind: 'ticker', title: '要闻', label: 'town', value: 'people', data: { from: 'towns' } },
  clock: { kind: 'clock', title: '北京时间', lunar: true },
};

const first = {
  title: '长稳试验一',
  sources: ['people', 'town', 'towns'],
  columns: '2fr 1fr 1fr',
  rows: '1fr 1fr auto',
  areas: ['people states map', 'town cities rank', 'ticker ticker clock'],
};
const second = {
  title: '长稳试验二',
  sources: ['people', 'towns', 'days'],
  columns: '2fr 1fr 1fr',
  rows: '1fr 1fr',
  areas: ['people played line', 'people table gauge'],
  replay: { from: 'days', day: 'day', step: '2s' },
};

function board({ title, sources, columns, rows, areas, replay }) {
  const names = new Set(areas.flatMap((line) => line.split(/ +/)));
  const of = (all, wanted) => Object.fromEntries(wanted.map((name) => [name, all[name]]));
  return {
    daping: 1, title, time_zone: 'Asia/Shanghai', audience: 'public', ...(replay && { replay }),
    sources: of(SOURCES, sources), panels: of(PANELS, [...names]),
    layout: [{ name: 'wall', columns, rows, areas }],
  };
}

/** Path to text; the playlist turns after `turns`. */
export function boards(turns = '10m') {
  const list = { daping: 1, title: '长稳', every: turns, turns: [{ board: 'soak-one' }, { board: 'soak-two' }] };
  return new Map([
    ['/boards/soak-one.json', JSON.stringify(board(first), null, 1)],
    ['/boards/soak-two.json', JSON.stringify(board(second), null, 1)],
    ['/playlists/soak.json', JSON.stringify(list)],
  ]);
}
