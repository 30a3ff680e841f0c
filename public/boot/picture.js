// The last good picture of a board for the public: its elements as data, its canvases as pictures, in the
// tab's own storage. It shows what stood on the screen, where everything was masked already.
//
// Deliberately absent: boards for internal readers (nothing of them is kept), what somebody searched for,
// and anything that could run when it is built again.

const NAME = 'daping.picture';
/** Characters; a tab's storage holds five million. */
const MOST = 4_000_000;
const SVG = 'http://www.w3.org/2000/svg';
export const ON = 'main:not([data-staged], [data-leaving], [data-old])';
/** What is not built again. */
const LEFT_OUT = /^(script|style|link|iframe|object|embed|base|meta|form|input|textarea|dialog|audio|video|template)$/;
const ATTRIBUTE = /^(?!on|style$|srcdoc$|href$|xlink|formaction$)[a-z][\w:-]*$/i;

/** Whether a board is on and has had its data. */
export function isGood() {
  return document.querySelector(ON) !== null && performance.getEntriesByName('daping:first-data').length > 0;
}

/** Keeps the picture of what is on; false where there is nothing that may be kept, or no room. */
export function keep(version) {
  const main = document.querySelector(`${ON}[data-public]`);
  if (!main || !isGood()) return false;
  const { lang, dataset: { theme } } = document.documentElement;
  const room = { left: MOST };
  const tree = written(main, room);
  const own = { version, at: new Date().toISOString(), title: document.title, lang, theme, style: styleOf(document.documentElement), tree };
  try {
    sessionStorage.setItem(NAME, room.left < 0 ? '' : JSON.stringify(own));
    return room.left >= 0;
  } catch {
    return forget();
  }
}

export function forget() {
  try {
    sessionStorage.removeItem(NAME);
  } catch { /* nothing is there either */ }
  return false;
}

/** Puts the kept picture into the page; says when it was taken, or nothing where there is none. */
export function show() {
  let own;
  try {
    own = JSON.parse(sessionStorage.getItem(NAME) || 'null');
  } catch { /* blocked, or cut off */ }
  if (!own || !Array.isArray(own.tree)) return undefined;
  const root = document.documentElement;
  for (const [name, value] of Object.entries(own.style ?? {})) root.style.setProperty(name, value);
  if (typeof own.theme === 'string') root.dataset.theme = own.theme;
  document.title = String(own.title);
  const main = built(own.tree, false);
  if (!main) return undefined;
  document.querySelectorAll('main').forEach((blank) => blank.remove());
  document.body.append(main);
  return String(own.at);
}

function styleOf(element) {
  const own = {};
  for (const name of element.style ?? []) own[name] = element.style.getPropertyValue(name);
  return own;
}

/** [name, attributes, style, children]; a canvas has its picture in the place of children. */
function written(node, room) {
  if (node.nodeType === Node.TEXT_NODE) {
    room.left -= node.data.length;
    return node.data;
  }
  const name = node.localName;
  if (node.nodeType !== Node.ELEMENT_NODE || LEFT_OUT.test(name) || node.matches('[role="search"], [data-old]')) return null;
  const attributes = {};
  for (const { name: own, value } of node.attributes) if (ATTRIBUTE.test(own)) attributes[own] = value;
  const style = styleOf(node);
  room.left -= JSON.stringify([name, attributes, style]).length;
  if (name === 'canvas') return [name, attributes, style, painted(node, room)];
  const children = [...node.childNodes].map((child) => written(child, room)).filter((child) => child !== null);
  return [name, attributes, style, children];
}

/** A large picture that has no room is left out, what is written stays. */
function painted(canvas, room) {
  if (canvas.width === 0 || canvas.height === 0) return '';
  let picture = '';
  try {
    picture = canvas.toDataURL('image/webp', 0.8);
  } catch { /* a canvas that the browser does not let be read */ }
  if (picture.length > room.left - MOST / 8) return '';
  room.left -= picture.length;
  return picture;
}

function built(node, isSvg) {
  if (typeof node === 'string') return document.createTextNode(node);
  const [name, attributes, style, children] = Array.isArray(node) ? node : [];
  if (typeof name !== 'string' || !/^[a-z][\w-]*$/i.test(name) || LEFT_OUT.test(name.toLowerCase())) return null;
  const svg = isSvg || name === 'svg';
  const own = svg ? document.createElementNS(SVG, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (ATTRIBUTE.test(key) && !/^\s*javascript:/i.test(value)) own.setAttribute(key, value);
  }
  for (const [key, value] of Object.entries(style ?? {})) own.style.setProperty(key, value);
  if (name === 'canvas') paint(own, String(children));
  else for (const child of children ?? []) own.append(built(child, svg && name !== 'foreignObject') ?? '');
  return own;
}

function paint(canvas, picture) {
  if (!picture.startsWith('data:image/')) return;
  const image = new Image();
  image.onload = () => canvas.getContext('2d').drawImage(image, 0, 0);
  image.src = picture;
}
