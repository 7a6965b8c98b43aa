# Все слова, которые читают люди, по-русски. Ключи собраны по предметам, в порядке desk/letters.

## digest

digest =
    <b>Дайджест · { $date }</b>
    { $sections }
digest-quiet =
    <b>Дайджест · { $date }</b>

    Всё спокойно: никто не ждёт ответа, с прошлого дайджеста ничего нового.
digest-now =
    <b>Дайджест на { $at }</b>
    { $sections }
digest-past =
    <b>{ $period }</b>
    { $sections }
digest-period = { $first } – { $last }
digest-nobody =
    { "" }
    Никто не ждёт ответа.
digest-waits =
    { "" }
    <b>Ждут ответа: { $count }</b>
    { $lines }
digest-wait =
    • { $who } — { $waited }, с { $since }{ $level ->
        [0] { "" }
       *[other] , вызван уровень { $level }
    }
digest-episodes =
    { "" }
    <b>Обращения по дням</b>
    { $lines }
digest-day =
    <b>{ $date }</b>: { $count ->
        [one] { $count } обращение
        [few] { $count } обращения
       *[many] { $count } обращений
    }, отвечено { $answered }{ $settled ->
        [0] { "" }
       *[other] , закрыто без ответа { $settled }
    }{ $unanswered ->
        [0] { "" }
       *[other] , ещё ждут { $unanswered }
    }
digest-day-quiet = <b>{ $date }</b>: обращений не было
digest-earlier =
    <b>{ $first } – { $last }</b>: { $count ->
        [one] { $count } обращение
        [few] { $count } обращения
       *[many] { $count } обращений
    }{ $unanswered ->
        [0] { "" }
       *[other] , ещё ждут { $unanswered }
    }
digest-times = Первый ответ: медиана { $median }, p90 { $p90 }, худший { $worst }; ответил свой менеджер: { $own }
digest-levels = Дошло до уровней: { $levels }
digest-level = { $level } × { $count }
digest-and = { $first } · { $then }
digest-seconds = { $count } с
digest-unaccepted =
    { "" }
    <b>Условия никто не принял: { $count }</b>
    { $lines }
digest-unaccepted-link = • { $who } — { $flow }, условия v{ $terms }, с { $since }
digest-partners =
    { "" }
    <b>Новые партнёры: { $count }</b>
    { $lines }
digest-partner = • { $who } — { $manager }
digest-partner-free = • { $who } — менеджер не назначен
digest-starts-too = Нажали «Старт» и ничего не написали: { $count }
digest-starts =
    { "" }
    Нажали «Старт» и ничего не написали: { $count }
digest-links =
    { "" }
    <b>Выдано ссылок: { $count }</b>
    { $lines }
digest-link = • { $who } — { $flow }, условия v{ $terms }
digest-more = … и ещё { $count }
digest-nothing =
    { "" }
    Ничего не произошло: ни обращений, ни новых партнёров, ни ссылок.
digest-date =
    { $weekday ->
        [1] пн
        [2] вт
        [3] ср
        [4] чт
        [5] пт
        [6] сб
       *[7] вс
    }, { $day } { $month ->
        [1] января
        [2] февраля
        [3] марта
        [4] апреля
        [5] мая
        [6] июня
        [7] июля
        [8] августа
        [9] сентября
        [10] октября
        [11] ноября
       *[12] декабря
    }
digest-form =
    <code>/digest</code> — кто ждёт ответа сейчас, вчера и сегодня к этому часу
    <code>/digest { $example }</code> — что было в этот день
    <code>/digest week</code> — последние семь дней
digest-wrong = «{ $word }» — не похоже на дату. Напишите <code>/digest { $example }</code>, <code>/digest week</code> или просто <code>/digest</code>.
digest-future = { $word } ещё не наступило. Выберите день не позже сегодняшнего: <code>/digest { $example }</code>.
digest-refused = Дайджест доступен аккаунт-менеджерам и хедам.
