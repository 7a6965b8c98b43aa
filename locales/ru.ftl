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
       *[other] , дошло до уровня { $level }
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
digest-times = Первый ответ: половина за { $median }, 90 % за { $p90 }, самый долгий { $worst }; из них ответил менеджер партнёра: { $own }
digest-levels = Дошло до уровней: { $levels }
digest-level = { $level }-й — { $count }
digest-and = { $first } · { $then }
digest-seconds = { $count } с
digest-passed =
    { "" }
    <b>Ответ не нужен?</b> Не посчитали вопросами: { $count }
    { $lines }
digest-passed-line = • { $who } — { $what }, { $at }
digest-passed-by = • { $who } — { $what }, { $at } (закрыто: { $name })
digest-quote = «{ $text }»
digest-no-words = без слов
digest-gaps =
    { "" }
    <b>Смены без людей: { $count }</b>
    { $lines }
button-open = Нужен ответ: { $name }, «{ $text }»
open-done = Вопрос ждёт с { $since } и взят вами до { $until }.
open-waits = Здесь уже ждут ответа.
open-answered = Здесь с тех пор уже ответили, или кто-то уже нажал эту кнопку.
digest-caps =
    { "" }
    <b>Капы у предела: { $count }</b>
    { $lines }
digest-cap = • { $who } — { $flow }: { NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) }{ $over ->
    [yes] { " " }🔴
   *[no] { "" }
}
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
digest-campaigns = По ссылкам пришли: { $list }
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
digest-wrong = «{ $word }» не похоже на дату. Напишите <code>/digest { $example }</code>, <code>/digest week</code> или просто <code>/digest</code>.
digest-future = { $word } ещё не наступило. Выберите день не позже сегодняшнего: <code>/digest { $example }</code>.
digest-refused = Дайджест — для аккаунт-менеджеров и руководителей.

## links

link-card =
    🔗 <b>Ссылка и условия</b> · v{ $version } · действуют с { $since }{ $until }
    { link-conditions }

    { link-hidden }
    .rich =
        { link-conditions.rich }
        <p>{ link-hidden }</p>
link-card-revealed =
    🔗 <b>Ссылка и условия</b> · v{ $version } · действуют с { $since }{ $until }
    { link-conditions }

    { link-shown }
    .rich =
        { link-conditions.rich }
        <p>{ link-shown }</p>
link-hidden = 🔒 Ссылка появится здесь же, в этом сообщении, как только кто-то из вас нажмёт «Принимаю v{ $version }».
link-shown = Ссылка этого чата: <code>{ $url }</code>
link-conditions =
    Партнёр: { $partner } · чат: «{ $chat }»
    <b>{ $offer }</b> · ГЕО: <b>{ $geo }</b> · источник: <b>{ $source }</b> · поток № { NUMBER($flow, useGrouping: 0) }
    { terms-body }
    .rich =
        <p>🔗 <b>Ссылка и условия</b> · v{ $version }<br>Партнёр: { $partner } · чат: «{ $chat }»</p>
        <table bordered compact>
        <tr><td>Действуют</td><td>с { $since }{ $until }</td></tr>
        <tr><td>Оффер</td><td><b>{ $offer }</b> · поток № { NUMBER($flow, useGrouping: 0) }</td></tr>
        <tr><td>ГЕО</td><td><b>{ $geo }</b></td></tr>
        <tr><td>Источник</td><td><b>{ $source }</b></td></tr>
        { terms-body.rich }
        </table>
terms-in-force =
    📄 <b>{ $offer }: действующие условия</b> · v{ $version } · с { $since }{ $until }
    Действуют и для этого чата:
    { $flows }
    { terms-body }

    Своя ссылка для этого чата: /link
terms-flow = • ГЕО: { $geo } · источник: { $source }
terms-flow-used = • ГЕО: { $geo } · источник: { $source } · использовано <b>{ $used }</b> ({ $asof })
terms-body =
    Оплата: { $payout } · { $baseline }
    { $caps }
    <b>Перелив (сверх капы):</b> { $over }
    KPI: { $kpi }
    Холд: { link-hold } · сверка: { $reconciliation } · выплата: { link-payout-days }
    Нельзя: { $forbidden }
    Ответственный: { $manager }
    .rich =
        <tr><td>Оплата</td><td>{ $payout } · { $baseline }</td></tr>
        { $caps }
        <tr><td>Перелив (сверх капы)</td><td>{ $over }</td></tr>
        <tr><td>KPI</td><td>{ $kpi }</td></tr>
        <tr><td>Холд</td><td>{ link-hold }</td></tr>
        <tr><td>Сверка</td><td>{ $reconciliation }</td></tr>
        <tr><td>Выплата</td><td>{ link-payout-days }</td></tr>
        <tr><td>Нельзя</td><td>{ $forbidden }</td></tr>
        <tr><td>Ответственный</td><td>{ $manager }</td></tr>
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
    { $rule }
    Использовано <b>{ NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) }</b>, осталось { NUMBER($left, useGrouping: 0) } ({ $asof }) · считаем: { $statuses }
    .rich =
        <tr><td><b>КАПА</b></td><td>{ $rule }</td></tr>
        <tr><td>Использовано</td><td><b>{ NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) }</b>, осталось { NUMBER($left, useGrouping: 0) } ({ $asof }) · считаем: { $statuses }</td></tr>
cap-rule = <b>КАПА: { $purpose ->
        [test] тест,{ " " }
       *[other] { "" }
    }{ $amount } { $period }</b> · { $scope } · { $shared }
    .rich = <b>{ $purpose ->
            [test] тест,{ " " }
           *[other] { "" }
        }{ $amount } { $period }</b> · { $scope } · { $shared }
cap-rule-counted = { $rule } · считаем: { $statuses }
cap-used = { NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) }, осталось { NUMBER($left, useGrouping: 0) }
as-of = данные на { $at }
as-of-late = данные на { $at }, источник может отставать на { $lag }
terms-open = { "" }
terms-until = { " " }до { $at }
cap-hour = в час по времени { $zone }
cap-day = в сутки по времени { $zone }
cap-week = в неделю по времени { $zone }
cap-month = в месяц по времени { $zone }
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
    [rejected] отклонён
    [trash] треш
    [paid] выплачен
   *[other] { $status }
}
payout-cpa = CPA { $amount } за { $goal }
payout-cpl = CPL { $amount } за { $goal }
payout-revshare = RevShare { $percent }
payout-hybrid = гибрид: { $amount } за { $goal } + RevShare { $percent }
link-no-cap = <b>КАПА: нет</b>, считаем всё
    .rich = <tr><td><b>КАПА</b></td><td><b>нет</b>, считаем всё</td></tr>
link-baseline = бейслайн { $amount } (сумма депозитов игрока)
link-no-baseline = без бейслайна
over-unpaid = не оплачивается
over-pending-review = решаем по итогам проверки
over-next-period = переносится на следующий период
over-other-payout = оплачивается как { $payout }
over-paid = оплачивается полностью
over-with-grace = { $rule }; долёт (клики до стопа): в течение { $span } засчитаем не более { NUMBER($count, useGrouping: 0) } (если источник не передаёт время клика — по времени конверсии)
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
link-informed = Отметили, что вы ознакомились. Условия за вашу команду принимает: { $names }.
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
link-foreign = Вы числитесь у другого партнёра. Ссылки этого чата вам недоступны, свои берите в личном чате с ботом или в своих группах: /link
link-anonymous = Напишите, пожалуйста, от своего имени: анонимным админам и каналам ссылки не выдаются.
link-topic-only = Ссылки выдаются там, где партнёр: напишите /link в его теме или в его группе.
link-in-topic = Не отправлено: в сообщении трекинговая ссылка, а ссылки уходят только вместе с условиями. Напишите здесь /link, и партнёр получит её карточкой. Или отправьте сообщение ещё раз, без ссылки.
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
link-topic-issued = 🔗 { $person }: взята ссылка { $offer } · { $geo } · { $source }, условия v{ $version }.
link-topic-accepted = ✅ { $person }: условия v{ $version } приняты, { $offer } · { $geo } · { $source }.
link-topic-read = 👀 { $person } (другой партнёр) — нажатие «Принимаю» на { $offer } · { $geo } · { $source }, v{ $version }: считаем ознакомлением, а не принятием.
link-topic-informed = 👀 { $person }: ознакомление с условиями v{ $version }, { $offer } · { $geo } · { $source }. Принять их может только тот, кого назначил менеджер: /contact
link-topic-question = ❓ { $person }: вопрос по карточке { $offer } · { $geo } · { $source }, v{ $version }.
link-topic-wanted = 🔗 { $person } просит ссылку: { $offer } · { $geo } · { $source }. Ссылки этого оффера выдаёт команда. Кнопки отправят партнёру карточку или отказ с причиной.
link-topic-unshown = ⚠️ Условия не дошли до чата: { $why }.
link-topic-broken = ⚠️ Ссылка не выдана, условия не показаны: { $offer } · { $geo } · { $source }. Действующей версии условий нет или их несколько; проверьте условия оффера в desk.yaml.

## changes of terms
terms-past = Это время уже прошло: { $at }. Напишите будущее, например <code>from 2026-12-01 12:00</code>, или не пишите ничего.
terms-too-early = Это ухудшает условия, поэтому вступить в силу может не раньше { $at }: партнёра предупреждаем заранее.
terms-too-short = Срок слишком короткий: условия должны действовать хотя бы до { $at }, чтобы об их окончании успели предупредить.
terms-pending = Уже объявлена v{ $version }, она вступит в силу { $at }. Сначала отзовите её (кнопка в /terms) или дождитесь.
terms-crossing = Так нельзя: у партнёра есть v{ $version } на ГЕО или источник, и на их пересечении действовали бы сразу две версии. Назовите и ГЕО, и источник.
terms-same = Менять нечего: v{ $version } уже такая.
terms-begun = v{ $version } уже вступила в силу, отозвать её нельзя. Опубликуйте новую версию.
terms-outdated = Пока экран был открыт, условия изменились. Ничего не опубликовано; начните, пожалуйста, заново.
change-line = { $verdict ->
    [better] ⬆️
    [worse] ⬇️
   *[other] ↔️
} { $what }: { $old } → <b>{ $new }</b>
change-nothing = Условия те же, слово в слово.
change-no-cap = без капы
change-and = { $first } и { $rest }
change-cap = { $purpose ->
    [test] тест,{ " " }
   *[other] { "" }
}{ $amount } { $period }{ $scope ->
    [deal] { " " }на все потоки
   *[other] { "" }
}{ $shared ->
    [no] { " " }на каждый чат
   *[other] { "" }
}
change-over = { $rule } (долёт в течение { $span }, не более { NUMBER($count, useGrouping: 0) })
scope-deal = { $offer }: вся сделка
scope-geo = { $offer } · { $geo }
scope-source = { $offer } · { $source }
scope-geo-source = { $offer } · { $geo } · { $source }
scope-tier = { $offer }, статус партнёра «{ $tier }»
publish-screen =
    📝 <b>Новые условия: { $scope }</b>
    { $before } → { $after }
    { $lines }

    Вступят в силу: <b>{ $when }</b>. { $until }
    { $kept }
    { $chats ->
        [0] Действующих ссылок с этими условиями сейчас нет.
        [one] Объявим в { $chats } чате.
       *[other] Объявим в { $chats } чатах.
    } Пока ничего не изменилось.
publish-now = сразу
publish-at = { $at }
publish-open = Без срока.
publish-until = Действуют до { $at }, потом — общие условия статуса партнёра.
publish-all = Более узких условий у партнёра нет.
publish-kept = Более узкие условия партнёра остаются в силе: { $versions }.
publish-yes = Опубликовать v{ $version }
publish-no = Отмена
publish-dropped = Отменено, условия прежние.
publish-done = ✅ { $by }: v{ $version } опубликована. Вступление в силу: { $when }.
publish-cancelled = Отменено.
publish-published = v{ $version } опубликована.
publish-withdrawn = v{ $version } отозвана.
terms-change =
    📝 <b>{ $offer }: условия { $before } → { $after }</b>
    { $when }
    { $flows }
    { $lines }

    { $until } Клики до { $at } считаются по { $before }.
    ⬆️ лучше для вас, ⬇️ хуже, ↔️ иначе. Всё целиком: /terms
    { $state }
change-now = Действуют с { $at }.
change-at = Вступают в силу <b>{ $at }</b>.
change-more = • и ещё потоков: { $count }
change-open = Примите, пожалуйста, новые условия или откажитесь: тогда ссылки остановятся, а уже набранное посчитается по прежним.
change-asking = <b>Остановить ссылки на этих условиях?</b> Трафик по ним больше не засчитается, набранное до этого момента — засчитается.
change-accepted = ✅ v{ $version } принята: { $by }.
change-declined = ✋ Отказ: { $by }. Ссылки на этих условиях остановлены, остановите по ним трафик. Набранное считается по прежним условиям.
change-withdrawn = ↩️ Отозвано: v{ $version } не вступит в силу, всё остаётся по-прежнему.
change-accept = ✅ Принимаю v{ $version }
change-stop = ✋ Отказ, остановить
change-stop-sure = ✋ Да, остановить ссылки: { $count }
change-back = « Назад
change-accepted-toast = Условия v{ $version } приняты, спасибо.
change-read = Отметили, что вы ознакомились. Принимают условия только те, кого назначил ваш менеджер.
change-not-yours = Отказаться могут только те, кто принимает условия за партнёра.
change-stopped = Остановлено ссылок: { $links }. Остановите, пожалуйста, трафик по ним.
change-answered = На это объявление уже ответили.
change-void = Это объявление уже не касается ни одной ссылки чата. Действующие условия: /terms
change-taken-back = ↩️ <b>{ $offer }</b>: условия { $after } отозваны и не вступят в силу. Остаётся { $before }.
terms-progress =
    📣 { $partner }: { $scope }, { $before } → { $after } с { $at }.
    Объявлено: <b>{ $told } из { $chats }</b>. Приняли: { $accepted }, отказались: { $declined }.
    { $untold } { $withdrawn }
progress-untold = Не удалось сообщить, ссылки остановлены: { $titles }.
progress-all = { "" }
progress-withdrawn = ↩️ Отозвано.
progress-holds = { "" }
terms-topic-accepted = ✅ { $by }: условия v{ $version } приняты, { $offer }, ссылок: { $links }.
terms-topic-read = 👀 { $by }: ознакомление с условиями v{ $version }, { $offer }. Принять их может только тот, кого назначил менеджер: /contact
terms-topic-declined = ✋ <b>{ $by }: отказ от условий v{ $version }</b>, { $offer }. Остановлено ссылок: { $links }.
terms-untold = ⚠️ В этот чат не удалось сообщить об условиях v{ $version }, { $offer }. Остановлено ссылок: { $links }. Новые выдаст /link, когда чат снова будет доступен.
terms-unaccepted = ⚠️ <b>{ $partner }</b>, чат «{ $chat }»: { $offer }, условия v{ $version } уже действуют, но их никто не принял. Новых ссылок этот чат не получит, пока условия не приняты.
terms-owed = Сначала примите, пожалуйста, условия v{ $version } по офферу { $offer }: объявление о них в этом чате, или откройте /links. После этого новые ссылки снова доступны.
terms-standing =
    📄 <b>Действующие условия</b>
    { $lines }

    Изменить: <code>/cap 100 day оффер ГЕО источник</code>, <code>/rate 25 оффер</code>; всё остальное — <code>/terms</code> с условиями по строкам.
terms-standing-none = Действующих ссылок у партнёра пока нет: действуют общие условия его статуса. Свои можно задать заранее: /cap, /rate или /terms с оффером.
standing-line =
    • <b>{ $where }</b> · v{ $version } { $kind ->
        [own] (свои, { $by })
       *[other] (статус «{ $tier }», { $by })
    } с { $since }{ $next }
    { $payout } · { $caps } · сверх: { $over } · холд { $hold }
standing-unclear = • <b>{ $where }</b>: условия неясны, новых ссылок не будет
standing-desk = desk.yaml
standing-stays = { "" }
standing-next = { " " }→ v{ $version } с { $at }
terms-form = ✏️ Форма: { $offer }
terms-withdraw = ↩️ Отозвать v{ $version }
terms-fill =
    ✏️ <b>{ $offer }</b>. Скопируйте, допишите ГЕО и источник (без них — для всей сделки), оставьте только то, что меняется, и отправьте сюда:
    <pre>{ $form }</pre>
    Можно добавить строки <code>from 2026-12-01 12:00</code> и <code>until 2027-01-31</code>.
terms-withdrawn = ↩️ { $by }: v{ $version } отозвана, в чатах об этом сказано.
terms-two-offers = Названы сразу два оффера: { $one } и { $other }. Оставьте один.
terms-which-offer = Какой оффер? Есть: { $known }.
terms-unknown-geo = { $word } в этом оффере нет. Есть: { $known }.
terms-unknown-word = Непонятно слово «{ $word }». Пример: <code>/cap 100 day casino-x KZ FB</code>, <code>/rate 25 casino-x</code>.
terms-wrong-date = «{ $word }» — не дата. Напишите <code>2026-12-01</code> или <code>01.12.2026</code>, можно с временем: <code>12:00</code>.
terms-wrong-order = Конец раньше начала. Проверьте даты.
terms-unknown-goal = Цели «{ $word }» у оффера нет. Есть: { $known }.
terms-unknown-zone = «{ $word }» — не часовой пояс. Пример: <code>Europe/Moscow</code>.
terms-unknown-currency = «{ $word }» — не валюта. Пример: <code>USD</code>.
terms-unknown-source = Источника «{ $word }» у оффера нет. Есть: { $known }.
terms-unknown-policy = «{ $word }» — не правило для перелива. Есть: { $known }, или ставка: <code>over 25%</code>.
terms-unknown-field = Строка начинается с «{ $word }», а такого условия нет. Есть: { $known }.
terms-empty-field = После «{ $word }» ничего нет.
terms-wrong-days = «{ $word }» — не число дней. Пример: <code>hold 7</code>.
terms-wrong-grace = «{ $word }» — не срок и число для долёта. Пример: <code>grace 60m 5</code> — в течение часа, не более пяти лидов.
terms-too-long = Слишком длинно: не более { $items } пунктов по { $length } знаков.
terms-next-period = Правило «на следующий период» не подходит капе без периода: следующего не будет. Задайте капу на сутки, неделю или месяц, либо другое правило.
cap-value = Какая капа? Напишите число: <code>/cap 100 day casino-x</code>. Снять: <code>/cap none casino-x</code>.
cap-number = «{ $word }» — не капа. Нужно целое число от 1 до 1000000.
cap-which = Таких кап несколько. Назовите цель и период: <code>/cap 100 ftd day casino-x</code>.
cap-none = Такой капы нет, снимать нечего.
rate-amount = «{ $word }» — не ставка. Пример: <code>25</code>, <code>25.50 EUR</code>, <code>25%</code>, <code>28+20%</code>.
rate-percent = Сейчас ставка — RevShare, а «{ $word }» без процента. Напишите <code>25%</code> или модель: <code>cpa 25</code>.
tier-screen =
    🎚 <b>{ $partner }: { $was } → { $to }</b>
    Вступает в силу: <b>{ $when }</b>. { $until }
    { $changes }
    { $chats ->
        [0] Объявлять некому: действующих ссылок с этими условиями нет.
        [one] Объявим в { $chats } чате.
       *[other] Объявим в { $chats } чатах.
    } Пока ничего не изменилось.
tier-change =
    <b>{ $offer }</b>, { $before } → { $after }
    { $lines }
tier-no-change = Для действующих ссылок ничего не меняется.
tier-until = Действует до { $at }, потом «{ $then }».
version-tier = v{ $version } ({ $tier })
tier-yes = Подтвердить
tier-done = ✅ { $by }: статус «{ $to }», { $when }.
tier-changed-toast = Готово.
tier-is = 🎚 { $partner }: статус «{ $tier }». { $until } Сменить: <code>/tier vip until 2027-01-31</code>
tier-ends = До { $at }.
tier-ended = 🎚 { $partner }: срок статуса вышел, теперь «{ $tier }».
tier-which = Статуса «{ $word }» нет. Есть new, verified и vip: <code>/tier vip until 2027-01-31</code>.
tier-past = Этот день уже прошёл.
tier-same = Этот статус у партнёра и так.
tier-endless = У статуса «новый» не бывает срока: ниже него статуса нет.
terms-summary =
    📌 <b>Условия ссылок этого чата</b>
    { $lines }

    Полностью: /terms, ссылки: /links
summary-line = • { $where } · v{ $version } · { $payout } · { $caps }
summary-unclear = • { $where }: условия уточняются
summary-none = Действующих ссылок сейчас нет.
offers-list =
    <b>Офферы</b>
    { $lines }
offers-none = Офферов пока нет. Опишите их в desk.yaml, потом /reload
offers-line =
    { "" }
    { $open ->
        [yes] 🟢
       *[no] ⚪
    } <b>{ $name }</b> · <code>{ $id }</code> · { $open ->
        [yes] открыт
       *[no] закрыт
    } · { $geos } · { $sources } · { $approval ->
        [self] сами берут ссылку
       *[staff] ссылку выдаёт команда
    } · условия { $accept ->
        [required] принимают
       *[shown] только показываем
    }
    { $tiers }
offers-tier = — { $tier }: v{ $version } · { $payout } · { $caps } · холд { $hold }{ $next }
offers-reload = 🔄 Перечитать desk.yaml

## contacts

contacts =
    <b>Люди партнёра: { $count }</b>
    { $lines }

    { $who }
contacts-all = Условия может принять любой из них. Назначьте кого-то, и принимать будут только назначенные.
contacts-named = Условия принимают только те, кто отмечен ✍️; нажатия остальных считаются ознакомлением.
contacts-none = У этого партнёра пока нет людей: никто ещё не написал.
contact =
    { $line }

    Что изменить?
contact-line = { $mark ->
    [yes] ✍️
   *[no] •
} { $person }{ $handle }{ $role ->
    [owner] { " " }· владелец
    [lead] { " " }· тимлид
    [buyer] { " " }· байер
    [finance] { " " }· финансы
   *[none] { "" }
}
contact-name = ✍️ Принимает условия
contact-unname = Больше не принимает условия
contact-role = { $role ->
    [owner] Владелец
    [lead] Тимлид
    [buyer] Байер
   *[finance] Финансы
}
contact-changed = Записали.
contact-unknown = «{ $word }»: такого человека у партнёра нет. Все: /contact
contact-several = «{ $word }» подходит к нескольким людям. Напишите имя полностью или @имя, или выберите: /contact

## guard

guard-stays =
    Не отправлено: в сообщении трекинговая ссылка, а ссылки уходят только вместе с условиями.
    { $count ->
        [0] Какой это поток, по ней не видно: карточку отправит /link.
       *[other] { $flows }
    }
guard-flow = • { $offer } · { $geo } · { $source }
stays-card = 📄 Отправить карточкой
stays-text = ✂️ Отправить без ссылки
guard-stays-card = ✅ Вместо ссылки отправлена карточка с условиями; текст сообщения ушёл без ссылки.
guard-stays-text = ✅ Сообщение отправлено без ссылки.
guard-refused = Не отправлено: это ссылка другого партнёра ({ $owner }). Руководители и менеджер об этом знают. Отправьте сообщение без неё, а ссылку этого партнёра выдаст /link.

link-asked-already = <b>{ $where }</b> { $offer } · { $geo } · { $source }: запрос передан { $at }, ответ придёт в этот чат.
link-full = По { $offer } · { $geo } · { $source } капа заполнена: { $cap }. Новых ссылок, пока нет места, мы не выдаём. Если нужно больше, напишите здесь.
link-refused = По запросу { $offer } · { $geo } · { $source } ссылку сейчас не выдаём: { $why }. Если есть вопросы, напишите здесь.
link-topic-full = ⛔ { $person }: нужна новая ссылка { $offer } · { $geo } · { $source }, но капа заполнена: { $cap }. Ссылка не выдана.
link-topic-given = ✅ { $person }: ссылка { $offer } · { $geo } · { $source } выдана, карточка отправлена. Кто решил: { $staff }.
link-topic-refused = ✋ { $person }: ссылка { $offer } · { $geo } · { $source } не выдана, партнёру сообщили. Причина: { $why }. Кто решил: { $staff }.
approve-give = Выдать ссылку
approve-refuse = Отказать
approve-why-source = Источник не подходит
approve-why-volume = Нет объёма
approve-why-later = Пока рано
approve-why-other = Объяснит менеджер
approve-said-source = этот источник сейчас не принимается
approve-said-volume = свободного объёма сейчас нет
approve-said-later = вернёмся к этому позже
approve-said-other = подробности напишет менеджер
approve-given = Карточка отправлена.
approve-refused = Партнёру сообщили.
cap-amount = { $amount } { $period }

terms-why-pasted = { $count ->
    [one] В этом сообщении трекинговая ссылка. Для неё действуют условия:
   *[other] В этом сообщении трекинговые ссылки. Для них действуют условия:
}
terms-why-face = { $count ->
    [one] { $names }, в этом чате уже действуют условия. Прочитайте их, пожалуйста, до запуска и нажмите кнопку:
   *[other] { $names }{ $more ->
        [0] { "" }
       *[other] { " " }и ещё { $more }
    }, в этом чате уже действуют условия. Прочитайте их, пожалуйста, до запуска и нажмите кнопку:
}
terms-person = { $person }
terms-read-done = Спасибо, отметили.
terms-reminder =
    📄 <b>{ $why }</b>

    { $sections }

    Своя ссылка для этого чата: /link
terms-section =
    <b>{ $offer }</b> · v{ $version } · с { $since }{ $until }
    { $flows }
    { terms-body }
terms-read = ✅ Условия прочитаны
guard-noticed = 🔗 { $person }: в чате появилась трекинговая ссылка, { $offer } · { $geo } · { $source }. Действующие условия показаны под ней.
guard-again = 🔗 { $person }: та же ссылка ещё раз, { $offer } · { $geo } · { $source }. Условия под ней показаны недавно, повторять не стали.
guard-face = 👋 { $names }: { $count ->
    [one] новое лицо
   *[other] новые лица
} в чате. Действующие условия показаны, ждём отметку о прочтении.
guard-read = 👀 { $person }: условия прочитаны.
guard-nothing = ⚠️ { $person }: в чате появилась ссылка на { $offer }, но у партнёра нет действующих потоков этого оффера: показать нечего. Проверьте, откуда ссылка.
guard-unopened = 🔗 { $person }: в чате короткая ссылка { $address }. Куда она ведёт, узнать не удалось. Если это трекинговая ссылка, отправьте условия: /link
guard-foreign = 🚨 { $person }: в чат «{ $chat }» ({ $partner }) попала трекинговая ссылка другого партнёра: { $owner }. В чате об этом ничего не сказано.
## caps

caps-notice = { $lines }
caps-what = { $what } · { $amount } · v{ $version }
caps-flow = { $offer } · { $geo } · { $source }
caps-deal = { $offer }, все потоки
caps-amount = { $count } { $period }{ $purpose ->
    [test] { " " }(тест)
   *[other] { "" }
}
caps-warned =
    { $step ->
        [50] ℹ️
       *[other] ⚠️
    } <b>Капа { NUMBER($percent, useGrouping: 0) } %: { NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) }</b>, осталось { NUMBER($left, useGrouping: 0) }
    { caps-what }
caps-stop =
    🛑 <b>СТОП. Капа заполнена: { NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) }</b>
    { caps-what }
    Последнее место занято: { $at }
caps-again =
    🛑 <b>СТОП. Освободившееся место снова занято: { NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) }</b>
    { caps-what }
caps-repeat =
    🛑 <b>СТОП, повторяем. Капа заполнена: { NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) }</b>
    { caps-what }
    Последнее место занято: { $at }
caps-over =
    🔴 <b>Перелив: { NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) }</b> (+{ NUMBER($over, useGrouping: 0) })
    { caps-what }
caps-reopened =
    ♻️ <b>В капе снова есть место: { NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) }</b>, свободно { NUMBER($left, useGrouping: 0) }
    { caps-what }
    Часть лидов больше не считается. Лить можно, пока капа снова не заполнится.
caps-rule = <b>Сверх капы:</b> { $rule }.
caps-please = Остановите трафик и нажмите кнопку под сообщением.
caps-stopped = ✅ Трафик остановлен
caps-confirmed = ✅ Трафик остановлен: { $who }, { $at }
caps-pace = Темп за последний час: { NUMBER($pace, useGrouping: 0) }
caps-pace-full = Темп за последний час: { NUMBER($pace, useGrouping: 0) }; при таком темпе капа закончится около { $at }
caps-quiet = За последний час лидов мало: прогноза нет
caps-full = 🛑 Мест нет, трафик надо остановить
caps-drivers =
    По чатам:
    { $lines }
caps-driver = • { $chat }: { NUMBER($count, useGrouping: 0) }
caps-as-of = Данные на { $at }
caps-as-of-lag = Данные на { $at }, источник может отставать на { $lag }
caps-unknown = Источники лидов ещё ничего не присылали
caps-split = В капе { NUMBER($in_cap, useGrouping: 0) } · долёт { NUMBER($grace, useGrouping: 0) } · сверх { NUMBER($over, useGrouping: 0) }
caps-over-rule = Сверх капы ({ NUMBER($over, useGrouping: 0) }): { $rule }
caps-money = К оплате за засчитанные: { $amount }
caps-topic-warned = ⚠️ Капа { NUMBER($percent, useGrouping: 0) } %: { NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) } · { caps-what }. Партнёр предупреждён.
caps-topic-unshown = ⚠️ Сообщение о капе не дошло до чата: { $why }.
caps-topic-stop = 🛑 Капа заполнена: { NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) } · { caps-what }. Партнёру отправлен СТОП.
caps-topic-over = 🔴 Перелив: { NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) } · { caps-what }. Партнёру сообщили.
caps-topic-reopened = ♻️ В капе снова есть место: { NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) } · { caps-what }. Партнёру сообщили.
caps-topic-confirmed = ✅ { $who }: трафик остановлен · { caps-what }, { NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) }.
caps-topic-reset = 🔄 Начался новый период, капа снова открыта · { $what } · { $amount }.
caps-unstopped =
    ‼️ <b>Трафик не остановлен</b> · { $partner } · { $chat }
    Капа заполнена: { NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) } · { caps-what }
    { $split }
    СТОП отправлен в чат дважды, остановку никто не подтвердил. Свяжитесь с партнёром.
caps-list =
    📊 <b>Капы</b>
    { $lines }
caps-more = и ещё { NUMBER($count, useGrouping: 0) }
caps-line =
    <b>{ $what }</b> · { $amount } · v{ $version }
    { $bar } { NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) }, осталось { NUMBER($left, useGrouping: 0) }
    { $more } · { $as_of }
caps-none = Капа появляется вместе со ссылкой, а действующих ссылок сейчас нет. Взять ссылку: /link
verdict-card = { $lines }
verdict-head =
    ⚖️ <b>Тест завершён, холд прошёл</b> · { $partner }
    { $what } · { $amount } · v{ $version }
verdict-goal-name = { $goal ->
    [lead] лиды
    [reg] реги
    [ftd] FTD
   *[other] { $goal }
}
verdict-goal = { $goal }: { NUMBER($good, useGrouping: 0) }, отклонено { NUMBER($bad, useGrouping: 0) }
verdict-rate = { $goal } → { $next }: { NUMBER($percent, useGrouping: 0) } %
verdict-rejected = Доля отклонённых: { NUMBER($percent, useGrouping: 0) } %
verdict-kpi = KPI по условиям: { $kpi }
verdict-due = <b>Решение нужно до { $due }.</b> Другую капу задаёт /cap
verdict-raise = ⬆️ Капа { NUMBER($value, useGrouping: 0) }
verdict-lift = ♾ Снять капу
verdict-stop = 🛑 Остановить
verdict-asked = ⚖️ Тест завершён: { $partner } · { $what }. Цифры и кнопки — в теме; решение нужно до { $due }.
verdict-overdue = ‼️ Решения по тесту всё ещё нет: { $partner } · { $what }. Срок был { $due }.
verdict-done-raise = ✅ Решение: новая капа ({ $who })
verdict-done-lift = ✅ Решение: капа снята ({ $who })
verdict-done-stop = 🛑 Решение: ссылки остановлены ({ $who })
verdict-stopped =
    🛑 <b>Тест завершён, ссылки остановлены</b>
    { $what }
    Пожалуйста, не лейте по ним больше. Всё, что пришло раньше, остаётся в расчёте. Вопросы — прямо сюда.
verdict-thanks = Ссылки остановлены, партнёру сказано.
verdict-screen = Экран подтверждения — ниже в теме.
verdict-vip = 👑 VIP у { $partner } заканчивается { $ends }. { $enough ->
    [yes] Объём достаточный
   *[no] Объёма не хватает
}: { NUMBER($volume, useGrouping: 0) }, порог { $goal } ({ $within }). Продлить: /tier в теме.
pour-asked =
    🤔 <b>Это новая капа?</b> Сообщение ушло, но условия пока прежние: капа меняется только новой версией.
    { $lines }
pour-cap = • { $what } · { $amount }: { NUMBER($used, useGrouping: 0) } из { NUMBER($value, useGrouping: 0) }, осталось { NUMBER($left, useGrouping: 0) }
pour-raise = ⬆️ { $offer }: капа { NUMBER($value, useGrouping: 0) }
pour-no = Нет, это не новая капа
pour-none = Хорошо, условия прежние.
pour-none-here = { $who }: это не новая капа, условия прежние.
caps-thanks = Спасибо, отметили: трафик остановлен.
caps-thanks-already = Остановка уже отмечена, спасибо.
caps-not-ours = Остановку подтверждает партнёр.

## conversations
speaker = <b>{ $name }:</b>
copy-rebuilt = { $what }; само сообщение скопировать уже нельзя
kind-text = текст
kind-photo = фото
kind-video = видео
kind-animation = анимация
kind-audio = аудио
kind-voice = голосовое сообщение
kind-video_note = видеосообщение
kind-document = файл
kind-sticker = стикер
kind-location = геопозиция
kind-venue = место
kind-contact = контакт
kind-poll = опрос
kind-dice = кубик
kind-story = история
kind-giveaway = розыгрыш
kind-giveaway_winners = итоги розыгрыша
kind-live_photo = живое фото
kind-paid_media = платное медиа
kind-checklist = чек-лист
kind-rich_message = сообщение с разметкой
kind-game = игра
kind-invoice = счёт
answer-failed = { $author }, партнёр этого не получил: { $why }.
failed-blocked = он заблокировал бота
failed-deactivated = его аккаунт удалён
failed-gone = бота больше нет в этом чате
failed-link = здесь трекинговая ссылка; отправьте её вместе с условиями через /link
failed-undelivered = Telegram не принимает сообщение уже две минуты; попытки продолжаются
failed-other = Telegram отклонил сообщение
topic-not-staff = Отвечать из темы могут только сотрудники. Ваше сообщение осталось здесь. Руководитель может пригласить вас командой /invite.
topic-anonymous = Вы пишете от имени группы, и бот не видит, кто вы. Сообщение осталось здесь. Отключите «Анонимность» в правах администратора и напишите ещё раз.
topic-unknown-command = Такой команды нет, партнёру ничего не ушло. Заметки начинаются с <code>//</code>, список команд — /help.
unknown-command = Такой команды нет. Просто напишите вопрос своими словами или нажмите /help.
why = { $next }
why-nothing = Здесь никто не ждёт: вопросов без ответа нет.
why-open = Ждёт с { $since }; ответ уже отправляется.
why-next = Ждёт с { $since }. В { $at } вызов получит { $who }: { $names }.
why-taken = Ждёт с { $since }, взято: { $name }. Если ответа не будет, в { $at } вызов получит { $who }: { $names }.
why-snoozed = Ждёт с { $since }, отложено до { $until }: { $name } ({ $reason }). Если ответа не будет, в { $at } вызов получит { $who }: { $names }.
why-handed = { $next } { $name } передаёт вопрос: { $to }. Принять можно до { $until }.
why-who-manager = менеджер
why-who-on-shift = смена
why-who-senior = старший смены
why-who-head = руководитель
why-who-last-resort = руководитель (последняя инстанция)
why-elsewhere = /why работает в теме партнёра: бот скажет, что там произойдёт дальше.

## relay
speaker-forwarded = <b>{ $name }:</b> <i>{ $forwarded }</i>
forwarded-line = <i>{ $forwarded }</i>
forwarded = переслано от { $origin }
in-answer-to = в ответ на «{ $words }»
edited = исправлено
partner-pinned = <b>{ $name }:</b> сообщение закреплено в чате партнёра
answer-held = Партнёру только что ответили: { $name }. Ваше сообщение уйдёт через { $seconds } { $seconds ->
    [one] секунду
    [few] секунды
   *[many] секунд
}.
button-dont-send = Не отправлять
button-send-again = Отправить ещё раз
answer-withdrawn = Не отправлено: сообщение осталось здесь.
answer-deleted = Сообщение у партнёра удалено.
answer-not-deleted = Telegram уже не даёт удалить это сообщение у партнёра: с отправки прошло больше 48 часов или в группе не хватает прав.
edit-into-note = Партнёр уже получил это сообщение, и у него оно осталось прежним. Чтобы убрать его, ответьте на него <code>/del</code>.
edit-of-note = Заметка остаётся заметкой. Чтобы ответить партнёру, отправьте новое сообщение.
edit-with-link = В исправленном тексте есть трекинговая ссылка, поэтому у партнёра ничего не изменилось. Ссылка уходит только с условиями: /link.
delete-which = Ответьте командой /del на сообщение, которое нужно убрать у партнёра.
delete-not-sent = Партнёр этого сообщения не получал: убирать нечего.
unsend-late = Уже отправлено. Чтобы убрать сообщение у партнёра, ответьте на него /del.
unsend-done = Не отправлено.
again-done = Отправляю ещё раз.
card-note = Это осталось здесь, партнёр этого не видит. Заметки для коллег пишите в теме.
card-edit-stays = Партнёр уже получил это сообщение, и у него оно осталось прежним. Исправьте ещё раз, чтобы партнёр увидел другое.
private-no-card = Чтобы ответить партнёру отсюда, ответьте на карточку. Команды: /help.

## cards
card =
    <b>{ $partner }</b> · { $tier } · { $chat }
    { $preview }

    Ждёт с { $since }{ $count ->
        [1] {""}
        [one] {" "}· { $count } сообщение
        [few] {" "}· { $count } сообщения
       *[other] {" "}· { $count } сообщений
    }
    { $state }
tier-new = новый
tier-verified = проверенный
tier-vip = VIP
chat-private = личный чат
chat-group = группа «{ $title }»
preview-empty = <i>без текста</i>
card-level-manager = Вызван менеджер партнёра · уровень { $level } из { $levels }
card-level-on-shift = { $people ->
    [1] Вызвана смена: один человек
   *[other] Вызвана смена, всего { $people }
} · уровень { $level } из { $levels }
card-level-senior = Вызван старший смены · уровень { $level } из { $levels }
card-level-head = Вызван руководитель · уровень { $level } из { $levels }
card-level-last-resort = Никто не ответил ни на одном уровне: последняя инстанция
skip-manager-closed = Менеджер сейчас не работает
skip-manager-empty = Менеджера нет: не назначен или в отъезде
skip-manager-unreachable = Менеджеру нельзя написать
skip-on-shift-empty = На смене никого нет
skip-on-shift-unreachable = Смене нельзя написать: бот не запущен или заблокирован
skip-on-shift-closed = Смена не работает
skip-senior-empty = Старшего смены нет
skip-senior-unreachable = Старшему смены нельзя написать
skip-senior-closed = Старший смены не работает
skip-head-empty = Руководителя нет
skip-head-unreachable = Руководителю нельзя написать
skip-head-closed = Руководитель не работает
card-taken = Взято: { $name }, до { $until }
card-taken-by-you = Вы взяли, до { $until }. Ответьте в теме.
card-snoozed = Отложено до { $until }: { $name } ({ $reason })
card-handed = { $name } передаёт вопрос: { $to }. Принять можно до { $until }.
card-handed-to-you = { $name } передаёт вопрос вам. Принять можно до { $until }, потом вызов повторится.
card-why = Отложить на { $minutes } мин: почему?
card-whom = Кому передать?
card-asked = <b>{ $partner }</b>: { $name } передаёт вопрос вам. Принять можно до { $until }.
card-declined = <b>{ $partner }</b>: { $name } не может принять вопрос. Вызовы идут дальше.
card-untaken = <b>{ $partner }</b>: вопрос никто не принял. Вызовы идут дальше.
snooze-colleague = ждём коллегу
snooze-advertiser = ждём рекламодателя
snooze-partner = так попросил партнёр
snooze-checking = идёт проверка
snooze-other = { $words }
card-answered = Есть ответ: { $name }
card-no-answer-needed = { $name }: ответ не нужен
card-closed = Закрыто: { $name }
card-solved = Партнёр отметил, что вопрос решён
button-take = Взять
button-extend = Продлить
button-snooze = Отложить { $minutes }
button-wake = Больше не откладывать
button-hand-over = Передать
button-accept-it = Принять
button-decline = Не могу
button-snooze-colleague = Жду коллегу
button-snooze-advertiser = Жду рекламодателя
button-snooze-partner = Попросил партнёр
button-snooze-checking = Проверяю
button-to-shift = Всей смене ({ $count })
button-colleague-off = { $name } · не на работе
button-open-topic = Открыть тему
button-no-answer = Ответ не нужен
button-more = Ещё
button-back = Назад
button-stale = Эта кнопка устарела. Ничего не изменилось.
card-stale = Здесь уже никто не ждёт. Ничего не изменилось.
not-yours = Ваша роль этого не позволяет. Что вы можете: /help
take-done = Вопрос ваш до { $until }.
take-yours = Вы его уже взяли, до { $until }.
take-taken = Уже взято: { $name }, до { $until }.
settled = Отмечено: ответ не нужен.
waits =
    <b>Ждут и другие:</b>
    { $lines }
waits-waits = • { $partner }, { $chat } — с { $since }
waits-taken = • { $partner }, { $chat } — с { $since }, уже взято
waits-over = • { $partner }, { $chat } — уже не ждёт
waits-more = И ещё { $count }. Все, кто ждёт вас: /mine
button-take-of = Взять: { $partner }
extend-theirs = Этот вопрос сейчас не у вас. Ничего не изменилось.
extend-spent = Продлить больше нельзя. Вопрос ваш до { $until }.
snooze-why = Выберите причину.
snooze-done = Отложено до { $until }.
snooze-already = Уже отложено до { $until }: { $name }.
snooze-spent = Этот вопрос больше нельзя откладывать: партнёр и так долго ждёт.
snooze-long = Этот вопрос можно отложить не больше чем на { $minutes } мин.
wake-done = Больше не отложено: вызов повторится.
wake-nothing = Этот вопрос не отложен. Ничего не изменилось.
wake-theirs = Вопрос отложен: { $name }. Вернуть его раньше может тот, кто отложил, или старший смены.
hand-over-whom = Выберите, кому передать.
hand-over-done = Коллега получит карточку. Принять можно до { $until }, а пока всё идёт как прежде.
hand-over-nobody = Передать некому: бот не может написать этому сотруднику, или вопрос уже у него.
hand-over-over = Вам этот вопрос уже не передают. Ничего не изменилось.
hand-over-declined = Хорошо, вызовы идут дальше.
card-back = Назад к карточке.
nudge = <b>{ $partner }</b> ждёт уже { $waits }.
nudge-lease = <b>{ $partner }</b>: вопрос взяли, но ответа нет. Ждёт уже { $waits }.
nudge-snooze = <b>{ $partner }</b>: вопрос был отложен, теперь пора ответить. Ждёт уже { $waits }.
person = { $person }
last-resort =
    { $people }
    <b>{ $partner }</b> ждёт уже { $waits }, и никто не ответил.
last-resort-nobody = <b>{ $partner }</b> ждёт уже { $waits }, а вызвать некого: руководителей нет. Укажите HEAD_IDS.
alarm-level = { $what }. Партнёр { $partner } ждал, поэтому сразу вызван следующий уровень. Проверьте смены: /duty
honest-senior = Простите за ожидание. Позвали старшего смены ({ $names }), вам ответят.
honest-head = Простите за ожидание. Позвали руководителя программы ({ $names }), вам ответят.
honest-solved = Рады, что всё решилось. Если что-то ещё — просто напишите.
button-solved = Вопрос решён
solved = Хорошо, вопрос закрыт.
solved-late = Этот вопрос уже закрыт.
honest-nobody = дежурный
span-days = { $n ->
    [one] { $n } день
    [few] { $n } дня
   *[other] { $n } дней
}
span-hours = { $n } ч
span-minutes = { $n } мин

## promises

promise-when = Когда? Сначала время, потом что обещаете: <code>/promise 18:00 отчёт</code>. Можно и так: <code>2h</code>, <code>завтра 12:00</code>, <code>пт 12:00</code>, <code>25.11 12:00</code>.
promise-past = Это время уже прошло. Например: <code>/promise завтра 12:00 отчёт</code>.
promise-far = Это слишком далеко: обещать можно не больше чем на 62 дня вперёд. Выберите время поближе.
command-promise = пообещать партнёру что-то к сроку
form-promise =
    <code>/promise когда что</code> — партнёр увидит обещание, вам придёт напоминание
    Пример: <code>/promise 18:00 отчёт</code>. Можно и так: <code>2h</code>, <code>завтра 12:00</code>, <code>пт 12:00</code>, <code>25.11 12:00</code>.
promise-long = Слишком длинно: на само обещание есть { $most } знаков. Подробности напишите партнёру обычным сообщением.
promise-over = Это обещание уже закрыто. Ничего не изменилось.
promise-no-later = Больше переносить нельзя. Ответьте партнёру или отмените обещание в теме.
promise-letter = { $lines }
promise-told = До { $due } обещаем: { $text }
promise-told-answer = Ответим до { $due }.
promise-held = <b>{ $name }</b> → партнёру: { $text }
promise-what = { $text }
promise-answer = ответ
promise-noted = ⏱ До { $due } обещано: { $what } ({ $name }). Партнёр это видит.
promise-kept = ✅ Выполнено: { $what }, обещано до { $due } ({ $name }).
promise-broken = ⚠️ Не выполнено до { $due }: { $what } ({ $name }). Вызов получили коллеги.
promise-withdrawn = Отменено: { $what }, обещано до { $due } ({ $name }).
promise-later = Перенесено на { $due }: { $what } ({ $name }).
promise-remind = ⏰ Скоро срок, { $due }: { $what }. Партнёр <b>{ $partner }</b>, обещание: { $name }.
promise-moved = Нужно ещё немного времени: { $text } — до { $due }.
promise-moved-answer = Нужно ещё немного времени: ответим до { $due }.
promise-taken-back = К сожалению, не получится: { $text } (обещали до { $due }). Если это всё ещё нужно, напишите нам.
promise-kept-done = Отмечено: выполнено.
promise-withdrawn-done = Обещание отменено.
promise-later-done = Перенесено на { $due }. Партнёр это увидит.
button-promise-done = Выполнено
button-promise-drop = Отменить обещание
button-promise-later = Перенести на { $span }
button-hold = Минуту, проверяю
hold-done = Отправлено. Ответьте до { $until }.
card-promise = ⏱ { $name }: до { $due } обещано — { $what }
card-holding = Обещан ответ: { $name }
profile-promise = ⏱ До { $due } обещано: { $what } ({ $name })
why-promised = Здесь никто не ждёт. До { $due } обещано: { $what } ({ $name }). Если этого не будет, вызов получит { $who }: { $names }.
mine-promised = • { $partner }, { $chat } — до { $due }: { $what }
digest-promises =
    { "" }
    <b>Обещано на сегодня: { $count }</b>
    { $lines }
digest-promise = • { $who } — до { $due }: { $what } ({ $name })
digest-broken =
    { "" }
    Невыполненных обещаний: { $count }

## groups
group-unbound = Здравствуйте! Пока я не могу помочь в этой группе: сначала менеджер должен связать её с вашим аккаунтом. Ему уже сообщили. А пока напишите мне в личный чат.
group-missing =
    Чтобы ни один вопрос не потерялся, включите, пожалуйста:
    { $what }
group-missing-reading = • права администратора для меня: сейчас я вижу только команды и ответы на мои сообщения
group-missing-reactions = • права администратора для меня: сейчас я не вижу реакций и новых участников
group-missing-pinning = • моё право закреплять сообщения: действующие условия будут на виду
group-missing-deleting = • моё право удалять сообщения: то, что отправлено по ошибке, можно будет убрать
group-complete = Спасибо! Прав хватает: теперь ни один вопрос не потеряется.
group-whose = К какому партнёру привязать группу <b>{ $title }</b>?
button-partner = { $name }
button-partner-new = ➕ Новый партнёр
button-cancel = Отмена
group-bound = Группа <b>{ $title }</b> привязана к партнёру { $partner }. Условия там уже опубликованы.
group-bound-topic = Бот подключён к группе <b>{ $title }</b> (кто подключил: { $by }). Всё, что там пишут, видно здесь, а ваши ответы уходят туда.
group-left = Бота удалили из группы <b>{ $title }</b>. Попросите партнёра вернуть бота: до этого ответы туда не дойдут.
group-back = Бот снова в группе <b>{ $title }</b>. Ответы доходят.
group-bound-already = Этот чат уже привязан к партнёру. Перенести его к другому: /move в его теме.
group-elsewhere = Эта команда работает в теме партнёра и в его группе.
group-nobodys = Этот чат не привязан ни к одному партнёру: сообщения никуда не передаются. Привязать: /bind
bound = Готово.
group-unbind =
    Отвязать чат <b>{ $title }</b> от партнёра <b>{ $partner }</b>?
    • сообщения оттуда больше не попадут в тему, а ответы из темы — туда
    • если там кто-то ждёт ответа, ожидание закроется{ $links ->
        [0] { "" }
       *[other] { "" }
    • действующие ссылки этого чата остановятся: { $links }
    }
unbind-go = Отвязать
bind-private = Личный чат привязывать не нужно: это произойдёт само, когда человек напишет боту.
unbind-private = Личный чат не отвязывают: в нём пишет сам партнёр. Перенести его к другому партнёру: /move
group-unbind-done = Чат <b>{ $title }</b> больше не привязан к партнёру { $partner }.
group-unbound-topic = Чат <b>{ $title }</b> отвязан (решение: { $by }). Сообщения оттуда больше не приходят, ответы туда не уходят.{ $links ->
        [0] { "" }
       *[other] { " " }Остановлено ссылок: { $links }.
    } Привязать снова: /bind здесь.
group-unbound-now = Эта группа больше не подключена к поддержке: вопросы отсюда до нас не доходят, ссылки этого чата больше не действуют. Пишите, пожалуйста, в личный чат с ботом.
group-move = К какому партнёру перенести чат <b>{ $title }</b>? Сейчас его партнёр — <b>{ $partner }</b>.
group-move-confirm =
    Перенести чат <b>{ $title }</b>: <b>{ $partner }</b> → <b>{ $other }</b>?
    • переписка и тема останутся теми же{ $people ->
        [0] { "" }
       *[other] { "" }
    • к новому партнёру перейдут люди, которых мы знаем только по этому чату: { $people }
    }{ $links ->
        [0] { "" }
       *[other] { "" }
    • действующие ссылки этого чата ({ $links }) остановятся: потоки остаются у прежнего партнёра; новые выдаст /link
    }{ $waits ->
        [0] { "" }
       *[other] { "" }
    • здесь ждут ответа: отсчёт продолжится с того же времени
    }
    • чат сразу получит условия нового партнёра
move-go = Перенести
move-nowhere = Переносить некуда: других партнёров нет.
group-moved = Чат <b>{ $title }</b> перенесён к партнёру { $partner }.
group-moved-topic = Чат <b>{ $title }</b> перенесён (решение: { $by }): <b>{ $partner }</b> → <b>{ $other }</b>.{ $links ->
        [0] { "" }
       *[other] { " " }Остановлено ссылок: { $links }. Новые выдаст /link.
    }
group-links-stopped = Ссылки, которые были выданы в этом чате раньше, больше не действуют: остановите, пожалуйста, трафик по ним. Новая ссылка: /link
kept-as-it-was = Ничего не изменилось.
command-unbind = отвязать этот чат от партнёра
form-unbind = <code>/unbind</code> — в группе или в теме; покажет, что произойдёт, и спросит.
command-move = перенести этот чат к другому партнёру
form-move = <code>/move</code> или <code>/move alpha</code> (часть названия) — в группе или в теме; покажет, что произойдёт, и спросит.
contact-one-of-us = { $name } теперь в нашей команде. Личный чат больше не считается чатом партнёра: сообщения оттуда сюда не приходят.
partner-blocked = Партнёр заблокировал бота. Пока это так, ответы не дойдут: свяжитесь с партнёром иначе.
partner-unblocked = Партнёр разблокировал бота. Ответы снова доходят.

## partners
partners-list =
    <b>Партнёры: { $count }</b>
    { $lines }
partners-line = • { $partner } — { $tier } · { $manager } · чатов: { $chats }{ $waiting ->
        [0] { "" }
       *[other] { " " }· ждут: { $waiting }
    }
partners-none = Партнёров пока нет: они появятся, когда напишут боту.
partners-no-manager = без менеджера
partners-unknown = Партнёра «{ $word }» среди доступных вам нет. Попробуйте часть названия или команду без слов.
partners-too-many = По слову «{ $word }» подходит партнёров: { $count }. Добавьте ещё одно слово из названия.
command-partners = список партнёров, открывает их темы
form-partners = <code>/partners</code> — ваши партнёры по алфавиту; у руководителя — все.
command-merge = объединить двух партнёров в одного
form-merge = <code>/merge</code> или <code>/merge alpha</code> (часть названия) — выберите, кто останется и кого присоединить.
merge-alone = Объединять некого: для этого нужны хотя бы два ваших партнёра.
merge-keep = Объединяем двух партнёров в одного. Какой останется?
merge-gone = Останется <b>{ $partner }</b>. Какого партнёра присоединить к нему?
merge-counts = <b>{ $partner }</b> (чатов: { $chats }, контактов: { $contacts }, потоков: { $flows }, действующих ссылок: { $links })
merge-confirm =
    Присоединить { $gone }
    к партнёру { $kept }?
    • останется <b>{ $partner }</b>: { $tier }, менеджер: { $manager }
    • всё, что было у партнёра <b>{ $other }</b>, перейдёт к нему{ $joined ->
        [0] { "" }
       *[other] ; одинаковых потоков: { $joined }, они станут общими вместе с капой
    }
    • чаты партнёра <b>{ $other }</b> сразу получат условия; отменить объединение нельзя
merge-go = Объединить
merge-swap = 🔁 Пусть останется другой
merge-done = Готово: <b>{ $other }</b> теперь часть партнёра { $partner }.
merged-topic = Партнёры объединены (решение: { $by }): <b>{ $other }</b> → <b>{ $partner }</b>. Чаты, контакты, потоки и ссылки теперь общие.

## commands

command-form =
    <b>/{ $name }</b> — { $what }
    { $form }
    Где: { $where }
command-elsewhere = /{ $name } работает { $where }.
command-unknown = Команды /{ $name } нет. Что есть: /help
command-near = Команды /{ $name } нет. Может быть, /{ $near }?
topic-unknown-near = Такой команды нет, партнёру ничего не ушло. Может быть, /{ $near }?
unknown-command-near = Такой команды нет. Может быть, /{ $near }? Или просто напишите вопрос своими словами.
help-line = /{ $name } — { $what }
place-private = в личном чате с ботом
place-group = в группе партнёра
place-topic = в теме партнёра
place-forum = в форуме сотрудников
place-comma = { $first }, { $then }
place-or = { $first } или { $then }
command-link = трекинговая ссылка с условиями и капой
form-link = <code>/link</code> — оффер, ГЕО и источник выбираются кнопками.
command-link-staff = выдать партнёру ссылку карточкой с условиями
form-link-staff = <code>/link</code> — оффер, ГЕО и источник выбираются кнопками, карточка придёт партнёру.
command-links = ссылки этого чата
form-links = <code>/links</code> — все ссылки этого чата; номер открывает карточку с условиями.
command-links-staff = ссылки этого чата партнёра
form-links-staff = <code>/links</code> — все ссылки этого чата партнёра; номер открывает карточку с условиями.
command-terms = действующие условия
form-terms = <code>/terms</code> — условия, которые действуют сейчас.
command-caps = сколько осталось в капах
form-caps = <code>/caps</code> — все капы ваших ссылок: сколько занято, сколько осталось, когда закончатся.
command-caps-staff = капы ссылок этого партнёра
form-caps-staff = <code>/caps</code> — все капы ссылок этого партнёра: сколько занято, сколько осталось, когда закончатся.
command-terms-staff = действующие условия партнёра; новые — с подтверждением
form-terms-staff = <code>/terms</code> — что действует и кем задано. Новые условия — оффер, ГЕО, источник, дальше по строке на условие:
    <code>/terms casino-x KZ FB
    hold 7
    baseline 10
    until 2027-01-31</code>
command-cap = новая капа, с подтверждением
form-cap = <code>/cap 100 day casino-x KZ FB</code> — капа, период (hour, day, week, month, total), оффер и что сужает: ГЕО, источник. Ещё: <code>test</code>, цель (<code>ftd</code>), часовой пояс, <code>from</code> и <code>until</code> с датой. Снять: <code>/cap none casino-x</code>.
command-rate = новая ставка, с подтверждением
form-rate = <code>/rate 25 casino-x KZ FB</code> — ставка, оффер и что сужает. Ещё: <code>25%</code>, <code>28+20%</code>, валюта, цель, <code>from</code> и <code>until</code> с датой.
command-contact = люди партнёра: кто чем занят и кто принимает условия
form-contact = <code>/contact</code> — все люди партнёра; <code>/contact Пётр</code> или <code>/contact @petr</code> — один из них. Назначенные принимают условия, остальные — только читают.
command-tier = статус партнёра: new, verified, vip
form-tier = <code>/tier vip until 2027-01-31</code> — статус и, если нужно, до какого дня; потом вернётся статус ниже.
command-offers = офферы: капы и условия по статусам партнёров
form-offers = <code>/offers</code> — что открыто и закрыто, капы и условия для каждого статуса партнёра.
command-language = язык: русский или English
form-language = <code>/language</code> — язык выбирается кнопкой.
command-help = что я умею
form-help = <code>/help</code> — что здесь можно сделать.
command-start = начать
form-start = <code>/start</code> — начать, или увидеть приветствие ещё раз.
command-why = что здесь произойдёт дальше, с кем и когда
form-why = <code>/why</code> — одно предложение: кто и когда будет вызван.
command-del = убрать сообщение у партнёра
form-del =
    <code>/del</code> в ответ на сообщение, не позже 48 часов после отправки
command-note = заметка, которую партнёр не увидит
form-note =
    <code>/note текст</code> или <code>// текст</code>
    Пример: <code>/note просит 30 $, согласовать с Марией</code>
command-take = взять вопрос на себя
form-take = <code>/take</code> — вопрос ваш на несколько минут; если ответа не будет, вызов повторится.
command-release = освободить взятый вопрос
form-release = <code>/release</code> — вызов повторится для тех, кого вызывали последними.
command-snooze = отложить вопрос
form-snooze =
    Напишите, на сколько минут и почему, например:
    <code>/snooze 20 ждём ответ рекламодателя</code>
    <code>/snooze off</code> — больше не откладывать.
command-close = закрыть без ответа
form-close = <code>/close</code> — ответ не нужен: отсчёт остановится, в отчёте такие вопросы стоят отдельно.
command-assign = передать вопрос коллеге
form-assign =
    <code>/assign @username</code> или <code>/assign смена</code> — коллега получит карточку и примет вопрос; до этого всё идёт как прежде.
    Пример: <code>/assign @sasha_sub</code>
command-card = карточка партнёра с кнопками
form-card = <code>/card</code> — кто это, кто ждёт, что дальше, и кнопки.
command-history = последние обращения в этом чате
form-history = <code>/history</code> — последние десять: когда, как долго, кто ответил; и другие чаты партнёра.
command-attention = какие сообщения чата требуют ответа
form-attention =
    <code>/attention all</code> — любое сообщение
    <code>/attention called</code> — только упоминание бота или сотрудника и ответ им
command-ban = закрыть доступ
form-ban =
    <code>/ban</code> — в теме личного чата, или ответом на сообщение этого человека в теме группы
    Пример с именем: <code>/ban @username</code>
command-unban = вернуть доступ
form-unban =
    <code>/unban</code> — в теме личного чата, или ответом на сообщение этого человека в теме группы
    Пример с именем: <code>/unban @username</code>
command-s = готовый ответ
form-s =
    <code>/s</code> — какие есть; <code>/s имя</code> — как он будет выглядеть, отправляет кнопка
    Пример: <code>/s payout</code>
command-mine = мои вопросы: взятые и те, что ждут меня
form-mine = <code>/mine</code> — что взято вами и кто ждёт вас, начиная с самых давних.
command-find = найти партнёра, человека или группу
form-find =
    <code>/find слова</code> — имя, @username, название группы или Telegram id
    Пример: <code>/find alpha</code>
command-partner = страница партнёра
form-partner =
    <code>/partner название</code>
    Пример: <code>/partner Alpha Media</code>
command-manager = кто мой менеджер и когда на месте
form-manager = <code>/manager</code> — кто ваш менеджер и когда на месте.
command-manager-staff = назначить партнёру менеджера
form-manager-staff =
    <code>/manager @username</code>
    Пример: <code>/manager @maria_am</code>
command-bind = привязать группу к партнёру
form-bind = <code>/bind</code> или <code>/bind alpha</code> (часть названия) — в группе или в теме отвязанного чата. В самой группе имён партнёров не видно: выбор придёт вам в личный чат.
command-duty = кто на смене и кто следующий
form-duty = <code>/duty</code> — кто на смене сейчас, до какого времени и кто придёт следом.
command-shifts = смены на две недели
form-shifts = <code>/shifts</code> — кто и когда работает в ближайшие две недели: ваши смены отмечены, пустые тоже.
command-swap = поменяться сменой
form-swap = <code>/swap</code> — отдать свою смену коллеге, взамен или просто так. Пока коллега не согласится, смена ваша.
command-absence = когда вас не будет и кто замещает
form-absence = <code>/absence 24.11-30.11 @vera_senior</code> — вас не будет с 24 по 30 ноября включительно, замещает @vera_senior. Можно один день и без заместителя: <code>/absence 24.11</code>
command-rotation = графики смен и что в них не так
form-rotation = <code>/rotation</code> — графики смен, кого в них нет в команде, кому бот не может написать и где никого нет.
command-digest = кто ждёт и как прошёл день
form-digest =
    <code>/digest</code> — кто ждёт ответа сейчас, вчера и сегодня к этому часу
    <code>/digest week</code> — последние семь дней
    Пример для одного дня: <code>/digest 2026-11-21</code>
command-simulate = кого вызовут, если партнёр напишет в такое-то время
form-simulate =
    <code>/simulate партнёр день время</code>, вместо партнёра можно назвать правила: <code>default</code>, <code>new</code> или <code>vip</code>; без времени — сейчас
    Пример: <code>/simulate Alpha Media сб 23:40</code>
command-invite = пригласить коллегу
command-invite-partner = ссылка, чтобы пригласить знакомых
form-invite-partner = <code>/invite</code> — в ответ придёт ссылка: перешлите её тому, кого приглашаете.
form-invite =
    <code>/invite sub</code> — саб-менеджер, приглашают менеджеры и руководители
    <code>/invite senior</code> — старший смены, приглашают руководители
    <code>/invite manager</code> — аккаунт-менеджер, приглашают руководители
    Придёт ссылка: она работает один раз и 48 часов.
command-staff = команда и кому бот не может написать
form-staff = <code>/staff</code> — все сотрудники, их роли и кому бот не может написать.
command-setup = сделать группу форумом сотрудников
form-setup = <code>/setup</code> — в группе с темами, где бот — администратор.
command-status = как дела у бота
form-status = <code>/status</code> — сколько ждут ответа, сколько не отправлено и с какого времени.
command-audit = проверить, не потерялся ли кто-нибудь
form-audit = <code>/audit</code> — не ждёт ли кто-нибудь без следующего шага и сходится ли состояние диалогов с записанными событиями.
command-reload = перечитать desk.yaml
form-reload = <code>/reload</code> — новые правила вступают в силу сразу; с ошибкой остаются прежние.

## tools

tool-no-partner = Эта команда работает в теме партнёра, а здесь партнёра нет.
tool-role = Для этого нужна роль не ниже: { $role }.
tool-own = Это решает менеджер этого партнёра или руководитель.
tool-alone = После /{ $name } ничего не нужно, а здесь «{ $word }». Напишите просто <code>/{ $name }</code>.
nobody-waits = Здесь никто не ждёт ответа.
tool-taken = Взято: { $name }, до { $until }.
tool-released = Снова свободно: { $name } больше не отвечает за этот вопрос. Вызов повторится.
tool-released-by = Снова свободно: { $name } больше не отвечает за этот вопрос (решение: { $by }). Вызов повторится.
tool-closed = Закрыто без ответа: { $name }. Отсчёт остановлен.
tool-snoozed = Отложено до { $until }: { $name }. До этого никого не вызываем.
tool-woken = Больше не отложено: { $name }. Вызов повторится.
tool-assigned =
    { $by } передаёт вопрос, принять можно до { $until }. До этого всё идёт как прежде.
    { $people }
tool-assigned-off =
    { $by } передаёт вопрос, принять можно до { $until }. До этого всё идёт как прежде. Сейчас не на работе:
    { $people }
release-nobody = Этот вопрос никто не взял. Взять: /take
release-theirs = Вопрос взят: { $name }. Освободить его может тот, кто взял, или старший смены.
assign-theirs = Вопрос уже передан: { $name }, до { $until }.
assign-unknown =
    Сотрудника «{ $word }» нет. Укажите одного из них: { $known }
assign-which =
    Под именем «{ $word }» есть несколько сотрудников: { $known }. Укажите @username.
attention-all = Ответа требует любое сообщение этого чата.
attention-called = Ответа требуют только сообщения, в которых упомянули бота или сотрудника или ответили им. Остальные видны здесь, но никого не вызывают.
attention-wrong =
    «{ $word }» не подходит.
    { form-attention }
tool-card =
    <b>{ $partner }</b> · { $tier } · { $chat }
    Менеджер: { $manager }

    { $preview }
    { $next }

    { $others }
tool-card-quiet =
    <b>{ $partner }</b> · { $tier } · { $chat }
    Менеджер: { $manager }

    { $next }

    { $others }
tool-no-manager = не назначен
tool-others =
    Другие чаты партнёра:
    { $lines }
tool-others-none = Других чатов у партнёра нет.
tool-chat = • { $chat }
tool-chat-waits = • { $chat } — ждёт с { $since }
tool-more = … и ещё { $count }
tool-history =
    <b>Последние обращения</b>
    { $lines }

    { $others }
past = • { $at }, { $took } — { $how }{ $level ->
        [0] { "" }
       *[other] , дошло до уровня { $level }
    }
past-running = • { $at } — ждёт сейчас{ $level ->
        [0] { "" }
       *[other] , уровень { $level }
    }
past-answered = ответ: { $name }
past-no-answer-needed = ответ не нужен: { $name }
past-closed = закрыто: { $name }
past-solved = решено, так отметил партнёр
past-none = Обращений ещё не было.
ban-done = { $name }: доступ закрыт ({ $by }). Сообщения сохраняются, но здесь не видны и никого не вызывают. Вернуть: /unban
ban-whom =
    Кому закрыть или вернуть доступ? Ответьте командой на сообщение этого человека или назовите его: { $known }
    Пример: <code>/ban @username</code>
ban-staff = { $name } — сотрудник. Доступ сотрудникам закрывает руководитель: /staff
ban-already = { $name }: доступ уже закрыт.
ban-none = { $name }: доступ и так открыт.
unban-done = { $name }: доступ снова открыт. { $count ->
        [0] Сообщений за это время не было.
       *[other] Сообщений за это время: { $count }; они не показаны.
    }
banned-told = Спасибо за сообщение. Доступ к чату с командой для вас закрыт, поэтому ответа здесь не будет.
banned-press = Доступ к чату с командой для вас закрыт.
banned-wrote = { $name } пишет, хотя доступ закрыт. Сообщения сохраняются и здесь не видны.
banned-wrote-told =
    { $name } пишет, хотя доступ закрыт. Сообщения сохраняются и здесь не видны. Ответ бота, один раз:
    <i>{ banned-told }</i>
replies-list =
    <b>Готовые ответы</b>
    { $lines }

    <code>/s имя</code> покажет ответ целиком, отправляет его кнопка.
replies-line = • <code>/s { $name }</code> — { $text }
replies-none = Готовых ответов пока нет. Их добавляет руководитель: раздел replies в desk.yaml, затем /reload.
reply-preview = { $text }
reply-dropped =
    <i>Не отправлено:</i>
    { $text }
reply-near = Готового ответа «{ $word }» нет. Похожие: { $near }. Все: /s
reply-unknown = Готового ответа «{ $word }» нет. Все: /s
reply-sent = Отправляю партнёру.
reply-kept = Не отправлено.
button-reply-send = Отправить партнёру
button-reply-drop = Не нужно
manager-in = Ваш менеджер: { $name }. На месте до { $at }. Напишите вопрос прямо здесь.
manager-later = Ваш менеджер: { $name }. Будет на месте с { $at }. Напишите вопрос прямо здесь: до этого времени отвечает дежурная смена.
manager-always = Ваш менеджер: { $name }. Напишите вопрос прямо здесь.
manager-away = Ваш менеджер: { $name }. Сейчас отвечает дежурная смена: напишите вопрос прямо здесь.
manager-none = Ваш менеджер ещё не назначен, отвечает дежурная смена. Напишите вопрос прямо здесь.
manager-nobody = Менеджера назначим, как только вы напишете первый вопрос. Напишите его прямо здесь.
manager-unbound = Эта группа ещё не привязана к партнёру, поэтому менеджера у неё нет. Напишите боту в личный чат.
manager-given = Менеджер партнёра теперь { $name } (назначение: { $by }). Время ожидания не изменилось.
manager-yours = Партнёр { $partner } теперь ваш (назначение: { $by }).
manager-not-yours = У партнёра { $partner } теперь другой менеджер: { $name } (назначение: { $by }).
find-found =
    <b>Найдено по «{ $word }»: { $count }</b>
    { $lines }

    Страница партнёра: <code>/partner название</code>
find-partner = • партнёр { $name }
find-contact = • { $name }, { $handle }
find-chat = • группа { $name }
find-none = По «{ $word }» ничего не нашлось. Можно искать по имени, @username, названию группы или Telegram id.
partner-near = Партнёра «{ $word }» нет. Похожие: { $near }. Открыть: <code>/partner название</code>
partner-which = Нашлось партнёров: { $count }. { $count ->
        [1] { "" }
       *[other] Кто из них?
    }{ $shown ->
        [8] { " " }Показаны первые восемь; добавьте слово, чтобы сузить поиск.
       *[other] { "" }
    }
partner-page =
    <b>{ $name }</b> · { $tier } · с { $since }
    Менеджер: { $manager }

    <b>Люди</b>
    { $people }

    <b>Чаты</b>
    { $chats }

    <b>Действующие ссылки</b>
    { $links }
partner-person = • { $name }, { $handle }
partner-link = • { $offer } · { $geo } · { $source } — чат «{ $chat }»
partner-nothing = • нет
mine =
    <b>Взято вами</b>
    { $taken }

    <b>Ждут вас</b>
    { $waits }

    <b>Обещано вами</b>
    { $promised }
mine-nothing = Сейчас за вами ничего нет: ни взятого, ни ожидающего, ни обещанного.
mine-waits = • { $partner }, { $chat } — ждёт { $waits }
mine-snoozed = • { $partner }, { $chat } — ждёт { $waits }, отложено до { $until }
mine-taken = • { $partner }, { $chat } — ждёт { $waits }, взято до { $until }
manager-already = Это и так менеджер партнёра: { $name }.
manager-role = { $name } — не менеджер. Укажите одного из них: { $known }

## evidence

command-evidence = доказательства по офферу за период
form-evidence =
    <code>/evidence</code> — выбрать оффер и период кнопками
    <code>/evidence casino-x 2026-11-01 2026-11-30</code> — сразу, оба дня включительно
evidence-which = По какому офферу собрать доказательства?
evidence-when =
    <b>{ $offer }</b>: за какой период?
    Другие даты: <code>/evidence { $id } 2026-11-01 2026-11-30</code>
evidence-offer = { $name }
evidence-days = { $what ->
    [month] Этот месяц
    [before] Прошлый месяц
    [week] Последние 7 дней
   *[whole] За всё время
}: { $first } – { $last }
evidence-coming = <b>{ $offer }</b>, { $first } – { $last }: собираю файлы, они придут сюда следующим сообщением.
evidence-send = Отправить партнёру те же файлы
evidence-files =
    📁 <b>Доказательства: { $partner } · { $offer }</b>
    { $first } – { $last }, оба дня включительно. Записей в цепочке: { NUMBER($entries, useGrouping: 0) }
    Страницу .html можно читать и печатать, .json — то, из чего она сделана. Обе стороны получают одно и то же.
    SHA-256 файла .json: <code>{ $hash }</code>
evidence-sent = 📁 Доказательства по { $offer } ({ $first } – { $last }) отправлены партнёру: { $person }.
evidence-sent-done = Отправляю.
evidence-none = По офферам этого партнёра ещё ничего не записано. Записи появляются с первой ссылкой.
evidence-no-offer = По офферу «{ $word }» у этого партнёра ничего не записано. Укажите один из этих: { $known }.
evidence-wrong =
    «{ $word }» не подходит. Нужны оффер и два дня: <code>/evidence { $offer } { $first } { $last }</code>
evidence-order = Период заканчивается раньше, чем начинается. Укажите дни по порядку: <code>/evidence { $offer } { $first } { $last }</code>
evidence-future = Этот период ещё не начался. Укажите первый день не позже сегодняшнего: <code>/evidence { $offer } { $first } { $last }</code>
evidence-stale = Эта кнопка устарела. Соберите файлы заново: /evidence
condition-payout = Оплата
condition-caps = Капа
condition-over_cap = Сверх капы
condition-baseline = Бейслайн
condition-baseline-is = { $amount } (сумма депозитов игрока)
condition-hold_days = Холд
condition-kpi = KPI
condition-sources = Источники
condition-forbidden = Нельзя
condition-reconciliation = Сверка
condition-payout_days = Выплата
condition-days = { $days ->
    [one] { NUMBER($days, useGrouping: 0) } день
    [few] { NUMBER($days, useGrouping: 0) } дня
   *[other] { NUMBER($days, useGrouping: 0) } дней
}
condition-working-days = за { $days ->
    [one] { NUMBER($days, useGrouping: 0) } рабочий день
    [few] { NUMBER($days, useGrouping: 0) } рабочих дня
   *[other] { NUMBER($days, useGrouping: 0) } рабочих дней
} после сверки
condition-cap = { $purpose ->
    [test] тест,{ " " }
   *[other] { "" }
}{ $amount } { $period } · { $scope } · { $shared } · считаем: { $statuses }
dossier-language = Русский
dossier-title = Доказательства: { $partner } · { $offer }
dossier-name = Доказательства
dossier-head-partner = Партнёр
dossier-head-offer = Оффер
dossier-head-period = Период
dossier-head-zone = Часовой пояс
dossier-head-entries = Записей
dossier-head-hash = SHA-256 файла .json
dossier-head = Последний хеш цепочки:
dossier-nobody = desk.yaml
dossier-ours = программа
dossier-none = В этот период ничего.
dossier-col-at = Когда
dossier-col-what = Что
dossier-col-version = Условия
dossier-col-chat = Чат
dossier-col-who = Кто
dossier-col-message = Сообщение
dossier-col-link = Ссылка
dossier-col-flow = Поток
dossier-col-window = Период капы
dossier-col-cap = Капа
dossier-col-in-cap = В капе
dossier-col-grace = Долёт
dossier-col-over = Сверх капы
dossier-col-rule = Правило для перелива
dossier-col-pay = К оплате
dossier-col-over-pay = Сверх капы к оплате
dossier-col-used = Занято
dossier-col-lead-at = Лид
dossier-col-clicked-at = Клик
dossier-col-lead = Источник · цель · номер
dossier-col-status = Статус
dossier-col-counted = Учтён как
dossier-col-dispute = Спор
dossier-col-text = Текст
dossier-col-number = №
dossier-col-sha = Хеш
dossier-versions = Условия
dossier-versions-note = Каждая версия неизменна. Зачёркнуто то, что действовало до неё. Под заголовком — SHA-256 её текста.
dossier-since = Действует с
dossier-withdrawn = отозвана до вступления в силу
dossier-of-tier = общие условия, { $tier ->
    [new] новый партнёр
    [verified] проверенный партнёр
   *[vip] VIP-партнёр
}
dossier-of-deal = условия этого партнёра
dossier-shown = Где показаны и кем приняты
dossier-shown-note = Ссылки на сообщения открываются у участников чата. У показа названы те, кто был в чате, насколько боту это известно.
dossier-links = Ссылки
dossier-pasted = Трекинговые ссылки, вставленные вручную
dossier-split = Капа, долёт, перелив
dossier-split-note = Долёт — лиды сверх капы с кликов до стопа, засчитанные по условиям. Лиды учтённых статусов по порядку времени лида, по условиям, действовавшим в момент клика (если источник не передаёт время клика — в момент лида). Если оплата или правило менялись внутри периода, у каждых условий своя строка. Порядок прихода и повторы постбеков на счёт не влияют.
dossier-warned = Предупреждения, стопы и подтверждения
dossier-warned-note = Каждое отправлено в указанный чат в указанное время.
dossier-whole = всё время
dossier-every-flow = все
dossier-leads = Лиды
dossier-leads-note = Все лиды сделки, известные к концу периода, с последним статусом.
dossier-disputes = Споры
dossier-chain = Цепочка записей
dossier-chain-open = Показать все записи
dossier-chain-note = Хеш каждой записи включает хеш предыдущей: ни одну нельзя изменить или убрать незаметно. Записи до начала периода, которые больше ничего не решают, приведены только хешами.
dossier-earlier = до периода
dossier-check = Как проверить
dossier-check-how = Файл .json, из которого сделана эта страница, проверяет команда «python -m bot verify ФАЙЛ»: она скажет, цел ли он, или назовёт первую нарушенную запись. Его SHA-256 должен совпасть с числом в начале страницы и в сообщении, с которым он пришёл. Обе стороны получают один и тот же файл.
dossier-limits = Бот знает, что сообщение доставлено и кто нажал кнопку. Кто его прочитал, он не знает.
dossier-kind-terms = версия условий
dossier-kind-withdrawn = версия отозвана
dossier-kind-issued = ссылка выдана
dossier-kind-shown = условия показаны
dossier-kind-untold = условия показать не удалось
dossier-kind-accepted = условия приняты
dossier-kind-read = условия прочитаны
dossier-kind-declined = условия отклонены
dossier-kind-pasted = ссылка вставлена вручную
dossier-kind-stopped = ссылка остановлена
dossier-kind-lead = лид
dossier-kind-warned = предупреждение о капе
dossier-kind-confirmed = «Трафик остановлен»
dossier-kind-verdict = решение по тесту
dossier-kind-dispute = спор
dossier-level = { $level ->
    [50] капа заполнена на 50 %
    [80] капа заполнена на 80 %
    [100] СТОП: капа заполнена
    [reopened] место снова свободно
   *[other] перелив
}
dossier-why = { $why ->
    [untold] условия не удалось показать
    [declined] отказ от условий
    [verdict] решение по тесту
   *[other] решение менеджера
}
dossier-decided = решение по тесту: { $what ->
    [raise] поднять капу
    [lift] снять капу
   *[stop] остановить
}
dossier-lead = { $verdict ->
    [in_cap] в капе
    [grace] долёт
   *[over] сверх капы
}
dossier-dispute = { $what ->
    [opened] открыт
    [favour] решён в пользу партнёра
    [partly] решён частично в пользу партнёра
   *[declined] отклонён
}

## disputes

command-dispute = открыть или решить спор о подсчёте
form-dispute =
    <code>/dispute оффер что не так</code> — открыть за партнёра
    <code>/dispute номер favour|partly|declined причина</code> — решить: в пользу партнёра, частично или отклонить; причину прочитает партнёр
    Пример: <code>/dispute casino-x лиды за 21.11 посчитаны дважды</code>
dispute-start = ⚖️ Оспорить: { $offer }
dispute-asked = Ответьте на сообщение ниже.
dispute-ask = ⚖️ <b>{ $offer }: спор.</b> Ответьте на это сообщение: что не так и о каких лидах речь (номера, время, чат)?
dispute-opened = ⚖️ Спор № { $number } по { $offer } открыт. Все записи о сделке уже у команды, решение придёт сюда до { $due }.
dispute-told =
    ⚖️ <b>Спор № { $number }</b> · { $offer }
    { $person }: { $words }

    Решает: { $owner }, до { $due }. Если в условиях не сказано иное, спор решается в пользу партнёра. Доказательства — следующим сообщением.
dispute-heads = руководитель
dispute-favour = В пользу партнёра
dispute-partly = Частично
dispute-declined = Отклонить
dispute-yours =
    ⚖️ { $partner }: открыт спор № { $number } по { $offer }, решаете вы.
    { $person }: { $words }
dispute-late =
    ⚖️ { $partner }: срок по спору № { $number } ({ $offer }) вышел, решения нет. Решите его в теме.
    { $person }: { $words }
dispute-reason =
    Напишите причину, её прочитает партнёр: <code>/dispute { $number } { $how } причина</code>
dispute-why = Нужна причина: напишите её командой ниже.
dispute-done = Решено, партнёр узнает об этом.
dispute-settled-favour =
    ⚖️ Спор № { $number } по { $offer } решён в вашу пользу.
    { $reason }
dispute-settled-partly =
    ⚖️ Спор № { $number } по { $offer } решён частично в вашу пользу.
    Причина: { $reason }

    Если не согласны, напишите сюда.
dispute-settled-declined =
    ⚖️ Спор № { $number } по { $offer } отклонён.
    Причина: { $reason }

    Если не согласны, напишите сюда.
dispute-no-reason = Пересчёт увидите в следующей сверке.
dispute-over =
    ⚖️ <b>Спор № { $number }</b> · { $offer }: { $how ->
        [favour] в пользу партнёра
        [partly] частично в пользу партнёра
       *[declined] отклонён
    } ({ $by })
    { $person }: { $words }
    Причина: { $reason }
dispute-none = Такого спора у этого партнёра нет. Открытые споры — на карточке в начале темы. Открыть новый: /dispute
dispute-over-already = Этот спор уже решён. Ничего не изменилось.
dispute-no-offer = По офферу «{ $word }» у этого партнёра ничего не записано, спор не открыть. Укажите один из этих: { $known }.
dispute-long = Причина длиннее { NUMBER($most, useGrouping: 0) } знаков. Сократите её.
dispute-stale = Эта кнопка устарела. Напишите вопрос сюда, ответит человек.
profile-disputes = ⚖️ Открытых споров: { $count }; № { $number } решить до { $due }

## office
setup-done = Теперь это форум сотрудников. У каждого диалога здесь своя тема: пишите в ней, и партнёр прочтёт ваш ответ. Заметки начинаются с <code>//</code>.
setup-head = Сделать группу форумом сотрудников может только руководитель.
setup-missing =
    Пока эта группа не может быть форумом сотрудников. Нужно:
    { $what }
    Потом отправьте /setup ещё раз.
setup-cannot-look = • повторить через минуту: Telegram не ответил, что мне здесь можно
setup-topics = • включить «Темы» в настройках группы
setup-admin = • сделать меня администратором с правами управлять темами, закреплять и удалять сообщения
setup-can-manage-topics = • дать мне право управлять темами
setup-can-pin-messages = • дать мне право закреплять сообщения
setup-can-delete-messages = • дать мне право удалять сообщения
setup-partner-group = Это группа партнёра. Форум сотрудников должен быть в вашей собственной группе.
heads-only = Это может сделать только руководитель.
status =
    <b>Как дела у бота</b>
    Ждут ответа: { $waits }
    Входящих в обработке: { $updates }
    Не отправлено сообщений: { $letters }{ $letters ->
        [0] { "" }
       *[other] , самое старое ждёт { $oldest }
    }
    Форумов сотрудников: { $forums }
    { $lags }
    { $rehearsal }
status-rehearsal = Пробный вопрос { $at }: вызов решён за { $decided } с, сообщение в форуме через { $shown } с
status-rehearsal-open = ⚠️ Пробный вопрос { $at } ещё не дошёл до форума
rules-read = desk.yaml действует: офферов — { $offers }, новых версий условий — { $versions }.
rules-broken =
    desk.yaml прочитать нельзя, действуют прежние правила:
    <code>{ $problems }</code>

    Исправьте файл и отправьте /reload ещё раз.
simulate =
    <b>{ $who }: вопрос { $at }, { $policy }</b>
    { $lines }

    Так будет, если никто не возьмёт вопрос и не ответит, а расписание не изменится. Показан первый час.
simulate-anybody = Партнёр без менеджера
simulate-policy-default = обычные правила
simulate-policy-new = правила для новых
simulate-policy-vip = правила для VIP
simulate-call = { $at } — { $who }: { $names }
simulate-repeat = { $at } — ещё раз { $who }: { $names }
simulate-join = { $at } — теперь на смене: { $names }
simulate-skipped = <i>{ $skips }</i>
simulate-lines = { $lines }
no-forum = Диалоги нельзя показать сотрудникам: форум их не принимает ({ $error }). Ничего не потеряно: всё появится, как только форум заработает. Отправьте /setup в группе с темами, и я скажу, чего не хватает.
letter-dead = Сообщение не доставлено, повторных попыток не будет (№ { $number }, { $what }): { $error }
update-parked = Одно обновление обработать не удалось, оно отложено (№ { $seq }): { $error }
postback-parked = Один вызов трекера посчитать не удалось из-за ошибки в программе, он отложен в журнале (№ { $number }): { $error }
engine-down = Сервис не работал с { $since } до { $until } ({ $span }). Всё, что пришло за это время, разобрано. { $waits ->
    [0] Никто не ждёт ответа.
   *[other] Ждут ответа: { $waits }. Тех, кого пора было позвать раньше, зову сейчас.
}
engine-down-here = Сервис не работал с { $since } до { $until }: пока вопрос ждал, никого не вызывали. Сейчас вызовы продолжаются.
engine-missing = С Telegram не было связи больше суток, а хранит он сообщения около суток. То, что партнёры и сотрудники написали с { $since } до { $until }, могло пропасть безвозвратно. Спросите партнёров, не писали ли они в это время.
engine-clock-ahead = Часы сервера скакнули вперёд на { $by }, сейчас на них { $at }. Если сервер не был приостановлен, проверьте, верно ли они идут: по ним вызывают смену.
engine-clock-back = Часы сервера перевели назад на { $by }, сейчас на них { $at }. Пока они не дойдут до прежнего времени, но не дольше пяти минут, никого не вызываю. Проверьте, верно ли они идут.
rehearsal = Пробный вопрос: бот проверяет сам себя. Сейчас был бы вызов — { $who }: { $names }. Это сообщение исчезнет само.
rehearsal-undecided = ⚠️ Пробный вопрос, заданный в { $at }, за { $seconds } с не обработан. Вопросы партнёров, скорее всего, тоже стоят: скажите тем, кто обслуживает бота.
rehearsal-unsent = ⚠️ Пробный вопрос, заданный в { $at }, обработан, но за { $seconds } с не появился в форуме сотрудников. Отправка сообщений, скорее всего, запаздывает: посмотрите /status.
rehearsal-through = Пробный вопрос, заданный в { $at }, всё-таки дошёл до форума — в { $shown }.
engine-stuck =
    ⚠️ В диалоге { $topic } никого не удаётся вызвать из-за ошибки: { $error }
    Загляните туда сами: там может ждать партнёр. Пробую снова каждую минуту.
audit-found =
    ⚠️ Самопроверка нашла ошибки в диалогах: { $count }
    { $lines }
    Что можно было восстановить по записанным событиям, уже восстановлено. Сообщите об этом тем, кто обслуживает бота.
audit-differs = • диалог { $topic }: состояние не совпадало с событиями
audit-unreadable = • диалог { $topic }: записанные события не читаются, исправить нельзя
audit-adrift = • диалог { $topic }: вопрос ждал, но никого не должны были вызвать
audit-late = • диалог { $topic }: вызов не состоялся вовремя
audit =
    <b>Самопроверка</b>
    Проверено диалогов: { $seen }
    { $found }
    { $whole }
audit-nothing = Всё в порядке.
audit-whole = Все диалоги до единого проверены { $at }.
audit-not-whole = Все диалоги до единого ещё не проверены: это делается понемногу, в течение суток.

## newcomers

hello =
    <b>Здравствуйте! Это поддержка партнёров { $programme }.</b>

    { $presence }
    { $usual }

    Пишите вопрос прямо сюда в любой момент: его прочитает человек. А четыре коротких вопроса ниже помогут нам отвечать по делу; любой можно пропустить.
hello-again =
    С возвращением, { $name }! Это поддержка партнёров { $programme }.

    Напишите вопрос сюда — вам ответит человек.
    /link — трекинговая ссылка вместе с условиями
    /help — что ещё я умею
presence-shift = Сейчас на смене: { $names }.
presence-called = Сейчас на смене никого нет, ваш вопрос сразу увидят: { $names }.
presence-called-next = Сейчас на смене никого нет, ваш вопрос сразу увидят: { $names }. Следующая смена начнётся { $at }.
presence-later = Сейчас на смене никого нет. Вам ответят: { $names }. Смена начнётся { $at }.
presence-nobody = Сейчас на смене никого нет. Вопрос не потеряется: ответим, как только кто-то вернётся.
usual-measured = На половину вопросов за последние семь дней ответили за { $span } или быстрее.
usual-unmeasured = Обычно первый ответ приходит за несколько минут.
wizard-experience = <b>1 из 4.</b> Сколько лет вы в арбитраже?
wizard-sources = <b>2 из 4.</b> Откуда льёте больше всего?
wizard-geos = <b>3 из 4.</b> Какое ГЕО знаете лучше всего?
wizard-volume = <b>4 из 4.</b> Сколько лидов в день льёте сейчас или лили в других программах?
wizard-thanks = Спасибо! Ответы уже у команды, вам напишут прямо сюда. Если есть вопрос, задавайте, не дожидаясь.
wizard-skipped = Хорошо. Появится вопрос — просто напишите его сюда.
wizard-stale = На этот вопрос ответ уже дан. Ничего не изменилось.
choice = { $text }
choice-skip = Пропустить
choice-back = Назад
choice-next = Дальше
choice-given = ✓ { $text }
language = На каком языке писать здесь?
language-ru = Русский
language-en = English
language-now-ru = Теперь я пишу по-русски.
language-now-en = I will write in English now.
help-contact =
    <b>Просто напишите вопрос</b>: текстом, фото, файлом или голосом. Человек ответит здесь же, в этом чате.

    { $lines }
profile =
    { $lines }
profile-name = <b>{ $partner }</b> · { $person } · { $handle } · { profile-locale }
profile-person = <b>{ $person }</b> · { $handle } · { profile-locale }
profile-locale = { $locale ->
    [ru] пишет по-русски
   *[en] пишет по-английски
}
profile-experience = Лет в арбитраже: { $answer }
profile-sources = Трафик: { $answer }
profile-geos = ГЕО: { $answer }
profile-volume = Лидов в день: { $answer }
profile-no-answers = Анкета не заполнена.
profile-payload = Кампания: { $payload }
profile-brought = По приглашению партнёра: { $partner }
profile-manager = Менеджер: { $name }
profile-no-manager = Менеджер: пока не назначен, решают руководители
profile-plan = { $tier ->
        [new] Новый партнёр
        [verified] Проверенный партнёр
       *[vip] VIP-партнёр
    }: тестовая капа { $cap ->
        [one] { $cap } лид
        [few] { $cap } лида
       *[many] { $cap } лидов
    } на поток; перелив — { $over ->
        [unpaid] не оплачивается
        [pending_review] решаем по итогам проверки
        [next_period] переносится на следующий период
        [other_payout] оплачивается по другой ставке
       *[paid] оплачивается
    }; холд { $hold ->
        [one] { $hold } день
        [few] { $hold } дня
       *[many] { $hold } дней
    }; выплата за { $payout ->
        [one] { $payout } рабочий день
        [few] { $payout } рабочих дня
       *[many] { $payout } рабочих дней
    }
profile-others =
    Другие чаты партнёра: { $count }
    { $chats }
profile-other = • { $chat }
partner-unassigned = У нового партнёра { $partner } нет менеджера: свободных менеджеров не нашлось. Пока отвечает смена. Кому передать?
partner-alone = У партнёра { $partner } нет менеджера, отвечает смена. Кому передать?
partner-given = Партнёра { $partner } ведёт { $manager }. Решение: { $by }.
partner-given-already = У этого партнёра уже есть менеджер: { $name }. Ничего не изменилось.
partner-given-done = Готово, менеджер: { $name }.
partner-yours = Теперь вы ведёте партнёра { $partner }.
alone-nobody = Партнёров без менеджера нет.
button-give = { $name } · { $count }
button-next-alone = Следующий партнёр ({ $count })
referral =
    Перешлите эту ссылку тому, кого приглашаете:
    { $url }

    Кто по ней придёт, будет отмечен у нас как приглашённый вами. Кто пригласил, видим только мы.
referral-stranger = Ссылка для приглашения есть у партнёров. Напишите вопрос сюда, и мы познакомимся.

## staff

staff-hello =
    Здравствуйте, { $name }! Ваша роль: { $role }. Теперь я могу вам писать.
    Когда партнёр ждёт и очередь дошла до вас, сюда придёт карточка: нажмите <b>Взять</b> и ответьте в теме.
    /duty — кто на смене · /help — что вы можете
staff-hello-setup =
    Здравствуйте, { $name }! Ваша роль: { $role }. Теперь я могу вам писать.

    Осталось одно — форум сотрудников:
    1. Создайте группу и включите в её настройках темы.
    2. Добавьте меня администратором с правом управлять темами, закреплять и удалять сообщения.
    3. Отправьте там /setup.
    После этого у переписки с каждым партнёром будет своя тема. Команду пригласите командой /invite.
staff-role = { $role ->
        [sub] саб-менеджер
        [senior] старший смены
        [manager] аккаунт-менеджер
       *[head] руководитель
    }
staff-invite =
    Приглашение для одного человека, роль: { $role }. Перешлите ссылку:
    { $url }
    Сработает один раз, до { $until }.
staff-invite-which = Укажите роль: <code>/invite sub</code>, <code>/invite senior</code> или <code>/invite manager</code>.
staff-invite-wrong = На роль «{ $word }» пригласить нельзя. Напишите <code>/invite sub</code>, <code>/invite senior</code> или <code>/invite manager</code>.
staff-invite-refused = Приглашать могут менеджеры и руководители.
staff-invite-heads = На роль «{ $role }» приглашает только руководитель.
staff-invite-dead = Приглашение больше не работает: им уже воспользовались, или прошло 48 часов. Попросите новое у того, кто его прислал. Если вы партнёр, просто напишите вопрос сюда.
staff-invite-already = Ваша роль уже: { $role }, приглашение не потрачено. Перешлите его тому, кому оно предназначено.
staff-joined = { $name } теперь в команде, роль: { $role }.
staff-list =
    <b>Команда: { $count }</b>
    { $lines }
staff-line = • { $name } — { $role }{ $reach }
staff-reach = { $reach ->
        [ok] { "" }
        [never_started] { ", «Старт» не нажат: вызвать нельзя" }
        [blocked] { ", бот заблокирован: вызвать нельзя" }
       *[gone] { ", аккаунт удалён: вызвать нельзя" }
    }
staff-one =
    <b>{ $name }</b> — { $role }{ $reach }
    Что изменить?
staff-sure =
    { $lines }

    Изменить?
staff-sure-role = { $name }, новая роль: { $role }. Вступит в силу сразу.
staff-sure-none = Убрать из команды: { $name }. Кнопки, команды и темы сразу перестанут работать, взятое вернётся смене, карточки закроются.
staff-sure-partners = Без менеджера останется партнёров: { $count }. Их надо будет передать.
staff-sure-head = Кто записан в HEAD_IDS, при следующем запуске бота снова в команде как руководитель. Уберите id и оттуда.
staff-sure-forum = Читать форум сотрудников может любой его участник: удалите человека оттуда вручную.
staff-done = Готово.
staff-same-role = { $name }: роль уже такая. Ничего не изменилось.
staff-last-head = { $name } — единственный руководитель. Сначала назначьте ещё одного руководителя.
staff-gone = Этого человека уже нет в команде. Ничего не изменилось.
staff-changed = { $name }, новая роль: { $role }. Решение: { $by }.
staff-left = { $name } больше не в команде. Решение: { $by }. Из форума сотрудников удалите вручную.
staff-your-role = Ваша роль теперь: { $role }. /help — что вы можете
staff-farewell = Вы больше не в команде. Спасибо за работу!
staff-withdrawn = Здесь больше ничего нет: доступ закрыт.
button-person = { $name }
button-role = Роль: { $role }
button-remove = Убрать из команды
button-sure = Да, изменить
button-alone = Без менеджера: { $count }
staff-more = … и ещё { $count }
staff-list-refused = Всю команду видит только руководитель. Кто на смене: /duty
staff-help =
    <b>Что вы можете здесь</b>
    Отвечать партнёрам: пишите в теме, партнёр прочитает. Строка, которая начинается с <code>//</code>, остаётся между нами.
    Когда партнёр ждёт, сюда приходит карточка. <b>Взять</b> — и вопрос несколько минут ваш: ответьте в теме.

    { $lines }

    Как пишется любая команда: добавьте <code>?</code>, например <code>/find ?</code>
staff-help-topic =
    Всё, что вы пишете в этой теме, получает партнёр, кроме строк с <code>//</code> в начале, ответов на такие заметки и команд:
    { $lines }

    Как пишется любая команда: добавьте <code>?</code>, например <code>/assign ?</code>
duty =
    <b>Смены</b>
    { $lines }
duty-running = <b>Сейчас, { duty-shift }</b>, до { $end }: { $who }
duty-coming = { $start }, { duty-shift }: { $who }
duty-shift = { $shift ->
    [day] день
    [night] ночь
   *[other] { $shift }
}
duty-nobody = Сейчас на смене никого нет.
duty-empty = никого
duty-and = { $first }, { $then }
duty-name = { $name }
duty-unknown = { $handle } (ещё не в команде: /invite)
duty-unreachable = { $name }{ $reach }

## topics

profile-group = <b>{ $partner }</b> · группа «{ $title }»
profile-chat = <b>{ $partner }</b> · личный чат: { $title }
profile-waiting = 🔴 Ждёт ответа с { $since }
profile-snoozed = 🔴 Ждёт с { $since }. Отложено: { $name }, до { $until }
profile-taken = 🟡 Ждёт с { $since }. Взято: { $name }, до { $until }
profile-answered = 🟢 Есть ответ: { $name }
profile-closed = ⚪ Закрыто, ответа никто не ждёт
profile-links =
    Действующие ссылки: { $count }
    { $links }
profile-link = • { $offer } · { $geo } · { $source }: без капы{ $accepted ->
        [no] { " " }· ⚠️ не приняты
       *[yes] { "" }
    }
profile-unread = 👋 Не подтвердили условия: { $names }{ $more ->
    [0] { "" }
   *[other] { " " }и ещё { $more }
}
profile-link-unclear = • { $offer } · { $geo } · { $source }: условия неясны, новых ссылок не будет
profile-link-cap = • { $offer } · { $geo } · { $source }: { $caps }{ $accepted ->
        [no] { " " }· ⚠️ не приняты
       *[yes] { "" }
    }
profile-cap = { $used } из { $amount } { $period ->
    [hour] в час
    [day] в сутки
    [week] в неделю
    [month] в месяц
   *[total] всего
}
status-forum-calm = <a href="{ $url }">Форум { $number }</a>: за минуту { $minute } из 20, в очереди { $queued }
status-forum-busy = ⚠️ <a href="{ $url }">Форум { $number }</a>: за минуту { $minute } из 20, в очереди { $queued }. Скоро не хватит места: сделайте ещё один форум и напишите в нём /setup.
status-forum-behind = 🔴 <a href="{ $url }">Форум { $number }</a> отстаёт на { $oldest }: за минуту { $minute } из 20, в очереди { $queued }. Сделайте ещё один форум и напишите в нём /setup.
forum-lost = Бота удалили из форума «{ $forum }». Темы партнёров появятся заново в других форумах, когда в них понадобится написать. Ничего не потеряно.

# --- shifts: swaps, absences, hand-over, coverage ---

swap-begun = Эта смена уже началась, обменять её нельзя. Попросите старшего заменить вас: /duty
swap-changed = Смены с тех пор изменились, этот обмен уже невозможен. Начните заново: /swap
swap-busy = { $name }: в это время уже на смене или в отъезде. Выберите другого: /swap
button-here = Я на месте
handover-in =
    🔁 <b>Ваша смена началась</b>, до { $until }. { $other }
    { $lines }
handover-out =
    🔁 <b>Ваша смена закончилась.</b> { $other }
    { $lines }
handover-from = Сдаёт: { $names }
handover-beside = На смене с вами: { $names }
handover-first = До вас на смене никого не было.
handover-to = Принимает: { $names }
handover-stays = Остаётся: { $names }
handover-last = После вас на смене никого нет.
handover-quiet = Никто не ждёт ответа.
handover-waits = <b>Ждут ответа: { $count }</b>
handover-taken = <b>Взято, но ответа ещё нет: { $count }</b>
handover-snoozed = <b>Отложено: { $count }</b>
handover-line = • { $partner }. { $next }
handover-promises = <b>Обещано партнёрам на ближайшие 12 часов: { $count }</b>
handover-promise = • { $partner }: { $what }, до { $due }
handover-unreachable = <b>Бот не может написать:</b> { $names }
here-done = Отмечено: вы на смене.
here-stale = Отмечаться сейчас не нужно: вы уже отметились, или ваша смена закончилась.
shift-not-here = ⚠️ { $person }: смена началась в { $since }, но отметки «Я на месте» нет уже 10 минут. Свяжитесь с коллегой или поставьте другого: /duty
reach-me = { $person }, бот не может вам написать. Откройте личный чат с ботом и нажмите «Запустить» или «Разблокировать», иначе карточки о партнёрах до вас не дойдут.
gaps-ahead =
    ⚠️ <b>Смены, на которых никого нет</b>
    { $lines }
    Кто работает: /shifts. Поменяться: /swap
gap-line = • с { $start } до { $end }
shift-empty = 🔴 <b>На смене никого нет.</b> Вопросы партнёров сразу идут старшему и руководителю. Поставьте кого-нибудь: /duty
shift-unreachable = 🔴 <b>Смене нельзя написать: { $names }.</b> Вопросы партнёров сразу идут старшему и руководителю. Поставьте кого-нибудь: /duty
weekday = { $day ->
    [mon] пн
    [tue] вт
    [wed] ср
    [thu] чт
    [fri] пт
    [sat] сб
   *[sun] вс
}
button-shift = { $day } { $date }, { $from }–{ $to }
button-duty-out = Заменить: { $name }
button-duty-add = Поставить на смену ещё одного
button-duty-nobody = Никем, просто снять со смены
duty-whom = Кого поставить на текущую смену?
duty-instead = Кем заменить на текущей смене: { $name }?
duty-added = { $into }: на смене сейчас и до { $until }. Решение: { $by }. Вся смена: /duty
duty-removed = { $out } больше не на смене, которая идёт до { $until }. Решение: { $by }. Вся смена: /duty
duty-replaced = Замена на смене до { $until }: { $out } → { $into }. Решение: { $by }. Вся смена: /duty
duty-done = Готово, изменение уже действует.
shifts-table =
    <b>Смены на две недели</b>
    { $lines }
    ⭐ — ваши. Поменяться: /swap. Уехать: /absence
shifts-row = { $day } { $date }, { $from }–{ $to }: { $who }
shifts-own = ⭐ { $day } { $date }, { $from }–{ $to }: <b>{ $who }</b>
shifts-gap = 🔴 { $day } { $date }, { $from }–{ $to }: никого
rotation =
    <b>Графики смен</b>
    { $lines }
    Графики записаны в desk.yaml, их меняет руководитель (/reload). Разовые замены: /duty, /swap, /absence
rotation-line = • с { $start }: { $pattern }. Бригады: { $crews }
rotation-none = Ни одного графика пока нет.
rotation-unknown = ⚠️ Ещё не в команде: { $handles }. Пригласите: /invite
rotation-fine = ✅ На две недели вперёд на каждой смене кто-то есть, и бот может написать каждому.
swap-which = Какую смену хотите отдать?
swap-none = На ближайшие две недели у вас нет смен, которые можно отдать. Все смены: /shifts
swap-who = Кого попросить выйти { $day } { $date }, { $from }–{ $to }?
swap-nobody = { $day } { $date }, { $from }–{ $to }: все заняты или в отъезде. Попросите старшего: /duty
swap-back = Какую смену возьмёте взамен? { $name } увидит ваше предложение.
button-swap-for-nothing = Ничего взамен
button-swap-yes = Согласиться
button-swap-no = Отказаться
button-swap-drop = Отозвать
swap-ask = 🔄 { $name } просит вас выйти { $day } { $date }, { $from }–{ $to }. { $back }
swap-asked = 🔄 { $name } пока не отвечает: { $day } { $date }, { $from }–{ $to }. { $back } До ответа смена ваша.
swap-in-return = Взамен: { $day } { $date }, { $from }–{ $to }.
swap-for-nothing = Взамен ничего.
swap-accepted-asker = ✅ { $name } выйдет вместо вас { $day } { $date }, { $from }–{ $to }. { $back }
swap-accepted-other = ✅ Договорились: { $day } { $date }, { $from }–{ $to } выходите вы, а не { $name }. { $back }
swap-declined-asker = { $name } не может выйти { $day } { $date }, { $from }–{ $to }. Смена остаётся вашей; попросить другого: /swap
swap-declined-other = Вы отказались: { $name } выйдет { $day } { $date }, { $from }–{ $to } или попросит другого.
swap-withdrawn-asker = Просьба отозвана: { $day } { $date }, { $from }–{ $to } выходите вы. { $name } это видит.
swap-withdrawn-other = { $name } больше не просит вас выйти { $day } { $date }, { $from }–{ $to }.
swap-untaken-asker = ⚠️ { $name } не отвечает, обмен не состоялся: смена { $day } { $date }, { $from }–{ $to } ваша.
swap-untaken-other = Обмен не состоялся: { $day } { $date }, { $from }–{ $to } выходит { $name }.
swap-told = 🔄 Обмен сменами, { $day } { $date }, { $from }–{ $to }: { $asker } → { $other }. { $back }
swap-sent = Отправлено. Пока нет ответа, смена ваша.
swap-answered = Готово.
absences =
    <b>Ваши отъезды</b>
    { $lines }

    { $form }
absence-line = • с { $first } по { $last }, замещает: { $deputy }
absence-none = Ни одного.
absence-no-deputy = никто
button-absence-end = Отменить: { $first } – { $last }
absence-told = 🏖 { $name }: нет с { $first } по { $last }. Замещает: { $deputy }. Посмотреть и отменить своё: /absence
absence-over = { $name }: отъезд с { $first } по { $last } отменён или закончился раньше. Смены: /shifts
absence-ended = Отменено.
absence-date = «{ $word }» — не дата. Напишите день и месяц: <code>/absence 24.11-30.11 @vera</code>
absence-past = Отъезд не может начаться в прошлом или закончиться раньше, чем начался. Укажите даты по порядку: <code>/absence 24.11-30.11</code>
absence-long = Отъезд — не дольше года и начинается не позже чем через два. Проверьте даты: <code>/absence 24.11-30.11</code>
absence-twice = На эти дни у вас уже отмечен отъезд. Посмотреть и отменить: /absence
absence-deputy = Кто это: { $word }? Заместить может любой другой человек из команды; укажите @username.
shift-name = { $shift ->
    [day] день
    [night] ночь
    [off] выходной
   *[other] { $shift }
}
shifts-picture = Смены с { $first } по { $last }. Поменяться: /swap
picture-title = Смены на две недели
picture-own = ваши смены
picture-others = смены коллег
picture-gap = никого нет
picture-all = на смене

## sources

postback-macro = параметр <code>{ $word }</code>: макрос не подставлен, пришёл сам шаблон
postback-status = статус <code>{ $word }</code> неизвестен, такие лиды не считаются. Скажите, что он значит: <code>/source имя status { $word }=approved</code>
postback-goal = цели <code>{ $word }</code> нет ни в одном оффере. Если это другая цель: <code>/source имя goal { $word }=ftd</code>
postback-time = время <code>{ $word }</code> не разобрано, взято время получения
postback-amount = сумма <code>{ $word }</code> не разобрана, лид посчитан без неё
postback-currency = сумма без валюты, лид посчитан без неё. Назовите валюту: <code>/source имя currency USD</code>
postback-weak = нет номера конверсии: один клик — один лид каждой цели
postback-link = метка ссылки не найдена среди наших: лид ни к кому не отнесён и не считается
postback-broken-body = тело запроса не разобрано: ждём форму или объект JSON
postback-broken-empty = в запросе нет параметров
postback-broken-key = нет ни номера конверсии, ни номера клика: непонятно, о каком лиде речь
postback-broken-long = номер длиннее 255 знаков
source-trouble =
    <b>Источник { $name }</b>
    { $lines }

    Об этом сообщаем один раз. Всё о нём: <code>/source { $name }</code>
source-silent = Источник { $name } молчит дольше обычного: последний постбек пришёл { $at }. Счётчики кап могут отставать. Проверьте трекер.
source-audible = Источник { $name }: постбеки снова приходят.
lead-pending = в обработке
lead-hold = холд
lead-approved = аппрув
lead-rejected = отклонён
lead-trash = треш
lead-paid = выплачен
lead-unmapped = статус неизвестен
postback-said = лид { $number }, цель { $goal }, статус: { $status }
postback-said-link = ссылка наша
postback-said-nobody = ссылка не определена
postback-said-at = время: { $at }
postback-said-clicked = клик: { $at }
postback-said-amount = сумма: { $amount }
source-tried =
    <b>Источник { $name }, проверка</b>
    { $said }{ $wrongs ->
        [0] { "" }
       *[other] { "" }

        Замечания:
        { $wrong }
    }

    Такой запрос только проверяется, в счёт он не идёт.
source-page-title = Источник { $name }
source-page-before = Адрес для трекера содержит секрет и показывается один раз. Откройте трекер, потом нажмите кнопку.
source-page-show = Показать адрес
source-page-after = Скопируйте адрес в трекер сейчас: второй раз он не покажется. Прежний адрес, если он был, действует ещё сутки.
source-page-none = Страницы больше нет
source-page-gone = Адрес уже показан или срок ссылки вышел. Новую ссылку даёт команда /source в чате с ботом.
postback-broken-address = адрес отправителя не в списке разрешённых
postback-broken-large = запрос больше 1 МБ
command-source = трекеры: откуда приходят лиды
form-source =
    <code>/source</code> — все источники, <code>/source имя</code> — один
    <code>/source add affise</code> — подключить: affise, everflow, scaleo, keitaro, voluum, tune, trackier, binom, redtrack, igaming, generic
    <code>/source имя status 7=approved</code> — что значит статус: pending, hold, approved, rejected, trash, paid
    <code>/source имя goal 2=ftd</code> — что значит цель; <code>goal reg</code> — цель, если трекер её не называет
    <code>/source имя lag 2h</code> — на сколько могут отставать данные
    <code>/source имя silence 40m</code> — через сколько молчание считать обрывом, <code>auto</code> — по обычному темпу
    <code>/source имя ip 10.1.0.0/16, 192.0.2.7</code> — откуда принимать, <code>any</code> — отовсюду
    <code>/source имя zone Europe/Kiev</code>, <code>currency USD</code> — чьё время и какая валюта, если не сказано
    <code>/source имя multiple redep</code> — цели, которых у одного клика бывает несколько
source-list = { $count ->
        [0] Ни один трекер не подключён.
       *[other] <b>Источники лидов</b>
        { $lines }{ $more ->
            [0] { "" }
           *[other] { "" }
            и ещё { $more }
        }

        Подробно: <code>/source имя</code>
    }
    Подключить: <code>/source add affise</code>
source-line = • <b>{ $name }</b> ({ $platform }) — { $heard }{ $silent ->
        [0] { "" }
       *[other] , молчит дольше обычного
    }; задержка до { $lag }; за сутки { $calls }{ $faults ->
        [0] { "" }
       *[other] , не разобрано { $faults }
    }
source-heard = последний постбек { $at }
source-unheard = постбеков ещё не было
source-card = <b>Источник { $name }</b> · { $platform }
    Кто подключил: { $maker }
    { $state }
    За сутки постбеков: { $calls }{ $faults ->
        [0] { "" }
       *[other] , не разобрано: { $faults }
        { $reasons }
    }
    Данные отстают не больше чем на { $lag }
    { $settings }

    Адрес для трекера, вместо SECRET — секрет, его покажет кнопка:
    <code>{ $address }</code>

    Что можно изменить: <code>/source ?</code>
source-now = Сейчас: { $heard }{ $silent ->
        [0] { "" }
       *[other] , молчит дольше обычного
    }
source-changed = Готово. Статус изменился у { $leads ->
        [one] { $leads } лида
       *[other] { $leads } лидов
    }.
source-fault = • { $why }: { $count }
source-set-zone = Время без пояса: { $zone }
source-set-silence = Молчание: через { $span }
source-set-statuses = Статусы: { $value }
source-set-goals = Цели: { $value }
source-set-goal = Цель по умолчанию: { $value }
source-set-currency = Валюта по умолчанию: { $value }
source-set-multiple = Несколько на один клик: { $value }
source-set-addresses = Принимаем только с адресов: { $value }
source-key =
    Адрес для трекера, источник { $name }: { $page }

    Страница покажет его один раз, до { $until }. Секрета нет ни в одном сообщении.
source-key-given = Ссылка на страницу с адресом — в сообщении ниже.
source-closing = Закрыть источник { $name }? Его постбеки приниматься не будут, посчитанное останется. Имя второй раз занять нельзя.
source-closed = Источник { $name } закрыт. Посчитанное осталось.
source-close-sure = Нужно подтверждение, оно ниже.
source-closed-done = Источник закрыт.
button-source-key = Новый адрес с секретом
button-source-close = Закрыть источник
button-source-closed = Да, закрыть
source-platform = Не знаю трекера «{ $word }». Есть: { $known }. Для остальных — generic.
source-platform-near = Не знаю трекера «{ $word }». Может быть, { $near }? Есть: { $known }. Для остальных — generic.
source-name = «{ $word }» не подходит для имени. До 24 знаков: латинские буквы, цифры и дефис, первой буква. Например: <code>/source add affise affise-2</code>
source-taken = Источник { $name } уже есть или был. Дайте другое имя: <code>/source add { $platform } { $platform }-2</code>
source-unknown = { $count ->
        [0] Источника «{ $name }» нет: ни один ещё не подключён.
       *[other] Источника «{ $name }» нет. Есть: { $known }.
    } Подключить: <code>/source add affise</code>
source-others = Источник { $name } подключили не вы: меняет его тот, кто подключил, или руководитель.
source-pair = «{ $word }» — не пара. Слово трекера, знак равенства и что оно значит: <code>7=approved</code>
source-status = Статуса «{ $word }» нет. Есть: { $known }.
source-goal = Цели «{ $word }» нет ни в одном оффере. Есть: { $known }.
source-span = «{ $word }» — не срок. Так: <code>30m</code>, <code>2h</code>, <code>1d</code>, не больше 31 дня.
source-ip = «{ $word }» — не адрес. Так: <code>192.0.2.7</code> или <code>10.1.0.0/16</code>, через запятую; <code>any</code> — отовсюду.
source-zone = Часового пояса «{ $word }» нет. Так: <code>Europe/Moscow</code>, <code>UTC</code>.
source-currency = «{ $word }» — не валюта. Три буквы: <code>USD</code>.

## imports

command-import = лиды из файла CSV
form-import =
    <code>/import</code> — как прислать файл с лидами; сам файл просто отправьте сюда
command-leads = посчитать лиды вручную
form-leads =
    <code>/leads</code> — ссылки этого чата и их номера
    <code>/leads номер +12</code> — прибавить лиды, <code>/leads номер -3</code> — убрать посчитанные вручную
    <code>/leads номер +12 ftd</code> — другой цели. Если ссылка одна, номер не нужен
file-lines = { $rows }
import-how =
    <b>Лиды из файла</b>
    Отправьте сюда файл CSV до 2 МБ и 20 000 строк: UTF-8 или Windows-1251, через запятую, точку с запятой или табуляцию.

    В первой строке — названия столбцов. Обязателен номер лида: <code>conv</code> (или <code>click</code>). Остальные: <code>link</code> — метка ссылки, <code>goal</code> — цель, <code>st</code> — статус, <code>sum</code>, <code>cur</code>, <code>ts</code> — время, <code>clicked</code> — время клика. Можно и по-русски: лид, ссылка, цель, статус, сумма, валюта, дата.

    Пример:
    <code>conv;link;goal;st;sum;cur;ts</code>
    <code>1001;Kz7QmV2xTa;ftd;approved;28;USD;21.11.2026 20:30</code>

    Сначала покажем, что изменится.
import-which = Файл { $name }. Чьи номера лидов в нём?
button-import-source = Источник { $name }
button-import-own = Свои, не из трекера
import-preview =
    Файл { $name }, источник { $source }. Строк: { $rows }
    Новых лидов: { $new }, изменятся: { $changed }, уже учтены: { $repeat }, с ошибками: { $bad }{ $bad ->
        [0] { "" }
       *[other] { "" }

        { $lines }
    }
    { $good ->
        [0] Считать нечего.
       *[other] Пока ничего не посчитано. Посчитать { $good }?
    }
import-bad = строка { $line }: { $why } — { $text }
button-import-yes = Посчитать
button-import-no = Не нужно
import-done = Посчитано из файла { $name }, источник { $source }: новых лидов { $new }, изменено { $changed }, уже были учтены { $repeat }, с ошибками { $bad }. Строк: { $rows }
import-report = Строки, которые не посчитаны: { $count }. Исправьте их и отправьте файл ещё раз: посчитанное второй раз не прибавится.
import-dropped = Файл не посчитан.
import-macro = макрос не подставлен ({ $word })
import-status = статус «{ $word }» неизвестен
import-goal = цели «{ $word }» нет ни в одном оффере
import-time = время «{ $word }» не разобрано
import-amount = сумма «{ $word }» не разобрана
import-currency = сумма без валюты
import-weak = нет номера лида
import-link = ссылка не найдена
import-others = этого партнёра ведёте не вы
import-columns = столбцов больше или меньше, чем в первой строке
import-broken-body = строка не разобрана
import-broken-empty = строка пуста
import-broken-key = нет номера лида
import-broken-long = номер лида длиннее 255 знаков
import-empty = В файле нет ни одной строки с лидами.
import-shape = Это не таблица лидов: нужен текст CSV, в первой строке названия столбцов, среди них <code>conv</code> или <code>click</code>. Подробно: <code>/import</code>
import-rows = В файле слишком много строк: можно не больше { $most }. Разделите его.
import-large = Файл слишком большой: можно не больше { $most } МБ. Разделите его.
import-away = Telegram не отдал файл. Отправьте его ещё раз.
leads-list =
    <b>Ссылки этого чата</b>
    { $lines }

    Прибавить: <code>/leads { $first } +12</code>, убрать: <code>/leads { $first } -3</code>
leads-link = { $number }: { $offer } · { $geo } · { $source } — вручную { $goal }: { $count }
leads-add = Ссылка { $number }, { $offer } · { $geo } · { $source }: прибавить вручную { $goal }: { $many }? Станет { $then }.
leads-take = Ссылка { $number }, { $offer } · { $geo } · { $source }: убрать из посчитанных вручную { $goal }: { $many }? Останется { $then }.
leads-added = ✅ { $name }: прибавлено вручную { $goal }: { $many }, ссылка { $number }, { $offer } · { $geo } · { $source }. Всего вручную: { $count }. Убрать: <code>/leads { $number } -{ $many } { $goal }</code>
leads-taken = ✅ { $name }: убрано из посчитанных вручную { $goal }: { $many }, ссылка { $number }, { $offer } · { $geo } · { $source }. Всего вручную: { $count }.
leads-dropped = Ничего не посчитано.
leads-dropped-done = Ничего не изменилось.
leads-done = Готово.
button-leads-yes = Да
button-leads-no = Нет
leads-which = У чата несколько ссылок, назовите номер. Номера: <code>/leads</code>
leads-unknown = Ссылки «{ $word }» в этом чате нет. Номера: <code>/leads</code>
leads-goal = Цели «{ $word }» у оффера нет. Есть: { $known }.
leads-many = За один раз можно от 1 до { $most }.
leads-fewer = Вручную посчитано { $count }, больше убрать нельзя.
