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

## links

link-card =
    🔗 <b>Link and terms</b> · v{ $version } · in force since { $since }
    { link-conditions }

    🔒 The link appears here, in this message, as soon as somebody presses “Accept v{ $version }”.
link-card-revealed =
    🔗 <b>Link and terms</b> · v{ $version } · in force since { $since }
    { link-conditions }

    Link of this chat: <code>{ $url }</code>
link-conditions =
    <b>{ $offer }</b> · GEO: <b>{ $geo }</b> · source: <b>{ $source }</b>
    { terms-body }
terms-in-force =
    📄 <b>{ $offer }: terms in force</b> · v{ $version } · since { $since }
    They bind this chat too:
    { $flows }
    { terms-body }

    A link of this chat's own: /link
terms-flow = • GEO: { $geo } · source: { $source }
terms-body =
    Pays: { $payout } · { $baseline }
    { $caps }
    <b>Over the cap:</b> { $over }
    KPI: { $kpi }
    Hold: { link-hold } · reconciliation: { $reconciliation } · payout: { link-payout-days }
    Forbidden: { $forbidden }
    Responsible: { $manager }
terms-general =
    📄 <b>General terms for every new flow</b>
    Test cap: <b>{ $cap ->
        [one] { NUMBER($cap, useGrouping: 0) } lead
       *[other] { NUMBER($cap, useGrouping: 0) } leads
    } per flow</b>, unless its card says otherwise
    Over the cap: { $over }
    Hold: { link-hold } · payout: { link-payout-days }

    The exact terms stand on the card of each link: /link
link-hold = { $hold ->
    [one] { $hold } day
   *[other] { $hold } days
}
link-payout-days = { $payout_days ->
    [one] { $payout_days } working day
   *[other] { $payout_days } working days
}
link-cap =
    <b>CAP: { $purpose ->
        [test] test,{ " " }
       *[other] { "" }
    }{ $amount } { $period }</b> · { $scope } · { $shared }
    Used <b>{ NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) }</b>, { NUMBER($left, useGrouping: 0) } left (as of { $at }) · counted: { $statuses }
cap-hour = per hour, by the clock of { $zone }
cap-day = per day, by the clock of { $zone }
cap-week = per week, by the clock of { $zone }
cap-month = per month, by the clock of { $zone }
cap-total = in total
cap-per-flow = per flow
cap-per-deal = over all your flows of the offer
cap-shared = shared by all your chats
cap-per-chat = for each chat apart
goal-count = { $goal ->
    [lead] { $count ->
        [one] { NUMBER($count, useGrouping: 0) } lead
       *[other] { NUMBER($count, useGrouping: 0) } leads
    }
    [reg] { $count ->
        [one] { NUMBER($count, useGrouping: 0) } registration
       *[other] { NUMBER($count, useGrouping: 0) } registrations
    }
    [ftd] { NUMBER($count, useGrouping: 0) } FTD
   *[other] { NUMBER($count, useGrouping: 0) } × { $goal }
}
goal-one = { $goal ->
    [lead] lead
    [reg] registration
    [ftd] FTD
   *[other] { $goal }
}
lead-status = { $status ->
    [pending] pending
    [hold] on hold
    [approved] approved
    [rejected] rejected
    [trash] trash
    [paid] paid
   *[other] { $status }
}
payout-cpa = CPA { $amount } per { $goal }
payout-cpl = CPL { $amount } per { $goal }
payout-revshare = RevShare { $percent }
payout-hybrid = Hybrid: { $amount } per { $goal } + RevShare { $percent }
link-baseline = baseline { $amount } (sum of a player's deposits)
link-no-baseline = no baseline
over-unpaid = not paid
over-pending-review = decided in review
over-next-period = counted in the next period
over-other-payout = paid as { $payout }
over-paid = paid in full
over-with-grace = { $rule }; up to { NUMBER($count, useGrouping: 0) } from clicks before the stop still count within { $span } (by conversion time where the source sends no click time)
over-without-grace = { $rule }; nothing counts after the stop
grace-hours = { $n ->
    [one] { NUMBER($n, useGrouping: 0) } hour
   *[other] { NUMBER($n, useGrouping: 0) } hours
}
grace-minutes = { $n ->
    [one] { NUMBER($n, useGrouping: 0) } minute
   *[other] { NUMBER($n, useGrouping: 0) } minutes
}
grace-seconds = { $n ->
    [one] { NUMBER($n, useGrouping: 0) } second
   *[other] { NUMBER($n, useGrouping: 0) } seconds
}
link-none = none
link-unset = not set
link-and = { $first }, { $rest }
link-no-manager = the shift on duty
link-accept = ✅ Accept v{ $version }
link-question = ❓ Question
link-accepted = Accepted: terms v{ $version }. The link is in this message.
link-read = Noted that you have read this. Accepting is up to the partner's own people, and you belong to another partner here.
link-terms-changed = The terms have changed, v{ $version } is in force. The new card is in this chat: please read that one.
link-ask = Write your question right here, in this chat: a person will answer.
link-accept-staff = Terms are accepted by the partner, not by staff.
link-pick-offer = <b>{ $where }</b> Which offer?
link-pick-geo = <b>{ $where }</b> { $offer }. Which GEO?
link-pick-source = <b>{ $where }</b> { $offer } · { $geo }. Which source?
link-picked = <b>{ $where }</b> { $offer } · { $geo } · { $source }: the card with the terms has been sent.
link-asked = <b>{ $where }</b> { $offer } · { $geo } · { $source }: a manager confirms this offer. The request has been passed on, the card will come to this chat.
link-here = New link.
link-for-chat = Link for “{ $chat }”.
link-choice = { $name }
link-back = « Back
link-earlier = ‹ Earlier
link-later = Further ›
link-stale = This is not on offer any more. Please begin again: /link
link-closed = { $offer } is closed: there are no new links for it now. Others: /link
link-no-offers = There is no open offer right now. Ask here, a manager will tell you what comes next.
link-unbound = This group is not bound to a partner yet. Your manager will bind it, then /link works here.
link-stranger = Your first link is made together with a manager. Write here what you drive and where: a person will answer.
link-foreign = You belong to another partner. Links of this chat are taken by its own people; yours are in your own chats.
link-anonymous = Please write as yourself: links are not issued to anonymous admins and channels.
link-topic-only = Links are issued where the partner is: use /link in the partner's topic or group.
link-in-topic = Not sent: there is a tracking link in your message, and links go out with their terms only. Use /link here: the partner gets it as a card. Or send the message again without the link.
link-form =
    <code>/link</code>, nothing more: offer, GEO and source are chosen with buttons.
links-form =
    <code>/links</code>, nothing more: every link of this chat.
terms-form =
    <code>/terms</code>, nothing more: the terms that are in force for you.
terms-none = No terms are in force for this offer, so there is no link yet. Staff have been told and will answer here.
terms-ambiguous = The terms of this offer are being settled, so there is no link yet. Staff have been told and will answer here.
links-none = This chat has no links yet. Take one: /link
links-list =
    <b>Links of this chat: { $count }</b>
    { $lines }

    Press a number to see the card with its terms.
links-accepted = { $place }. { $offer } · { $geo } · { $source } · v{ $version }, accepted · <code>{ $token }</code>
links-open = { $place }. { $offer } · { $geo } · { $source } · v{ $version }, <b>not accepted yet</b>
links-unclear = { $place }. { $offer } · { $geo } · { $source } · <b>terms are being settled</b>
link-topic-issued = 🔗 { $person } took a link: { $offer } · { $geo } · { $source }, terms v{ $version }.
link-topic-accepted = ✅ { $person } accepted terms v{ $version }: { $offer } · { $geo } · { $source }.
link-topic-read = 👀 { $person }, of another partner, pressed Accept on { $offer } · { $geo } · { $source }, v{ $version }: counted as read, not as accepted.
link-topic-question = ❓ { $person } has a question about the card { $offer } · { $geo } · { $source }, v{ $version }.
link-topic-wanted = 🔗 { $person } asks for a link: { $offer } · { $geo } · { $source }. This offer is issued by staff: the button sends the card to the partner.
link-topic-broken = ⚠️ No link, no terms shown: { $offer } · { $geo } · { $source }. Not exactly one version of the terms is in force; see to the offer's terms in desk.yaml.
link-issue = Send the card
