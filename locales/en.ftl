# Every word a person reads, in English. Keys are grouped by subject, in the order of desk/letters.

## digest

digest =
    <b>Digest · { $date }</b>
    { $sections }
digest-quiet =
    <b>Digest · { $date }</b>

    All quiet: nobody is waiting, and there is nothing new since the last digest.
digest-now =
    <b>Digest as of { $at }</b>
    { $sections }
digest-past =
    <b>{ $period }</b>
    { $sections }
digest-period = { $first } – { $last }
digest-nobody =
    { "" }
    Nobody is waiting.
digest-waits =
    { "" }
    <b>Act now: { $count } waiting</b>
    { $lines }
digest-wait =
    • { $who } – { $waited }, since { $since }{ $level ->
        [0] { "" }
       *[other] , level { $level } called
    }
digest-episodes =
    { "" }
    <b>Questions by day</b>
    { $lines }
digest-day =
    <b>{ $date }</b>: { $count ->
        [one] { $count } question
       *[other] { $count } questions
    }, answered { $answered }{ $settled ->
        [0] { "" }
       *[other] , closed without an answer { $settled }
    }{ $unanswered ->
        [0] { "" }
       *[other] , still waiting { $unanswered }
    }
digest-day-quiet = <b>{ $date }</b>: no questions
digest-earlier =
    <b>{ $first } – { $last }</b>: { $count ->
        [one] { $count } question
       *[other] { $count } questions
    }{ $unanswered ->
        [0] { "" }
       *[other] , still waiting { $unanswered }
    }
digest-times = First answer: median { $median }, p90 { $p90 }, worst { $worst }; by own manager { $own }
digest-levels = Levels called: { $levels }
digest-level = { $level } × { $count }
digest-and = { $first } · { $then }
digest-seconds = { $count } s
digest-unaccepted =
    { "" }
    <b>Terms nobody accepted: { $count }</b>
    { $lines }
digest-unaccepted-link = • { $who } – { $flow }, terms v{ $terms }, since { $since }
digest-partners =
    { "" }
    <b>New partners: { $count }</b>
    { $lines }
digest-partner = • { $who } – { $manager }
digest-partner-free = • { $who } – no manager yet
digest-starts-too = Pressed Start and wrote nothing: { $count }
digest-starts =
    { "" }
    Pressed Start and wrote nothing: { $count }
digest-links =
    { "" }
    <b>Links issued: { $count }</b>
    { $lines }
digest-link = • { $who } – { $flow }, terms v{ $terms }
digest-more = … and { $count } more
digest-nothing =
    { "" }
    Nothing happened: no questions, no new partners, no links.
digest-date =
    { $weekday ->
        [1] Mon
        [2] Tue
        [3] Wed
        [4] Thu
        [5] Fri
        [6] Sat
       *[7] Sun
    }, { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
digest-form =
    <code>/digest</code> – who is waiting now, yesterday and today so far
    <code>/digest { $example }</code> – what happened on that day
    <code>/digest week</code> – the last seven days
digest-wrong = “{ $word }” is not a date I can read. Write <code>/digest { $example }</code>, <code>/digest week</code>, or just <code>/digest</code>.
digest-future = { $word } is still to come. Write a day up to today: <code>/digest { $example }</code>.
digest-refused = The digest is for account managers and heads.
