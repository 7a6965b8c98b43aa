// Text as Telegram shows it: entities, dates in the reader's zone, and rich messages.
import { h, icon } from './dom.js';
import { chat, fileUrl, nameOf, now, store } from './store.js';
import { lang, t } from './words.js';

// --- dates

const formats = new Map();

function formatter(locale, zone, options) {
  const key = locale + zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, makeFormatter(locale, zone, options));
  return formats.get(key);
}

function makeFormatter(locale, zone, options) {
  try { return new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }); } catch { return new Intl.DateTimeFormat('en', { timeZone: 'UTC', ...options }); }
}

export const dateText = (ms, locale, zone, options) => formatter(locale === 'en' ? 'en-GB' : locale || 'en-GB', zone || 'UTC', options).format(ms);
export const timeText = (ms, who) => dateText(ms, who.language_code, who.zone, { hour: '2-digit', minute: '2-digit' });
export function cityOf(zone) {
  const name = (zone ?? '').split('/').at(-1).replaceAll('_', ' ');
  return t.cities[name] ?? name;
}

export const dayKey = (ms, zone) => dateText(ms, 'en-CA', zone, { year: 'numeric', month: '2-digit', day: '2-digit' });

export function whenText(ms, who) {
  if (dayKey(ms, who.zone) === dayKey(now(), who.zone)) return timeText(ms, who);
  const recent = now() - ms < 6 * 86400e3 && ms < now();
  return dateText(ms, lang(), who.zone, recent ? { weekday: 'short' } : { day: 'numeric', month: 'short' });
}

export function relativeText(seconds, locale) {
  const away = seconds - now() / 1000;
  const [unit, size] = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]].find(([, each]) => Math.abs(away) >= each) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(locale || 'en', { numeric: 'auto' }).format(Math.trunc(away / size), unit);
}

const dateParts = { w: { weekday: 'short' }, d: { day: '2-digit', month: '2-digit', year: '2-digit' }, D: { day: 'numeric', month: 'long', year: 'numeric' },
  t: { hour: '2-digit', minute: '2-digit' }, T: { hour: '2-digit', minute: '2-digit', second: '2-digit' } };

function dateTime(kids, { unix_time: at, date_time_format: format }, ctx) {
  const { language_code: locale, zone } = ctx.person;
  const full = `${dateText(at * 1000, locale, zone, { dateStyle: 'full', timeStyle: 'short' })} (${zone})`;
  const node = h('time.date', { datetime: new Date(at * 1000).toISOString(), title: full, tabindex: '0', data: { testid: 'date-time', unix: String(at) } });
  if (format === 'r') { node.dataset.relative = locale || 'en'; node.append(relativeText(at, locale)); }
  else if (format) node.append(dateText(at * 1000, locale, zone, Object.assign({}, ...[...format].map(each => dateParts[each]))));
  else node.append(...kids);
  return node;
}

// --- entities (offsets are UTF-16 units, as in JavaScript)

const tags = { bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', subscript: 'sub', superscript: 'sup', marked: 'mark' };

export function entityText(text, entities, ctx) {
  const sorted = [...entities ?? []].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return span(text, 0, text.length, sorted, ctx);
}

function span(text, from, to, entities, ctx) {
  const out = [];
  let at = from;
  while (entities.length && entities[0].offset < to) {
    const entity = entities.shift();
    if (entity.offset < at) continue;
    const end = Math.min(entity.offset + entity.length, to);
    if (entity.offset > at) out.push(between(text.slice(at, entity.offset), out));
    out.push(styled(entity, span(text, entity.offset, end, entities, ctx), text.slice(entity.offset, end), ctx));
    at = end;
  }
  if (at < to) out.push(between(text.slice(at, to), out));
  return out;
}

// A block already breaks the line: the newline after it is not shown twice.
const between = (text, out) => /^(PRE|BLOCKQUOTE)$/.test(out.at(-1)?.tagName) ? text.replace(/^\n/, '') : text;

function styled(entity, kids, text, ctx) {
  switch (entity.type) {
    case 'pre': return h('pre', { data: entity.language ? { language: entity.language } : {} }, h('code', {}, kids));
    case 'blockquote': return h('blockquote', { dir: 'auto' }, kids);
    case 'expandable_blockquote': return expandable(kids);
    case 'spoiler': return spoiler(kids);
    case 'text_link': return link(entity.url, kids, ctx);
    case 'url': return link(/^[a-z]+:/i.test(text) ? text : `https://${text}`, kids, ctx);
    case 'email': return link(`mailto:${text}`, kids, ctx);
    case 'phone_number': return link(`tel:${text}`, kids, ctx);
    case 'bot_command': return command(text, kids, ctx);
    case 'mention': case 'text_mention': case 'hashtag': case 'cashtag': return h('span.mention', { title: entity.user && nameOf(entity.user) }, kids);
    case 'date_time': return dateTime(kids, entity, ctx);
    default: return tags[entity.type] ? h(tags[entity.type], {}, kids) : h('span', {}, kids);
  }
}

const command = (text, kids, ctx) => h('button.command', { onclick: () => ctx.command(text) }, kids);

function spoiler(kids) {
  const node = h('span.spoiler', { role: 'button', tabindex: '0', 'aria-label': t.spoiler, onclick: show, onkeydown: event => event.key === 'Enter' && show() }, kids);
  function show() { node.classList.add('shown'); node.removeAttribute('aria-label'); }
  return node;
}

function expandable(kids, credit) {
  const node = h('blockquote.expandable', { dir: 'auto' }, h('.folded', {}, kids), credit ?? '',
    h('button.plain', { 'aria-label': t.more, 'aria-expanded': 'false', onclick: flip }, icon('down')));
  function flip(event) { event.currentTarget.setAttribute('aria-expanded', node.classList.toggle('open')); }
  return node;
}

export function link(url, kids, ctx) {
  const start = new RegExp(`t\\.me/${store.state.bot.username}\\?start=([\\w-]+)`, 'i').exec(url);
  if (start) return h('a', { href: url, onclick: event => { event.preventDefault(); ctx.start(start[1]); } }, kids);
  const place = placeOf(url, ctx);
  if (place) return h('a', { href: url, title: url, onclick: event => { event.preventDefault(); ctx.open(place); } }, kids);
  if (!/^(https?|mailto|tel|tg):/i.test(url)) return h('span.mention', {}, kids);
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer', title: url }, kids);
}

// A link to a chat one is in, as Telegram writes it: t.me/c/<chat>/<topic or message>[/<message>].
function placeOf(url, ctx) {
  const found = /^https:\/\/t\.me\/c\/(\d+)(?:\/(\d+))?(?:\/(\d+))?\/?$/i.exec(url);
  const place = found && ctx.person.chats.includes(Number(`-100${found[1]}`)) && chat(Number(`-100${found[1]}`));
  if (!place) return null;
  const [first, second] = found.slice(2).map(each => each == null ? null : Number(each));
  return place.is_forum ? { chat: place.id, topic: first, message: second } : { chat: place.id, topic: null, message: first };
}

// --- rich messages: text is a string, a list, or an object with a type; blocks likewise

export function richText(text, ctx) {
  if (text == null) return [];
  if (typeof text === 'string') return [text];
  if (Array.isArray(text)) return text.flatMap(each => richText(each, ctx));
  const kids = richText(text.text, ctx);
  switch (text.type) {
    case 'url': case 'text_link': return [link(text.url, kids, ctx)];
    case 'email_address': return [link(`mailto:${text.email_address}`, kids, ctx)];
    case 'custom_emoji': return [text.alternative_text];
    case 'mathematical_expression': return [h('code', {}, text.expression)];
    case 'button': return [ctx.button(text.button, richText(text.button.text, ctx))];
    case 'anchor': return [];
    case 'bot_command': return [command(text.bot_command, kids, ctx)];
    case 'anchor_link': case 'reference': case 'reference_link': case 'bank_card_number': return kids;
    default: return [styled(text, kids, '', ctx)];
  }
}

export const richMessage = (message, ctx) => h('.rich', { dir: message.is_rtl ? 'rtl' : 'auto' }, (message.blocks ?? []).map(block => richBlock(block, ctx)));

const quoted = (tag, kids, credit, ctx) => h(tag, { dir: 'auto' }, kids, credit && h('cite', {}, richText(credit, ctx)));

function richBlock(block, ctx) {
  const text = () => richText(block.text, ctx);
  const inner = () => (block.blocks ?? []).map(each => richBlock(each, ctx));
  switch (block.type) {
    case 'paragraph': return h('p', { dir: 'auto' }, text());
    case 'heading': return h(`h${Math.min(6, Math.max(1, block.size || 3))}`, { dir: 'auto' }, text());
    case 'pre': return h('pre', { data: block.language ? { language: block.language } : {} }, h('code', {}, text()));
    case 'footer': case 'thinking': return h('p.footnote', { dir: 'auto' }, text());
    case 'divider': return h('hr');
    case 'list': return richList(block.items, ctx);
    case 'blockquote': return quoted('blockquote', inner(), block.credit, ctx);
    case 'pullquote': return quoted('blockquote.pull', text(), block.credit, ctx);
    case 'expandable_blockquote': return expandable(text(), block.credit && h('cite', {}, richText(block.credit, ctx)));
    case 'table': return richTable(block, ctx);
    case 'details': return h('details', { open: block.is_open }, h('summary', { dir: 'auto' }, richText(block.summary, ctx)), inner());
    case 'buttons': return h('.keyrow', {}, block.buttons.map(each => ctx.button(each, richText(each.text, ctx))));
    case 'collage': case 'slideshow': return h('figure.collage', {}, inner(), caption(block, ctx));
    case 'photo': return h('figure', {}, h('img', { src: fileUrl(block.photo.at(-1).file_id), alt: t.photo, loading: 'lazy' }), caption(block, ctx));
    case 'mathematical_expression': return h('pre', {}, h('code', {}, block.expression));
    case 'anchor': return h('a', { name: block.name });
    default: return h('figure', {}, ctx.media?.(block) ?? block.type, caption(block, ctx));
  }
}

const caption = (block, ctx) => block.caption && h('figcaption', { dir: 'auto' }, richText(block.caption.text ?? block.caption, ctx));

function richList(items, ctx) {
  return h('ul.items', {}, items.map(item => h('li', {}, h('span.mark', {}, item.has_checkbox ? (item.is_checked ? '☑' : '☐') : item.label || '•'),
    h('div', {}, (item.blocks ?? []).map(each => richBlock(each, ctx))))));
}

function richTable(block, ctx) {
  const cell = each => h(each.is_header ? 'th' : 'td', { colspan: each.colspan, rowspan: each.rowspan, dir: 'auto', data: { align: each.align ?? 'left' } },
    richText(each.text, ctx));
  const flags = ['is_bordered', 'is_striped', 'is_compact'].filter(flag => block[flag]).map(flag => `.${flag.slice(3)}`).join('');
  const rows = block.cells.map(cells => h('tr', {}, cells.map(cell)));
  return h('.table', { tabindex: '0' }, h(`table${flags}`, {}, block.caption && h('caption', {}, richText(block.caption, ctx)), h('tbody', {}, rows)));
}
