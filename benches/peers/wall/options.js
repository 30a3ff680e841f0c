// The charts of the wall as echarts wants them. Nothing moves but the lights on the arcs.

export const BLUE = '#38bdf8';
const TEXT = '#9fb6dd';
const LAND = { areaColor: '#10254f', borderColor: '#284a86', borderWidth: 0.7 };
const geo = (map, more) => ({ map, silent: true, itemStyle: LAND, top: 8, bottom: 24, ...more });

/** Arcs with a light on each, and their ends with name and number. */
export function arcs(map, ways, moves, more = {}) {
  return {
    animation: false,
    geo: geo(map, more),
    series: [
      {
        type: 'lines',
        coordinateSystem: 'geo',
        zlevel: 1,
        data: ways.map(({ coords }) => ({ coords })),
        effect: { show: moves, period: 4, trailLength: 0.3, symbol: 'arrow', symbolSize: 5, color: '#fff' },
        lineStyle: { color: BLUE, width: 1.5, opacity: 0.6, curveness: 0.2 },
      },
      {
        type: 'scatter',
        coordinateSystem: 'geo',
        symbolSize: 8,
        itemStyle: { color: BLUE },
        label: { show: true, position: 'right', color: '#e6f0ff', fontSize: 15, formatter: '{b}' },
        labelLayout: { hideOverlap: true },
        data: ways.map(({ name, value, end }) => ({ name: `${name} ${value}`, value: end })),
      },
    ],
  };
}

export const regions = (map, rows) => ({
  animation: false,
  visualMap: {
    type: 'piecewise', splitNumber: 5, min: 35, max: 65, orient: 'horizontal', left: 'center', bottom: 0,
    itemWidth: 28, itemHeight: 8, textStyle: { color: TEXT, fontSize: 12 },
    inRange: { color: ['#1e3a70', '#1559a0', '#0f86c4', '#3fb4dc', '#8ddcf2'] },
  },
  series: [{
    type: 'map',
    map,
    nameProperty: 'code',
    top: 8,
    bottom: 44,
    itemStyle: { borderColor: '#0b1a3a' },
    label: { show: true, color: '#0b1a3a', fontSize: 12, formatter: ({ data }) => data?.city ?? '' },
    labelLayout: { hideOverlap: true },
    data: rows.map(({ code, city, rate }) => ({ name: code, value: rate, city })),
  }],
});

export const funnel = (rows) => ({
  animation: false,
  series: [{
    type: 'funnel', left: 90, right: 60, top: 4, bottom: 4, gap: 3, sort: 'none', minSize: '35%',
    label: { position: 'left', color: TEXT, fontSize: 16, formatter: '{b} {c}' },
    labelLine: { show: false },
    itemStyle: { color: BLUE, borderWidth: 0 },
    data: rows,
  }],
});

export const ring = (rows) => ({
  animation: false,
  series: [{
    type: 'pie', radius: ['45%', '70%'],
    label: { color: TEXT, fontSize: 15, formatter: '{b} {c}' },
    data: rows,
  }],
});
