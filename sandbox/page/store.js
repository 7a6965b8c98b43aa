// The sandbox's state as last fetched, its clock, what each person has read, and the calls that change things.
import { t } from './words.js';

export const store = { state: null, at: 0 };

export const now = () => store.state.now + performance.now() - store.at;
export const person = id => store.state.people.find(p => p.id === id);
export const chat = id => store.state.chats.find(c => c.id === id);

export async function refresh() {
  const state = await call('/sandbox/state');
  if (state.rev < (read.rev ?? 0)) for (const key of Object.keys(read)) delete read[key];  // another world began
  for (const place of state.chats) place.messages.sort((a, b) => a.date - b.date);
  store.state = state;
  store.at = performance.now();
}

export async function call(path, body) {
  const form = body instanceof FormData;
  const options = body && { method: 'POST', body: form ? body : JSON.stringify(body), headers: form ? {} : { 'Content-Type': 'application/json' } };
  const answer = await fetch(path, options);
  const data = await answer.json().catch(() => ({ error: `${answer.status} ${answer.statusText}` }));
  if (!answer.ok || data.ok === false) throw new Error(data.error || data.description || `${answer.status}`);
  return data;
}

export const act = async (who, name, more) => (await call('/sandbox/act', { person: who, do: name, ...more })).result;

export function upload(who, place, parts, caption, replyTo) {
  const form = new FormData();
  const fields = { person: who, chat: place.chat, topic: place.topic || null, caption: caption || null, reply_to: replyTo || null };
  for (const [name, value] of Object.entries(fields)) if (value != null) form.append(name, value);
  for (const { kind, file } of parts) { form.append('kind', kind); form.append('file', file, file.name || 'file'); }
  return call('/sandbox/upload', form);
}

export const fileUrl = id => `/sandbox/file/${encodeURIComponent(id)}`;

// --- names

export const nameOf = user => !user ? '' : user.title || [user.first_name, user.last_name].filter(Boolean).join(' ') || user.username || String(user.id);
export const senderOf = message => message.sender_chat && !message.from ? message.sender_chat : message.from;
export const titleOf = place => place.type === 'private' ? nameOf(store.state.bot) : place.title;
export const topicTitle = topic => topic.thread ? topic.name : topic.name || t.general;

// --- what a chat holds

export function messagesOf(place, topic, viewer) {
  const here = m => !place.is_forum || topic == null || (m.topic ?? 0) === topic;
  return place.messages.filter(m => here(m) && (!m.receiver_user || m.receiver_user.id === viewer));
}

const newest = message => message ? message.date + message.message_id / 1e9 : 0;

export function topicsOf(place, viewer) {
  const listed = (place.topics ?? []).filter(topic => topic.id).map(topic => ({ ...topic, thread: topic.id }));
  const general = { ...(place.topics ?? []).find(topic => !topic.id), id: 0, thread: 0 };
  const all = [...listed, general].map(topic => ({ ...topic, last: messagesOf(place, topic.thread, viewer).at(-1) }));
  return all.sort((a, b) => newest(b.last) - newest(a.last) || b.id - a.id);
}

export const chatsOf = who => who.chats.map(chat).filter(Boolean)
  .sort((a, b) => newest(messagesOf(b, null, who.id).at(-1)) - newest(messagesOf(a, null, who.id).at(-1)));

// --- what has been read

const read = recall('sandbox.read', {});
const lasting = (place, topic, viewer) => messagesOf(place, topic, viewer).filter(m => !m.ephemeral_message_id);
const placeKey = (who, place, topic) => `${who}/${place}/${topic ?? ''}`;

export function unread(who, place, topic) {
  if (place.is_forum && topic == null) return topicsOf(place, who).reduce((sum, each) => sum + unread(who, place, each.thread), 0);
  const upto = read[placeKey(who, place.id, topic)] ?? 0;
  return lasting(place, topic, who).filter(m => m.message_id > upto && m.from?.id !== who).length;
}

export function markRead(who, place, topic) {
  const last = lasting(place, topic, who).at(-1)?.message_id ?? 0;
  const key = placeKey(who, place.id, topic);
  if (read[key] === last) return false;
  read[key] = last;
  read.rev = store.state.rev;
  keep('sandbox.read', read);
  return true;
}

export const unreadOf = who => chatsOf(who).reduce((sum, place) => sum + unread(who.id, place), 0);

// --- what the browser remembers

export function recall(key, otherwise) {
  try { return JSON.parse(localStorage.getItem(key)) ?? otherwise; } catch { return otherwise; }
}

export function keep(key, value) {
  try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* a private window */ }
}
