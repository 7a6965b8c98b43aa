// The sandbox's page: the top bar with its clock, the columns of people, and staying in step with the server.
import { callsDrawer } from './calls.js';
import { Column } from './column.js';
import { attempt, avatar, badge, h, icon, iconButton, sync } from './dom.js';
import { call, keep, nameOf, now, person, recall, refresh, store, chatsOf, unreadOf } from './store.js';
import { cityOf, dateText, relativeText } from './text.js';
import { trackerFields } from './tracker.js';
import { lang, role, setLang, t } from './words.js';

const $ = id => document.getElementById(id);
const narrow = matchMedia('(max-width: 700px)');
let columns = [];
let shown = 0;      // the column a narrow window shows
let bar;            // nodes of the top bar that change
let fromHash = false;

const app = {
  changed() { save(); render(); },
  refresh: () => load(),
  remove(column) {
    if (columns.length < 2) return;
    columns = columns.filter(each => each !== column);
    shown = Math.min(shown, columns.length - 1);
    app.changed();
  },
  readMore: later(() => render(), 0),
};

function later(work, wait) {
  let timer;
  return () => { timer ??= setTimeout(() => { timer = null; work(); }, wait); };
}

// --- which columns, with what open: from the address, from last time, or a sensible first choice

function columnsFromHash() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const ids = (hash.get('cols') ?? '').split(',').map(Number).filter(person);
  const opens = (hash.get('open') ?? '').split(',').map(each => /^(-?\d+):(-?\d+)(?:\/(\d+))?$/.exec(each)).filter(Boolean)
    .map(([, who, place, topic]) => ({ who: Number(who), place: { chat: Number(place), topic: topic == null ? null : Number(topic) } }));
  if (hash.get('lang')) setLang(hash.get('lang') === 'ru' ? 'ru' : 'en');
  return ids.map(id => {
    const at = opens.findIndex(each => each.who === id);
    return { person: id, open: at < 0 ? null : opens.splice(at, 1)[0].place };
  });
}

function firstColumns() {
  const taken = new Set();
  const pick = (labels, want) => {
    const free = store.state.people.filter(each => !taken.has(each.id));
    const who = labels.map(label => free.find(each => (each.label ?? '').includes(label))).find(Boolean) ?? free[0];
    if (!who) return null;
    taken.add(who.id);
    const place = chatsOf(who).find(want) ?? chatsOf(who)[0];
    return { person: who.id, open: place ? { chat: place.id, topic: null } : null };
  };
  const group = place => place.type !== 'private' && !place.is_forum;
  const own = place => place.type === 'private';
  return [pick(['newcomer'], own), pick(['buyer'], group), pick(['sub-manager'], own), pick(['account manager', 'head'], place => place.is_forum)].filter(Boolean);
}

function chooseColumns() {
  const wanted = columnsFromHash();
  fromHash = wanted.length > 0;
  const kept = recall('sandbox.columns', []).filter(each => person(each.person));
  columns = (fromHash ? wanted : kept.length ? kept : firstColumns()).map(each => new Column(each, app));
  shown = 0;
}

function save() {
  if (!fromHash) keep('sandbox.columns', columns.map(each => ({ person: each.who, open: each.place })));
}

function addColumn() {
  const used = new Set(columns.map(each => each.who));
  const who = store.state.people.find(each => !used.has(each.id)) ?? store.state.people[0];
  columns.push(new Column({ person: who.id }, app));
  shown = columns.length - 1;
  app.changed();
  columns.at(-1).node.scrollIntoView({ inline: 'end', behavior: 'smooth' });
}

// --- drawing

function render() {
  if (!columns.length) return;
  sync($('columns'), columns.map(each => ({ key: each.node, sig: 0, make: () => each.node })));
  columns.forEach((each, index) => {
    each.node.hidden = narrow.matches && index !== shown;
    if (!each.node.hidden) each.update(index);
  });
  if (narrow.matches) renderStrip();
  bar.faults.classList.toggle('on', Object.values(store.state.faults).some(Boolean));
  document.title = `${t.sandbox} · @${store.state.bot.username}`;
  tick();
}

function renderStrip() {
  sync($('strip'), store.state.people.map(each => {
    const active = columns[shown].who === each.id;
    const count = active ? 0 : unreadOf(each);
    return { key: each.id, sig: JSON.stringify([nameOf(each), active, count, lang()]), make: () => h(`button.face${active ? '.active' : ''}`,
      { 'aria-pressed': String(active), testid: `strip-${each.id}`, onclick: event => showPerson(each.id, event.currentTarget) },
      avatar(nameOf(each), each.id), count ? badge(count) : '', h('span', { dir: 'auto' }, each.first_name), h('small', {}, role(each.label))) };
  }));
}

function showPerson(id, face) {
  const at = columns.findIndex(each => each.who === id);
  if (at >= 0) { shown = at; render(); } else columns[shown].setPerson(id);
  face.scrollIntoView({ inline: 'center', block: 'nearest', behavior: 'smooth' });
}

function buildBar() {
  const move = body => attempt(document.body, async () => { await call('/sandbox/clock', body); await load(); });
  const shift = (id, text, body) => h('button.shift', { testid: id, onclick: () => move(body) }, text);
  const showCalls = event => { openTools(false); drawer.toggle(event.currentTarget); };
  bar = { time: h('time.time'), day: h('span.day'), name: h('span.handle') };
  bar.tools = h('.tools', { id: 'tools' },
    h('.shifts', { role: 'group', 'aria-label': t.clock }, shift('clk-1m', t.min1, { by: 60 }), shift('clk-5m', t.min5, { by: 300 }), shift('clk-1h', t.hour1, { by: 3600 }),
      shift('clk-sat', t.saturday, { next: { weekday: 5, time: '23:40' } }), shift('clk-tom', t.tomorrow, { next: { weekday: null, time: '09:30' } })),
    h('span.space'), popover('tracker', t.tracker.title, 'link', trackerFields).box, faults(),
    h('button.tool', { 'aria-controls': 'calls', 'aria-expanded': String(!$('calls').hidden), testid: 'calls', onclick: showCalls }, icon('list'), t.calls),
    h('button.tool.add', { testid: 'add-column', onclick: addColumn }, icon('plus'), t.addColumn), languages());
  bar.burger = iconButton('menu', t.menu, { class: 'plain burger', 'aria-controls': 'tools', 'aria-expanded': 'false', testid: 'menu',
    onclick: () => openTools(!bar.tools.classList.contains('open')) });
  $('bar').replaceChildren(h('.brand', {}, h('span.logo', {}, icon('robot')), h('span', {}, h('b', {}, t.sandbox), bar.name)),
    h('.clock', { role: 'timer', 'aria-label': t.clock, testid: 'clock' }, bar.time, bar.day), bar.tools, bar.burger);
  $('columns').setAttribute('aria-label', t.people);
  $('strip').setAttribute('aria-label', t.people);
  document.documentElement.lang = lang();
}

function openTools(yes) {
  bar.tools.classList.toggle('open', yes);
  bar.burger.setAttribute('aria-expanded', String(yes));
}

const languages = () => h('.languages', { role: 'group', 'aria-label': t.language }, ['ru', 'en'].map(each =>
  h('button', { lang: each, 'aria-pressed': String(each === lang()), testid: `lang-${each}`, onclick: () => speak(each) }, each.toUpperCase())));

function speak(language) {
  setLang(language);
  drawer.rebuild();
  buildBar();
  render();
}

// --- faults

const percents = ['error_500', 'cut_before', 'cut_after'];
const switches = ['outage', 'storm_429', 'limits'];

function faults() {
  const { box, button } = popover('faults', t.faults, 'bolt', faultFields);
  bar.faults = button;
  return box;
}

// A button of the bar that opens a panel with fields, until one presses elsewhere or Escape.
function popover(name, label, picture, fields) {
  const panel = h(`.panel.${name}-panel`, { hidden: true, role: 'dialog', 'aria-label': label, testid: `${name}-panel`, onkeydown: event => event.key === 'Escape' && open(false) });
  const button = h(`button.tool.${name}`, { 'aria-haspopup': 'dialog', 'aria-expanded': 'false', testid: name, onclick: () => open(panel.hidden) },
    icon(picture), label);
  const outside = event => box.contains(event.target) || open(false);
  const box = h('.popover', {}, button, panel);
  function open(yes) {
    if (yes) panel.replaceChildren(...fields());
    panel.hidden = !yes;
    button.setAttribute('aria-expanded', String(yes));
    yes ? addEventListener('pointerdown', outside, true) : removeEventListener('pointerdown', outside, true);
    (yes ? panel.querySelector('input') : button).focus();
  }
  return { box, button };
}

function faultFields(values = store.state.faults) {
  const send = body => attempt(document.body, async () => { store.state.faults = { ...store.state.faults, ...body }; await call('/sandbox/faults', body); render(); });
  const shown = (name, scale) => String(Math.round((values[name] ?? 0) * scale * 100) / 100);
  const number = (name, scale, max, step) => h('label', {}, t[name], h('input', { type: 'number', min: '0', max, step, value: shown(name, scale), testid: `fault-${name}`,
    onchange: event => send({ [name]: Number(event.target.value) / scale }) }));
  const toggle = name => h('label', {}, t[name], h('input', { type: 'checkbox', role: 'switch', checked: values[name], testid: `fault-${name}`,
    onchange: event => send({ [name]: event.target.checked }) }));
  const off = Object.fromEntries([['latency', 0], ...percents.map(name => [name, 0]), ...switches.map(name => [name, false])]);
  const allOff = async event => {
    const panel = event.target.parentElement;
    await send(off);
    panel.replaceChildren(...faultFields(off)); // news on its way may still hold what was before
  };
  return [number('latency', 1, '60', '0.1'), ...percents.map(name => number(name, 100, '100', '5')), ...switches.map(toggle),
    h('button.quiet', { testid: 'faults-off', onclick: allOff }, t.faultsOff)];
}

// --- the clock and the news

function tick() {
  if (!store.state) return;
  const { zone } = store.state;
  bar.time.textContent = dateText(now(), lang(), zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  bar.time.dateTime = new Date(now()).toISOString();
  const say = options => dateText(now(), lang(), zone, options);
  bar.day.replaceChildren(h('b', {}, say({ weekday: 'long' })), h('small', {}, `${say({ day: 'numeric', month: 'long' })} · ${cityOf(zone)}`));
  bar.name.textContent = `@${store.state.bot.username}`;
  document.querySelectorAll('time[data-relative]').forEach(each => { each.textContent = relativeText(Number(each.dataset.unix), each.dataset.relative); });
}

let loading = null;
let again = false;

function load() {
  if (loading) { again = true; return loading; }
  loading = refresh().then(() => { offline(false); render(); }, () => offline(true)).finally(() => {
    loading = null;
    if (again) { again = false; load(); }
  });
  return loading;
}

function offline(yes) {
  document.body.classList.toggle('offline', yes);
  document.body.dataset.notice = t.offline;
}

function listen() {
  const events = new EventSource('/sandbox/events');
  const soon = later(load, 40);
  events.onmessage = event => { if (JSON.parse(event.data || '{}').rev !== store.state?.rev) soon(); drawer.news(); };
  events.onopen = soon;
  events.onerror = () => offline(true);
}

const drawer = callsDrawer($('calls'));

// The bar comes with the first state, not before: its buttons work on it.
async function begin() {
  $('columns').replaceChildren(h('p.empty', {}, t.loading));
  for (await load(); !store.state; await load()) await new Promise(next => setTimeout(next, 1000));
  chooseColumns();
  drawer.rebuild();
  buildBar();
  render();
  listen();
  setInterval(tick, 1000);
  setInterval(render, 30000);
  narrow.addEventListener('change', render);
  addEventListener('hashchange', () => { chooseColumns(); render(); });
  addEventListener('pointerdown', event => event.target.closest('#bar') || openTools(false));
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && load());
}

begin();
