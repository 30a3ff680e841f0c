import { init, use } from 'echarts/core';
import { LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';
import { measured } from './read.js';

use([LineChart, GridComponent, CanvasRenderer]);

measured((x, y, asked) => {
  // Its quickest form: pairs in one typed array.
  const pairs = new Float64Array(x.length * 2);
  for (let at = 0; at < x.length; at += 1) [pairs[at * 2], pairs[at * 2 + 1]] = [x[at], y[at]];
  init(document.querySelector('#chart')).setOption({
    animation: false,
    grid: { left: 60, right: 20, top: 20, bottom: 40 },
    xAxis: { type: 'value' },
    yAxis: { type: 'value' },
    series: [{
      type: 'line', showSymbol: false, lineStyle: { width: 2, color: '#38bdf8' }, data: pairs, dimensions: ['x', 'y'],
      ...(asked.has('lttb') ? { sampling: 'lttb' } : {}),
    }],
  });
});
