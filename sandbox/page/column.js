// One person's column: who it is, the list of their chats, and the chat that is open.
import { ask, attempt, avatar, h, icon, iconButton, openMenu, sync, toast, rowText, twoLines } from './dom.js';
import { preview, serviceLine } from './message.js';
import { Pane } from './pane.js';
import { act, chat, chatsOf, messagesOf, nameOf, now, person, senderOf, store, titleOf, unread, unreadOf } from './store.js';
import { cityOf, dateText, whenText } from './text.js';
import { lang, role, t } from './words.js';

const lastOpen = new Map();  // person -> the place last open in any column

export class Column {
  constructor({ person: who, open }, app) {
    this.app = app;
    this.who = who;
    this.place = open ?? lastOpen.get(who) ?? null;
    if (this.place) lastOpen.set(who, this.place);
    this.picker = h('button.picker', { 'aria-haspopup': 'menu', onclick: () => this.pickPerson() });
    this.kebab = iconButton('more', t.personMenu, { 'aria-haspopup': 'menu', onclick: () => this.personMenu(), testid: 'person-menu' });
    this.list = h('.chats', { role: 'list', 'aria-label': t.chats });
    this.slot = h('.slot');
    this.node = h('section.column', {}, h('header.person', {}, this.picker, this.kebab), h('.body', {}, this.list, this.slot));
  }

  get person() { return person(this.who); }

  setPerson(id) {
    if (id === this.who) return;
    this.who = id;
    this.place = lastOpen.get(id) ?? null;
    this.app.changed();
  }

  open(chatId, topic = null) {
    this.place = chatId == null ? null : { chat: chatId, topic };
    if (this.place) lastOpen.set(this.who, this.place);
    this.app.changed();
    if (this.place && !matchMedia('(pointer: coarse)').matches) this.pane?.focus();
  }

  update(index) {
    this.followMigration();
    Object.assign(this.node.dataset, { testid: `col-${index}`, person: this.who });
    this.node.setAttribute('aria-label', nameOf(this.person));
    this.picker.dataset.testid = `person-${index}`;
    this.node.classList.toggle('open', Boolean(this.place));
    this.showPerson();
    this.showChats();
    this.showPane();
  }

  followMigration() {
    if (!this.place || this.person.chats.includes(this.place.chat) && chat(this.place.chat)) return;
    const next = chatsOf(this.person).find(place => place.messages.some(m => m.migrate_from_chat_id === this.place.chat));
    this.place = next ? { chat: next.id, topic: null } : null;
  }

  showPerson() {
    const who = this.person;
    const note = [role(who.label), `${dateText(now(), lang(), who.zone, { hour: '2-digit', minute: '2-digit' })} ${cityOf(who.zone)}`].filter(Boolean).join(' · ');
    sync(this.picker, [{ key: 'person', sig: who.id + nameOf(who) + note + who.blocked + lang(), make: () => h('span.who', {}, avatar(nameOf(who), who.id), twoLines(nameOf(who), note), icon('down')) }]);
    this.picker.title = t.pickPerson;
  }

  showChats() {
    const rows = chatsOf(this.person).map(place => this.chatItem(place));
    sync(this.list, rows.length ? rows : [{ key: 'none', sig: lang(), make: () => h('p.empty', {}, t.noChats) }]);
  }

  chatItem(place) {
    const last = messagesOf(place, null, this.who).at(-1);
    const active = this.place?.chat === place.id;
    const own = place.type === 'private';
    const line = last ? [!own && !serviceLine(last) && sender(last, this.who), preview(last)].filter(Boolean).join(': ') : own && !this.person.started ? t.notStarted : '';
    const row = { title: titleOf(place), line, when: last ? whenText(last.date * 1000, this.person) : '', count: active && !place.is_forum ? 0 : unread(this.who, place), active };
    return { key: place.id, sig: JSON.stringify(row), make: () => chatRow(place, row, () => this.open(place.id)) };
  }

  showPane() {
    const key = this.place && `${this.who}/${this.place.chat}/${this.place.topic ?? ''}/${lang()}`;
    if (this.pane?.key !== key) {
      this.pane?.remember();
      this.pane = key && new Pane(this, key);
      this.slot.replaceChildren(...this.pane ? [this.pane.node] : []);
    }
    this.pane?.update();
  }

  pickPerson() {
    openMenu(this.picker, store.state.people.map(each => ({ node: avatar(nameOf(each), each.id), label: nameOf(each), note: role(each.label), badge: unreadOf(each),
      current: each.id === this.who, testid: `pick-${each.id}`, run: () => this.setPerson(each.id) })));
  }

  personMenu() {
    const who = this.person;
    openMenu(this.kebab, [
      who.blocked ? { icon: 'check', label: t.unblock, run: () => this.act('unblock_bot') } : { icon: 'block', label: t.block, danger: true, run: () => this.act('block_bot') },
      { icon: 'link', label: t.startWith, run: () => this.startWith() },
      { icon: 'group', label: t.newGroup, run: () => this.newGroup() },
      { icon: 'plus', label: t.joinGroup, testid: 'join', run: () => this.joinGroup() },
      { icon: 'close', label: t.closeColumn, run: () => this.app.remove(this) },
    ]);
  }

  act(name, more) { return attempt(this.node, () => act(this.who, name, more)); }

  async startWith() {
    const payload = await ask(this.node, { text: t.payload, input: '' });
    if (payload) { await this.act('start', { payload }); this.open(this.who); }
  }

  async joinGroup() {
    const others = store.state.chats.filter(place => place.type !== 'private' && !this.person.chats.includes(place.id));
    const choices = others.map(place => ({ value: place.id, label: place.title, node: avatar(place.title, place.id, place.is_forum ? 'square' : ''), testid: `join-${place.id}` }));
    const wanted = await ask(this.node, { text: others.length ? t.joinGroup : t.noOtherGroups, choices });
    if (!wanted || !await this.act('join', { chat: wanted }).then(done => done !== undefined)) return;
    await this.app.refresh();
    this.open(wanted);
  }

  async newGroup() {
    const title = await ask(this.node, { text: t.newGroupTitle, input: '' });
    const made = title && await this.act('group', { title });
    if (made?.id) { await this.app.refresh(); this.open(made.id); }
  }

  say(text) { toast(this.node, text); }
}

const sender = (message, who) => message.from?.id === who ? t.you : senderOf(message)?.first_name ?? '';

function chatRow(place, { title, line, when, count, active }, run) {
  return h(`button.chat${active ? '.active' : ''}`, { 'aria-current': active && 'true', onclick: run, testid: `chat-${place.id}` },
    avatar(title, place.type === 'private' ? store.state.bot.id : place.id, place.type === 'private' ? 'robot' : place.is_forum ? 'square' : ''),
    rowText(title, when, line, count));
}
