// Browsers at the edge of what is enough: what they go by is still in the style, and where the start
// script says nothing a sentence stands. Which builds were tried is in docs/operation.md.

const styles = async (page) => page.evaluate(async () => {
  const links = [...document.querySelectorAll('link[rel="stylesheet"]')];
  const texts = await Promise.all(links.map(async (link) => (await fetch(link.href)).text()));
  return texts.join('\n');
});

/** Whether the sentence for who is stuck can be seen. */
const seen = (page) => page.locator('#boot .stuck').evaluate((own) => getComputedStyle(own).visibility === 'visible');

const STUCK = /浏览器版本过旧（需要 Chrome、Edge 97[^]*or the network is down/;

export default [
  {
    name: 'style keeps what browsers go by that do not know the newest units and questions',
    async run({ open, assert }) {
      const all = await styles(await open('/'));
      const heights = [...all.matchAll(/[{;]\s*((?:min-|max-)?height):\s*100dvh/g)];
      assert.ok(heights.length >= 3, `${heights.length} heights`);
      for (const { index, 1: name } of heights) {
        assert.match(all.slice(0, index + 1), new RegExp(`[{;]\\s*${name}:\\s*100vh;$`), `${name} at ${index}`);
      }
      assert.doesNotMatch(all, /\((width|height|inline-size)\s*[<>]/);
    },
  },
  {
    name: 'a start script that is not understood: the sentence comes by style alone',
    async run({ open, server, assert }) {
      server.overrides.set('/boot.js', { headers: { 'Content-Type': 'text/javascript' }, body: 'const new = ?.' });
      const page = await open('/');
      assert.equal(await seen(page), false);
      await page.evaluate(() => document.getAnimations().forEach((own) => own.finish()));
      assert.equal(await seen(page), true);
      assert.match(await page.locator('#boot').innerText(), STUCK);
      const still = await open('/', { reducedMotion: 'reduce' });
      assert.equal(await seen(still), true);
    },
  },
  {
    name: 'without its style the sentence stands there at once',
    async run({ open, server, assert }) {
      server.overrides.set('/boot.js', { status: 404, body: '' });
      const html = await (await fetch(`${server.url}/`)).text();
      server.overrides.set('/', { headers: { 'Content-Type': 'text/html' }, body: html.replaceAll('rel="stylesheet"', 'rel="none"').replaceAll('rel=stylesheet', 'rel=none') });
      const page = await open('/');
      assert.equal(await seen(page), true);
      assert.match(await page.locator('#boot').innerText(), STUCK);
    },
  },
];
