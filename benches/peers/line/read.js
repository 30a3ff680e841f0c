// What both pages of the line do alike: the same bytes, read as quickly as plain JavaScript can.

/** The answer's text becomes two columns. `read` is what the answer is read by: here, or in a worker. */
export async function columns() {
  const rows = await (await fetch('/peers/line.json')).json();
  const [x, y] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  for (let at = 0; at < rows.length; at += 1) [x[at], y[at]] = rows[at];
  return [x, y];
}

/** The same in a worker: the page is not blocked meanwhile. */
export function columnsOfWorker() {
  const source = `
    onmessage = async ({ data }) => {
      const rows = await (await fetch(data)).json();
      const [x, y] = [new Float64Array(rows.length), new Float64Array(rows.length)];
      for (let at = 0; at < rows.length; at += 1) { x[at] = rows[at][0]; y[at] = rows[at][1]; }
      postMessage([x, y], [x.buffer, y.buffer]);
    };`;
  const worker = new Worker(URL.createObjectURL(new Blob([source])));
  worker.postMessage(`${location.origin}/peers/line.json`);
  return new Promise((done) => {
    worker.onmessage = ({ data }) => {
      worker.terminate();
      done(data);
    };
  });
}

/** Marks the start, draws what has come, reads a pixel back so that it is rastered, and marks the end. */
export async function measured(draw) {
  const asked = new URLSearchParams(location.search);
  performance.mark('line:start');
  const [x, y] = await (asked.has('worker') ? columnsOfWorker() : columns());
  performance.mark('line:drawn');
  draw(x, y, asked);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  document.querySelector('canvas').getContext('2d').getImageData(0, 0, 1, 1);
  performance.mark('line:stands');
}
