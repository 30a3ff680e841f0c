// What runs or is put into a page that nobody wrote there.

/** In the page, before anything of its own. */
function trap() {
  const seen = { ran: [], policy: [], marks: [] };
  Object.defineProperty(globalThis, 'trapped', { value: seen });
  const ran = (what) => () => { seen.ran.push(`${what} ${String(new Error().stack).slice(0, 600)}`); };
  for (const name of ['pwned', 'alert', 'confirm', 'prompt', 'print', 'open']) globalThis[name] = ran(name);
  document.addEventListener('securitypolicyviolation', (event) => {
    seen.policy.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
  });
  const marks = new Set();
  const ADDRESS = /^(?:href|xlink:href|src|srcdoc|action|formaction|data|poster|background)$/;
  /** Where an address leads: to this host, to a picture that is written out, or else what it is. */
  const kind = (value) => {
    const { origin, protocol } = URL.canParse(value, document.baseURI) ? new URL(value, document.baseURI) : {};
    if (origin === location.origin) return protocol;
    return /^data:image\/(?!svg)/.test(value) ? 'data:image' : value.slice(0, 40);
  };
  const note = (element) => {
    const name = element.localName;
    for (const { name: own, value } of element.attributes) {
      marks.add(`${name} ${own}`);
      if (ADDRESS.test(own)) marks.add(`${name} ${own}=${kind(value)}`);
    }
    if (element.attributes.length === 0) marks.add(name);
  };
  const whole = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    note(node);
    node.querySelectorAll('*').forEach(note);
  };
  new MutationObserver((all) => {
    for (const { target, type, addedNodes } of all) {
      if (type === 'attributes') note(target);
      else addedNodes.forEach(whole);
    }
  }).observe(document, { subtree: true, childList: true, attributes: true });
  seen.all = () => {
    whole(document.documentElement);
    return [...marks].sort();
  };
}

/** Sets the trap in a page before it is opened; what it gives back says what was caught so far. */
export async function trapped(page, origin) {
  const beside = [];
  page.on('dialog', (dialog) => {
    beside.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on('popup', (popup) => beside.push(`a window: ${popup.url()}`));
  page.on('request', (request) => {
    const url = request.url();
    const isOwn = url.startsWith(`${origin}/`) || url.startsWith(`blob:${origin}/`) || url.startsWith('data:image/');
    if (!isOwn) beside.push(`asked for ${url.slice(0, 100)}`);
  });
  page.on('framenavigated', (frame) => {
    if (frame !== page.mainFrame() || !frame.url().startsWith(origin)) beside.push(`went to ${frame.url()}`);
  });
  await page.addInitScript(trap);
  const caught = { ran: [], policy: [], polluted: [], beside, marks: new Set() };
  return async () => {
    const own = await page.evaluate(() => globalThis.trapped && {
      ran: trapped.ran.splice(0),
      policy: trapped.policy.splice(0),
      marks: trapped.all(),
      polluted: [...Object.keys(Object.prototype), ...Object.keys(Array.prototype)],
    });
    for (const name of ['ran', 'policy', 'polluted']) caught[name].push(...(own?.[name] ?? []));
    own?.marks.forEach((mark) => caught.marks.add(mark));
    return caught;
  };
}
