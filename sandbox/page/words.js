// Every word of the page itself, in Russian and in English.
const ru = {
  sandbox: 'Песочница', clock: 'Часы песочницы', loading: 'Загружаем…', offline: 'Песочница не отвечает. Переподключаемся…',
  min1: '+1 мин', min5: '+5 мин', hour1: '+1 ч', saturday: 'Суббота 23:40', tomorrow: 'Завтра 09:30',
  tracker: { title: 'Трекер', address: 'Адрес постбека', link: 'Ссылка или её метка', linkHint: 'https://… или метка', goal: 'Цель', status: 'Статус (1 — аппрув)', count: 'Лидов', lag: 'Опоздание, с',
    again: 'Дублей, %', shuffled: 'Вразнобой', same: 'Те же лиды ещё раз', send: 'Отправить', sending: 'Отправляем…', silent: 'нет ответа',
    statuses: { 1: 'аппрув', 2: 'в обработке', 3: 'отклонён', 5: 'холд' } },
  faults: 'Сбои', faultsOff: 'Выключить всё', calls: 'Вызовы Bot API', addColumn: 'Колонка', closeColumn: 'Закрыть колонку', menu: 'Меню', language: 'Язык',
  latency: 'Задержка, с', error_500: 'Ошибки 500, %', cut_before: 'Обрыв до вызова, %', cut_after: 'Обрыв после вызова, %',
  outage: 'Telegram недоступен', storm_429: 'Шквал 429', limits: 'Лимиты Telegram',
  filter: 'Метод, чат или текст', noPolling: 'без getUpdates', noCalls: 'Вызовов пока нет.', close: 'Закрыть', cut: 'обрыв', noAnswerYet: 'нет ответа',
  pickPerson: 'Кого показать', people: 'Люди', chats: 'Чаты', noChats: 'Чатов пока нет.', noMessages: 'Сообщений пока нет.', noTopics: 'Тем пока нет.',
  bot: 'бот', blockedByYou: 'вы заблокировали бота', notStarted: 'ещё не начат', you: 'Вы', back: 'Назад', topics: 'Темы', general: 'General', closedTopic: 'тема закрыта',
  members: n => `${n} ${plural(n, 'участник', 'участника', 'участников')}`, botIs: { administrator: 'бот — админ', member: 'бот в группе', out: 'бота нет' },
  write: 'Сообщение', send: 'Отправить', attach: 'Прикрепить', save: 'Сохранить', cancel: 'Отмена', ok: 'Хорошо',
  start: 'Начать', startWith: 'Начать по ссылке…', payload: 'Параметр ссылки', unblock: 'Разблокировать бота', block: 'Заблокировать бота', botGone: 'Вы не состоите в этом чате.',
  file: 'Файл с диска…', samplePhoto: 'Пример фото', sampleVoice: 'Пример голосового', sampleSticker: 'Пример стикера', sampleDocument: 'Пример документа',
  sampleAlbum: 'Пример альбома', otherKinds: 'Другие виды…', every_entity: 'Текст со всеми видами разметки', from_channel: 'Фото, пересланное из канала', quote: 'Ответить с цитатой', membersTitle: 'Участники', member: 'участник',
  addPerson: 'Добавить человека', makeAdmin: 'Сделать админом со всеми правами', makeModerator: 'Сделать админом: темы и закрепы', makeMember: 'Снять права админа', removePerson: 'Удалить из чата', nobodyElse: 'Все уже здесь.',
  joinGroup: 'Вступить в группу', noOtherGroups: 'Других групп нет.', rightsOf: n => `${n} ${plural(n, 'право', 'права', 'прав')}`,
  rights: { can_delete_messages: 'удаление', can_restrict_members: 'участники', can_promote_members: 'назначение админов', can_change_info: 'название', can_invite_users: 'приглашения', can_pin_messages: 'закрепы', can_manage_topics: 'темы' },
  reply: 'Ответить', edit: 'Изменить', delete: 'Удалить', forward: 'Переслать', pin: 'Закрепить', copy: 'Скопировать текст', copied: 'Скопировано', react: 'Реакция', message: 'Действия с сообщением', chat: 'Чат',
  replyTo: 'Ответ', editing: 'Правка сообщения', forwardTo: 'Куда переслать', forwardedFrom: 'Переслано от', edited: 'изменено', pinned: 'Закреплённое сообщение',
  addMember: 'Добавить бота участником', addAdmin: 'Добавить бота админом', removeBot: 'Убрать бота', promoteBot: 'Сделать бота админом', migrate: 'Превратить в супергруппу',
  rename: 'Переименовать…', newTitle: 'Новое название', leave: 'Выйти из чата', newGroup: 'Новая группа…', newGroupTitle: 'Название группы', newTopic: 'Новая тема…', topicName: 'Название темы',
  closeTopic: 'Закрыть тему', reopenTopic: 'Открыть тему', deleteTopic: 'Удалить тему', chatMenu: 'Меню чата', personMenu: 'Меню человека',
  noAnswer: 'Бот не ответил на нажатие.', toBottom: 'К последним сообщениям', openPhoto: 'Открыть фото', play: 'Слушать', spoiler: 'Скрытый текст, нажмите, чтобы открыть', more: 'Развернуть или свернуть',
  photo: 'Фото', video: 'Видео', animation: 'Анимация', voice: 'Голосовое сообщение', audio: 'Аудио', document: 'Файл', sticker: 'Стикер', video_note: 'Видеосообщение', location: 'Геопозиция',
  venue: 'Место', contact: 'Контакт', poll: 'Опрос', quiz: 'Викторина', dice: 'Кубик', checklist: 'Список дел', story: 'История', game: 'Игра', invoice: 'Счёт', giveaway: 'Розыгрыш',
  giveaway_winners: 'Итоги розыгрыша', paid_media: 'Платное содержимое', live_photo: 'Живое фото', live_location: 'Геопозиция в движении', live: 'в движении', animated_sticker: 'Анимированный стикер', rich_message: 'Сообщение со страницей',
  bytes: n => `${n} Б`, kilobytes: n => `${n} КБ`, megabytes: n => `${n.replace('.', ',')} МБ`,
  album: 'Альбом', rich: 'Сообщение', service: 'Событие', votes: n => `${n} ${plural(n, 'голос', 'голоса', 'голосов')}`,
  svc: {
    joined: (who, whom) => who === whom ? `${who} теперь в чате` : `${who} добавляет: ${whom}`, left: (who, whom) => who === whom ? `${who} покидает чат` : `${who} удаляет: ${whom}`,
    pinned: who => `${who} закрепляет сообщение`, group: (who, title) => `${who} создаёт группу «${title}»`, title: (who, title) => `${who} меняет название на «${title}»`,
    migrated: 'Группа стала супергруппой', topicNew: (who, name) => `${who} создаёт тему «${name}»`, topicEdit: (who, name) => name ? `${who} называет тему «${name}»` : `${who} меняет значок темы`,
    topicClosed: who => `${who} закрывает тему`, topicOpen: who => `${who} открывает тему`, other: name => `Служебное сообщение: ${name}`,
  },
  roles: { newcomer: 'новичок', buyer: 'байер', 'sub-manager': 'саб-менеджер', senior: 'старший смены', 'account manager': 'аккаунт-менеджер', head: 'руководитель', partner: 'партнёр', manager: 'менеджер' },
  status: { creator: 'владелец', administrator: 'админ' }, today: 'Сегодня', yesterday: 'Вчера',
  cities: { Moscow: 'Москва', Almaty: 'Алматы', Kaliningrad: 'Калининград', London: 'Лондон', Kyiv: 'Киев', Minsk: 'Минск', Tashkent: 'Ташкент', Tbilisi: 'Тбилиси', Yerevan: 'Ереван' },
  errors: [
    [/press Start first/, 'Сначала нажмите «Начать».'], [/unblock the bot first/, 'Сначала разблокируйте бота.'], [/you are not a member/, 'Вы не состоите в этом чате.'], [/no right to do that/, 'На это здесь нет прав.'],
    [/may not write here/, 'Вам нельзя писать сюда.'], [/topic is closed/, 'Тема закрыта.'], [/no such topic/, 'Такой темы нет.'], [/no such chat/, 'Такого чата нет.'], [/no such message/, 'Этого сообщения уже нет.'],
    [/message is not yours/, 'Это не ваше сообщение.'], [/no such button/, 'Такой кнопки уже нет.'], [/no such reaction/, 'Такая реакция здесь недоступна.'], [/may not be forwarded/, 'Это сообщение нельзя переслать.'],
    [/bot is not in this chat/, 'Бота нет в этом чате.'], [/bot is already/, 'Бот уже в этом чате.'], [/member already/, 'Вы уже в этом чате.'], [/at most 4096/, 'Сообщение пустое или длиннее 4096 знаков.'],
    [/basic group can be upgraded/, 'Превратить в супергруппу можно только обычную группу.'], [/has no topics/, 'В этом чате нет тем.'], [/album is/, 'Альбом: от 2 до 10 фото и видео вместе, либо файлов, либо аудио.'], [/caption stands/, 'Подпись бывает только у медиа, до 1024 знаков.'],
    [/can't be changed so/, 'Это сообщение так изменить нельзя.'], [/person is not in this chat/, 'Этого человека нет в чате.'], [/banned here/, 'Вас удалили из этого чата, вернуть может админ.'], [/account is deleted/, 'Этот аккаунт удалён.'], [/failed to fetch|network/i, 'Песочница не отвечает.'],
  ],
};

const en = {
  sandbox: 'Sandbox', clock: 'Clock of the sandbox', loading: 'Loading…', offline: 'The sandbox does not answer. Reconnecting…',
  min1: '+1 min', min5: '+5 min', hour1: '+1 h', saturday: 'Saturday 23:40', tomorrow: 'Tomorrow 09:30',
  tracker: { title: 'Tracker', address: 'Postback address', link: 'A link, or its token', linkHint: 'https://… or a token', goal: 'Goal', status: 'Status (1 – approved)', count: 'Leads', lag: 'Late by, s',
    again: 'Duplicates, %', shuffled: 'Out of order', same: 'The same leads again', send: 'Send', sending: 'Sending…', silent: 'no answer',
    statuses: { 1: 'approved', 2: 'pending', 3: 'rejected', 5: 'on hold' } },
  faults: 'Faults', faultsOff: 'Turn everything off', calls: 'Bot API calls', addColumn: 'Column', closeColumn: 'Close the column', menu: 'Menu', language: 'Language',
  latency: 'Latency, s', error_500: 'Errors 500, %', cut_before: 'Cut before the call, %', cut_after: 'Cut after the call, %',
  outage: 'Telegram is down', storm_429: 'Storm of 429', limits: 'Telegram’s limits',
  filter: 'Method, chat or text', noPolling: 'without getUpdates', noCalls: 'No calls yet.', close: 'Close', cut: 'cut', noAnswerYet: 'no answer',
  pickPerson: 'Whom to show', people: 'People', chats: 'Chats', noChats: 'No chats yet.', noMessages: 'No messages yet.', noTopics: 'No topics yet.',
  bot: 'bot', blockedByYou: 'you blocked the bot', notStarted: 'not started yet', you: 'You', back: 'Back', topics: 'Topics', general: 'General', closedTopic: 'topic closed',
  members: n => `${n} ${n === 1 ? 'member' : 'members'}`, botIs: { administrator: 'bot is an admin', member: 'bot is a member', out: 'no bot' },
  write: 'Message', send: 'Send', attach: 'Attach', save: 'Save', cancel: 'Cancel', ok: 'OK',
  start: 'Start', startWith: 'Start from a link…', payload: 'Parameter of the link', unblock: 'Unblock the bot', block: 'Block the bot', botGone: 'You are not in this chat.',
  file: 'File from disk…', samplePhoto: 'Sample photo', sampleVoice: 'Sample voice', sampleSticker: 'Sample sticker', sampleDocument: 'Sample document',
  sampleAlbum: 'Sample album', otherKinds: 'Other kinds…', every_entity: 'Text with every kind of markup', from_channel: 'Photo forwarded from a channel', quote: 'Reply with the quote', membersTitle: 'Members', member: 'member',
  addPerson: 'Add a person', makeAdmin: 'Make an admin with all rights', makeModerator: 'Make an admin: topics and pins', makeMember: 'Take the rights away', removePerson: 'Remove from the chat', nobodyElse: 'Everybody is here.',
  joinGroup: 'Join a group', noOtherGroups: 'There are no other groups.', rightsOf: n => `${n} ${n === 1 ? 'right' : 'rights'}`,
  rights: { can_delete_messages: 'deletions', can_restrict_members: 'members', can_promote_members: 'admins', can_change_info: 'title', can_invite_users: 'invitations', can_pin_messages: 'pins', can_manage_topics: 'topics' },
  reply: 'Reply', edit: 'Edit', delete: 'Delete', forward: 'Forward', pin: 'Pin', copy: 'Copy text', copied: 'Copied', react: 'React', message: 'Message actions', chat: 'Chat',
  replyTo: 'Reply to', editing: 'Edit message', forwardTo: 'Forward to', forwardedFrom: 'Forwarded from', edited: 'edited', pinned: 'Pinned message',
  addMember: 'Add the bot as a member', addAdmin: 'Add the bot as an admin', removeBot: 'Remove the bot', promoteBot: 'Make the bot an admin', migrate: 'Turn into a supergroup',
  rename: 'Rename…', newTitle: 'New title', leave: 'Leave the chat', newGroup: 'New group…', newGroupTitle: 'Title of the group', newTopic: 'New topic…', topicName: 'Name of the topic',
  closeTopic: 'Close the topic', reopenTopic: 'Reopen the topic', deleteTopic: 'Delete the topic', chatMenu: 'Chat menu', personMenu: 'Person menu',
  noAnswer: 'The bot did not answer the press.', toBottom: 'To the latest messages', openPhoto: 'Open the photo', play: 'Play', spoiler: 'Hidden text, press to reveal', more: 'Expand or collapse',
  photo: 'Photo', video: 'Video', animation: 'Animation', voice: 'Voice message', audio: 'Audio', document: 'File', sticker: 'Sticker', video_note: 'Video message', location: 'Location',
  venue: 'Venue', contact: 'Contact', poll: 'Poll', quiz: 'Quiz', dice: 'Dice', checklist: 'Checklist', story: 'Story', game: 'Game', invoice: 'Invoice', giveaway: 'Giveaway',
  giveaway_winners: 'Giveaway results', paid_media: 'Paid media', live_photo: 'Live photo', live_location: 'Live location', live: 'live', animated_sticker: 'Animated sticker', rich_message: 'Rich message',
  bytes: n => `${n} B`, kilobytes: n => `${n} KB`, megabytes: n => `${n} MB`,
  album: 'Album', rich: 'Message', service: 'Event', votes: n => `${n} ${n === 1 ? 'vote' : 'votes'}`,
  svc: {
    joined: (who, whom) => who === whom ? `${who} joined the chat` : `${who} added ${whom}`, left: (who, whom) => who === whom ? `${who} left the chat` : `${who} removed ${whom}`,
    pinned: who => `${who} pinned a message`, group: (who, title) => `${who} created the group “${title}”`, title: (who, title) => `${who} renamed the chat to “${title}”`,
    migrated: 'The group became a supergroup', topicNew: (who, name) => `${who} created the topic “${name}”`, topicEdit: (who, name) => name ? `${who} renamed the topic to “${name}”` : `${who} changed the topic icon`,
    topicClosed: who => `${who} closed the topic`, topicOpen: who => `${who} reopened the topic`, other: name => `Service message: ${name}`,
  },
  roles: { 'sub-manager': 'sub-manager' }, status: { creator: 'owner', administrator: 'admin' }, today: 'Today', yesterday: 'Yesterday', cities: {},
  errors: [[/failed to fetch|network/i, 'The sandbox does not answer.']],
};

const books = { ru, en };
let current = remembered() || (/^(ru|be|uk|kk)/i.test(navigator.language) ? 'ru' : 'en');

function remembered() {
  try { return books[localStorage.getItem('sandbox.lang')] && localStorage.getItem('sandbox.lang'); } catch { return null; }
}

function plural(n, one, few, many) {
  const form = new Intl.PluralRules('ru').select(n);
  return form === 'one' ? one : form === 'few' ? few : many;
}

export const lang = () => current;
export const t = new Proxy({}, { get: (_, key) => books[current][key] ?? key });
export const role = label => books[current].roles[label] ?? label ?? '';
export function plainError(text) {
  const known = books[current].errors.find(([pattern]) => pattern.test(text));
  return known ? known[1] : `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

export function setLang(next) {
  current = next;
  try { localStorage.setItem('sandbox.lang', next); } catch { /* a private window */ }
}
