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

## links

link-card =
    🔗 <b>Ссылка и условия</b> · v{ $version } · действуют с { $since }
    { link-conditions }

    🔒 Ссылка появится здесь же, в этом сообщении, как только кто-то из вас нажмёт «Принимаю v{ $version }».
link-card-revealed =
    🔗 <b>Ссылка и условия</b> · v{ $version } · действуют с { $since }
    { link-conditions }

    Ссылка этого чата: <code>{ $url }</code>
link-conditions =
    <b>{ $offer }</b> · ГЕО: <b>{ $geo }</b> · источник: <b>{ $source }</b>
    { terms-body }
terms-in-force =
    📄 <b>{ $offer }: действующие условия</b> · v{ $version } · с { $since }
    Действуют и для этого чата:
    { $flows }
    { terms-body }

    Своя ссылка для этого чата: /link
terms-flow = • ГЕО: { $geo } · источник: { $source }
terms-body =
    Оплата: { $payout } · { $baseline }
    { $caps }
    <b>Перелив (сверх капы):</b> { $over }
    KPI: { $kpi }
    Холд: { link-hold } · сверка: { $reconciliation } · выплата: { link-payout-days }
    Нельзя: { $forbidden }
    Ответственный: { $manager }
terms-general =
    📄 <b>Общие условия для любого нового потока</b>
    Тестовая капа: <b>{ $cap ->
        [one] { NUMBER($cap, useGrouping: 0) } лид
        [few] { NUMBER($cap, useGrouping: 0) } лида
       *[other] { NUMBER($cap, useGrouping: 0) } лидов
    } на поток</b>, если в карточке не указано другое
    Перелив (сверх капы): { $over }
    Холд: { link-hold } · выплата: { link-payout-days }

    Точные условия — в карточке каждой ссылки: /link
link-hold = { $hold ->
    [one] { $hold } день
    [few] { $hold } дня
   *[other] { $hold } дней
}
link-payout-days = { $payout_days ->
    [one] { $payout_days } рабочий день
    [few] { $payout_days } рабочих дня
   *[other] { $payout_days } рабочих дней
}
link-cap =
    <b>КАПА: { $purpose ->
        [test] тест,{ " " }
       *[other] { "" }
    }{ $amount } { $period }</b> · { $scope } · { $shared }
    Использовано <b>{ NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) }</b>, осталось { NUMBER($left, useGrouping: 0) } (данные на { $at }) · считаем: { $statuses }
cap-hour = в час, время { $zone }
cap-day = в сутки, время { $zone }
cap-week = в неделю, время { $zone }
cap-month = в месяц, время { $zone }
cap-total = всего
cap-per-flow = на поток
cap-per-deal = на все ваши потоки оффера
cap-shared = общая на все ваши чаты
cap-per-chat = отдельно на каждый чат
goal-count = { $goal ->
    [lead] { $count ->
        [one] { NUMBER($count, useGrouping: 0) } лид
        [few] { NUMBER($count, useGrouping: 0) } лида
       *[other] { NUMBER($count, useGrouping: 0) } лидов
    }
    [reg] { $count ->
        [one] { NUMBER($count, useGrouping: 0) } рега
        [few] { NUMBER($count, useGrouping: 0) } реги
       *[other] { NUMBER($count, useGrouping: 0) } рег
    }
    [ftd] { NUMBER($count, useGrouping: 0) } FTD
   *[other] { NUMBER($count, useGrouping: 0) } × { $goal }
}
goal-one = { $goal ->
    [lead] лид
    [reg] регу
    [ftd] FTD
   *[other] { $goal }
}
lead-status = { $status ->
    [pending] в обработке
    [hold] холд
    [approved] аппрув
    [rejected] реджект
    [trash] трэш
    [paid] выплачен
   *[other] { $status }
}
payout-cpa = CPA { $amount } за { $goal }
payout-cpl = CPL { $amount } за { $goal }
payout-revshare = RevShare { $percent }
payout-hybrid = гибрид: { $amount } за { $goal } + RevShare { $percent }
link-baseline = бейслайн { $amount } (сумма депозитов игрока)
link-no-baseline = без бейслайна
over-unpaid = не оплачивается
over-pending-review = решаем по итогам проверки
over-next-period = переносится на следующий период
over-other-payout = оплачивается как { $payout }
over-paid = оплачивается полностью
over-with-grace = { $rule }; с кликов до стопа засчитаем не более { NUMBER($count, useGrouping: 0) } в течение { $span } (если источник не передаёт время клика — по времени конверсии)
over-without-grace = { $rule }; после стопа не засчитываем ничего
grace-hours = { $n ->
    [one] { NUMBER($n, useGrouping: 0) } часа
   *[other] { NUMBER($n, useGrouping: 0) } часов
}
grace-minutes = { $n ->
    [one] { NUMBER($n, useGrouping: 0) } минуты
   *[other] { NUMBER($n, useGrouping: 0) } минут
}
grace-seconds = { $n ->
    [one] { NUMBER($n, useGrouping: 0) } секунды
   *[other] { NUMBER($n, useGrouping: 0) } секунд
}
link-none = нет
link-unset = не задана
link-and = { $first }, { $rest }
link-no-manager = дежурная смена
link-accept = ✅ Принимаю v{ $version }
link-question = ❓ Вопрос
link-accepted = Условия v{ $version } приняты. Ссылка — в этом сообщении.
link-read = Отметили, что вы ознакомились. Принять условия могут только сотрудники этого партнёра, а вы числитесь у другого.
link-terms-changed = Условия изменились, теперь действует v{ $version }. Новая карточка — в этом чате, ознакомьтесь с ней, пожалуйста.
link-ask = Напишите вопрос прямо сюда, в этот чат: вам ответит человек.
link-accept-staff = Условия принимает партнёр, а не сотрудник программы.
link-pick-offer = <b>{ $where }</b> Какой оффер?
link-pick-geo = <b>{ $where }</b> { $offer }. Какое ГЕО?
link-pick-source = <b>{ $where }</b> { $offer } · { $geo }. Какой источник?
link-picked = <b>{ $where }</b> { $offer } · { $geo } · { $source }: карточка с условиями отправлена.
link-asked = <b>{ $where }</b> { $offer } · { $geo } · { $source }: этот оффер подтверждает менеджер. Запрос передан, карточка придёт в этот чат.
link-here = Новая ссылка.
link-for-chat = Ссылка для чата «{ $chat }».
link-choice = { $name }
link-back = « Назад
link-earlier = ‹ Раньше
link-later = Дальше ›
link-stale = Этого варианта уже нет. Начните, пожалуйста, заново: /link
link-closed = Оффер { $offer } закрыт, новых ссылок по нему сейчас нет. Другие офферы: /link
link-no-offers = Сейчас нет открытых офферов. Спросите здесь, и менеджер расскажет, что будет дальше.
link-unbound = Эта группа ещё не привязана к партнёру. Её привяжет ваш менеджер, и тогда /link заработает.
link-stranger = Первую ссылку вы сделаете вместе с менеджером. Напишите сюда, что и откуда льёте: вам ответит человек.
link-foreign = Вы числитесь у другого партнёра. Ссылки этого чата берут его сотрудники, ваши — в ваших чатах.
link-anonymous = Напишите, пожалуйста, от своего имени: анонимным админам и каналам ссылки не выдаются.
link-topic-only = Ссылки выдаются там, где партнёр: напишите /link в топике партнёра или в его группе.
link-in-topic = Не отправлено: в сообщении трекинговая ссылка, а ссылки уходят только вместе с условиями. Напишите здесь /link, и партнёр получит её карточкой. Или отправьте сообщение ещё раз, без ссылки.
link-form =
    Просто <code>/link</code>: оффер, ГЕО и источник выбираются кнопками.
links-form =
    Просто <code>/links</code>: все ссылки этого чата.
terms-form =
    Просто <code>/terms</code>: условия, которые для вас действуют.
terms-none = По этому офферу нет действующих условий, поэтому ссылки пока нет. Мы сообщили команде, вам ответят здесь.
terms-ambiguous = Условия по этому офферу уточняются, поэтому ссылки пока нет. Мы сообщили команде, вам ответят здесь.
links-none = В этом чате ссылок пока нет. Взять ссылку: /link
links-list =
    <b>Ссылки этого чата: { $count }</b>
    { $lines }

    Нажмите номер, чтобы увидеть карточку с условиями.
links-accepted = { $place }. { $offer } · { $geo } · { $source } · v{ $version }, приняты · <code>{ $token }</code>
links-open = { $place }. { $offer } · { $geo } · { $source } · v{ $version }, <b>ещё не приняты</b>
links-unclear = { $place }. { $offer } · { $geo } · { $source } · <b>условия уточняются</b>
link-topic-issued = 🔗 Ссылку взял(а) { $person }: { $offer } · { $geo } · { $source }, условия v{ $version }.
link-topic-accepted = ✅ Условия v{ $version } принял(а) { $person }: { $offer } · { $geo } · { $source }.
link-topic-read = 👀 { $person } (другой партнёр) — нажатие «Принимаю» на { $offer } · { $geo } · { $source }, v{ $version }: считаем ознакомлением, а не принятием.
link-topic-question = ❓ { $person }: вопрос по карточке { $offer } · { $geo } · { $source }, v{ $version }.
link-topic-wanted = 🔗 { $person } просит ссылку: { $offer } · { $geo } · { $source }. Этот оффер выдаёт команда: кнопка отправит карточку партнёру.
link-topic-broken = ⚠️ Ссылка не выдана, условия не показаны: { $offer } · { $geo } · { $source }. Действует не ровно одна версия условий; проверьте условия оффера в desk.yaml.
link-issue = Отправить карточку
