// The tracker's panel: what it sends, to where, how late, how often; it calls the address it is given, and knows nothing else.
import { attempt, h } from './dom.js';
import { call, store } from './store.js';
import { t } from './words.js';

const order = { address: '', link: '', goal: 'lead', status: '1', count: 1, lag: 0, again: 0, shuffled: false, same: false };

export function trackerFields() {
  order.address ||= store.state.tracker;
  const set = (name, value) => { order[name] = value; };
  const text = (name, more = {}) => h('label.wide', {}, t.tracker[name], h('input', { type: 'text', value: order[name], spellcheck: 'false', autocomplete: 'off',
    testid: `tracker-${name}`, oninput: event => set(name, event.target.value), ...more }));
  const number = (name, min, max, step, scale = 1) => h('label', {}, t.tracker[name], h('input', { type: 'number', min, max, step, value: String(order[name] * scale),
    testid: `tracker-${name}`, oninput: event => set(name, Number(event.target.value) / scale) }));
  const toggle = name => h('label', {}, t.tracker[name], h('input', { type: 'checkbox', role: 'switch', checked: order[name], testid: `tracker-${name}`,
    onchange: event => set(name, event.target.checked) }));
  const answers = h('output.answers', { testid: 'tracker-answers' });
  const send = event => attempt(event.target, async () => {
    answers.textContent = t.tracker.sending;
    const { result } = await call('/sandbox/tracker', order).catch(error => { answers.textContent = ''; throw error; });
    answers.textContent = Object.entries(result).map(([status, count]) => `${status === '0' ? t.tracker.silent : status}: ${count}`).join(', ');
  });
  return [text('address'), text('link', { placeholder: t.tracker.linkHint }), h('.pair', {}, text('goal'), text('status', { list: 'tracker-statuses' })),
    h('datalist', { id: 'tracker-statuses' }, ['1', '2', '3', '5'].map(each => h('option', { value: each }, t.tracker.statuses[each]))),
    number('count', '1', '1000', '1'), number('lag', '0', '86400', '60'), number('again', '0', '100', '10', 100), toggle('shuffled'), toggle('same'),
    h('button.send', { testid: 'tracker-send', onclick: send }, t.tracker.send), answers];
}
