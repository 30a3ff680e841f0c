import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { measured } from './read.js';

measured((x, y) => new uPlot({
  width: 1600,
  height: 800,
  scales: { x: { time: false } },
  axes: [{ stroke: '#9fb6dd' }, { stroke: '#9fb6dd' }],
  legend: { show: false },
  series: [{}, { stroke: '#38bdf8', width: 2, points: { show: false } }],
}, [x, y], document.querySelector('#chart')));
