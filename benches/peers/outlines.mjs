// Our outlines as echarts reads them: GeoJSON in its own encoded form, which is the shortest that it knows.

/** GeoJSON as text, of the text of a file of geo/. */
export function forEcharts(text) {
  const { scale, origin, regions } = JSON.parse(text);
  const features = regions.map(({ code, label, name, rings }) => {
    const encoded = rings.map((ring) => encode(ring, scale, origin));
    return {
      type: 'Feature',
      properties: { code, name, cp: label },
      geometry: {
        type: 'MultiPolygon',
        coordinates: encoded.map(([text]) => [text]),
        encodeOffsets: encoded.map(([, offset]) => [offset]),
      },
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', UTF8Encoding: true, UTF8Scale: scale, features });
}

/** Zig-zag steps, a character each, from the grid's zero in whole steps. */
function encode(ring, scale, origin) {
  const numbers = steps(ring);
  let coded = '';
  for (let at = 0; at < numbers.length; at += 1) {
    // The first point is a step from the offset, which is the point itself.
    const step = at < 2 ? 0 : numbers[at];
    coded += String.fromCharCode(((step << 1) ^ (step >> 31)) + 64);
  }
  return [coded, [origin[0] * scale + numbers[0], origin[1] * scale + numbers[1]]];
}

/** The numbers of a text in the encoded polyline format. */
function steps(text) {
  const numbers = [];
  let [value, shift] = [0, 0];
  for (const character of text) {
    const group = character.charCodeAt(0) - 63;
    value |= (group & 31) << shift;
    shift += 5;
    if (group < 32) {
      numbers.push((value >> 1) ^ -(value & 1));
      [value, shift] = [0, 0];
    }
  }
  return numbers;
}
