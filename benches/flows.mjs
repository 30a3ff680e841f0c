// Flows: arcs with a light that travels along each, over plain land, 1600×900 CSS pixels: frames a
// second and what they cost, of Daping's page and of echarts' `lines` with its effect.
//
// This machine's flags decide which way Daping draws: by WebGL2 where there is a graphics card, else
// from its bitmap. `--disable-3d-apis` takes WebGL away.

import { arcs, board, land, rows } from './arcs.mjs';
import { compare, echarts, html, json, moving, settled } from './browser.mjs';

const NO_GL = ['--disable-3d-apis'];
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
  files[`/boards/flows-${count}.json`] = json(board(count, { url: `data/flows-${count}.json` }));
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
