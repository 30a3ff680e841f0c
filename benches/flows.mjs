// Flows: arcs with a light that travels along each, over plain land, 1600×900 CSS pixels: frames a
// second and what they cost, of Daping's page and of echarts' `lines` with its effect.
//
// This machine's flags decide which way Daping draws: by WebGL2 where there is a graphics card, else
// from its bitmap. `--disable-3d-apis` takes WebGL away.

import { compare, echarts, html, json, moving, settled } from './browser.mjs';

const NO_GL = ['--disable-3d-apis'];
const [WEST, SOUTH, EAST, NORTH] = [75, 18, 135, 53];

/** Land of 6 × 5 rectangles. */
function land() {
  const features = [];
  for (let row = 0; row < 5; row += 1) {
    for (let column = 0; column < 6; column += 1) {
      const [left, low] = [WEST + column * 10, SOUTH + row * 7];
      const ring = [[left, low], [left + 10, low], [left + 10, low + 7], [left, low + 7], [left, low]];
      features.push({
        type: 'Feature',
        properties: { adcode: String(100 + features.length), name: `r${features.length}` },
        geometry: { type: 'Polygon', coordinates: [ring] },
      });
    }
  }
  return { type: 'FeatureCollection', features };
}

/** The same arcs in every run, anywhere to anywhere. */
function arcs(count) {
  let seed = 7;
  const chance = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const place = () => [WEST + 2 + chance() * (EAST - WEST - 4), SOUTH + 2 + chance() * (NORTH - SOUTH - 4)];
  return Array.from({ length: count }, (_, at) => ({ id: at, from: place(), to: place(), n: 1 + chance() * 99 }));
}

const rows = (count) => arcs(count).map(({ id, from, to, n }) => ({
  a: `a${id}`, b: `b${id}`, n, lon0: from[0].toFixed(4), lat0: from[1].toFixed(4), lon1: to[0].toFixed(4), lat1: to[1].toFixed(4),
}));

const NUMBERS = ['n', 'lon0', 'lat0', 'lon1', 'lat1'].map((name) => [name, { type: 'number' }]);

const board = (count) => ({
  daping: 1,
  title: 'flows',
  sources: { arcs: { url: `data/flows-${count}.json`, fields: { a: {}, b: {}, ...Object.fromEntries(NUMBERS) } } },
  panels: {
    flow: {
      kind: 'flow', map: 'land', origin: 'a', place: 'b', value: 'n', top: count,
      origin_lon: 'lon0', origin_lat: 'lat0', lon: 'lon1', lat: 'lat1', data: { from: 'arcs' },
    },
  },
  layout: [{ name: 'all', columns: '1fr', areas: ['flow'] }],
});

const rival = (count) => html(`
<div id="chart" style="width:1600px;height:900px"></div>
<script src="/echarts.min.js"></script>
<script>
const land = ${JSON.stringify(land())};
const arcs = ${JSON.stringify(arcs(count).map(({ from, to }) => ({ coords: [from, to] })))};
echarts.registerMap('land', land);
echarts.init(document.getElementById('chart')).setOption({
  animation: false,
  geo: { map: 'land', itemStyle: { areaColor: '#16233a', borderColor: '#2a3b57' }, silent: true },
  series: [{
    type: 'lines', coordinateSystem: 'geo', zlevel: 1, data: arcs,
    effect: { show: true, period: 3, trailLength: 0.2, symbol: 'circle', symbolSize: 3, color: '#fff' },
    lineStyle: { color: '#39c', width: 0.5, opacity: 0.2, curveness: 0.2 },
  }],
});
</script>`);

const theirs = (count) => async (tools) => {
  await tools.page.goto(`${tools.url}/echarts-${count}.html`);
  await tools.page.waitForSelector('#chart canvas');
  await settled(tools.page, 5_000);
  return moving(tools);
};

const ours = (count) => async (tools) => {
  await tools.page.goto(`${tools.url}/?board=flows-${count}`);
  await tools.page.waitForSelector('.drawing > canvas + canvas', { state: 'attached' });
  await settled(tools.page, 5_000);
  return moving(tools);
};

const files = { '/geo/land.json': json(land()), '/echarts.min.js': await echarts() };
for (const count of [1_000, 10_000]) {
  files[`/boards/flows-${count}.json`] = json(board(count));
  files[`/data/flows-${count}.json`] = json(rows(count));
  files[`/echarts-${count}.html`] = rival(count);
  await compare({
    title: `${count} arcs`,
    files,
    columns: [['fps', 'frames/s', 1], ['busy', 'main thread', 2], ['cores', 'all processes, cores', 2]],
    cases: [
      { name: 'echarts 6.1 lines effect', run: theirs(count) },
      { name: 'Daping', run: ours(count) },
      { name: 'Daping without WebGL', flags: NO_GL, run: ours(count) },
    ],
  });
}
