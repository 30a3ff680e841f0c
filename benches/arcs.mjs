// Arcs over plain land: what `flows` and `peers` draw.

const [WEST, SOUTH, EAST, NORTH] = [75, 18, 135, 53];

/** Land of 6 × 5 rectangles. */
export function land() {
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

/** The same arcs in every run, others in each turn, anywhere to anywhere. */
export function arcs(count, turn = 0) {
  let seed = 7 + turn;
  const chance = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const place = () => [WEST + 2 + chance() * (EAST - WEST - 4), SOUTH + 2 + chance() * (NORTH - SOUTH - 4)];
  return Array.from({ length: count }, (_, at) => ({ id: at, from: place(), to: place(), n: 1 + chance() * 99 }));
}

/** The same as a source has them. */
export const rows = (count, turn = 0) => arcs(count, turn).map(({ id, from, to, n }) => ({
  a: `a${id}`, b: `b${id}`, n, lon0: from[0].toFixed(4), lat0: from[1].toFixed(4), lon1: to[0].toFixed(4), lat1: to[1].toFixed(4),
}));

const NUMBERS = ['n', 'lon0', 'lat0', 'lon1', 'lat1'].map((name) => [name, { type: 'number' }]);

/** A board with nothing else than so many arcs, of a source with that address and the rest of `source`, as panel `name`. */
export const board = (count, { name = 'flow', ...source }) => ({
  daping: 1,
  title: 'flows',
  sources: { arcs: { ...source, fields: { a: {}, b: {}, ...Object.fromEntries(NUMBERS) } } },
  panels: {
    [name]: {
      kind: 'flow', map: 'land', origin: 'a', place: 'b', value: 'n', top: count,
      origin_lon: 'lon0', origin_lat: 'lat0', lon: 'lon1', lat: 'lat1', data: { from: 'arcs' },
    },
  },
  layout: [{ name: 'all', columns: '1fr', areas: [name] }],
});
