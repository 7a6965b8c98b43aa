// One message as a bubble: header, media, text, reactions and buttons; also its one-line preview.
import { attempt, avatar, colourOf, h, icon, iconButton, toast, twoLines } from './dom.js';
import { act, fileUrl, nameOf, senderOf, store } from './store.js';
import { entityText, link, richMessage, timeText } from './text.js';
import { t } from './words.js';

const kinds = ['live_photo', 'photo', 'video', 'animation', 'video_note', 'voice', 'audio', 'document', 'sticker', 'location', 'venue', 'contact', 'poll', 'dice',
  'checklist', 'story', 'game', 'invoice', 'giveaway', 'giveaway_winners', 'paid_media'];
const covers = ['photo', 'live_photo', 'video', 'animation'];
export const kindOf = message => message.venue ? 'venue' : message.animation ? 'animation' : kinds.find(kind => message[kind]);

const serviceText = {
  new_chat_members: (m, who) => t.svc.joined(who, m.new_chat_members.map(nameOf).join(', ')),
  left_chat_member: (m, who) => t.svc.left(who, nameOf(m.left_chat_member)),
  pinned_message: (m, who) => t.svc.pinned(who),
  group_chat_created: (m, who) => t.svc.group(who, m.chat.title), supergroup_chat_created: (m, who) => t.svc.group(who, m.chat.title),
  new_chat_title: (m, who) => t.svc.title(who, m.new_chat_title),
  migrate_to_chat_id: () => t.svc.migrated, migrate_from_chat_id: () => t.svc.migrated,
  forum_topic_created: (m, who) => t.svc.topicNew(who, m.forum_topic_created.name), forum_topic_edited: (m, who) => t.svc.topicEdit(who, m.forum_topic_edited.name),
  forum_topic_closed: (m, who) => t.svc.topicClosed(who), forum_topic_reopened: (m, who) => t.svc.topicOpen(who),
  general_forum_topic_hidden: (m, who) => t.svc.topicClosed(who), general_forum_topic_unhidden: (m, who) => t.svc.topicOpen(who),
};
const known = new Set(['message_id', 'message_thread_id', 'from', 'sender_chat', 'chat', 'date', 'topic', 'reactions', 'is_topic_message', 'reply_to_message']);

export function serviceLine(message) {
  const key = Object.keys(serviceText).find(each => message[each]);
  if (key) return serviceText[key](message, nameOf(senderOf(message)));
  if (message.text != null || message.rich_message || kindOf(message) || message.caption) return null;
  const other = Object.keys(message).find(each => !known.has(each));
  return t.svc.other(other ?? '');
}

function plainRich(part) {
  if (part == null || typeof part === 'string') return part ?? '';
  if (Array.isArray(part)) return part.map(plainRich).join('');
  if (part.text != null) return plainRich(part.text);
  const inner = [part.blocks, part.items, part.cells?.flat()].flatMap(each => each ?? []);
  return inner.map(plainRich).filter(Boolean).join(' ') || part.alternative_text || '';
}

export function preview(message) {
  if (!message) return '';
  const kind = kindOf(message);
  if (kind === 'poll') return message.poll.question;
  if (kind === 'checklist') return message.checklist.title;
  const mark = kind === 'sticker' ? message.sticker.emoji : kind === 'dice' ? message.dice.emoji : '';
  const text = message.text ?? message.caption ?? (message.rich_message && plainRich(message.rich_message));
  return serviceLine(message) ?? (text || [mark, kind === 'document' ? message.document.file_name ?? t.document : t[kind] ?? t.service].filter(Boolean).join(' '));
}

// --- the row: service line, or avatar and bubble

export function messageRow(ctx, messages, { starts, ends }) {
  const message = messages[0];
  const service = serviceLine(message);
  const own = message.from?.id === ctx.person.id;
  const marks = { role: 'listitem', data: { testid: 'msg', mid: String(message.message_id) } };
  if (service) return h('.row.service', marks, h('span', { dir: 'auto' }, service));
  const group = ctx.chat.type !== 'private';
  const sender = senderOf(message);
  const row = h(`.row${own ? '.own' : ''}${starts ? '.starts' : ''}${ends ? '.ends' : ''}`, marks,
    group && !own && (ends ? avatar(nameOf(sender), sender?.id, sender?.is_bot ? 'robot' : 'small') : h('span.gap')),
    h('.stack', {}, bubble(ctx, messages, group && !own && starts && sender), keyboard(ctx, message)));
  listenForMenu(ctx, row, message);
  return row;
}

function bubble(ctx, messages, sender) {
  const message = messages[0];
  const mine = { ...ctx, button: (button, kids) => key(ctx, message, button, kids), media: block => media(ctx, block) };
  const kind = kindOf(message);
  const filed = messages.length > 1 && !covers.includes(kind);
  const text = filed ? null : body(mine, messages.find(m => m.text != null || m.caption || m.rich_message) ?? message);
  const bare = !text && ['sticker', 'video_note', 'dice'].includes(kind);
  const cover = covers.includes(kind);
  const jumbo = !message.entities?.length && /^(\p{Extended_Pictographic}[\u{1F3FB}-\u{1F3FF}\uFE0F\u200D]*){1,3}$/u.test(message.text ?? '');
  const style = bare || jumbo ? '.bare' : cover ? '.cover' : message.rich_message ? '.wide' : '';
  return h(`.bubble${style}${jumbo ? '.jumbo' : ''}`, {},
    sender && h('.sender', { data: { colour: colourOf(sender.id) } }, h('bdi', {}, nameOf(sender)), h('small', {}, rank(ctx.chat, sender))),
    forwardHeader(message), replyPreview(ctx, message),
    messages.length > 1 ? album(mine, messages) : kind && media(ctx, message),
    text, reactions(ctx, messages) ?? stamp(ctx, messages, !text && cover), quickButtons(ctx, message));
}

// The selection stays when one of these is pressed: a reply may quote it.
function quickButtons(ctx, message) {
  const quick = (name, label, testid, run) => iconButton(name, label, { class: `plain quick ${name}`, 'aria-haspopup': 'menu', testid,
    onmousedown: event => event.preventDefault(), onclick: event => run(message, event.currentTarget) });
  return [quick('smile', t.react, 'react', ctx.faces), quick('down', t.message, 'message-menu', ctx.menu)];
}

const rank = (place, user) => t.status[user.id === store.state.bot.id ? place.bot_status : place.members?.find(each => each.id === user.id)?.status] ?? '';

function body(ctx, message) {
  if (message.rich_message) return richMessage(message.rich_message, ctx);
  const text = message.text ?? message.caption;
  return text ? h('.text', { dir: 'auto' }, entityText(text, message.entities ?? message.caption_entities, ctx)) : null;
}

const stamp = (ctx, messages, over) => h(`span.stamp${over ? '.over' : ''}`, {}, messages[0].has_protected_content && icon('lock'), messages.some(each => each.edit_date) ? `${t.edited} ` : '',
  time(ctx, messages[0]));
const time = (ctx, message) => h('time', { datetime: new Date(message.date * 1000).toISOString() }, timeText(message.date * 1000, ctx.person));

function forwardHeader({ forward_origin: origin }) {
  if (!origin) return null;
  return h('.forwarded', {}, `${t.forwardedFrom} `, h('bdi', {}, originName(origin)));
}

const originName = origin => origin.sender_user_name ?? nameOf(origin.sender_user ?? origin.sender_chat ?? origin.chat);

function replyPreview(ctx, message) {
  const to = message.reply_to_message ?? message.external_reply;
  if (!to || to.forum_topic_created) return null;
  const here = message.reply_to_message;
  const from = here ? senderOf(to) : to.origin.sender_user ?? to.origin.sender_chat ?? to.origin.chat;
  const name = here ? nameOf(from) : [originName(to.origin), to.chat?.title].filter(Boolean).join(' · ');
  const thumb = to.photo && h('img', { src: fileUrl(to.photo[0].file_id), alt: '' });
  const said = message.quote ? entityText(message.quote.text, message.quote.entities, ctx) : here ? preview(to) : t[kindOf(to)] ?? t.message;
  return h('button.quoted', { data: { colour: colourOf(from?.id) }, testid: 'quoted', onclick: () => here && ctx.jump(to.message_id) }, thumb,
    h('span', {}, h('b', { dir: 'auto' }, name), h(`span${message.quote ? '.cited' : ''}`, { dir: 'auto' }, said)));
}

function reactions(ctx, messages) {
  const [message] = messages;
  if (!message.reactions?.length) return null;
  const counts = new Map();
  for (const each of message.reactions) counts.set(each.emoji, each.by);
  return h('.reactions', {}, [...counts].map(([emoji, by]) => {
    const mine = by.includes(ctx.person.id);
    const flip = () => ctx.act('react', { message: message.message_id, emoji: mine ? null : emoji });
    const who = by.map(id => nameOf(store.state.people.find(each => each.id === id) ?? (id === store.state.bot.id ? store.state.bot : ctx.chat))).join(', ');
    const face = emoji.startsWith('custom:') ? h('i.custom', {}, '✦') : emoji;
    return h('button.chip', { 'aria-pressed': String(mine), title: who, testid: 'chip', onclick: flip }, face, by.length > 1 ? h('span', {}, String(by.length)) : '');
  }), stamp(ctx, messages));
}

function listenForMenu(ctx, row, message) {
  let timer;
  const open = (x, y) => { clearTimeout(timer); ctx.menu(message, { x, y }); };
  row.addEventListener('contextmenu', event => {
    if (event.target.closest('a, audio, video')) return;
    event.preventDefault();
    open(event.clientX, event.clientY);
  });
  row.addEventListener('pointerdown', event => { if (event.pointerType === 'touch') timer = setTimeout(open, 480, event.clientX, event.clientY); });
  for (const end of ['pointerup', 'pointercancel', 'pointermove']) row.addEventListener(end, () => clearTimeout(timer));
}

// --- buttons under a message

function keyboard(ctx, message) {
  const rows = message.reply_markup?.inline_keyboard;
  return rows?.length && h('.keyboard', {}, rows.map(row => h('.keyrow', {}, row.map(button => key(ctx, message, button, button.text)))));
}

function key(ctx, message, button, kids) {
  const node = h(`button.key${button.style ? '.' + button.style : ''}`, { disabled: button.disabled, testid: 'ib', onclick: () => press(ctx, message, button, node) },
    h('span', { dir: 'auto' }, kids), (button.url || button.web_app || button.login_url) && icon('link'), button.copy_text && icon('copy'));
  return node;
}

async function press(ctx, message, button, node) {
  const url = button.url ?? button.web_app?.url ?? button.login_url?.url;
  if (button.copy_text) return copy(ctx, button.copy_text.text);
  if (url) return link(url, [], ctx).click();
  if (!button.callback_data || node.classList.contains('busy')) return undefined;
  node.classList.add('busy');
  await attempt(ctx.host, async () => showAnswer(ctx, await act(ctx.person.id, 'press', { chat: ctx.chat.id, message: message.message_id, data: button.callback_data })));
  return node.classList.remove('busy');
}

function showAnswer(ctx, answer) {
  if (!answer) return toast(ctx.host, t.noAnswer, 'dim');
  if (answer.url) link(answer.url, [], ctx).click();
  if (!answer.text) return undefined;
  return answer.show_alert ? ctx.alert(answer.text) : toast(ctx.host, answer.text);
}

export async function copy(ctx, text) {
  await attempt(ctx.host, () => navigator.clipboard.writeText(text));
  toast(ctx.host, t.copied);
}

// --- media

const size = bytes => bytes == null ? '' : bytes < 1024 ? t.bytes(bytes) : bytes < 1048576 ? t.kilobytes(Math.round(bytes / 1024)) : t.megabytes((bytes / 1048576).toFixed(1));
const length = seconds => `${Math.floor((seconds ?? 0) / 60)}:${String((seconds ?? 0) % 60).padStart(2, '0')}`;
const ratio = ({ width, height }) => width && height ? Math.min(4, Math.max(0.7, width / height)).toFixed(3) : '1.5';
const frame = part => ({ ratio: ratio(part), width: `${Math.max(140, part.width || 260)}px` });
const missing = (node, make) => { node.addEventListener('error', () => node.replaceWith(make()), { once: true }); return node; };

function media(ctx, message) {
  const kind = kindOf(message) ?? (message.voice_note ? 'voice' : message.type);
  const make = mediaMakers[kind];
  return make ? make(message[kind] ?? message.voice_note, ctx, message) : null;
}

const mediaMakers = {
  live_photo: part => h('.live', {}, photo(part.photo.at(-1)), h('span.mark', {}, 'LIVE')),
  photo: (sizes, ctx, message) => photo(sizes.at(-1), message.has_media_spoiler),
  video: part => film(part, { controls: true }), animation: part => film(part, { autoplay: true, loop: true, muted: true }),
  video_note: part => h('.round', {}, film({ ...part, width: 1, height: 1 }, { controls: true })),
  voice: part => sound(part), audio: part => sound(part, [part.performer, part.title].filter(Boolean).join(' – ') || part.file_name),
  document: part => card('file', part.file_name ?? t.document, size(part.file_size), { href: fileUrl(part.file_id), download: part.file_name ?? '' }),
  sticker: part => part.is_animated || part.is_video ? h('span.emoji.moving', { title: t.sticker }, part.emoji ?? '🏷') : missing(h('img.sticker', { src: fileUrl(part.file_id), alt: part.emoji ?? t.sticker }), () => h('span.emoji', {}, part.emoji ?? '🏷')),
  location: part => h('.map', {}, icon('place'), h('small', {}, `${part.latitude.toFixed(4)}, ${part.longitude.toFixed(4)}`), part.live_period && h('b.mark', {}, t.live)),
  venue: part => card('place', part.title, part.address), contact: part => card('user', nameOf(part), part.phone_number),
  dice: part => h('span.emoji', { title: String(part.value) }, part.emoji, h('sup', {}, String(part.value))), poll: part => poll(part), checklist: part => checklist(part),
  story: part => card('image', t.story, nameOf(part.chat)), game: part => card('play', part.title, part.description),
  invoice: part => card('file', part.title, `${(part.total_amount / 100).toFixed(2)} ${part.currency}`),
  giveaway: part => card('gift', t.giveaway, part.prize_description), giveaway_winners: part => card('gift', t.giveaway_winners, part.winners.map(nameOf).join(', ')),
  paid_media: part => card('lock', t.paid_media, `${part.star_count} ★`),
};

function photo(part, hidden) {
  const trueShape = ({ target: { naturalWidth: wide, naturalHeight: tall, parentElement: box } }) => box.style.setProperty('--ratio', ratio({ width: wide, height: tall }));
  const image = missing(h('img', { src: fileUrl(part.file_id), alt: t.photo, draggable: 'false', onload: trueShape }), () => h('.lost', {}, icon('image')));
  const open = ({ currentTarget: box }) => {
    if (box.classList.contains('hidden')) box.classList.remove('hidden');
    else lightbox(fileUrl(part.file_id));
  };
  return h(`button.photo${hidden ? '.hidden' : ''}`, { 'aria-label': t.openPhoto, vars: frame(part), onclick: open }, image);
}

function lightbox(src) {
  const box = h('dialog.lightbox', { onclick: () => box.close(), onclose: () => box.remove() }, h('img', { src, alt: t.photo }));
  document.body.append(box);
  box.showModal();
}

function film(part, flags) {
  const video = h('video', { src: fileUrl(part.file_id), preload: 'metadata', playsinline: true, ...flags });
  video.muted = Boolean(flags.muted);
  return h('.photo', { vars: frame(part) }, missing(video, () => h('.lost', {}, icon('play'), length(part.duration))));
}

function sound(part, title) {
  const audio = new Audio();
  audio.preload = 'none';
  const button = iconButton('play', t.play, { class: 'disc', onclick: toggle });
  const show = name => button.replaceChildren(icon(name));
  function toggle() {
    audio.src ||= fileUrl(part.file_id);
    audio.paused ? audio.play().catch(() => show('play')) : audio.pause();
  }
  audio.addEventListener('play', () => show('pause'));
  for (const end of ['pause', 'ended']) audio.addEventListener(end, () => show('play'));
  return h('.sound', {}, button, h('.grow', {}, title ? h('b', { dir: 'auto' }, title) : wave(part.file_unique_id ?? part.file_id), h('small', {}, length(part.duration))));
}

function wave(seed) {
  const bar = at => 18 + (seed.charCodeAt(at % seed.length) * (at * 7 + 3)) % 82;
  return h('.wave', { 'aria-hidden': 'true' }, Array.from({ length: 30 }, (_, at) => h('i', { vars: { tall: `${bar(at)}%` } })));
}

const card = (name, title, note, props) => h(props ? 'a.card' : '.card', props, h('span.disc', {}, icon(name)), twoLines(title, note));

function poll(part) {
  const total = part.total_voter_count || 0;
  const right = new Set(part.correct_option_ids ?? []);
  return h('.poll', {}, h('b', { dir: 'auto' }, part.question), h('small', {}, part.type === 'quiz' ? t.quiz : t.poll), part.options.map((option, at) => {
    const share = total ? Math.round(option.voter_count / total * 100) : 0;
    return h('.option', { vars: { share: `${share}%` } }, h('small', {}, right.has(at) ? icon('check') : `${share}%`), h('span', { dir: 'auto' }, option.text));
  }), h('small', {}, t.votes(total)));
}

const checklist = part => h('.poll', {}, h('b', { dir: 'auto' }, part.title), h('small', {}, t.checklist), part.tasks.map(task =>
  h('.task', {}, h(`span.box${task.completion_date ? '.done' : ''}`, {}, task.completion_date && icon('check')), h('span', { dir: 'auto' }, task.text))));

// Pictures in rows, as Telegram lays them: how many in each row, by how many there are.
const rowsOf = { 2: [2], 3: [1, 2], 4: [2, 2], 5: [2, 3], 6: [3, 3], 7: [2, 2, 3], 8: [2, 3, 3], 9: [3, 3, 3], 10: [2, 2, 3, 3] };

function album(ctx, messages) {
  const pictures = covers.includes(kindOf(messages[0]));
  const widths = (rowsOf[messages.length] ?? [messages.length]).flatMap(count => Array(count).fill(count));
  return h(pictures ? '.album' : '.files', { testid: 'album' }, messages.map((each, at) => {
    const marks = at ? { data: { testid: 'msg', mid: String(each.message_id) } } : {};
    const cell = h('.cell', { ...marks, vars: { span: String(6 / widths[at]), shape: widths[at] === 1 ? '2' : '1' } }, media(ctx, each), pictures ? null : body(ctx, each));
    if (at) cell.addEventListener('contextmenu', event => { event.preventDefault(); event.stopPropagation(); ctx.menu(each, { x: event.clientX, y: event.clientY }); });
    return cell;
  }));
}
