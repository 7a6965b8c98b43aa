// The drawer with the Bot API calls: newest first, filtered, each opening to its parameters.
import { h, iconButton, sync } from './dom.js';
import { call, chat, person, nameOf, store, titleOf } from './store.js';
import { dateText } from './text.js';
import { lang, t } from './words.js';

export function callsDrawer(root) {
  let calls = [];
  let timer = null;
  let button = null;
  const opened = new Set();
  const list = h('.rows', { role: 'list', tabindex: '0' });
  const filter = h('input', { type: 'search', oninput: show, testid: 'calls-filter' });
  const quiet = h('input', { type: 'checkbox', checked: true, onchange: show });

  function rebuild() {
    filter.placeholder = t.filter;
    filter.setAttribute('aria-label', t.filter);
    root.setAttribute('aria-label', t.calls);
    root.replaceChildren(h('header', {}, h('b', {}, t.calls), filter, h('label', {}, quiet, t.noPolling), iconButton('close', t.close, { onclick: () => toggle(button) })), list);
    show();
  }

  function toggle(from) {
    button = from;
    root.hidden = !root.hidden;
    button.setAttribute('aria-expanded', String(!root.hidden));
    clearInterval(timer);
    if (root.hidden) return button.focus();
    timer = setInterval(fetchMore, 1500);
    filter.focus();
    return fetchMore();
  }

  async function fetchMore() {
    const answer = await call(`/sandbox/calls?after=${calls.at(-1)?.seq ?? 0}`).catch(() => null);
    const fresh = Array.isArray(answer) ? answer : answer?.calls ?? [];
    if (!fresh.length) return;
    const seen = new Set(calls.map(each => each.seq));
    calls = [...calls, ...fresh.filter(each => !seen.has(each.seq))].sort((a, b) => a.seq - b.seq).slice(-500);
    show();
  }

  function show() {
    const word = filter.value.trim().toLowerCase();
    const fits = each => !(quiet.checked && each.method === 'getUpdates') && (!word || everything(each).includes(word));
    const rows = calls.filter(fits).slice(-200).reverse().map(each => ({ key: each.seq, sig: JSON.stringify([each, opened.has(each.seq), lang()]), make: () => callRow(each) }));
    sync(list, rows.length ? rows : [{ key: 'none', sig: lang(), make: () => h('p.empty', {}, t.noCalls) }]);
  }

  function callRow(each) {
    const open = opened.has(each.seq);
    const flip = () => { open ? opened.delete(each.seq) : opened.add(each.seq); show(); };
    const failed = each.description && each.status !== 200;
    return h('.call', { role: 'listitem', data: { testid: 'call', method: each.method, status: String(each.status ?? '') } },
      h('button', { 'aria-expanded': String(open), onclick: flip }, h('time', {}, stampOf(each.at)),
        h(`span.code.s${String(each.status ?? 0)[0]}`, {}, String(each.status ?? '…')), h('b', {}, each.method),
        h('span.where', { dir: 'auto' }, where(each)),
        h('span.gist', { dir: 'auto' }, failed ? each.description : gist(each.params)), each.cut ? h('span.code.s4', {}, t.cut) : ''),
      open && h('pre', {}, [failed ? `${each.description}\n` : '', JSON.stringify(each.params, null, 2)].join('')));
  }

  return { rebuild, toggle, news: () => root.hidden || fetchMore() };
}

const everything = each => `${each.method} ${where(each)} ${each.status} ${JSON.stringify(each.params)} ${each.description ?? ''}`.toLowerCase();
const plain = value => typeof value === 'object' ? JSON.stringify(value) : String(value);

function gist(params) {
  if (params?.text ?? params?.caption) return params.text ?? params.caption;
  const rest = Object.entries(params ?? {}).filter(([name]) => name !== 'chat_id');
  return rest.map(([name, value]) => `${name}: ${plain(value)}`).join(', ').slice(0, 200);
}

function where({ chat_id: id }) {
  if (id == null || !store.state) return '';
  const known = person(Number(id));
  const place = chat(Number(id));
  return known ? nameOf(known) : place ? titleOf(place) : String(id);
}

function stampOf(at) {
  const ms = typeof at === 'string' ? Date.parse(at) : at > 1e11 ? at : at * 1000;
  return dateText(ms, lang(), store.state?.zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
}
