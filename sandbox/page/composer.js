// Where a person writes: the draft, replies and edits, files, samples, and the bot's own keyboard.
import { attempt, h, icon, iconButton, openMenu, twoLines } from './dom.js';
import { preview } from './message.js';
import { act, nameOf, senderOf, upload } from './store.js';
import { t } from './words.js';

const drafts = new Map();  // person/chat/topic -> {text, reply, quote, editing}
const others = ['video', 'live_photo', 'animation', 'audio', 'video_note', 'animated_sticker', 'location', 'live_location', 'venue', 'contact', 'poll', 'quiz', 'dice',
  'checklist', 'story', 'rich_message', 'game', 'giveaway', 'paid_media', 'invoice', 'every_entity', 'from_channel'];
const really = { every_entity: { kind: 'text' }, from_channel: { kind: 'photo', origin: 'channel' } };
const glyphs = { video: 'play', live_photo: 'image', animation: 'image', audio: 'play', video_note: 'play', animated_sticker: 'smile', location: 'place', live_location: 'place', venue: 'place', contact: 'user',
  poll: 'list', quiz: 'list', dice: 'hash', checklist: 'check', story: 'image', game: 'play', giveaway: 'gift', paid_media: 'lock', from_channel: 'forward' };
const withCaption = new Set(['video', 'live_photo', 'animation', 'audio']);
const kindOfFile = file => /^image\/(png|jpe?g|webp)$/.test(file.type) ? 'photo' : /^video\//.test(file.type) ? 'video' : 'document';

// Files as Telegram's apps send them: pictures together, other files together, ten at most.
function albumsOf(files) {
  const pictures = files.filter(file => kindOfFile(file) !== 'document').map(file => ({ kind: kindOfFile(file), file }));
  const documents = files.filter(file => kindOfFile(file) === 'document').map(file => ({ kind: 'document', file }));
  return [pictures, documents].flatMap(parts => Array.from({ length: Math.ceil(parts.length / 10) }, (_, at) => parts.slice(at * 10, at * 10 + 10)));
}

export class Composer {
  constructor(pane) {
    this.pane = pane;
    this.draft = drafts.get(this.key) ?? { text: '', reply: null, editing: null };
    drafts.set(this.key, this.draft);
    this.input = h('textarea', { rows: '1', dir: 'auto', placeholder: t.write, 'aria-label': t.write, value: this.draft.text, testid: 'composer',
      oninput: () => this.typed(), onkeydown: event => this.pressed(event), onpaste: event => this.pasted(event) });
    this.files = h('input', { type: 'file', multiple: true, hidden: true, 'aria-label': t.file, testid: 'file', onchange: () => this.chosen() });
    this.clip = iconButton('clip', t.attach, { 'aria-haspopup': 'menu', onclick: () => this.attach(), testid: 'attach' });
    this.button = iconButton('send', t.send, { class: 'plain send', onclick: () => this.send(), testid: 'send' });
    this.banner = h('.banner', { hidden: true });
    this.keys = h('.keyboard.own', { hidden: true });
    this.bar = h('.writebar', {}, this.clip, this.files, this.input, this.button);
    this.big = h('button.main.wide', { hidden: true });
    this.node = h('footer.composer', { ondragover: event => event.preventDefault(), ondrop: event => this.dropped(event) }, this.banner, this.bar, this.big, this.keys);
    requestAnimationFrame(() => this.fit());
  }

  get person() { return this.pane.person; }
  get key() { return `${this.person.id}/${this.pane.place.chat}/${this.pane.place.topic ?? ''}`; }
  get place() { return { chat: this.pane.place.chat, topic: this.pane.place.topic || null }; }
  act(name, more) { return attempt(this.pane.host, () => act(this.person.id, name, { ...this.place, ...more })); }

  focus() { if (!this.bar.hidden) this.input.focus({ preventScroll: true }); }

  update() {
    const own = this.pane.chat.type === 'private';
    const mode = own && this.person.blocked ? 'unblock' : own && !this.person.started ? 'start' : 'write';
    if (mode !== this.mode) this.setMode(mode);
    this.showKeys();
  }

  setMode(mode) {
    this.mode = mode;
    this.bar.hidden = mode !== 'write';
    this.big.hidden = mode === 'write';
    if (mode !== 'write') {
      this.big.textContent = t[mode];
      this.big.dataset.testid = mode;
      this.big.onclick = () => attempt(this.pane.host, () => act(this.person.id, mode === 'start' ? 'start' : 'unblock_bot'));
    }
    this.showBanner();
    this.fit();
  }

  // --- the draft

  typed() {
    this.draft.text = this.input.value;
    this.fit();
  }

  fit() {
    this.input.style.height = 'auto';
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
    this.node.classList.toggle('ready', Boolean(this.input.value.trim()));
  }

  put(text) {
    this.input.value = text;
    this.typed();
  }

  reply(message, quote = null) {
    Object.assign(this.draft, { reply: message, quote, editing: null });
    this.showBanner();
    this.focus();
  }

  edit(message) {
    Object.assign(this.draft, { editing: message, reply: null });
    this.put(message.text ?? message.caption ?? '');
    this.showBanner();
    this.focus();
  }

  dropBanner() {
    if (this.draft.editing) this.put('');
    Object.assign(this.draft, { editing: null, reply: null, quote: null });
    this.showBanner();
    this.focus();
  }

  showBanner() {
    const { editing, reply, quote } = this.draft;
    const message = editing ?? reply;
    this.banner.hidden = !message || this.mode !== 'write';
    this.button.replaceChildren(icon(editing ? 'check' : 'send'));
    this.button.setAttribute('aria-label', editing ? t.save : t.send);
    if (message) this.banner.replaceChildren(icon(editing ? 'edit' : 'reply'), twoLines(editing ? t.editing : `${t.replyTo} ${nameOf(senderOf(message))}`, !editing && quote ? `« ${quote} »` : preview(message)),
      iconButton('close', t.cancel, { onclick: () => this.dropBanner() }));
  }

  // --- sending

  pressed(event) {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) { event.preventDefault(); this.send(); }
    if (event.key === 'Escape' && (this.draft.reply || this.draft.editing)) this.dropBanner();
    if (event.key === 'ArrowUp' && !this.input.value) this.editLast(event);
  }

  editLast(event) {
    const mine = this.pane.messages.findLast(each => each.from?.id === this.person.id && each.text != null);
    if (mine) { event.preventDefault(); this.edit(mine); }
  }

  async send() {
    const text = this.input.value.trim();
    const { editing, reply, quote } = this.draft;
    if (!text && !(editing && editing.text == null)) return;
    this.clear();
    const done = await attempt(this.pane.host, () => act(this.person.id, editing ? 'edit' : 'write', editing
      ? { chat: this.place.chat, message: editing.message_id, text } : { ...this.place, text, reply_to: reply?.message_id ?? null, quote: reply ? quote : null }).then(() => true));
    if (done) this.pane.toBottom();
    else if (!this.input.value) { Object.assign(this.draft, { editing, reply, quote }); this.put(text); this.showBanner(); }
  }

  clear() {
    Object.assign(this.draft, { editing: null, reply: null, quote: null });
    this.put('');
    this.showBanner();
  }

  takeCaption() {
    const caption = this.draft.editing ? '' : this.input.value.trim();
    const reply = this.draft.reply?.message_id ?? null;
    this.clear();
    return { caption: caption || null, reply };
  }

  attach() {
    const sample = (kind, label, glyph, caption) => ({ icon: glyph, label, testid: `sample-${kind}`, run: () => this.sample(kind, caption) });
    openMenu(this.clip, [{ icon: 'file', label: t.file, run: () => this.files.click() }, sample('photo', t.samplePhoto, 'image', true), { icon: 'list', label: t.sampleAlbum, testid: 'sample-album', run: () => this.album() },
      sample('voice', t.sampleVoice, 'mic'), sample('sticker', t.sampleSticker, 'smile'), sample('document', t.sampleDocument, 'file', true),
      { icon: 'more', label: t.otherKinds, testid: 'other-kinds', run: () => setTimeout(() => this.others(), 0) }]);
  }

  others() {
    openMenu(this.clip, others.map(kind => ({ icon: glyphs[kind] ?? 'file', label: t[kind] ?? kind, testid: `sample-${kind}`, run: () => this.sample(kind, withCaption.has(kind)) })));
  }

  album() {
    const { caption, reply } = this.takeCaption();
    this.act('album', { kinds: ['photo', 'video', 'photo', 'photo'], caption, reply_to: reply });
  }

  sample(kind, withCaption) {
    const { caption, reply } = withCaption ? this.takeCaption() : { caption: null, reply: null };
    this.act('send', { kind, caption, reply_to: reply, ...really[kind] });
  }

  async chosen() {
    await this.uploadAll([...this.files.files]);
    this.files.value = '';
  }

  async uploadAll(files) {
    if (!files.length) return;
    let { caption, reply } = this.takeCaption();
    for (const part of albumsOf(files)) {
      await attempt(this.pane.host, () => upload(this.person.id, this.place, part, caption, reply));
      caption = reply = null;
    }
  }

  pasted(event) {
    const files = [...event.clipboardData?.files ?? []];
    if (files.length) { event.preventDefault(); this.uploadAll(files); }
  }

  dropped(event) {
    event.preventDefault();
    this.uploadAll([...event.dataTransfer?.files ?? []]);
  }

  // --- the keyboard the bot offers instead of letters

  showKeys() {
    const last = this.pane.messages.findLast(each => each.reply_markup?.keyboard || each.reply_markup?.remove_keyboard)?.reply_markup?.keyboard;
    const sig = JSON.stringify(last ?? null);
    this.keys.hidden = !last || this.mode !== 'write';
    if (sig === this.keysSig) return;
    this.keysSig = sig;
    this.keys.replaceChildren(...(last ?? []).map(row => h('.keyrow', {}, row.map(each => this.ownKey(typeof each === 'string' ? { text: each } : each)))));
  }

  ownKey(key) {
    const run = () => key.request_contact ? this.act('send', { kind: 'contact' }) : key.request_location ? this.act('send', { kind: 'location' }) : this.act('write', { text: key.text });
    return h('button.key', { dir: 'auto', testid: 'kb', onclick: run }, key.text);
  }
}
