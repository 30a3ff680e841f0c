// Regions in echarts, and arcs over land: what the measurements call.

import { init, registerMap, use } from 'echarts/core';
import { LinesChart, MapChart, ScatterChart } from 'echarts/charts';
import { GeoComponent, TooltipComponent, VisualMapPiecewiseComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';

use([LinesChart, MapChart, ScatterChart, GeoComponent, TooltipComponent, VisualMapPiecewiseComponent, CanvasRenderer]);

const frame = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
// Nothing is rastered before somebody asks for a pixel or the frame is shown.
const rastered = () => document.querySelectorAll('canvas').forEach((canvas) => canvas.getContext('2d').getImageData(0, 0, 1, 1));
const text = async (path) => (await fetch(path)).text();
const data = (answer) => JSON.parse(answer).map(({ code, people }) => ({ name: code, value: people }));

/** What each answer takes to be drawn and rastered, in ms, each in a frame of its own. */
async function redrawn(answers, draw) {
  const all = [];
  for (const answer of answers) {
    await frame();
    const before = performance.now();
    draw(answer);
    rastered();
    all.push(performance.now() - before);
  }
  return all;
}

/** The first draw and each redraw in ms. */
globalThis.regions = async (turns) => {
  const outline = await text('/bench/counties.json');
  const answers = await Promise.all(Array.from({ length: turns + 1 }, (_, turn) => text(`/bench/turn-${turn}.json`)));
  const begun = performance.now();
  registerMap('counties', JSON.parse(outline));
  const chart = init(document.querySelector('#chart'));
  chart.setOption({
    animation: false,
    tooltip: {},
    visualMap: { type: 'piecewise', min: 0, max: 10_000, splitNumber: 5 },
    series: [{ type: 'map', map: 'counties', nameProperty: 'id', data: data(answers[0]) }],
  });
  rastered();
  const first = performance.now() - begun;
  return { first, redraws: await redrawn(answers.slice(1), (answer) => chart.setOption({ series: [{ data: data(answer) }] })) };
};

/** So many ends have a dot, and so many of the largest a name, as ours have. */
const [DOTS, NAMES] = [2_000, 48];

/** The arcs and their ends. */
function ways(answer) {
  const rows = JSON.parse(answer).sort((a, b) => b.n - a.n);
  const arcs = rows.map(({ lon0, lat0, lon1, lat1 }) => ({ coords: [[+lon0, +lat0], [+lon1, +lat1]] }));
  const ends = rows.flatMap(({ a, b, n }, at) => [a, b].map((name, end) => ({ name: `${name} ${n.toFixed(2)}`, value: arcs[at].coords[end] })));
  const labelled = ends.slice(0, DOTS).map((end, at) => (at < NAMES ? { ...end, label: { show: true, formatter: '{b}', position: 'top', color: '#cfe0ff' } } : end));
  return [{ data: arcs }, { data: labelled }];
}

/** Draws arcs with a light on each: the first draw and each update with other arcs in ms. */
globalThis.arcs = async (turns) => {
  const land = JSON.parse(await text('/geo/land.json'));
  const answers = await Promise.all(Array.from({ length: turns + 1 }, (_, turn) => text(`/bench/arcs-${turn}.json`)));
  registerMap('land', land);
  const begun = performance.now();
  const chart = init(document.querySelector('#chart'));
  const [lines, dots] = ways(answers[0]);
  chart.setOption({
    animation: false,
    // As large as ours.
    geo: { map: 'land', itemStyle: { areaColor: '#16233a', borderColor: '#2a3b57' }, silent: true, left: 0, right: 0, top: 8, bottom: 8 },
    series: [
      {
        type: 'lines', coordinateSystem: 'geo', zlevel: 1,
        effect: { show: true, period: 3, trailLength: 0.2, symbol: 'circle', symbolSize: 3, color: '#fff' },
        lineStyle: { color: '#39c', width: 0.5, opacity: 0.2, curveness: 0.2 },
        ...lines,
      },
      { type: 'scatter', coordinateSystem: 'geo', symbolSize: 4, itemStyle: { color: '#39c' }, ...dots },
    ],
  });
  rastered();
  const first = performance.now() - begun;
  return { first, redraws: await redrawn(answers.slice(1), (answer) => {
    chart.setOption({ series: ways(answer) });
    chart.getZr().flush();
  }) };
};
