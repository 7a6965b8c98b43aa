// Small tools for the DOM: making nodes, keyed lists, icons, avatars, menus, questions and toasts.
import { plainError, t } from './words.js';

export function h(spec, props = {}, ...kids) {
  const [tag, ...classes] = spec.split('.');
  const node = document.createElement(tag || 'div');
  if (tag === 'button' && !props.type) node.type = 'button';
  if (classes.length) node.className = classes.join(' ');
  for (const [name, value] of Object.entries(props)) set(node, name, value);
  node.append(...kids.flat(Infinity).filter(kid => kid != null && kid !== false && kid !== ''));
  return node;
}

function set(node, name, value) {
  if (value == null || value === false) return;
  if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
  else if (name === 'testid') node.dataset.testid = value;
  else if (name === 'data') Object.assign(node.dataset, value);
  else if (name === 'vars') for (const [key, each] of Object.entries(value)) node.style.setProperty(`--${key}`, each);
  else if (name === 'value') node.value = value;
  else node.setAttribute(name, value === true ? '' : value);
}

// Makes the children of `parent` follow `items` ({key, sig, make}): only what changed is made anew, and focus stays.
export function sync(parent, items) {
  const wanted = new Set(items.map(item => item.key));
  const old = new Map();
  for (const node of [...parent.children]) wanted.has(node.key) ? old.set(node.key, node) : node.remove();
  const focused = document.activeElement;
  let cursor = parent.firstElementChild;
  for (const item of items) {
    let node = old.get(item.key);
    if (!node || node.sig !== item.sig) {
      const fresh = Object.assign(item.make(), { key: item.key, sig: item.sig });
      if (node === cursor && node) cursor = fresh;
      if (node) replace(node, fresh);
      node = fresh;
    }
    if (node === cursor) cursor = cursor.nextElementSibling;
    else parent.insertBefore(node, cursor);
  }
  if (focused !== document.activeElement && parent.contains(focused)) focused.focus({ preventScroll: true });
}

function replace(node, fresh) {
  const had = node.contains(document.activeElement);
  node.replaceWith(fresh);
  if (had) (fresh.matches('button') ? fresh : fresh.querySelector('button'))?.focus({ preventScroll: true });
}

// --- icons and avatars

const paths = {
  back: 'M15 5l-7 7 7 7', more: 'M12 5v.01M12 12v.01M12 19v.01', send: 'M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4', clip: 'M20 11l-8.5 8.5a5 5 0 01-7-7L13 4a3.3 3.3 0 014.7 4.7l-8.5 8.5a1.7 1.7 0 01-2.4-2.4L14.5 7',
  close: 'M6 6l12 12M18 6L6 18', plus: 'M12 5v14M5 12h14', down: 'M6 9l6 6 6-6', reply: 'M10 6L4 12l6 6M4 12h9a7 7 0 017 7', edit: 'M4 20l1-4L16.5 4.5l3 3L8 19z', trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  forward: 'M14 6l6 6-6 6M20 12h-9a7 7 0 00-7 7', pin: 'M9 4h6l-1 6 4 4H6l4-4zM12 14v6', copy: 'M9 9h11v11H9zM15 9V4H4v11h5', bolt: 'M13 3L5 14h6l-1 7 8-11h-6z', list: 'M4 6h16M4 12h16M4 18h10', menu: 'M4 7h16M4 12h16M4 17h16',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4', image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M9 9v.01', mic: 'M12 4a2.5 2.5 0 00-2.5 2.5v5a2.5 2.5 0 005 0v-5A2.5 2.5 0 0012 4zM6 11a6 6 0 0012 0M12 17v3', smile: 'M12 3a9 9 0 110 18 9 9 0 010-18zM9 10v.01M15 10v.01M8.5 14a4 4 0 007 0',
  block: 'M12 3a9 9 0 110 18 9 9 0 010-18zM5.6 5.6l12.8 12.8', group: 'M9 11a3 3 0 100-6 3 3 0 000 6zM3 19a6 6 0 0112 0M16 5.2a3 3 0 010 5.6M17.5 13.5A6 6 0 0121 19', shield: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6z', leave: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  play: 'M8 5l11 7-11 7z', pause: 'M8 5v14M16 5v14', up: 'M12 19V5M6 11l6-6 6 6', check: 'M5 12l5 5 9-10', lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 017 0v3', place: 'M12 21c-5-6-7-8.5-7-11.5a7 7 0 0114 0C19 12.5 17 15 12 21zM12 12a2.5 2.5 0 100-5 2.5 2.5 0 000 5z',
  gift: 'M4 11h16v9H4zM3 7.5h18V11H3zM12 7.5V20M12 7.5C9 7.5 7 6.500 7.500 4.800 8.200 3 11 3.500 12 7.500c1-4 3.800-4.500 4.500-2.700C17 6.500 15 7.500 12 7.500z',
  user: 'M12 12a4 4 0 100-8 4 4 0 000 8zM4 21a8 8 0 0116 0', hash: 'M9 4L7 20M17 4l-2 16M4 9h16M4 15h16', clock: 'M12 3a9 9 0 110 18 9 9 0 010-18zM12 7v5l3 3', link: 'M10 14a4 4 0 006 0l3-3a4 4 0 00-6-6l-1 1M14 10a4 4 0 00-6 0l-3 3a4 4 0 006 6l1-1', robot: 'M5 9h14v10H5zM12 9V5M9 13v2M15 13v2M12 4v.01',
};

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', `icon i-${name}`);
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', paths[name] ?? paths.file);
  svg.append(path);
  return svg;
}

const letters = new Intl.Segmenter();
const firstLetter = word => [...letters.segment(word)][0]?.segment ?? '';
export const initials = name => (name.match(/[\p{L}\p{N}]+/gu) ?? [firstLetter(name)]).slice(0, 2).map(firstLetter).join('').toUpperCase();
export const colourOf = id => Math.abs(Number(id) || 0) % 7;

export const avatar = (name, id, kind = '') =>
  h(`span.avatar${kind && '.' + kind}`, { 'aria-hidden': 'true', data: { colour: colourOf(id) } }, kind === 'robot' ? icon('robot') : initials(name || '?'));

export const twoLines = (title, note) => h('span.grow', {}, h('b', { dir: 'auto' }, title), h('small', { dir: 'auto' }, note));

export const iconButton = (name, label, props = {}) => h('button.plain', { 'aria-label': label, title: label, ...props }, icon(name));

// --- a menu; items: {icon, label, run, danger, node, current}

let closeMenu = () => {};

export function openMenu(at, items, top) {
  closeMenu();
  const opener = document.activeElement;
  const menu = h('.menu', { role: 'menu', tabindex: '-1' }, top, items.filter(Boolean).map(menuItem));
  document.body.append(menu);
  placeMenu(menu, at instanceof Element ? at.getBoundingClientRect() : { left: at.x, right: at.x, top: at.y, bottom: at.y });
  const outside = event => menu.contains(event.target) || closeMenu();
  closeMenu = () => {
    menu.remove();
    removeEventListener('pointerdown', outside, true);
    removeEventListener('resize', closeMenu);
    closeMenu = () => {};
    if (document.activeElement === document.body) opener?.focus?.({ preventScroll: true });
  };
  addEventListener('pointerdown', outside, true);
  addEventListener('resize', closeMenu);
  menu.addEventListener('click', event => event.target.closest('button') && closeMenu());
  menu.addEventListener('keydown', moveInMenu);
  menu.querySelector('button')?.focus({ preventScroll: true });
}

const menuItem = item => h(`button${item.danger ? '.danger' : ''}`,
  { role: 'menuitem', 'aria-current': item.current && 'true', testid: item.testid, onclick: item.run },
  item.node ?? icon(item.icon), h('span.label', { dir: 'auto' }, item.label, item.note && h('small', { dir: 'auto' }, item.note)), item.badge ? badge(item.badge) : '');

function placeMenu(menu, anchor) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = anchor.left + width > innerWidth - 8 ? anchor.right - width : anchor.left;
  const below = anchor.bottom + 4 + height <= innerHeight - 8;
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  menu.style.top = `${below ? anchor.bottom + 4 : Math.max(8, Math.min(anchor.top - height - 4, innerHeight - height - 8))}px`;
}

function moveInMenu(event) {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.key === 'Escape') closeMenu();
  if (step) { event.preventDefault(); buttons.at((at + step) % buttons.length).focus(); }
}

export const badge = count => h('span.badge', { 'aria-label': String(count) }, count > 99 ? '99+' : String(count));

// A row of a list: title and time, then a snippet and a count.
export const rowText = (title, when, line, count) => h('span.grow', {},
  h('span.line', {}, h('b', { dir: 'auto' }, title), h('small', {}, when)),
  h('span.line', {}, h('span.snippet', { dir: 'auto' }, line.slice(0, 120)), count ? badge(count) : ''));

// --- a question over `host`; resolves to the text, the choice, true, or null

export function ask(host, { text, input, choices, only }) {
  return new Promise(resolve => {
    const back = document.activeElement;
    const done = value => { veil.remove(); back?.isConnected && back.focus({ preventScroll: true }); resolve(value); };
    const field = input != null && h('input', { value: input, 'aria-label': text, dir: 'auto', maxlength: '128', testid: 'ask-input' });
    const answer = event => { event.preventDefault(); done(field ? field.value.trim() || null : true); };
    const form = h('form.ask', { role: only ? 'alertdialog' : 'dialog', 'aria-label': text, onsubmit: answer },
      h('p', { dir: 'auto' }, text), field || '',
      choices && h('.choices', {}, choices.map(each => h('button.choice', { testid: each.testid, onclick: () => done(each.value) }, each.node, h('span', { dir: 'auto' }, each.label)))),
      h('.answers', {}, only ? '' : h('button.quiet', { onclick: () => done(null) }, t.cancel),
        choices ? '' : h('button.main', { type: 'submit', testid: 'ask-ok' }, t.ok)));
    const veil = h('.veil', { onclick: event => event.target === veil && done(null), onkeydown: event => event.key === 'Escape' && done(null) }, form);
    host.append(veil);
    (field || form.querySelector('.choice, .main')).focus({ preventScroll: true });
    field && field.select();
  });
}

// --- toasts

export function toast(host, text, kind = '') {
  const node = h(`.toast${kind && '.' + kind}`, { role: 'status', dir: 'auto', testid: 'toast' }, text);
  host.querySelectorAll(':scope > .toast').forEach(each => each.remove());
  host.append(node);
  setTimeout(() => node.remove(), 5000);
}

// Runs something that may be refused, and says why when it is.
export async function attempt(host, work) {
  try { return await work(); } catch (refusal) { toast(host, plainError(refusal.message), 'bad'); return undefined; }
}
