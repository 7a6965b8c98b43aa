// An open chat: its head, pinned message, topics or messages, and the composer.
import { Composer } from './composer.js';
import { ask, attempt, avatar, badge, h, icon, iconButton, initials, openMenu, rowText, sync, twoLines } from './dom.js';
import { copy, messageRow, preview, serviceLine } from './message.js';
import { act, chat, chatsOf, markRead, messagesOf, nameOf, now, person, store, titleOf, topicsOf, topicTitle, unread } from './store.js';
import { dateText, dayKey, whenText } from './text.js';
import { lang, t } from './words.js';

const faces = ['👍', '❤', '🔥', '👌', '🤔', '👎'];
const moreFaces = [...faces, '🎉', '🙏', '👏', '😁', '🤣', '😢', '😱', '😡', '🤯', '🤬', '🥰', '😍', '🤝', '👀', '💯', '⚡', '💔', '🤷', '✍', '🫡', '🕊', '🏆', '🆒', '💩'];
const positions = new Map();  // pane key -> scroll position left behind

export class Pane {
  constructor(column, key) {
    this.column = column;
    this.key = key;
    this.place = column.place;
    this.host = column.node;
    this.fresh = true;
    this.title = h('.title');
    this.kebab = iconButton('more', t.chatMenu, { 'aria-haspopup': 'menu', onclick: () => this.chatMenu(), testid: 'chat-menu' });
    this.pin = h('button.pinned', { hidden: true, onclick: () => this.jump(this.pinnedId) });
    this.flow = h('.flow', { role: 'list' });
    this.scroll = h('.scroll', { role: 'group', tabindex: '0', 'aria-label': t.chat, onscroll: () => this.scrolled() }, this.flow);
    this.down = h('button.tobottom', { 'aria-label': t.toBottom, title: t.toBottom, hidden: true, onclick: () => this.toBottom('smooth') }, icon('down'));
    this.composer = this.listsTopics ? null : new Composer(this);
    this.node = h('.pane', {}, h('header.head', {}, iconButton('back', t.back, { onclick: () => this.back(), testid: 'back' }), this.title, this.kebab),
      this.pin, h('.middle', {}, this.scroll, this.down), this.composer?.node);
    const resized = new ResizeObserver(() => { if (this.pinned) this.toBottom(); this.scrolled(); });
    for (const box of [this.scroll, this.flow]) resized.observe(box);
  }

  get chat() { return chat(this.place.chat); }
  get person() { return this.column.person; }
  get topic() { return this.place.topic; }
  get listsTopics() { return this.chat.is_forum && this.topic == null; }
  get messages() { return messagesOf(this.chat, this.topic, this.person.id); }

  update() {
    this.showHead();
    if (this.listsTopics) return this.showTopics();
    const fits = this.pinned ?? true;
    this.showMessages();
    this.showPinned();
    this.composer.update();
    if (this.fresh) this.restore();
    else if (fits) this.toBottom();
    this.scrolled();
    return undefined;
  }

  focus() { this.composer?.focus(); }
  back() { this.column.open(this.topic != null ? this.place.chat : null); }

  // --- head

  showHead() {
    const place = this.chat;
    const topic = this.topic != null && topicsOf(place).find(each => each.thread === this.topic);
    const title = topic ? topicTitle(topic) : titleOf(place);
    const note = topic ? [place.title, topic.closed && t.closedTopic].filter(Boolean).join(' · ') : this.note(place);
    const face = () => topic ? topicIcon(topic) : place.type === 'private' ? avatar(title, store.state.bot.id, 'robot') : avatar(title, place.id, place.is_forum ? 'square' : '');
    sync(this.title, [{ key: 'head', sig: title + note + topic?.icon_color + topic?.icon_emoji, make: () => h('.who', {}, face(), twoLines(title, note)) }]);
    this.kebab.hidden = place.type === 'private';
  }

  note(place) {
    if (place.type === 'private') return this.person.blocked ? t.blockedByYou : this.person.started ? t.bot : `${t.bot} · ${t.notStarted}`;
    return [t.members(place.members?.length ?? 0), t.botIs[place.bot_status] ?? t.botIs.out].join(' · ');
  }

  chatMenu() {
    const place = this.chat;
    const inside = ['member', 'administrator', 'creator'].includes(place.bot_status);
    const topic = this.topic && topicsOf(place).find(each => each.thread === this.topic);
    const simple = (name, label, glyph, more, danger) => ({ icon: glyph, label, danger, run: () => this.act(name, more) });
    openMenu(this.kebab, [
      { icon: 'group', label: t.membersTitle, testid: 'members', run: () => soon(() => this.members()) },
      { icon: 'plus', label: t.addPerson, run: () => this.addPerson() },
      !inside && simple('add_bot', t.addMember, 'robot', { admin: false }), !inside && simple('add_bot', t.addAdmin, 'shield', { admin: true }),
      place.bot_status === 'member' && simple('promote_bot', t.promoteBot, 'shield', { rights: true }),
      inside && simple('remove_bot', t.removeBot, 'block', {}, true),
      topic && simple(topic.closed ? 'reopen_topic' : 'close_topic', topic.closed ? t.reopenTopic : t.closeTopic, 'lock', { topic: topic.thread }),
      topic && simple('delete_topic', t.deleteTopic, 'trash', { topic: topic.thread }, true),
      place.is_forum && !topic && { icon: 'hash', label: t.newTopic, run: () => this.askAndAct('create_topic', t.topicName, 'name', '') },
      { icon: 'edit', label: t.rename, run: () => this.askAndAct('rename', t.newTitle, 'title', place.title) },
      place.type === 'group' && simple('migrate', t.migrate, 'up'),
      simple('leave', t.leave, 'leave', {}, true),
    ]);
  }

  act(name, more) { return attempt(this.host, () => act(this.person.id, name, { chat: this.place.chat, ...more })); }

  // --- who is here

  members() {
    const marks = each => [t.status[each.status] ?? t.member, each.status === 'administrator' && t.rightsOf(each.rights?.length ?? 0)].filter(Boolean).join(' · ');
    openMenu(this.kebab, this.chat.members.map(each => ({ node: avatar(nameOf(userOf(each.id)), each.id, each.id === store.state.bot.id ? 'robot' : ''), label: nameOf(userOf(each.id)), note: marks(each),
      testid: `member-${each.id}`, current: each.id === this.person.id, run: () => soon(() => this.memberMenu(each)) })));
  }

  memberMenu({ id, status, rights: held }) {
    const bot = id === store.state.bot.id;
    const other = bot ? {} : { other: id };
    const rights = (given, label) => ({ icon: 'shield', label, run: () => this.act(bot ? 'promote_bot' : 'promote', { ...other, rights: given }) });
    const free = status !== 'creator' && id !== this.person.id;
    openMenu(this.kebab, [
      free && (status === 'administrator' ? rights(false, t.makeMember) : rights(true, t.makeAdmin)),
      free && status !== 'administrator' && rights({ can_manage_topics: true, can_pin_messages: true }, t.makeModerator),
      free && { icon: 'block', label: t.removePerson, danger: true, run: () => this.act(bot ? 'remove_bot' : 'remove', other) },
      id === this.person.id && { icon: 'leave', label: t.leave, danger: true, run: () => this.act('leave') },
    ], h('.whose', {}, twoLines(nameOf(userOf(id)), [t.status[status] ?? t.member, ...shownRights(held)].join(' · '))));
  }

  async addPerson() {
    const here = new Set(this.chat.members.map(each => each.id));
    const free = store.state.people.filter(each => !here.has(each.id));
    const choices = free.map(each => ({ value: each.id, label: nameOf(each), node: avatar(nameOf(each), each.id), testid: `add-${each.id}` }));
    const other = await ask(this.host, { text: free.length ? t.addPerson : t.nobodyElse, choices });
    if (other) this.act('add', { other });
  }

  async askAndAct(name, text, field, value) {
    const answer = await ask(this.host, { text, input: value });
    if (answer) this.act(name, { [field]: answer });
  }

  // --- topics

  showTopics() {
    this.scroll.classList.add('topics');
    sync(this.flow, topicsOf(this.chat, this.person.id).map(topic => {
      const { last, ...rest } = topic;
      const line = last ? [!serviceLine(last) && last.from?.first_name, preview(last)].filter(Boolean).join(': ') : '';
      const row = { ...rest, title: topicTitle(topic), line, when: last ? whenText(last.date * 1000, this.person) : '', count: unread(this.person.id, this.chat, topic.thread) };
      return { key: topic.thread, sig: JSON.stringify(row), make: () => topicRow(row, () => this.column.open(this.place.chat, topic.thread)) };
    }));
  }

  // --- messages

  get ctx() {
    const me = { person: this.person, chat: this.chat, topic: this.topic, host: this.host };
    return { ...me, act: (name, more) => this.act(name, more), command: text => this.act('write', { text, topic: this.topic || null }), start: payload => this.start(payload),
      open: place => this.goTo(place), jump: id => this.jump(id), menu: (message, at) => this.messageMenu(message, at), faces: (message, at) => openMenu(at, [], this.faceRow(message, moreFaces)), alert: text => ask(this.host, { text, only: true }) };
  }

  async start(payload) {
    await attempt(this.host, () => act(this.person.id, 'start', { payload }));
    this.column.open(this.person.id);
  }

  goTo({ chat: where, topic, message }) {
    const { column } = this;
    column.open(where, topic);
    if (message != null) requestAnimationFrame(() => column.pane.jump(message));
  }

  showMessages() {
    const { ctx } = this;
    const groups = grouped(this.messages);
    const items = [];
    groups.forEach((messages, at) => {
      const [message] = messages;
      const day = dayKey(message.date * 1000, this.person.zone);
      if (!at || day !== dayKey(groups[at - 1][0].date * 1000, this.person.zone)) items.push(this.dayItem(day, message.date * 1000));
      const run = { starts: !sameRun(groups[at - 1], messages), ends: !sameRun(messages, groups[at + 1]) };
      items.push({ key: message.message_id, sig: JSON.stringify([messages, run, this.chat.bot_status]), make: () => messageRow(ctx, messages, run) });
    });
    if (!items.length) items.push({ key: 'none', sig: '', make: () => h('p.empty', {}, t.noMessages) });
    sync(this.flow, items);
  }

  dayItem(day, ms) {
    const away = Math.round((Date.parse(dayKey(now(), this.person.zone)) - Date.parse(day)) / 86400e3);
    const text = away === 0 ? t.today : away === 1 ? t.yesterday : dateText(ms, lang(), this.person.zone, { day: 'numeric', month: 'long' });
    return { key: `day ${day}`, sig: text, make: () => h('.day', {}, h('span', {}, text)) };
  }

  showPinned() {
    const message = this.messages.filter(each => this.chat.pinned?.includes(each.message_id)).at(-1);
    this.pinnedId = message?.message_id;
    this.pin.hidden = !message;
    if (!message) return;
    const text = preview(message);
    sync(this.pin, [{ key: 'pin', sig: message.message_id + text, make: () => h('span.who', {}, icon('pin'), twoLines(t.pinned, text)) }]);
  }

  jump(id) {
    const found = this.scroll.querySelector(`[data-mid="${id}"]`);
    if (!found) return;
    found.scrollIntoView({ block: 'center', behavior: 'smooth' });
    found.classList.add('flash');
    setTimeout(() => found.classList.remove('flash'), 1500);
  }

  toBottom(behavior = 'instant') { this.scroll.scrollTo({ top: this.scroll.scrollHeight, behavior }); }

  restore() {
    this.fresh = false;
    const left = positions.get(this.key);
    this.pinned = left == null;
    if (this.pinned) this.toBottom();
    else this.scroll.scrollTop = left;
  }

  remember() {
    if (this.pinned === false) positions.set(this.key, this.scroll.scrollTop);
    else positions.delete(this.key);
  }

  scrolled() {
    if (!this.node.isConnected || !this.chat || this.listsTopics || !this.scroll.clientHeight) return;
    this.seeWhere();
    const count = unread(this.person.id, this.chat, this.topic);
    this.down.hidden = this.pinned;
    this.down.replaceChildren(icon('down'), ...count && !this.pinned ? [badge(count)] : []);
    if (this.pinned && document.visibilityState === 'visible' && markRead(this.person.id, this.chat, this.topic)) this.column.app.readMore();
  }

  // Whether the end is in view; a change of size alone says nothing of what the person wants.
  seeWhere() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroll;
    const size = `${scrollHeight}/${clientHeight}`;
    if (size === this.size) this.pinned = scrollHeight - scrollTop - clientHeight < 40;
    this.size = size;
  }

  messageMenu(message, at) {
    const own = message.from?.id === this.person.id;
    const id = message.message_id;
    const text = message.text ?? message.caption;
    const quote = this.selectedIn(message);
    openMenu(at, [
      quote && { icon: 'reply', label: t.quote, note: quote, testid: 'quote', run: () => this.composer.reply(message, quote) },
      { icon: 'reply', label: t.reply, run: () => this.composer.reply(message) },
      own && !message.forward_origin && (text != null || captioned.some(kind => message[kind])) && { icon: 'edit', label: t.edit, run: () => this.composer.edit(message) },
      text != null && { icon: 'copy', label: t.copy, run: () => copy({ host: this.host }, text) },
      { icon: 'forward', label: t.forward, run: () => this.forward(id) },
      { icon: 'pin', label: t.pin, run: () => this.act('pin', { message: id }) },
      (own || this.mayDelete) && { icon: 'trash', label: t.delete, danger: true, run: () => this.act('delete', { message: id }) },
    ], this.faceRow(message, faces));
  }

  // Reactions to choose from; the one that is this person's already is taken back.
  faceRow(message, shown) {
    const mine = message.reactions?.filter(each => each.by.includes(this.person.id)).map(each => each.emoji) ?? [];
    const face = emoji => h('button', { role: 'menuitem', 'aria-label': `${t.react} ${emoji}`, 'aria-current': mine.includes(emoji) && 'true',
      onclick: () => this.act('react', { message: message.message_id, emoji: mine.includes(emoji) ? null : emoji }) }, emoji);
    return h('.faces', { role: 'group', 'aria-label': t.react }, shown.map(face));
  }

  // The part of this message's text that is selected.
  selectedIn(message) {
    const chosen = getSelection();
    const words = this.scroll.querySelector(`[data-mid="${message.message_id}"] .text`);
    if (chosen.isCollapsed || !words?.contains(chosen.anchorNode) || !words.contains(chosen.focusNode)) return '';
    const quote = chosen.toString().trim();
    return (message.text ?? message.caption ?? '').includes(quote) ? quote : '';
  }

  get mayDelete() {
    const mine = this.chat.members?.find(each => each.id === this.person.id)?.status;
    return this.chat.type === 'private' || mine === 'creator' || mine === 'administrator';
  }

  async forward(message) {
    const places = chatsOf(this.person).flatMap(place => place.is_forum
      ? topicsOf(place).map(topic => ({ value: { chat: place.id, topic: topic.thread || null }, label: `${place.title} › ${topicTitle(topic)}`, node: topicIcon(topic) }))
      : [{ value: { chat: place.id }, label: titleOf(place), node: avatar(titleOf(place), place.id, place.type === 'private' ? 'robot' : '') }]);
    const to = await ask(this.host, { text: t.forwardTo, choices: places });
    if (!to) return;
    await attempt(this.host, () => act(this.person.id, 'forward', { from_chat: this.place.chat, message, ...to }));
    this.column.open(to.chat, chat(to.chat).is_forum ? to.topic ?? 0 : null);
  }
}

// --- helpers

function grouped(messages) {
  const out = [];
  for (const message of messages) {
    const last = out.at(-1);
    if (message.media_group_id && last?.[0].media_group_id === message.media_group_id) last.push(message);
    else out.push([message]);
  }
  return out;
}

const captioned = ['photo', 'live_photo', 'video', 'animation', 'audio', 'voice', 'document'];
const soon = work => setTimeout(work, 0);  // a menu opens once the one before it is closed
const shownRights = held => (held ?? []).map(name => t.rights[name]).filter(Boolean);
const userOf = id => id === store.state.bot.id ? store.state.bot : person(id);
const spoken = group => group && !serviceLine(group[0]);
const author = group => (group[0].sender_chat ?? group[0].from)?.id;
const sameRun = (one, two) => Boolean(spoken(one) && spoken(two) && author(one) === author(two) && two[0].date - one[0].date < 600);

export function topicIcon({ thread, icon_color: colour, icon_emoji: emoji, name, closed }) {
  const face = emoji && !/^\d+$/.test(emoji) ? emoji : !thread ? '#' : initials(name ?? '').slice(0, 1);
  const tint = thread ? `#${(colour ?? 7322096).toString(16).padStart(6, '0')}` : '#8a99a8';
  return h(`span.topicface${emoji === face ? '.emoji' : ''}`, { 'aria-hidden': 'true', vars: { tint } }, closed ? icon('lock') : face);
}

const topicRow = (row, run) => h('button.chat', { onclick: run, testid: `topic-${row.thread}` }, topicIcon(row), rowText(row.title, row.when, row.line, row.count));
