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
digest-times = First answer: half within { $median }, 90% within { $p90 }, the longest { $worst }; by the partner’s manager: { $own }
digest-levels = Reached: { $levels }
digest-level = level { $level }: { $count }
digest-and = { $first } · { $then }
digest-seconds = { $count } s
digest-passed =
    { "" }
    <b>Needs no answer?</b> Not counted as questions: { $count }
    { $lines }
digest-passed-line = • { $who } – { $what }, { $at }
digest-passed-by = • { $who } – { $what }, { $at } (closed by { $name })
digest-quote = “{ $text }”
digest-no-words = no words
digest-gaps =
    { "" }
    <b>Shifts with nobody: { $count }</b>
    { $lines }
button-open = Needs an answer: { $name }, “{ $text }”
open-done = It waits since { $since } and is yours until { $until }.
open-waits = Somebody waits here already.
open-answered = It has been answered since, or somebody has pressed this button before.
digest-caps =
    { "" }
    <b>Caps near their limit: { $count }</b>
    { $lines }
digest-cap = • { $who } – { $flow }: { NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) }{ $over ->
    [yes] { " " }🔴
   *[no] { "" }
}
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
digest-campaigns = Came by links: { $list }
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
digest-wrong = “{ $word }” is not a date I can read. Write <code>/digest { $example }</code>, <code>/digest week</code>, or just <code>/digest</code>.
digest-future = { $word } is still to come. Write a day up to today: <code>/digest { $example }</code>.
digest-refused = The digest is for account managers and heads.

## links

link-card =
    🔗 <b>Link and terms</b> · v{ $version } · in force since { $since }{ $until }
    { link-conditions }

    { link-hidden }
    .rich =
        { link-conditions.rich }
        <p>{ link-hidden }</p>
link-card-revealed =
    🔗 <b>Link and terms</b> · v{ $version } · in force since { $since }{ $until }
    { link-conditions }

    { link-shown }
    .rich =
        { link-conditions.rich }
        <p>{ link-shown }</p>
link-hidden = 🔒 The link appears here, in this message, as soon as somebody presses “Accept v{ $version }”.
link-shown = Link of this chat: <code>{ $url }</code>
link-conditions =
    Partner: { $partner } · chat: “{ $chat }”
    <b>{ $offer }</b> · GEO: <b>{ $geo }</b> · source: <b>{ $source }</b> · flow no. { NUMBER($flow, useGrouping: 0) }
    { terms-body }
    .rich =
        <p>🔗 <b>Link and terms</b> · v{ $version }<br>Partner: { $partner } · chat: “{ $chat }”</p>
        <table bordered compact>
        <tr><td>In force</td><td>since { $since }{ $until }</td></tr>
        <tr><td>Offer</td><td><b>{ $offer }</b> · flow no. { NUMBER($flow, useGrouping: 0) }</td></tr>
        <tr><td>GEO</td><td><b>{ $geo }</b></td></tr>
        <tr><td>Source</td><td><b>{ $source }</b></td></tr>
        { terms-body.rich }
        </table>
terms-in-force =
    📄 <b>{ $offer }: terms in force</b> · v{ $version } · since { $since }{ $until }
    They apply to this chat too:
    { $flows }
    { terms-body }

    A link of this chat’s own: /link
terms-flow = • GEO: { $geo } · source: { $source }
terms-flow-used = • GEO: { $geo } · source: { $source } · used <b>{ $used }</b> ({ $asof })
terms-body =
    Pays: { $payout } · { $baseline }
    { $caps }
    <b>Over the cap:</b> { $over }
    KPI: { $kpi }
    Hold: { link-hold } · reconciliation: { $reconciliation } · payout: { link-payout-days }
    Forbidden: { $forbidden }
    Responsible: { $manager }
    .rich =
        <tr><td>Pays</td><td>{ $payout } · { $baseline }</td></tr>
        { $caps }
        <tr><td>Over the cap</td><td>{ $over }</td></tr>
        <tr><td>KPI</td><td>{ $kpi }</td></tr>
        <tr><td>Hold</td><td>{ link-hold }</td></tr>
        <tr><td>Reconciliation</td><td>{ $reconciliation }</td></tr>
        <tr><td>Payout</td><td>{ link-payout-days }</td></tr>
        <tr><td>Forbidden</td><td>{ $forbidden }</td></tr>
        <tr><td>Responsible</td><td>{ $manager }</td></tr>
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
    { $rule }
    Used <b>{ NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) }</b>, { NUMBER($left, useGrouping: 0) } left ({ $asof }) · counted: { $statuses }
    .rich =
        <tr><td><b>CAP</b></td><td>{ $rule }</td></tr>
        <tr><td>Used</td><td><b>{ NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) }</b>, { NUMBER($left, useGrouping: 0) } left ({ $asof }) · counted: { $statuses }</td></tr>
cap-rule = <b>CAP: { $purpose ->
        [test] test,{ " " }
       *[other] { "" }
    }{ $amount } { $period }</b> · { $scope } · { $shared }
    .rich = <b>{ $purpose ->
            [test] test,{ " " }
           *[other] { "" }
        }{ $amount } { $period }</b> · { $scope } · { $shared }
cap-rule-counted = { $rule } · counted: { $statuses }
cap-used = { NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) }, { NUMBER($left, useGrouping: 0) } left
as-of = as of { $at }
as-of-late = as of { $at }, the source may lag by { $lag }
terms-open = { "" }
terms-until = { " " }until { $at }
cap-hour = per hour ({ $zone } time)
cap-day = per day ({ $zone } time)
cap-week = per week ({ $zone } time)
cap-month = per month ({ $zone } time)
cap-total = in total
cap-per-flow = per flow
cap-per-deal = over all your flows of the offer
cap-shared = shared by all your chats
cap-per-chat = separately for each chat
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
link-no-cap = <b>CAP: none</b>, everything counts
    .rich = <tr><td><b>CAP</b></td><td><b>none</b>, everything counts</td></tr>
link-baseline = baseline { $amount } (sum of a player’s deposits)
link-no-baseline = no baseline
over-unpaid = not paid
over-pending-review = decided after review
over-next-period = counted in the next period
over-other-payout = paid as { $payout }
over-paid = paid in full
over-with-grace = { $rule }; grace (clicks before the stop): within { $span } up to { NUMBER($count, useGrouping: 0) } still count (by conversion time where the source sends no click time)
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
link-read = Noted that you have read this. Accepting is up to the partner’s own people, and you belong to another partner here.
link-informed = Noted that you have read this. For your team the terms are accepted by { $names }.
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
link-earlier = ‹ Previous
link-later = Next ›
link-stale = This is not on offer any more. Please begin again: /link
link-closed = { $offer } is closed: there are no new links for it now. Others: /link
link-no-offers = There is no open offer right now. Ask here, a manager will tell you what comes next.
link-unbound = This group is not bound to a partner yet. Your manager will bind it, then /link works here.
link-stranger = Your first link is made together with a manager. Write here what traffic you drive and where from: a person will answer.
link-foreign = You belong to another partner. The links of this chat are not yours to take. Take your own in private or in your own groups: /link
link-anonymous = Please write as yourself: links are not issued to anonymous admins and channels.
link-topic-only = Links are issued where the partner is: use /link in the partner’s topic or group.
link-in-topic = Not sent: there is a tracking link in your message, and links go out with their terms only. Use /link here: the partner gets it as a card. Or send the message again without the link.
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
link-topic-informed = 👀 { $person } has read the terms v{ $version }, { $offer } · { $geo } · { $source }. Only those whom the manager has named accept them: /contact
link-topic-question = ❓ { $person } has a question about the card { $offer } · { $geo } · { $source }, v{ $version }.
link-topic-wanted = 🔗 { $person } asks for a link: { $offer } · { $geo } · { $source }. Links of this offer are issued by staff. The buttons send the partner the card, or a refusal with its reason.
link-topic-unshown = ⚠️ The terms did not reach the chat: { $why }.
link-topic-broken = ⚠️ No link, no terms shown: { $offer } · { $geo } · { $source }. No version of the terms is in force, or several are; check the offer’s terms in desk.yaml.

## changes of terms
terms-past = That time has passed: { $at }. Write one to come, as <code>from 2026-12-01 12:00</code>, or none at all.
terms-too-early = This makes the terms worse, so it can come into force on { $at } at the earliest: the partner is told beforehand.
terms-too-short = That is too short: the terms have to hold until { $at } at least, so that their end can be announced in time.
terms-pending = v{ $version } has been announced and comes into force { $at }. Withdraw it first (a button in /terms), or wait.
terms-crossing = Not like this: the partner has v{ $version } for a GEO or a source, and two versions would be in force where they cross. Name both the GEO and the source.
terms-same = There is nothing to change: v{ $version } says the same.
terms-begun = v{ $version } is in force already and cannot be withdrawn. Publish a new version.
terms-outdated = The terms have changed while this screen was open. Nothing was published; please begin again.
change-line = { $verdict ->
    [better] ⬆️
    [worse] ⬇️
   *[other] ↔️
} { $what }: { $old } → <b>{ $new }</b>
change-nothing = The same terms, word for word.
change-no-cap = no cap
change-and = { $first } and { $rest }
change-cap = { $purpose ->
    [test] test,{ " " }
   *[other] { "" }
}{ $amount } { $period }{ $scope ->
    [deal] { " " }over all flows
   *[other] { "" }
}{ $shared ->
    [no] { " " }for each chat
   *[other] { "" }
}
change-over = { $rule } (grace { $span }, at most { NUMBER($count, useGrouping: 0) })
scope-deal = { $offer }: the whole deal
scope-geo = { $offer } · { $geo }
scope-source = { $offer } · { $source }
scope-geo-source = { $offer } · { $geo } · { $source }
scope-tier = { $offer }, tier “{ $tier }”
publish-screen =
    📝 <b>New terms: { $scope }</b>
    { $before } → { $after }
    { $lines }

    In force: <b>{ $when }</b>. { $until }
    { $kept }
    { $chats ->
        [0] No live link has these terms now.
        [one] To be announced in { $chats } chat.
       *[other] To be announced in { $chats } chats.
    } Nothing has changed yet.
publish-now = at once
publish-at = { $at }
publish-open = No end date.
publish-until = Until { $at }, then the terms of the tier.
publish-all = The partner has no narrower terms.
publish-kept = The partner’s narrower terms stay in force: { $versions }.
publish-yes = Publish v{ $version }
publish-no = Cancel
publish-dropped = Cancelled, the terms are as they were.
publish-done = ✅ { $by } published v{ $version }. In force: { $when }.
publish-cancelled = Cancelled.
publish-published = v{ $version } is published.
publish-withdrawn = v{ $version } is withdrawn.
terms-change =
    📝 <b>{ $offer }: terms { $before } → { $after }</b>
    { $when }
    { $flows }
    { $lines }

    { $until } Clicks before { $at } are counted by { $before }.
    ⬆️ better for you, ⬇️ worse, ↔️ different. In full: /terms
    { $state }
change-now = In force since { $at }.
change-at = In force from <b>{ $at }</b>.
change-more = • and more flows: { $count }
change-open = Please accept the new terms, or decline: then the links stop, and what you have brought is settled by the old ones.
change-asking = <b>Stop the links under these terms?</b> Traffic on them will not count any more; what came before will.
change-accepted = ✅ v{ $version } accepted: { $by }.
change-declined = ✋ Declined: { $by }. The links under these terms are stopped, please stop their traffic. What came before is settled by the old terms.
change-withdrawn = ↩️ Withdrawn: v{ $version } will not come into force, all stays as it was.
change-accept = ✅ Accept v{ $version }
change-stop = ✋ Decline and stop
change-stop-sure = ✋ Yes, stop the links: { $count }
change-back = « Back
change-accepted-toast = Terms v{ $version } accepted, thank you.
change-read = Noted that you have read this. Accepting is up to those your manager has named.
change-not-yours = Only those who accept terms for the partner can decline.
change-stopped = Links stopped: { $links }. Please stop their traffic.
change-answered = This announcement has been answered already.
change-void = This announcement concerns no link of this chat any more. Terms in force: /terms
change-taken-back = ↩️ <b>{ $offer }</b>: terms { $after } are withdrawn and will not come into force. { $before } stays.
terms-progress =
    📣 { $partner }: { $scope }, { $before } → { $after } from { $at }.
    Announced: <b>{ $told } of { $chats }</b>. Accepted: { $accepted }, declined: { $declined }.
    { $untold } { $withdrawn }
progress-untold = Could not be told, links stopped: { $titles }.
progress-all = { "" }
progress-withdrawn = ↩️ Withdrawn.
progress-holds = { "" }
terms-topic-accepted = ✅ { $by } accepted terms v{ $version }: { $offer }, links: { $links }.
terms-topic-read = 👀 { $by } has read terms v{ $version }, { $offer }. Only those whom the manager has named accept them: /contact
terms-topic-declined = ✋ <b>{ $by } declined terms v{ $version }</b>: { $offer }. Links stopped: { $links }.
terms-untold = ⚠️ This chat could not be told of terms v{ $version }, { $offer }. Links stopped: { $links }. /link gives new ones when the chat can be reached again.
terms-unaccepted = ⚠️ <b>{ $partner }</b>, chat “{ $chat }”: { $offer }, terms v{ $version } are in force and nobody has accepted them. This chat gets no new links until somebody does.
terms-owed = Please accept terms v{ $version } of { $offer } first: their announcement is in this chat, or open /links. New links are available again after that.
terms-standing =
    📄 <b>Terms in force</b>
    { $lines }

    To change them: <code>/cap 100 day offer GEO source</code>, <code>/rate 25 offer</code>; all else with <code>/terms</code> and the conditions, one a line.
terms-standing-none = The partner has no live links yet: the terms of its tier hold. Terms can be set beforehand with /cap, /rate or /terms and an offer.
standing-line =
    • <b>{ $where }</b> · v{ $version } { $kind ->
        [own] (own, { $by })
       *[other] (tier “{ $tier }”, { $by })
    } since { $since }{ $next }
    { $payout } · { $caps } · over: { $over } · hold { $hold }
standing-unclear = • <b>{ $where }</b>: the terms are not clear, there will be no new links
standing-desk = desk.yaml
standing-stays = { "" }
standing-next = { " " }→ v{ $version } from { $at }
terms-form = ✏️ Form: { $offer }
terms-withdraw = ↩️ Withdraw v{ $version }
terms-fill =
    ✏️ <b>{ $offer }</b>. Copy this, add a GEO and a source (or none: the whole deal), keep only what changes, and send it here:
    <pre>{ $form }</pre>
    Lines <code>from 2026-12-01 12:00</code> and <code>until 2027-01-31</code> may be added.
terms-withdrawn = ↩️ { $by } withdrew v{ $version }; the chats have been told.
terms-two-offers = Two offers are named, { $one } and { $other }. Please name one.
terms-which-offer = Which offer? There are: { $known }.
terms-unknown-geo = { $word } is not in this offer. There are: { $known }.
terms-unknown-word = “{ $word }” is not understood. As in <code>/cap 100 day casino-x KZ FB</code>, <code>/rate 25 casino-x</code>.
terms-wrong-date = “{ $word }” is not a date. Write <code>2026-12-01</code> or <code>01.12.2026</code>, with a time if you like: <code>12:00</code>.
terms-wrong-order = The end comes before the beginning. Please check the dates.
terms-unknown-goal = The offer has no goal “{ $word }”. There are: { $known }.
terms-unknown-zone = “{ $word }” is not a time zone. As in <code>Europe/Moscow</code>.
terms-unknown-currency = “{ $word }” is not a currency. As in <code>USD</code>.
terms-unknown-source = The offer has no source “{ $word }”. There are: { $known }.
terms-unknown-policy = “{ $word }” is not a rule for leads over the cap. There are: { $known }, or a payout: <code>over 25%</code>.
terms-unknown-field = A line begins with “{ $word }”, and there is no such condition. There are: { $known }.
terms-empty-field = Nothing stands behind “{ $word }”.
terms-wrong-days = “{ $word }” is not a number of days. As in <code>hold 7</code>.
terms-wrong-grace = “{ $word }” is not a time and a number for the grace. As in <code>grace 60m 5</code>: within an hour, at most five leads.
terms-too-long = Too long: at most { $items } items of { $length } characters each.
terms-next-period = “In the next period” does not go with a cap in total: there is no next one. Set a cap per day, week or month, or another rule.
cap-value = Which cap? Write a number: <code>/cap 100 day casino-x</code>. To lift it: <code>/cap none casino-x</code>.
cap-number = “{ $word }” is not a cap. Write a whole number from 1 to 1000000.
cap-which = There are several such caps. Name the goal and the period: <code>/cap 100 ftd day casino-x</code>.
cap-none = There is no such cap to lift.
rate-amount = “{ $word }” is not a rate. As in <code>25</code>, <code>25.50 EUR</code>, <code>25%</code>, <code>28+20%</code>.
rate-percent = It is RevShare now, and “{ $word }” has no percent sign. Write <code>25%</code>, or the model: <code>cpa 25</code>.
tier-screen =
    🎚 <b>{ $partner }: { $was } → { $to }</b>
    In force: <b>{ $when }</b>. { $until }
    { $changes }
    { $chats ->
        [0] Nobody to announce it to: no live link has these terms.
        [one] To be announced in { $chats } chat.
       *[other] To be announced in { $chats } chats.
    } Nothing has changed yet.
tier-change =
    <b>{ $offer }</b>, { $before } → { $after }
    { $lines }
tier-no-change = Nothing changes for live links.
tier-until = Until { $at }, then “{ $then }”.
version-tier = v{ $version } ({ $tier })
tier-yes = Confirm
tier-done = ✅ { $by }: tier “{ $to }”, { $when }.
tier-changed-toast = Done.
tier-is = 🎚 { $partner }: tier “{ $tier }”. { $until } To change it: <code>/tier vip until 2027-01-31</code>
tier-ends = Until { $at }.
tier-ended = 🎚 { $partner }: the tier has come to its end; it is “{ $tier }” now.
tier-which = “{ $word }” is not a tier. There are new, verified and vip: <code>/tier vip until 2027-01-31</code>.
tier-past = That day has passed.
tier-same = The partner has that tier already.
tier-endless = Tier “new” has no end: there is nothing below it.
terms-summary =
    📌 <b>Terms of this chat’s links</b>
    { $lines }

    In full: /terms, links: /links
summary-line = • { $where } · v{ $version } · { $payout } · { $caps }
summary-unclear = • { $where }: the terms are being settled
summary-none = No live links now.
offers-list =
    <b>Offers</b>
    { $lines }
offers-none = There are no offers yet. Describe them in desk.yaml, then /reload
offers-line =
    { "" }
    { $open ->
        [yes] 🟢
       *[no] ⚪
    } <b>{ $name }</b> · <code>{ $id }</code> · { $open ->
        [yes] open
       *[no] closed
    } · { $geos } · { $sources } · { $approval ->
        [self] self-service
       *[staff] issued by staff
    } · terms { $accept ->
        [required] to be accepted
       *[shown] shown
    }
    { $tiers }
offers-tier = — { $tier }: v{ $version } · { $payout } · { $caps } · hold { $hold }{ $next }
offers-reload = 🔄 Read desk.yaml anew

## contacts

contacts =
    <b>The partner’s people: { $count }</b>
    { $lines }

    { $who }
contacts-all = Any of them may accept terms. Name somebody, and only those named will.
contacts-named = Only those marked ✍️ accept terms; what others press counts as read.
contacts-none = This partner has no people yet: nobody has written.
contact =
    { $line }

    What should change?
contact-line = { $mark ->
    [yes] ✍️
   *[no] •
} { $person }{ $handle }{ $role ->
    [owner] { " " }· owner
    [lead] { " " }· team lead
    [buyer] { " " }· buyer
    [finance] { " " }· finance
   *[none] { "" }
}
contact-name = ✍️ Accepts terms
contact-unname = Accepts terms no more
contact-role = { $role ->
    [owner] Owner
    [lead] Team lead
    [buyer] Buyer
   *[finance] Finance
}
contact-changed = Noted.
contact-unknown = “{ $word }”: the partner has nobody of that name. Everybody: /contact
contact-several = “{ $word }” fits several people. Write the whole name or the @name, or choose: /contact

## guard

guard-stays =
    Not sent: there is a tracking link in your message, and links go out with their terms only.
    { $count ->
        [0] Which flow it is of cannot be seen from it: /link sends the card.
       *[other] { $flows }
    }
guard-flow = • { $offer } · { $geo } · { $source }
stays-card = 📄 Send as card
stays-text = ✂️ Drop the link
guard-stays-card = ✅ The card with the terms was sent in place of the link; the text of the message went without it.
guard-stays-text = ✅ The message was sent without the link.
guard-refused = Not sent: this is a link of another partner ({ $owner }). The heads and the manager know of it. Send the message without it; /link issues this partner’s own.

link-asked-already = <b>{ $where }</b> { $offer } · { $geo } · { $source }: the request was passed on { $at }, the answer will come to this chat.
link-full = The cap of { $offer } · { $geo } · { $source } is full: { $cap }. There are no new links while there is no place. If you need more, write here.
link-refused = There is no link of { $offer } · { $geo } · { $source } for now: { $why }. If you have questions, write here.
link-topic-full = ⛔ { $person } wants a new link, { $offer } · { $geo } · { $source }, and the cap is full: { $cap }. No link was issued.
link-topic-given = ✅ { $person }: the link { $offer } · { $geo } · { $source } was given, the card has been sent. Decided by { $staff }.
link-topic-refused = ✋ { $person }: no link of { $offer } · { $geo } · { $source }; the partner was told. Why: { $why }. Decided by { $staff }.
approve-give = Give the link
approve-refuse = Refuse
approve-why-source = The source does not fit
approve-why-volume = No volume left
approve-why-later = Too early
approve-why-other = The manager will explain
approve-said-source = this source is not taken at the moment
approve-said-volume = there is no free volume at the moment
approve-said-later = we shall come back to it later
approve-said-other = the manager will write to you
approve-given = The card has been sent.
approve-refused = The partner was told.
cap-amount = { $amount } { $period }

terms-why-pasted = { $count ->
    [one] There is a tracking link in this message. These terms are in force for it:
   *[other] There are tracking links in this message. These terms are in force for them:
}
terms-why-face = { $count ->
    [one] { $names }, terms are in force in this chat already. Please read them before you start, and press the button:
   *[other] { $names }{ $more ->
        [0] { "" }
       *[other] { " " }and { $more } more
    }, terms are in force in this chat already. Please read them before you start, and press the button:
}
terms-person = { $person }
terms-read-done = Thank you, noted.
terms-reminder =
    📄 <b>{ $why }</b>

    { $sections }

    A link of this chat’s own: /link
terms-section =
    <b>{ $offer }</b> · v{ $version } · since { $since }{ $until }
    { $flows }
    { terms-body }
terms-read = ✅ I have read the terms
guard-noticed = 🔗 { $person }: a tracking link in the chat, { $offer } · { $geo } · { $source }. The terms in force stand under it.
guard-again = 🔗 { $person }: the same link again, { $offer } · { $geo } · { $source }. Its terms were shown a short while ago and are not repeated.
guard-face = 👋 { $names }: { $count ->
    [one] a new face
   *[other] new faces
} in the chat. The terms in force were shown; waiting for them to be confirmed.
guard-read = 👀 { $person } has read the terms.
guard-nothing = ⚠️ { $person }: a link of { $offer } in the chat, and the partner has no live flow of that offer, so there are no terms to show. Please check where the link comes from.
guard-unopened = 🔗 { $person }: a short link in the chat, { $address }. Where it leads could not be found out. If it is a tracking link, send the terms: /link
guard-foreign = 🚨 { $person }: a tracking link of another partner, { $owner }, in the chat “{ $chat }” ({ $partner }). Nothing was said about it in the chat.
## caps

caps-notice = { $lines }
caps-what = { $what } · { $amount } · v{ $version }
caps-flow = { $offer } · { $geo } · { $source }
caps-deal = { $offer }, all flows
caps-amount = { $count } { $period }{ $purpose ->
    [test] { " " }(test)
   *[other] { "" }
}
caps-warned =
    { $step ->
        [50] ℹ️
       *[other] ⚠️
    } <b>Cap { NUMBER($percent, useGrouping: 0) } %: { NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) }</b>, { NUMBER($left, useGrouping: 0) } left
    { caps-what }
caps-stop =
    🛑 <b>STOP. The cap is full: { NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) }</b>
    { caps-what }
    The last place was taken: { $at }
caps-again =
    🛑 <b>STOP. The place that was free is taken: { NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) }</b>
    { caps-what }
caps-repeat =
    🛑 <b>STOP, once more. The cap is full: { NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) }</b>
    { caps-what }
    The last place was taken: { $at }
caps-over =
    🔴 <b>Over the cap: { NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) }</b> (+{ NUMBER($over, useGrouping: 0) })
    { caps-what }
caps-reopened =
    ♻️ <b>The cap has room again: { NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) }</b>, { NUMBER($left, useGrouping: 0) } free
    { caps-what }
    Some leads no longer count. You may drive traffic until the cap is full again.
caps-rule = <b>Over the cap:</b> { $rule }.
caps-please = Please stop the traffic and press the button below.
caps-stopped = ✅ Stopped
caps-confirmed = ✅ Traffic stopped: { $who }, { $at }
caps-pace = Pace in the last hour: { NUMBER($pace, useGrouping: 0) }
caps-pace-full = Pace in the last hour: { NUMBER($pace, useGrouping: 0) }; at this pace the cap is full at about { $at }
caps-quiet = Few leads in the last hour: no forecast
caps-full = 🛑 No place is left, the traffic has to stop
caps-drivers =
    By chat:
    { $lines }
caps-driver = • { $chat }: { NUMBER($count, useGrouping: 0) }
caps-as-of = As of { $at }
caps-as-of-lag = As of { $at }, the source may lag by { $lag }
caps-unknown = No source of leads has sent anything yet
caps-split = In the cap { NUMBER($in_cap, useGrouping: 0) } · in grace { NUMBER($grace, useGrouping: 0) } · over { NUMBER($over, useGrouping: 0) }
caps-over-rule = Over the cap ({ NUMBER($over, useGrouping: 0) }): { $rule }
caps-money = To be paid for those that count: { $amount }
caps-topic-warned = ⚠️ Cap { NUMBER($percent, useGrouping: 0) } %: { NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) } · { caps-what }. The partner has been warned.
caps-topic-unshown = ⚠️ The message about the cap did not reach the chat: { $why }.
caps-topic-stop = 🛑 The cap is full: { NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) } · { caps-what }. The partner was told STOP.
caps-topic-over = 🔴 Over the cap: { NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) } · { caps-what }. The partner was told.
caps-topic-reopened = ♻️ The cap has room again: { NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) } · { caps-what }. The partner was told.
caps-topic-confirmed = ✅ { $who }: traffic stopped · { caps-what }, { NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) }.
caps-topic-reset = 🔄 A new period has begun, the cap is open again · { $what } · { $amount }.
caps-unstopped =
    ‼️ <b>The traffic was not stopped</b> · { $partner } · { $chat }
    The cap is full: { NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) } · { caps-what }
    { $split }
    STOP went to the chat twice, and nobody has confirmed. Please get in touch with the partner.
caps-list =
    📊 <b>Caps</b>
    { $lines }
caps-more = and { NUMBER($count, useGrouping: 0) } more
caps-line =
    <b>{ $what }</b> · { $amount } · v{ $version }
    { $bar } { NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) }, { NUMBER($left, useGrouping: 0) } left
    { $more } · { $as_of }
caps-none = A cap comes with a link, and there is no live link now. Get one: /link
verdict-card = { $lines }
verdict-head =
    ⚖️ <b>The test is over, its hold has passed</b> · { $partner }
    { $what } · { $amount } · v{ $version }
verdict-goal-name = { $goal ->
    [lead] leads
    [reg] regs
    [ftd] FTD
   *[other] { $goal }
}
verdict-goal = { $goal }: { NUMBER($good, useGrouping: 0) }, rejected { NUMBER($bad, useGrouping: 0) }
verdict-rate = { $goal } → { $next }: { NUMBER($percent, useGrouping: 0) } %
verdict-rejected = Share of rejected: { NUMBER($percent, useGrouping: 0) } %
verdict-kpi = KPI of the terms: { $kpi }
verdict-due = <b>A decision is needed by { $due }.</b> Any other cap: /cap
verdict-raise = ⬆️ Cap { NUMBER($value, useGrouping: 0) }
verdict-lift = ♾ Lift the cap
verdict-stop = 🛑 Stop
verdict-asked = ⚖️ A test is over: { $partner } · { $what }. Figures and buttons are in the topic; decide by { $due }.
verdict-overdue = ‼️ Still no decision about a test: { $partner } · { $what }. It was due { $due }.
verdict-done-raise = ✅ Decided: a new cap ({ $who })
verdict-done-lift = ✅ Decided: the cap is lifted ({ $who })
verdict-done-stop = 🛑 Decided: the links are stopped ({ $who })
verdict-stopped =
    🛑 <b>The test is over, the links are stopped</b>
    { $what }
    Please send no more traffic to them. All that came before stays counted. Questions are welcome right here.
verdict-thanks = The links are stopped, the partner has been told.
verdict-screen = The confirm screen is below, in the topic.
verdict-vip = 👑 VIP of { $partner } ends { $ends }. { $enough ->
    [yes] Enough volume
   *[no] Not enough volume
}: { NUMBER($volume, useGrouping: 0) }, the threshold is { $goal } ({ $within }). To extend it: /tier in the topic.
pour-asked =
    🤔 <b>Is that a new cap?</b> The message has gone, but the terms are the same so far: only a new version changes a cap.
    { $lines }
pour-cap = • { $what } · { $amount }: { NUMBER($used, useGrouping: 0) } of { NUMBER($value, useGrouping: 0) }, { NUMBER($left, useGrouping: 0) } left
pour-raise = ⬆️ { $offer }: cap { NUMBER($value, useGrouping: 0) }
pour-no = No, that is no new cap
pour-none = All right, the terms are the same.
pour-none-here = { $who }: that was no new cap, the terms are the same.
caps-thanks = Thank you, noted: the traffic has stopped.
caps-thanks-already = That has been noted already, thank you.
caps-not-ours = It is the partner who confirms the stop.

## conversations
speaker = <b>{ $name }:</b>
copy-rebuilt = { $what }; the original message cannot be copied any more
kind-text = text
kind-photo = photo
kind-video = video
kind-animation = animation
kind-audio = audio
kind-voice = voice message
kind-video_note = round video
kind-document = file
kind-sticker = sticker
kind-location = location
kind-venue = place
kind-contact = contact
kind-poll = poll
kind-dice = dice
kind-story = story
kind-giveaway = giveaway
kind-giveaway_winners = giveaway winners
kind-live_photo = live photo
kind-paid_media = paid media
kind-checklist = checklist
kind-rich_message = rich message
kind-game = game
kind-invoice = invoice
answer-failed = { $author }, this did not reach the partner: { $why }.
failed-blocked = the partner has blocked the bot
failed-deactivated = the partner’s account has been deleted
failed-gone = the bot is no longer in that chat
failed-link = it holds a tracking link; use /link here to send it with its terms
failed-undelivered = Telegram has not taken it for two minutes; the desk keeps trying
failed-other = Telegram refused it
topic-not-staff = Only staff can answer from a topic. Your message stays here. A head can invite you with /invite.
topic-anonymous = You are writing as the group, so the desk cannot tell who you are, and your message stays here. Switch off “Remain anonymous” in your administrator rights and write again.
topic-unknown-command = There is no such command, and nothing was sent to the partner. Notes begin with <code>//</code>; /help lists the commands.
unknown-command = I do not know this command. Just write your question in your own words, or tap /help.
why = { $next }
why-nothing = Nobody is waiting here: no question is open.
why-open = Waiting since { $since }; an answer is on its way.
why-next = Waiting since { $since }. At { $at } { $who } will be called: { $names }.
why-taken = Waiting since { $since }, taken by { $name }. Without an answer, at { $at } { $who } will be called: { $names }.
why-snoozed = Waiting since { $since }, snoozed until { $until } by { $name } ({ $reason }). Without an answer, at { $at } { $who } will be called: { $names }.
why-handed = { $next } { $name } is handing this over to { $to }, to be accepted by { $until }.
why-who-manager = the manager
why-who-on-shift = the shift
why-who-senior = the senior
why-who-head = the head
why-who-last-resort = the head (last resort)
why-elsewhere = /why works in a conversation’s topic: it says what happens next there.

## relay
speaker-forwarded = <b>{ $name }:</b> <i>{ $forwarded }</i>
forwarded-line = <i>{ $forwarded }</i>
forwarded = forwarded from { $origin }
in-answer-to = in reply to “{ $words }”
edited = edited
partner-pinned = <b>{ $name }:</b> this message was pinned in the partner’s chat
answer-held = { $name } has just answered this partner. Your message goes in { $seconds } { $seconds ->
    [one] second
   *[other] seconds
}.
button-dont-send = Don’t send
button-send-again = Send again
answer-withdrawn = Not sent: the message stays here.
answer-deleted = Deleted in the partner’s chat.
answer-not-deleted = Telegram no longer lets this message be deleted in the partner’s chat: it is older than 48 hours, or a right is missing in the group.
edit-into-note = The partner has this message already, and it stays there as it was. To remove it, reply to it with <code>/del</code>.
edit-of-note = A note stays a note. To answer the partner, send a new message.
edit-with-link = The edited text holds a tracking link, so nothing changed for the partner. A link goes only with its terms: /link.
delete-which = Reply with /del to the message that should be removed from the partner’s chat.
delete-not-sent = The partner never received this message: there is nothing to remove.
unsend-late = It has been sent already. To remove it from the partner’s chat, reply to it with /del.
unsend-done = Not sent.
again-done = Sending again.
card-note = This stayed here, the partner does not see it. Write notes for colleagues in the topic.
card-edit-stays = The partner has this message already, and it stays there as it was. Edit it again to change what the partner sees.
private-no-card = To answer a partner from here, reply to a card. Commands: /help.

## cards
card =
    <b>{ $partner }</b> · { $tier } · { $chat }
    { $preview }

    Waiting since { $since }{ $count ->
        [one] {""}
       *[other] {" "}· { $count } messages
    }
    { $state }
tier-new = new
tier-verified = verified
tier-vip = VIP
chat-private = private chat
chat-group = group “{ $title }”
preview-empty = <i>no text</i>
card-level-manager = The partner’s manager is called · level { $level } of { $levels }
card-level-on-shift = { $people ->
    [1] The shift is called: one person
   *[other] The shift is called: { $people } people
} · level { $level } of { $levels }
card-level-senior = The senior is called · level { $level } of { $levels }
card-level-head = The head is called · level { $level } of { $levels }
card-level-last-resort = Nobody has answered on any level: last resort
skip-manager-closed = The manager’s office is closed
skip-manager-empty = No manager: none has been assigned, or the manager is away
skip-manager-unreachable = The manager cannot be reached
skip-on-shift-empty = Nobody is on shift
skip-on-shift-unreachable = Nobody on shift can be reached: they have not started the bot, or have blocked it
skip-on-shift-closed = The shift is off duty
skip-senior-empty = There is no senior
skip-senior-unreachable = The senior cannot be reached
skip-senior-closed = The senior is off duty
skip-head-empty = There is no head
skip-head-unreachable = The head cannot be reached
skip-head-closed = The head is off duty
card-taken = Taken by { $name } until { $until }
card-taken-by-you = You have taken this until { $until }. Answer in the topic.
card-snoozed = Snoozed until { $until } by { $name } ({ $reason })
card-handed = { $name } is handing this over to { $to }. It can be accepted until { $until }.
card-handed-to-you = { $name } is handing this over to you. Please accept by { $until }, or the call is repeated.
card-why = Snooze for { $minutes } min: why?
card-whom = Hand over to whom?
card-asked = <b>{ $partner }</b>: { $name } is handing this over to you. Please accept by { $until }.
card-declined = <b>{ $partner }</b>: { $name } cannot take this over. The calls go on.
card-untaken = <b>{ $partner }</b>: nobody has taken this over. The calls go on.
snooze-colleague = waiting for a colleague
snooze-advertiser = waiting for the advertiser
snooze-partner = the partner asked for it
snooze-checking = being checked
snooze-other = { $words }
card-answered = Answered by { $name }
card-no-answer-needed = { $name }: no answer needed
card-closed = Closed by { $name }
card-solved = The partner has marked it solved
button-take = Take
button-extend = Extend
button-snooze = Snooze { $minutes }
button-wake = Wake up
button-hand-over = Hand over
button-accept-it = Accept
button-decline = I can’t
button-snooze-colleague = Waiting for a colleague
button-snooze-advertiser = Waiting for the advertiser
button-snooze-partner = The partner asked for it
button-snooze-checking = I am checking
button-to-shift = The whole shift ({ $count })
button-colleague-off = { $name } · not at work
button-open-topic = Open topic
button-no-answer = No answer needed
button-more = More
button-back = Back
button-stale = This button has expired. Nothing was changed.
card-stale = This wait is over. Nothing was changed.
not-yours = Your role does not allow this. What you can do: /help
take-done = It is yours until { $until }.
take-yours = You already have it, until { $until }.
take-taken = { $name } has taken it, until { $until }.
settled = Noted: no answer needed.
waits =
    <b>Others are waiting too:</b>
    { $lines }
waits-waits = • { $partner }, { $chat } – since { $since }
waits-taken = • { $partner }, { $chat } – since { $since }, taken
waits-over = • { $partner }, { $chat } – not waiting any more
waits-more = And { $count } more. Everybody who waits for you: /mine
button-take-of = Take: { $partner }
extend-theirs = This is not yours right now. Nothing was changed.
extend-spent = It cannot be extended again. It is yours until { $until }.
snooze-why = Choose the reason.
snooze-done = Snoozed until { $until }.
snooze-already = Already snoozed until { $until } by { $name }.
snooze-spent = This cannot be snoozed any more: the partner has waited long enough.
snooze-long = This can be snoozed for { $minutes } min at most.
wake-done = Awake again: the call is repeated.
wake-nothing = This is not snoozed. Nothing was changed.
wake-theirs = { $name } has snoozed this. It can be woken by whoever did, or by a senior.
hand-over-whom = Choose who should take it.
hand-over-done = Your colleague gets the card and can accept until { $until }; meanwhile everything goes on as before.
hand-over-nobody = There is nobody to hand it over to: the bot cannot write to this person, or they have it already.
hand-over-over = This is not being handed over to you any more. Nothing was changed.
hand-over-declined = All right, the calls go on.
card-back = Back to the card.
nudge = <b>{ $partner }</b> has been waiting for { $waits }.
nudge-lease = <b>{ $partner }</b> was taken but has no answer yet. Waiting for { $waits }.
nudge-snooze = <b>{ $partner }</b> was snoozed, and it is time to answer. Waiting for { $waits }.
person = { $person }
last-resort =
    { $people }
    <b>{ $partner }</b> has been waiting for { $waits }, and nobody has answered.
last-resort-nobody = <b>{ $partner }</b> has been waiting for { $waits }, and there is no head to call. Set HEAD_IDS.
alarm-level = { $what }. Partner { $partner } was waiting, so the next level was called at once. Check the shifts: /duty
honest-senior = Sorry for the wait. { $names }, the shift’s senior, has been called and will look into it.
honest-head = Sorry for the wait. { $names }, who runs the programme, has been called and will look into it.
honest-solved = Glad it is solved. If there is anything else, just write.
button-solved = It is solved
solved = Good, the question is closed.
solved-late = This question is closed already.
honest-nobody = The person in charge
span-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
span-hours = { $n } h
span-minutes = { $n } min

## promises

promise-when = When? First the time, then what you promise: <code>/promise 18:00 report</code>. Also: <code>2h</code>, <code>tomorrow 12:00</code>, <code>fri 12:00</code>, <code>25.11 12:00</code>.
promise-past = That time has passed. For example: <code>/promise tomorrow 12:00 report</code>.
promise-far = That is too far off: a promise can be up to 62 days ahead. Choose a nearer time.
command-promise = promise the partner something by a time
form-promise =
    <code>/promise when what</code> – the partner sees it, you are reminded
    Example: <code>/promise 18:00 report</code>. Also: <code>2h</code>, <code>tomorrow 12:00</code>, <code>fri 12:00</code>, <code>25.11 12:00</code>.
promise-long = That is too long: a promise has room for { $most } characters. Send the partner the details as a message.
promise-over = This promise is over already. Nothing was changed.
promise-no-later = It cannot be put off any more. Answer the partner, or withdraw the promise in the topic.
promise-letter = { $lines }
promise-told = We promise by { $due }: { $text }
promise-told-answer = We will answer by { $due }.
promise-held = <b>{ $name }</b> → the partner: { $text }
promise-what = { $text }
promise-answer = an answer
promise-noted = ⏱ Promised by { $due }: { $what } ({ $name }). The partner sees this.
promise-kept = ✅ Done: { $what }, promised by { $due } ({ $name }).
promise-broken = ⚠️ Not done by { $due }: { $what } ({ $name }). Colleagues have been called.
promise-withdrawn = Withdrawn: { $what }, promised by { $due } ({ $name }).
promise-later = Put off to { $due }: { $what } ({ $name }).
promise-remind = ⏰ Due soon, { $due }: { $what }. Partner <b>{ $partner }</b>, promised by { $name }.
promise-moved = We need a little more time: { $text } – by { $due }.
promise-moved-answer = We need a little more time: we will answer by { $due }.
promise-taken-back = Sorry, this will not happen: { $text } (promised by { $due }). If you still need it, write to us.
promise-kept-done = Marked as done.
promise-withdrawn-done = The promise is withdrawn.
promise-later-done = Put off to { $due }. The partner will see it.
button-promise-done = Done
button-promise-drop = Withdraw
button-promise-later = Put off by { $span }
button-hold = One moment, checking
hold-done = Sent. Answer by { $until }.
card-promise = ⏱ { $name } promised by { $due }: { $what }
card-holding = An answer is promised: { $name }
profile-promise = ⏱ Promised by { $due }: { $what } ({ $name })
why-promised = Nobody waits here. Promised by { $due }: { $what } ({ $name }). If it does not come, the call goes to { $who }: { $names }.
mine-promised = • { $partner }, { $chat } – by { $due }: { $what }
digest-promises =
    { "" }
    <b>Promised for today: { $count }</b>
    { $lines }
digest-promise = • { $who } – by { $due }: { $what } ({ $name })
digest-broken =
    { "" }
    Promises not kept: { $count }

## groups
group-unbound = Hello! I cannot help in this group yet: your manager has to link it to your account first. They have been told. Meanwhile write to me in private.
group-missing =
    So that no question is missed, please switch on:
    { $what }
group-missing-reading = • administrator rights for me: now I see only commands and replies to me
group-missing-reactions = • administrator rights for me: now I do not see reactions and new members
group-missing-pinning = • my right to pin messages: the terms in force stay in view
group-missing-deleting = • my right to delete messages: what was sent by mistake can be taken back
group-complete = Thank you! I have every right I need: no question will be missed.
group-whose = To which partner does the group <b>{ $title }</b> belong?
button-partner = { $name }
button-partner-new = ➕ New partner
button-cancel = Cancel
group-bound = The group <b>{ $title }</b> now belongs to { $partner }. Its terms have been posted there.
group-bound-topic = The bot is connected to the group <b>{ $title }</b> (by { $by }). Everything written there is shown here; your answers go there.
group-left = The bot was removed from <b>{ $title }</b>. Ask the partner to add it again: until then no answer arrives there.
group-back = The bot is in <b>{ $title }</b> again. Answers are delivered.
group-bound-already = This chat already belongs to a partner. To move it to another one: /move in its topic.
group-elsewhere = This command works in a partner’s topic and in the partner’s group.
group-nobodys = This chat is bound to no partner: messages are passed on nowhere. To bind it: /bind
bound = Done.
group-unbind =
    Unbind the chat <b>{ $title }</b> from <b>{ $partner }</b>?
    • messages from there will no longer come to the topic, nor answers from the topic go there
    • if somebody waits there, the wait is closed{ $links ->
        [0] { "" }
       *[other] { "" }
    • the live links of this chat are stopped: { $links }
    }
unbind-go = Unbind
bind-private = A private chat needs no binding: that happens by itself when the person writes to the bot.
unbind-private = A private chat is not unbound: the partner writes there. To move it to another partner: /move
group-unbind-done = The chat <b>{ $title }</b> no longer belongs to { $partner }.
group-unbound-topic = The chat <b>{ $title }</b> was unbound (by { $by }). No messages come from there, no answers go there.{ $links ->
        [0] { "" }
       *[other] { " " }Links stopped: { $links }.
    } To bind it again: /bind here.
group-unbound-now = This group is no longer connected to support: questions from here do not reach us, and the links of this chat are no longer valid. Please write to the bot in private.
group-move = To which partner does the chat <b>{ $title }</b> go? Its partner now: <b>{ $partner }</b>.
group-move-confirm =
    Move the chat <b>{ $title }</b>: <b>{ $partner }</b> → <b>{ $other }</b>?
    • the conversation and its topic stay the same{ $people ->
        [0] { "" }
       *[other] { "" }
    • the people whom we know from this chat alone go along: { $people }
    }{ $links ->
        [0] { "" }
       *[other] { "" }
    • the live links of this chat ({ $links }) are stopped: flows stay with the old partner; /link gives new ones
    }{ $waits ->
        [0] { "" }
       *[other] { "" }
    • somebody waits here: the time goes on from the same start
    }
    • the chat is told the new partner’s terms at once
move-go = Move
move-nowhere = There is nowhere to move it: there are no other partners.
group-moved = The chat <b>{ $title }</b> now belongs to { $partner }.
group-moved-topic = The chat <b>{ $title }</b> was moved (by { $by }): <b>{ $partner }</b> → <b>{ $other }</b>.{ $links ->
        [0] { "" }
       *[other] { " " }Links stopped: { $links }. /link gives new ones.
    }
group-links-stopped = The links issued in this chat so far are no longer valid: please stop the traffic to them. A new link: /link
kept-as-it-was = Nothing was changed.
command-unbind = unbind this chat from its partner
form-unbind = <code>/unbind</code> – in the group or the topic; shows what would happen, and asks.
command-move = move this chat to another partner
form-move = <code>/move</code> or <code>/move alpha</code> (a part of the name) – in the group or the topic; shows what would happen, and asks.
contact-one-of-us = { $name } is now one of us. The private chat is no partner chat any more: messages from there do not come here.
partner-blocked = The partner has blocked the bot. While that is so, no answer arrives: reach the partner another way.
partner-unblocked = The partner has unblocked the bot. Answers are delivered again.

## partners
partners-list =
    <b>Partners: { $count }</b>
    { $lines }
partners-line = • { $partner } – { $tier } · { $manager } · chats: { $chats }{ $waiting ->
        [0] { "" }
       *[other] { " " }· waiting: { $waiting }
    }
partners-none = There are no partners yet: they appear when they write to the bot.
partners-no-manager = no manager
partners-unknown = There is no partner “{ $word }” among those you may see. Try a part of the name, or the command without words.
partners-too-many = “{ $word }” fits { $count } partners. Add another word of the name.
command-partners = the partners, with their topics
form-partners = <code>/partners</code> – your partners by name; a head sees all.
command-merge = merge two partners into one
form-merge = <code>/merge</code> or <code>/merge alpha</code> (a part of the name) – choose which one stays and which one joins it.
merge-alone = There is nothing to merge: it takes at least two partners of yours.
merge-keep = Two partners become one. Which one stays?
merge-gone = <b>{ $partner }</b> stays. Which partner becomes part of it?
merge-counts = <b>{ $partner }</b> (chats: { $chats }, contacts: { $contacts }, flows: { $flows }, live links: { $links })
merge-confirm =
    Merge { $gone }
    into { $kept }?
    • <b>{ $partner }</b> stays: { $tier }, manager: { $manager }
    • everything of <b>{ $other }</b> goes to it{ $joined ->
        [0] { "" }
       *[other] ; equal flows: { $joined }, they become one, with one cap
    }
    • the chats of <b>{ $other }</b> are told the terms at once; this cannot be undone
merge-go = Merge
merge-swap = 🔁 Keep the other one
merge-done = Done: <b>{ $other }</b> is now part of { $partner }.
merged-topic = Partners merged (by { $by }): <b>{ $other }</b> → <b>{ $partner }</b>. Chats, contacts, flows and links are shared now.

## commands

command-form =
    <b>/{ $name }</b> – { $what }
    { $form }
    Where: { $where }
command-elsewhere = /{ $name } works { $where }.
command-unknown = There is no command /{ $name }. What there is: /help
command-near = There is no command /{ $name }. Did you mean /{ $near }?
topic-unknown-near = There is no such command, and nothing was sent to the partner. Did you mean /{ $near }?
unknown-command-near = I do not know this command. Did you mean /{ $near }? Or just write your question in your own words.
help-line = /{ $name } – { $what }
place-private = in the private chat with the bot
place-group = in a partner’s group
place-topic = in a partner’s topic
place-forum = in the staff forum
place-comma = { $first }, { $then }
place-or = { $first } or { $then }
command-link = a tracking link with its terms and cap
form-link = <code>/link</code> – offer, GEO and source are chosen with buttons.
command-link-staff = give the partner a link as a card with its terms
form-link-staff = <code>/link</code> – offer, GEO and source are chosen with buttons; the card goes to the partner.
command-links = the links of this chat
form-links = <code>/links</code> – every link of this chat; its number opens the card with the terms.
command-links-staff = the links of this partner’s chat
form-links-staff = <code>/links</code> – every link of this partner’s chat; its number opens the card with the terms.
command-terms = the terms in force
form-terms = <code>/terms</code> – the terms that are in force now.
command-caps = what is left in the caps
form-caps = <code>/caps</code> – every cap of your links: how much is used, what is left, when it will be full.
command-caps-staff = the caps of this partner’s links
form-caps-staff = <code>/caps</code> – every cap of this partner’s links: how much is used, what is left, when it will be full.
command-terms-staff = terms in force; new ones, after a confirmation
form-terms-staff = <code>/terms</code> shows what is in force and by whom. New terms: offer, GEO, source, then a condition a line:
    <code>/terms casino-x KZ FB
    hold 7
    baseline 10
    until 2027-01-31</code>
command-cap = another cap, after a confirmation
form-cap = <code>/cap 100 day casino-x KZ FB</code>: the cap, the period (hour, day, week, month, total), the offer, and GEO and source to narrow it. Also: <code>test</code>, a goal (<code>ftd</code>), a time zone, <code>from</code> and <code>until</code> with a date. To lift it: <code>/cap none casino-x</code>.
command-rate = another payout, after a confirmation
form-rate = <code>/rate 25 casino-x KZ FB</code>: the payout, the offer, and what narrows it. Also: <code>25%</code>, <code>28+20%</code>, a currency, a goal, <code>from</code> and <code>until</code> with a date.
command-contact = the partner’s people: what they do, and who accepts terms
form-contact = <code>/contact</code>: all the partner’s people; <code>/contact Peter</code> or <code>/contact @peter</code>: one of them. Those named accept terms, the others only read them.
command-tier = the partner’s tier: new, verified, vip
form-tier = <code>/tier vip until 2027-01-31</code>: the tier and, if you like, its last day; then the tier below returns.
command-offers = offers: caps and terms of each tier
form-offers = <code>/offers</code> shows what is open and closed, with caps and terms of each tier.
command-language = language: русский or English
form-language = <code>/language</code> – the language is chosen with a button.
command-help = what I can do
form-help = <code>/help</code> – what can be done here.
command-start = begin
form-start = <code>/start</code> – begin, or see the greeting again.
command-why = what happens next here, to whom and when
form-why = <code>/why</code> – one sentence: who will be called, and when.
command-del = remove a message from the partner’s chat
form-del =
    <code>/del</code> in reply to the message, within 48 hours
command-note = a note the partner will not see
form-note =
    <code>/note text</code> or <code>// text</code>
    Example: <code>/note asks for $30, agree it with Maria</code>
command-take = take this question
form-take = <code>/take</code> – it is yours for some minutes; without an answer the call is repeated.
command-release = give back what was taken
form-release = <code>/release</code> – those called last are called again.
command-snooze = put this question off
form-snooze =
    Write for how many minutes, and why, for example:
    <code>/snooze 20 waiting for the advertiser</code>
    <code>/snooze off</code> – back to it now.
command-close = close without an answer
form-close = <code>/close</code> – no answer is needed: the clock stops, and reports count it separately.
command-assign = hand this to a colleague
form-assign =
    <code>/assign @username</code> or <code>/assign shift</code> – your colleague gets the card and accepts; until then everything goes on as before.
    Example: <code>/assign @sasha_sub</code>
command-card = the partner’s card with buttons
form-card = <code>/card</code> – who this is, who waits, what comes next, and the buttons.
command-history = the last questions in this chat
form-history = <code>/history</code> – the last ten: when, how long, who answered; and the partner’s other chats.
command-attention = which messages of this chat need an answer
form-attention =
    <code>/attention all</code> – any message
    <code>/attention called</code> – only those that mention or answer the bot or one of us
command-ban = ban somebody
form-ban =
    <code>/ban</code> – in the topic of a private chat, or in answer to that person’s message in a group’s topic
    Example with a name: <code>/ban @username</code>
command-unban = lift a ban
form-unban =
    <code>/unban</code> – in the topic of a private chat, or in answer to that person’s message in a group’s topic
    Example with a name: <code>/unban @username</code>
command-s = a canned reply
form-s =
    <code>/s</code> – which there are; <code>/s name</code> – how it would read; a button sends it
    Example: <code>/s payout</code>
command-mine = what I have taken, and what waits for me
form-mine = <code>/mine</code> – what you have taken and who waits for you, the oldest first.
command-find = find a partner, a person or a group
form-find =
    <code>/find words</code> – a name, an @username, a group’s title or a Telegram id
    Example: <code>/find alpha</code>
command-partner = a partner’s page
form-partner =
    <code>/partner name</code>
    Example: <code>/partner Alpha Media</code>
command-manager = who my manager is, and when there
form-manager = <code>/manager</code> – who your manager is, and when there.
command-manager-staff = give the partner a manager
form-manager-staff =
    <code>/manager @username</code>
    Example: <code>/manager @maria_am</code>
command-bind = bind a group to a partner
form-bind = <code>/bind</code> or <code>/bind alpha</code> (a part of the name) – in the group, or in the topic of an unbound chat. The group itself sees no partners’ names: you choose in your private chat.
command-duty = who is on shift, and who comes next
form-duty = <code>/duty</code> – who is on shift now and until when, and who comes next.
command-shifts = the shifts of the next two weeks
form-shifts = <code>/shifts</code> – who works when in the next two weeks: your shifts are marked, empty ones too.
command-swap = swap a shift
form-swap = <code>/swap</code> – give a shift of yours to a colleague, in return for another or not. Until your colleague accepts, it is yours.
command-absence = your absences, and your deputy
form-absence = <code>/absence 24.11-30.11 @vera_senior</code> – you are away from 24 to 30 November, and @vera_senior is your deputy. One day and no deputy will do: <code>/absence 24.11</code>
command-rotation = the rotations, and what is wrong with them
form-rotation = <code>/rotation</code> – the rotations, who in them is not in the team, whom the bot cannot write to, and when nobody is on shift.
command-digest = who waits, and how the day went
form-digest =
    <code>/digest</code> – who waits now, yesterday, and today up to this hour
    <code>/digest week</code> – the last seven days
    Example for one day: <code>/digest 2026-11-21</code>
command-simulate = who would be called if a partner wrote at a certain time
form-simulate =
    <code>/simulate partner day time</code>, or a ladder instead of the partner: <code>default</code>, <code>new</code> or <code>vip</code>; without a time, now
    Example: <code>/simulate Alpha Media sat 23:40</code>
command-invite = invite a colleague
command-invite-partner = a link to invite people you know
form-invite-partner = <code>/invite</code> – you get a link; pass it on to whomever you invite.
form-invite =
    <code>/invite sub</code> – a sub-manager, by managers and heads
    <code>/invite senior</code> – a senior, by heads
    <code>/invite manager</code> – an account manager, by heads
    You get a link to pass on; it works once, for 48 hours.
command-staff = the team, and whom the bot cannot reach
form-staff = <code>/staff</code> – everybody, their roles, and whom the bot cannot write to.
command-setup = make a group the staff forum
form-setup = <code>/setup</code> – in a group with topics where the bot is an administrator.
command-status = how the desk is doing
form-status = <code>/status</code> – how many wait for an answer, what has not been sent, and since when.
command-audit = check that nobody got lost
form-audit = <code>/audit</code> – whether anybody waits without a next step, and whether every conversation is as its record says.
command-reload = read desk.yaml anew
form-reload = <code>/reload</code> – new rules are in force at once; with a mistake in them the old ones stay.

## tools

tool-no-partner = This command works in a partner’s topic, and there is no partner here.
tool-role = This takes { $role }, or a higher role.
tool-own = This is for the manager of this partner, or a head.
tool-alone = Nothing is needed after /{ $name }, but there is “{ $word }”. Just write <code>/{ $name }</code>.
nobody-waits = Nobody is waiting for an answer here.
tool-taken = Taken by { $name } until { $until }.
tool-released = Free again: { $name } has given it back. Those called last are called again.
tool-released-by = Free again: { $by } has taken it back from { $name }. Those called last are called again.
tool-closed = Closed without an answer by { $name }. The clock has stopped.
tool-snoozed = Snoozed until { $until } by { $name }. Nobody is called before that.
tool-woken = Woken by { $name }. The call is repeated.
tool-assigned =
    { $by } is handing this over; it can be accepted until { $until }. Meanwhile everything goes on as before.
    { $people }
tool-assigned-off =
    { $by } is handing this over; it can be accepted until { $until }. Meanwhile everything goes on as before. Not at work now:
    { $people }
release-nobody = Nobody has taken this. To take it: /take
release-theirs = { $name } has taken this. It can be released by whoever has taken it, or by a senior.
assign-theirs = It is with { $name } already, until { $until }.
assign-unknown =
    There is no “{ $word }” in the team. Name one of: { $known }
assign-which =
    Several people are called “{ $word }”: { $known }. Write the @username.
attention-all = Any message in this chat needs an answer.
attention-called = Only messages that mention or answer the bot or one of us need an answer. The others are shown here and call nobody.
attention-wrong =
    “{ $word }” does not fit.
    { form-attention }
tool-card =
    <b>{ $partner }</b> · { $tier } · { $chat }
    Manager: { $manager }

    { $preview }
    { $next }

    { $others }
tool-card-quiet =
    <b>{ $partner }</b> · { $tier } · { $chat }
    Manager: { $manager }

    { $next }

    { $others }
tool-no-manager = nobody yet
tool-others =
    The partner’s other chats:
    { $lines }
tool-others-none = The partner has no other chats.
tool-chat = • { $chat }
tool-chat-waits = • { $chat } – waiting since { $since }
tool-more = … and { $count } more
tool-history =
    <b>The last questions</b>
    { $lines }

    { $others }
past = • { $at }, { $took } – { $how }{ $level ->
        [0] { "" }
       *[other] , reached level { $level }
    }
past-running = • { $at } – waiting now{ $level ->
        [0] { "" }
       *[other] , level { $level }
    }
past-answered = answered by { $name }
past-no-answer-needed = no answer needed: { $name }
past-closed = closed by { $name }
past-solved = solved, says the partner
past-none = There have been no questions here yet.
ban-done = { $name } is banned, by { $by }. What that person writes is kept, but not shown here, and calls nobody. To undo it: /unban
ban-whom =
    Whom? Answer a message of that person with the command, or name one of: { $known }
    Example: <code>/ban @username</code>
ban-staff = { $name } is one of us. A head removes people of the team: /staff
ban-already = { $name } is banned already.
ban-none = { $name } is not banned.
unban-done = { $name } is no longer banned. { $count ->
        [0] No messages came meanwhile.
       *[other] Messages that came meanwhile and are not shown: { $count }.
    }
banned-told = Thank you for your message. This chat with the team is closed to you, so there will be no answer here.
banned-press = This chat with the team is closed to you.
banned-wrote = { $name } is banned and keeps writing. The messages are kept and not shown here.
banned-wrote-told =
    { $name } is banned and keeps writing. The messages are kept and not shown here. The bot’s answer, once:
    <i>{ banned-told }</i>
replies-list =
    <b>Canned replies</b>
    { $lines }

    <code>/s name</code> shows the whole of it; a button sends it.
replies-line = • <code>/s { $name }</code> – { $text }
replies-none = There are no canned replies yet. A head adds them: section replies in desk.yaml, then /reload.
reply-preview = { $text }
reply-dropped =
    <i>Not sent:</i>
    { $text }
reply-near = There is no canned reply “{ $word }”. Similar: { $near }. All of them: /s
reply-unknown = There is no canned reply “{ $word }”. All of them: /s
reply-sent = On its way to the partner.
reply-kept = Not sent.
button-reply-send = Send to the partner
button-reply-drop = Cancel
manager-in = Your manager is { $name }, here until { $at }. Write your question right here.
manager-later = Your manager is { $name }, here from { $at } on. Write your question right here: until then the shift answers.
manager-always = Your manager is { $name }. Write your question right here.
manager-away = Your manager is { $name }. At the moment the shift answers: write your question right here.
manager-none = You have no manager yet; the shift answers. Write your question right here.
manager-nobody = You get a manager with your first question. Write it right here.
manager-unbound = This group does not belong to a partner yet, so it has no manager. Write to the bot in private.
manager-given = The partner’s manager is now { $name }, by { $by }. The wait goes on from the same start.
manager-yours = { $partner } is your partner now, by { $by }.
manager-not-yours = { $partner } has another manager now: { $name }, by { $by }.
find-found =
    <b>Found for “{ $word }”: { $count }</b>
    { $lines }

    A partner’s page: <code>/partner name</code>
find-partner = • partner { $name }
find-contact = • { $name }, { $handle }
find-chat = • group { $name }
find-none = Nothing was found for “{ $word }”. You can look for a name, an @username, a group’s title or a Telegram id.
partner-near = There is no partner “{ $word }”. Similar: { $near }. To open one: <code>/partner name</code>
partner-which = Partners found: { $count }. { $count ->
        [1] { "" }
       *[other] Which one?
    }{ $shown ->
        [8] { " " }The first eight are shown; another word narrows it down.
       *[other] { "" }
    }
partner-page =
    <b>{ $name }</b> · { $tier } · since { $since }
    Manager: { $manager }

    <b>People</b>
    { $people }

    <b>Chats</b>
    { $chats }

    <b>Live links</b>
    { $links }
partner-person = • { $name }, { $handle }
partner-link = • { $offer } · { $geo } · { $source } – chat “{ $chat }”
partner-nothing = • none
mine =
    <b>Taken by you</b>
    { $taken }

    <b>Waiting for you</b>
    { $waits }

    <b>Promised by you</b>
    { $promised }
mine-nothing = Nothing is yours right now: nothing taken, nothing promised, nobody waiting for you.
mine-waits = • { $partner }, { $chat } – waiting for { $waits }
mine-snoozed = • { $partner }, { $chat } – waiting for { $waits }, put off until { $until }
mine-taken = • { $partner }, { $chat } – waiting for { $waits }, taken until { $until }
manager-already = { $name } is the manager already.
manager-role = { $name } is not a manager. Name one of: { $known }

## evidence

command-evidence = evidence of an offer for a period
form-evidence =
    <code>/evidence</code> – choose offer and period by buttons
    <code>/evidence casino-x 2026-11-01 2026-11-30</code> – at once, both days included
evidence-which = Evidence of which offer?
evidence-when =
    <b>{ $offer }</b>: for which period?
    Other dates: <code>/evidence { $id } 2026-11-01 2026-11-30</code>
evidence-offer = { $name }
evidence-days = { $what ->
    [month] This month
    [before] Last month
    [week] Last 7 days
   *[whole] From the beginning
}: { $first } – { $last }
evidence-coming = <b>{ $offer }</b>, { $first } – { $last }: the files are being made, they come here with the next message.
evidence-send = Send the same files to the partner
evidence-files =
    📁 <b>Evidence: { $partner } · { $offer }</b>
    { $first } – { $last }, both days included. Entries in the chain: { NUMBER($entries, useGrouping: 0) }
    The .html reads and prints well, the .json is what it is made of. Both sides get the same.
    SHA-256 of the .json: <code>{ $hash }</code>
evidence-sent = 📁 Evidence of { $offer } ({ $first } – { $last }) was sent to the partner by { $person }.
evidence-sent-done = On its way.
evidence-none = Nothing is written about this partner’s offers yet. Entries begin with the first link.
evidence-no-offer = Nothing is written about offer “{ $word }” of this partner. Name one of these: { $known }.
evidence-wrong =
    “{ $word }” does not fit. An offer and two days are needed: <code>/evidence { $offer } { $first } { $last }</code>
evidence-order = The period ends before it begins. Give the days in order: <code>/evidence { $offer } { $first } { $last }</code>
evidence-future = This period has not begun yet. Give a first day not later than today: <code>/evidence { $offer } { $first } { $last }</code>
evidence-stale = This button is out of date. Make the files anew: /evidence
condition-payout = Pay
condition-caps = Cap
condition-over_cap = Over the cap
condition-baseline = Baseline
condition-baseline-is = { $amount } (sum of a player’s deposits)
condition-hold_days = Hold
condition-kpi = KPI
condition-sources = Sources
condition-forbidden = Forbidden
condition-reconciliation = Reconciliation
condition-payout_days = Paid
condition-days = { $days ->
    [one] { NUMBER($days, useGrouping: 0) } day
   *[other] { NUMBER($days, useGrouping: 0) } days
}
condition-working-days = within { $days ->
    [one] { NUMBER($days, useGrouping: 0) } working day
   *[other] { NUMBER($days, useGrouping: 0) } working days
} after reconciliation
condition-cap = { $purpose ->
    [test] test,{ " " }
   *[other] { "" }
}{ $amount } { $period } · { $scope } · { $shared } · counted: { $statuses }
dossier-language = English
dossier-title = Evidence: { $partner } · { $offer }
dossier-name = Evidence
dossier-head-partner = Partner
dossier-head-offer = Offer
dossier-head-period = Period
dossier-head-zone = Time zone
dossier-head-entries = Entries
dossier-head-hash = SHA-256 of the .json
dossier-head = Last hash of the chain:
dossier-nobody = desk.yaml
dossier-ours = the programme
dossier-none = Nothing in this period.
dossier-col-at = When
dossier-col-what = What
dossier-col-version = Terms
dossier-col-chat = Chat
dossier-col-who = Who
dossier-col-message = Message
dossier-col-link = Link
dossier-col-flow = Flow
dossier-col-window = Period of the cap
dossier-col-cap = Cap
dossier-col-in-cap = In cap
dossier-col-grace = Grace
dossier-col-over = Over
dossier-col-rule = Rule for what is over
dossier-col-pay = Payable
dossier-col-over-pay = Payable over the cap
dossier-col-used = Used
dossier-col-lead-at = Lead
dossier-col-clicked-at = Click
dossier-col-lead = Source · goal · number
dossier-col-status = Status
dossier-col-counted = Counted as
dossier-col-dispute = Dispute
dossier-col-text = Text
dossier-col-number = No.
dossier-col-sha = Hash
dossier-versions = Terms
dossier-versions-note = A version never changes. What held before it is struck out. Below each heading is the SHA-256 of its text.
dossier-since = In force since
dossier-withdrawn = withdrawn before it came into force
dossier-of-tier = general terms, { $tier ->
    [new] new partner
    [verified] verified partner
   *[vip] VIP partner
}
dossier-of-deal = this partner’s own terms
dossier-shown = Where they were shown, and who accepted
dossier-shown-note = Links to messages open for members of the chat. A showing names who was in the chat, as far as the bot knows.
dossier-links = Links
dossier-pasted = Tracking links pasted by hand
dossier-split = In cap, grace, over
dossier-split-note = Grace: leads over the cap from clicks before the stop that count by the terms. Leads of counted statuses in the order in which they happened, by the terms in force at their click (where a source sends no click time, at the lead). Where the pay or the rule changed within a period, each has a row of its own. The order of arrival and repeated postbacks change nothing.
dossier-warned = Warnings, stops and confirmations
dossier-warned-note = Each was sent to that chat at that time.
dossier-whole = all the time
dossier-every-flow = all
dossier-leads = Leads
dossier-leads-note = Every lead of the deal that was known at the end of the period, with its last status.
dossier-disputes = Disputes
dossier-chain = The chain of entries
dossier-chain-open = Show every entry
dossier-chain-note = The hash of each entry includes the hash of the one before: none can be changed or taken out unseen. Entries before the period that decide nothing any more are given as hashes only.
dossier-earlier = before the period
dossier-check = How to check
dossier-check-how = The .json file that this page is made of is checked by “python -m bot verify FILE”: it says that the file is whole, or names the first broken entry. Its SHA-256 must be the number at the top of this page and in the message it came with. Both sides get the same file.
dossier-limits = The bot knows that a message was delivered and who pressed a button. It does not know who read it.
dossier-kind-terms = version of the terms
dossier-kind-withdrawn = version withdrawn
dossier-kind-issued = link issued
dossier-kind-shown = terms shown
dossier-kind-untold = terms could not be shown
dossier-kind-accepted = terms accepted
dossier-kind-read = read
dossier-kind-declined = terms declined
dossier-kind-pasted = link pasted by hand
dossier-kind-stopped = link stopped
dossier-kind-lead = lead
dossier-kind-warned = warning about a cap
dossier-kind-confirmed = “Stopped”
dossier-kind-verdict = decision after the test
dossier-kind-dispute = dispute
dossier-level = { $level ->
    [50] cap 50% full
    [80] cap 80% full
    [100] STOP: cap full
    [reopened] a place is free again
   *[other] over the cap
}
dossier-why = { $why ->
    [untold] the terms could not be shown
    [declined] the terms were declined
    [verdict] decision after the test
   *[other] decision of the manager
}
dossier-decided = decision after the test: { $what ->
    [raise] raise the cap
    [lift] lift the cap
   *[stop] stop
}
dossier-lead = { $verdict ->
    [in_cap] in cap
    [grace] grace
   *[over] over
}
dossier-dispute = { $what ->
    [opened] opened
    [favour] settled in the partner’s favour
    [partly] settled partly in the partner’s favour
   *[declined] declined
}

## disputes

command-dispute = open or settle a dispute about a count
form-dispute =
    <code>/dispute offer what is wrong</code> – open one for the partner
    <code>/dispute number favour|partly|declined reason</code> – settle it: in the partner’s favour, partly, or decline; the partner reads the reason
    Example: <code>/dispute casino-x leads of 21.11 were counted twice</code>
dispute-start = ⚖️ Dispute: { $offer }
dispute-asked = Answer the message below.
dispute-ask = ⚖️ <b>{ $offer }: a dispute.</b> Reply to this message: what is wrong, and about which leads (ids, time, chat)?
dispute-opened = ⚖️ Dispute No. { $number } about { $offer } is open. The team has everything on record; you will read the decision here by { $due }.
dispute-told =
    ⚖️ <b>Dispute No. { $number }</b> · { $offer }
    { $person }: { $words }

    To settle it: { $owner }, by { $due }. Unless the terms say otherwise, it is settled in the partner’s favour. The evidence comes with the next message.
dispute-heads = a head
dispute-favour = In the partner’s favour
dispute-partly = Partly
dispute-declined = Decline
dispute-yours =
    ⚖️ { $partner }: dispute No. { $number } about { $offer } is open, and yours to settle.
    { $person }: { $words }
dispute-late =
    ⚖️ { $partner }: dispute No. { $number } ({ $offer }) is overdue and not settled. Settle it in the topic.
    { $person }: { $words }
dispute-reason =
    Write the reason, the partner will read it: <code>/dispute { $number } { $how } reason</code>
dispute-why = A reason is needed: write it with the command below.
dispute-done = Settled; the partner is told.
dispute-settled-favour =
    ⚖️ Dispute No. { $number } about { $offer } is settled in your favour.
    { $reason }
dispute-settled-partly =
    ⚖️ Dispute No. { $number } about { $offer } is settled partly in your favour.
    Reason: { $reason }

    If you do not agree, write here.
dispute-settled-declined =
    ⚖️ Dispute No. { $number } about { $offer } was declined.
    Reason: { $reason }

    If you do not agree, write here.
dispute-no-reason = The next reconciliation shows the new count.
dispute-over =
    ⚖️ <b>Dispute No. { $number }</b> · { $offer }: { $how ->
        [favour] in the partner’s favour
        [partly] partly in the partner’s favour
       *[declined] declined
    } ({ $by })
    { $person }: { $words }
    Reason: { $reason }
dispute-none = This partner has no such dispute. Open ones stand on the card at the top of the topic. To open one: /dispute
dispute-over-already = This dispute is settled already. Nothing was changed.
dispute-no-offer = Nothing is written about offer “{ $word }” of this partner, so there is nothing to dispute. Name one of these: { $known }.
dispute-long = The reason is longer than { NUMBER($most, useGrouping: 0) } characters. Make it shorter.
dispute-stale = This button is out of date. Write your question here, a person will answer.
profile-disputes = ⚖️ Open disputes: { $count }; No. { $number } is to be settled by { $due }

## office
setup-done = This is a staff forum now. Every conversation gets a topic here: write in it and the partner reads your answer. Notes begin with <code>//</code>.
setup-head = Only a head can make a group the staff forum.
setup-missing =
    This group cannot be the staff forum yet. Please:
    { $what }
    Then send /setup again.
setup-cannot-look = • try again in a minute: Telegram did not say what I may do here
setup-topics = • switch on Topics in the group settings
setup-admin = • make me an administrator with the rights to manage topics, pin and delete messages
setup-can-manage-topics = • give me the right to manage topics
setup-can-pin-messages = • give me the right to pin messages
setup-can-delete-messages = • give me the right to delete messages
setup-partner-group = This group belongs to a partner. The staff forum must be a group of your own.
heads-only = Only heads can do this.
status =
    <b>The desk</b>
    Waiting for an answer: { $waits }
    Incoming, not processed yet: { $updates }
    Messages not sent: { $letters }{ $letters ->
        [0] { "" }
       *[other] , the oldest for { $oldest }
    }
    Staff forums: { $forums }
    { $lags }
    { $rehearsal }
status-rehearsal = Test question on { $at }: call decided in { $decided } s, message in the forum after { $shown } s
status-rehearsal-open = ⚠️ Test question on { $at }: it has not reached the forum yet
rules-read = desk.yaml is in force. Offers: { $offers }, new versions of terms: { $versions }.
rules-broken =
    desk.yaml cannot be used, so the old rules stay in force:
    <code>{ $problems }</code>

    Mend the file and send /reload again.
simulate =
    <b>{ $who }: a question on { $at }, { $policy }</b>
    { $lines }

    So it will be if nobody takes or answers it and the shifts stay as they are. The first hour is shown.
simulate-anybody = A partner without a manager
simulate-policy-default = the usual ladder
simulate-policy-new = the ladder for new partners
simulate-policy-vip = the VIP ladder
simulate-call = { $at } – { $who }: { $names }
simulate-repeat = { $at } – { $who } again: { $names }
simulate-join = { $at } – on shift from then on: { $names }
simulate-skipped = <i>{ $skips }</i>
simulate-lines = { $lines }
no-forum = Conversations cannot be shown to staff: the staff forum does not take them ({ $error }). Nothing is lost; they are shown as soon as it does. Send /setup in a group with topics, and I will say what is missing.
letter-dead = A message could not be delivered and will not be tried again (no. { $number }, { $what }): { $error }
update-parked = One update could not be processed and was set aside (no. { $seq }): { $error }
postback-parked = One call of a tracker could not be counted because of a bug in the program; it was set aside in the journal (no. { $number }): { $error }
engine-down = The service was down from { $since } to { $until } ({ $span }). Everything that came meanwhile has been worked off. { $waits ->
    [0] Nobody is waiting.
   *[other] Waiting for an answer: { $waits }. Whoever should have been called earlier is called now.
}
engine-down-here = The service was down from { $since } to { $until }: nobody was called while this waited. Calls go on now.
engine-missing = Telegram was out of reach for more than a day, and it keeps messages for about a day only. What partners and staff wrote from { $since } to { $until } may be lost for good. Ask the partners whether they wrote then.
engine-clock-ahead = The server’s clock jumped ahead by { $by }; it now says { $at }. Unless the server was suspended, check that it is right: people are called by it.
engine-clock-back = The server’s clock went back by { $by }; it now says { $at }. Until it is where it was, but for five minutes at most, nobody is called. Check that it is right.
rehearsal = Test question: the bot checks itself. Would be called now – { $who }: { $names }. This message goes away by itself.
rehearsal-undecided = ⚠️ The test question asked at { $at } was not processed within { $seconds } s. Partners’ questions are probably stuck too: tell those who run the bot.
rehearsal-unsent = ⚠️ The test question asked at { $at } was processed, but did not appear in the staff forum within { $seconds } s. Messages are probably sent late: look at /status.
rehearsal-through = The test question asked at { $at } has reached the forum after all, at { $shown }.
engine-stuck =
    ⚠️ Because of an error nobody can be called in conversation { $topic }: { $error }
    Look there yourself: a partner may be waiting. It is tried again every minute.
audit-found =
    ⚠️ The self-check found errors in conversations: { $count }
    { $lines }
    Whatever the recorded events can restore has been restored. Tell those who run the bot.
audit-differs = • conversation { $topic }: its state was not what its events say
audit-unreadable = • conversation { $topic }: its recorded events cannot be read; this cannot be repaired
audit-adrift = • conversation { $topic }: somebody waited, and nobody would have been called
audit-late = • conversation { $topic }: a call was not made in time
audit =
    <b>Self-check</b>
    Conversations checked: { $seen }
    { $found }
    { $whole }
audit-nothing = All is well.
audit-whole = Every single conversation was last checked by { $at }.
audit-not-whole = Not every conversation has been checked yet: that is done bit by bit over a day.

## newcomers

hello =
    <b>Hello! This is the partner desk of { $programme }.</b>

    { $presence }
    { $usual }

    Ask your question right here, at any time: a person reads it. Meanwhile four short questions help us answer to the point; each can be skipped.
hello-again =
    Hello again, { $name }! This is the partner desk of { $programme }.

    Write your question here and a person will answer.
    /link – a tracking link with its terms
    /help – what else I can do
presence-shift = On shift now: { $names }.
presence-called = Nobody is on shift right now; your question goes straight to { $names }.
presence-called-next = Nobody is on shift right now; your question goes straight to { $names }. The next shift begins { $at }.
presence-later = Nobody is on shift right now. { $names } will answer from { $at } on.
presence-nobody = Nobody is on shift right now. Your question is kept, and answered as soon as somebody is back.
usual-measured = In the last seven days, half of all questions were answered within { $span }.
usual-unmeasured = The first answer usually takes a few minutes.
wizard-experience = <b>1 of 4.</b> How many years have you worked in affiliate marketing?
wizard-sources = <b>2 of 4.</b> Where does most of your traffic come from?
wizard-geos = <b>3 of 4.</b> Which GEO do you know best?
wizard-volume = <b>4 of 4.</b> How many leads a day do you bring now, or did you bring in earlier programmes?
wizard-thanks = Thank you! Your answers are with the team, and somebody will write to you here. You can ask anything meanwhile.
wizard-skipped = No problem. Whenever you have a question, just write it here.
wizard-stale = This question has been answered already. Nothing was changed.
choice = { $text }
choice-skip = Skip
choice-back = Back
choice-next = Next
choice-given = ✓ { $text }
language = Which language shall I use here?
language-ru = Русский
language-en = English
language-now-ru = Теперь я пишу по-русски.
language-now-en = I will write in English now.
help-contact =
    <b>Just write your question</b>: text, photo, file or voice. A person answers, here in this chat.

    { $lines }
profile =
    { $lines }
profile-name = <b>{ $partner }</b> · { $person } · { $handle } · { profile-locale }
profile-person = <b>{ $person }</b> · { $handle } · { profile-locale }
profile-locale = { $locale ->
    [ru] writes in Russian
   *[en] writes in English
}
profile-experience = Years in affiliate marketing: { $answer }
profile-sources = Traffic: { $answer }
profile-geos = GEO: { $answer }
profile-volume = Leads a day: { $answer }
profile-no-answers = The four questions have not been answered.
profile-payload = Campaign: { $payload }
profile-brought = Invited by the partner: { $partner }
profile-manager = Manager: { $name }
profile-no-manager = Manager: nobody yet, the heads will decide
profile-plan = { $tier ->
        [new] New partner
        [verified] Verified partner
       *[vip] VIP partner
    }: test cap { $cap ->
        [one] { $cap } lead
       *[other] { $cap } leads
    } per flow; over the cap – { $over ->
        [unpaid] not paid
        [pending_review] decided after review
        [next_period] counted in the next period
        [other_payout] paid at another payout
       *[paid] paid
    }; hold { $hold ->
        [one] { $hold } day
       *[other] { $hold } days
    }; payout within { $payout ->
        [one] { $payout } working day
       *[other] { $payout } working days
    }
profile-others =
    Other chats of the partner: { $count }
    { $chats }
profile-other = • { $chat }
partner-unassigned = New partner { $partner } has no manager: nobody has room. The shift answers meanwhile. Who takes it?
partner-alone = Partner { $partner } has no manager; the shift answers. Who takes it?
partner-given = { $manager } looks after partner { $partner }. Decided by { $by }.
partner-given-already = This partner has a manager already: { $name }. Nothing was changed.
partner-given-done = Done. Manager: { $name }.
partner-yours = You look after partner { $partner } now.
alone-nobody = Every partner has a manager.
button-give = { $name } · { $count }
button-next-alone = Next partner ({ $count })
referral =
    Pass this link on to whomever you invite:
    { $url }

    Whoever comes by it is noted as invited by you. Nobody but us sees who invited whom.
referral-stranger = Partners have an invitation link. Write your question here, and we will get to know each other.

## staff

staff-hello =
    Hello, { $name }! You are { $role } here, and I can reach you now.
    When a partner waits and it is your turn, a card comes to this chat: press <b>Take</b> and answer in the topic.
    /duty – who is on shift · /help – what you can do
staff-hello-setup =
    Hello, { $name }! You are { $role } here, and I can reach you now.

    One thing is left, the staff forum:
    1. Create a group and switch on Topics in its settings.
    2. Add me as an administrator who may manage topics, pin and delete messages.
    3. Send /setup there.
    Every partner’s conversation then gets a topic of its own. Invite your team with /invite.
staff-role = { $role ->
        [sub] a sub-manager
        [senior] a senior
        [manager] an account manager
       *[head] a head
    }
staff-invite =
    An invite for one person, to be { $role }. Pass it on:
    { $url }
    It can be used once, until { $until }.
staff-invite-which = Write whom to invite: <code>/invite sub</code>, <code>/invite senior</code> or <code>/invite manager</code>.
staff-invite-wrong = “{ $word }” is not a role I can invite to. Write <code>/invite sub</code>, <code>/invite senior</code> or <code>/invite manager</code>.
staff-invite-refused = Only managers and heads can invite people.
staff-invite-heads = Only a head can invite { $role }.
staff-invite-dead = This invite does not work any more: it was used, or is older than 48 hours. Ask whoever sent it for a new one. If you are a partner, just write your question here.
staff-invite-already = You are { $role } already, so the invite was not used. Pass it on to whom it is meant for.
staff-joined = { $name } has joined as { $role }.
staff-list =
    <b>The team: { $count }</b>
    { $lines }
staff-line = • { $name } – { $role }{ $reach }
staff-reach = { $reach ->
        [ok] { "" }
        [never_started] { ", has not pressed Start: cannot be called" }
        [blocked] { ", has blocked the bot: cannot be called" }
       *[gone] { ", account deleted: cannot be called" }
    }
staff-one =
    <b>{ $name }</b> – { $role }{ $reach }
    What is to change?
staff-sure =
    { $lines }

    Change it?
staff-sure-role = { $name } will be { $role }, at once.
staff-sure-none = { $name } will not be in the team any more, at once: buttons, commands and topics stop working, what was taken goes back to the shift, cards are closed.
staff-sure-partners = Partners left without a manager: { $count }. They will have to be given to somebody.
staff-sure-head = Whoever is in HEAD_IDS is a head again when the bot next starts. Take the id out there too.
staff-sure-forum = Remove the person from the staff forum by hand: every member of it reads everything.
staff-done = Done.
staff-same-role = { $name } has that role already. Nothing was changed.
staff-last-head = { $name } is the only head. Make somebody else a head first.
staff-gone = This person is not in the team any more. Nothing was changed.
staff-changed = { $name } is { $role } now. Decided by { $by }.
staff-left = { $name } is not in the team any more. Decided by { $by }. Remove the person from the staff forum by hand.
staff-your-role = You are { $role } now. /help – what you can do
staff-farewell = You are not in the team any more. Thank you for your work!
staff-withdrawn = There is nothing here any more: access is closed.
button-person = { $name }
button-role = Make { $role }
button-remove = Remove from the team
button-sure = Yes, change it
button-alone = Without a manager: { $count }
staff-more = … and { $count } more
staff-list-refused = Only a head can see the whole team. Who is on shift: /duty
staff-help =
    <b>What you can do here</b>
    Answer partners: write in the topic, and the partner reads it. A line that starts with <code>//</code> stays among us.
    When a partner waits, a card comes here: <b>Take</b> makes the question yours for some minutes; answer in the topic.

    { $lines }

    How any command is written: add <code>?</code>, as in <code>/find ?</code>
staff-help-topic =
    Whatever you write in this topic goes to the partner, except lines that start with <code>//</code>, answers to such notes, and commands:
    { $lines }

    How any command is written: add <code>?</code>, as in <code>/assign ?</code>
duty =
    <b>Shifts</b>
    { $lines }
duty-running = <b>Now, { duty-shift }</b>, until { $end }: { $who }
duty-coming = { $start }, { duty-shift }: { $who }
duty-shift = { $shift }
duty-nobody = Nobody is on shift now.
duty-empty = nobody
duty-and = { $first }, { $then }
duty-name = { $name }
duty-unknown = { $handle } (not in the team yet: /invite)
duty-unreachable = { $name }{ $reach }

## topics

profile-group = <b>{ $partner }</b> · group “{ $title }”
profile-chat = <b>{ $partner }</b> · private chat: { $title }
profile-waiting = 🔴 Waiting since { $since }
profile-snoozed = 🔴 Waiting since { $since }, put off by { $name } until { $until }
profile-taken = 🟡 Waiting since { $since }, taken by { $name } until { $until }
profile-answered = 🟢 Answered by { $name }
profile-closed = ⚪ Closed, nobody is waiting
profile-links =
    Live links: { $count }
    { $links }
profile-link = • { $offer } · { $geo } · { $source }: no cap{ $accepted ->
        [no] { " " }· ⚠️ not accepted
       *[yes] { "" }
    }
profile-unread = 👋 Have not confirmed the terms: { $names }{ $more ->
    [0] { "" }
   *[other] { " " }and { $more } more
}
profile-link-unclear = • { $offer } · { $geo } · { $source }: the terms are unclear, there will be no new links
profile-link-cap = • { $offer } · { $geo } · { $source }: { $caps }{ $accepted ->
        [no] { " " }· ⚠️ not accepted
       *[yes] { "" }
    }
profile-cap = { $used } of { $amount } { $period ->
    [hour] an hour
    [day] a day
    [week] a week
    [month] a month
   *[total] in total
}
status-forum-calm = <a href="{ $url }">Forum { $number }</a>: { $minute } of 20 in the last minute, { $queued } queued
status-forum-busy = ⚠️ <a href="{ $url }">Forum { $number }</a>: { $minute } of 20 in the last minute, { $queued } queued. It will soon be full: set up one more forum and write /setup in it.
status-forum-behind = 🔴 <a href="{ $url }">Forum { $number }</a> is { $oldest } behind: { $minute } of 20 in the last minute, { $queued } queued. Set up one more forum and write /setup in it.
forum-lost = I have been removed from the forum “{ $forum }”. Its topics are made again in the other forums when next needed; nothing is lost.

# --- shifts: swaps, absences, hand-over, coverage ---

swap-begun = This shift has begun and cannot be swapped any more. Ask the senior to replace you: /duty
swap-changed = The shifts have changed since, and this swap is not possible any more. Begin again: /swap
swap-busy = { $name } is on shift or away at that time. Choose somebody else: /swap
button-here = I am here
handover-in =
    🔁 <b>Your shift has begun</b>, until { $until }. { $other }
    { $lines }
handover-out =
    🔁 <b>Your shift is over.</b> { $other }
    { $lines }
handover-from = Handing over: { $names }
handover-beside = On shift with you: { $names }
handover-first = Nobody was on shift before you.
handover-to = Taking over: { $names }
handover-stays = Staying: { $names }
handover-last = Nobody is on shift after you.
handover-quiet = Nobody is waiting for an answer.
handover-waits = <b>Waiting for an answer: { $count }</b>
handover-taken = <b>Taken, not answered yet: { $count }</b>
handover-snoozed = <b>Snoozed: { $count }</b>
handover-line = • { $partner }. { $next }
handover-promises = <b>Promised for the next 12 hours: { $count }</b>
handover-promise = • { $partner }: { $what }, by { $due }
handover-unreachable = <b>The bot cannot write to:</b> { $names }
here-done = Noted: you are on shift.
here-stale = Nothing to confirm now: you have done so already, or your shift is over.
shift-not-here = ⚠️ { $person }: the shift began at { $since }, and “I am here” has not been pressed for 10 minutes. Reach your colleague, or put somebody else on: /duty
reach-me = { $person }, the bot cannot write to you. Open the private chat with the bot and press Start or Unblock, or cards about partners will not reach you.
gaps-ahead =
    ⚠️ <b>Shifts with nobody on them</b>
    { $lines }
    Who works when: /shifts. To swap: /swap
gap-line = • from { $start } until { $end }
shift-empty = 🔴 <b>Nobody is on shift.</b> Partners’ questions go straight to the senior and the head. Put somebody on: /duty
shift-unreachable = 🔴 <b>On shift: { $names }, but the bot cannot write to them.</b> Partners’ questions go straight to the senior and the head. Put somebody on: /duty
weekday = { $day ->
    [mon] Mon
    [tue] Tue
    [wed] Wed
    [thu] Thu
    [fri] Fri
    [sat] Sat
   *[sun] Sun
}
button-shift = { $day } { $date }, { $from }–{ $to }
button-duty-out = Replace { $name }
button-duty-add = Put one more on shift
button-duty-nobody = With nobody, just take off shift
duty-whom = Whom shall I put on the running shift?
duty-instead = Who works the running shift instead of { $name }?
duty-added = { $into } is on shift, now and until { $until }. Decided by { $by }. The whole shift: /duty
duty-removed = { $out } is no longer on the shift that ends { $until }. Decided by { $by }. The whole shift: /duty
duty-replaced = Replaced on shift until { $until }: { $out } → { $into }. Decided by { $by }. The whole shift: /duty
duty-done = Done; it is in force already.
shifts-table =
    <b>Shifts of two weeks</b>
    { $lines }
    ⭐ yours. To swap: /swap. To go away: /absence
shifts-row = { $day } { $date }, { $from }–{ $to }: { $who }
shifts-own = ⭐ { $day } { $date }, { $from }–{ $to }: <b>{ $who }</b>
shifts-gap = 🔴 { $day } { $date }, { $from }–{ $to }: nobody
rotation =
    <b>Rotations</b>
    { $lines }
    Rotations stand in desk.yaml, which a head changes (/reload). Single changes: /duty, /swap, /absence
rotation-line = • from { $start }: { $pattern }. Crews: { $crews }
rotation-none = There is no rotation yet.
rotation-unknown = ⚠️ Not in the team yet: { $handles }. Invite them: /invite
rotation-fine = ✅ For the next two weeks somebody is on every shift, and the bot can write to everybody.
swap-which = Which shift would you like to give away?
swap-none = You have no shift to give away in the next two weeks. All shifts: /shifts
swap-who = Who shall be asked to work { $day } { $date }, { $from }–{ $to }?
swap-nobody = { $day } { $date }, { $from }–{ $to }: everybody is busy or away. Ask the senior: /duty
swap-back = Which shift will you take in return? { $name } will see your offer.
button-swap-for-nothing = Nothing in return
button-swap-yes = Accept
button-swap-no = Decline
button-swap-drop = Withdraw
swap-ask = 🔄 { $name } asks you to work { $day } { $date }, { $from }–{ $to }. { $back }
swap-asked = 🔄 { $name } has not answered yet: { $day } { $date }, { $from }–{ $to }. { $back } Until then the shift is yours.
swap-in-return = In return: { $day } { $date }, { $from }–{ $to }.
swap-for-nothing = Nothing in return.
swap-accepted-asker = ✅ { $name } works { $day } { $date }, { $from }–{ $to } instead of you. { $back }
swap-accepted-other = ✅ You work { $day } { $date }, { $from }–{ $to } instead of { $name }. { $back }
swap-declined-asker = { $name } cannot work { $day } { $date }, { $from }–{ $to }. The shift stays yours; ask somebody else: /swap
swap-declined-other = You have declined: { $name } works { $day } { $date }, { $from }–{ $to }, or asks somebody else.
swap-withdrawn-asker = Withdrawn: you work { $day } { $date }, { $from }–{ $to }. { $name } sees that.
swap-withdrawn-other = { $name } does not ask you any more to work { $day } { $date }, { $from }–{ $to }.
swap-untaken-asker = ⚠️ { $name } has not answered, so there is no swap: the shift { $day } { $date }, { $from }–{ $to } is yours.
swap-untaken-other = There is no swap: { $name } works { $day } { $date }, { $from }–{ $to }.
swap-told = 🔄 A swap, { $day } { $date }, { $from }–{ $to }: { $asker } → { $other }. { $back }
swap-sent = Sent. Until there is an answer, the shift is yours.
swap-answered = Done.
absences =
    <b>Your absences</b>
    { $lines }

    { $form }
absence-line = • from { $first } to { $last }, deputy: { $deputy }
absence-none = None.
absence-no-deputy = nobody
button-absence-end = Cancel: { $first } – { $last }
absence-told = 🏖 { $name } is away from { $first } to { $last }. Deputy: { $deputy }. To see and cancel your own: /absence
absence-over = { $name }: the absence from { $first } to { $last } is cancelled, or over early. The shifts: /shifts
absence-ended = Cancelled.
absence-date = “{ $word }” is not a date. Write day and month: <code>/absence 24.11-30.11 @vera</code>
absence-past = An absence cannot begin in the past, or end before it begins. Write the dates in order: <code>/absence 24.11-30.11</code>
absence-long = An absence lasts a year at most, and begins within two. Check the dates: <code>/absence 24.11-30.11</code>
absence-twice = You are already away on some of these days. To see and cancel: /absence
absence-deputy = Who is { $word }? Anybody else of the team can be the deputy; write the @username.
shift-name = { $shift }
shifts-picture = Shifts from { $first } to { $last }. To swap: /swap
picture-title = Shifts, two weeks
picture-own = your shifts
picture-others = colleagues’ shifts
picture-gap = nobody
picture-all = on shift

## sources

postback-macro = parameter <code>{ $word }</code>: the macro was not replaced, its template came instead
postback-status = status <code>{ $word }</code> is not known; such leads are not counted. Say what it means: <code>/source name status { $word }=approved</code>
postback-goal = no offer has a goal <code>{ $word }</code>. If it is another one: <code>/source name goal { $word }=ftd</code>
postback-time = the time <code>{ $word }</code> cannot be read; the time of arrival stands instead
postback-amount = the amount <code>{ $word }</code> cannot be read; the lead is counted without it
postback-currency = an amount without a currency; the lead is counted without it. Name the currency: <code>/source name currency USD</code>
postback-weak = no conversion id: one click makes one lead of each goal
postback-link = the link’s token is none of ours: the lead is nobody’s and is not counted
postback-broken-body = the body cannot be read: a form or a JSON object is expected
postback-broken-empty = the call has no parameters
postback-broken-key = neither a conversion id nor a click id: nobody can tell which lead is meant
postback-broken-long = the id is longer than 255 characters
source-trouble =
    <b>Source { $name }</b>
    { $lines }

    This is said once. All about it: <code>/source { $name }</code>
source-silent = Source { $name } has been silent for longer than usual: the last postback came { $at }. Cap counters may lag behind. Look at the tracker.
source-audible = Source { $name }: postbacks arrive again.
lead-pending = pending
lead-hold = on hold
lead-approved = approved
lead-rejected = rejected
lead-trash = trash
lead-paid = paid
lead-unmapped = status not known
postback-said = lead { $number }, goal { $goal }, status: { $status }
postback-said-link = the link is ours
postback-said-nobody = the link cannot be told
postback-said-at = time: { $at }
postback-said-clicked = click: { $at }
postback-said-amount = amount: { $amount }
source-tried =
    <b>Source { $name }, a test</b>
    { $said }{ $wrongs ->
        [0] { "" }
       *[other] { "" }

        Remarks:
        { $wrong }
    }

    Such a call is only looked at and counts for nothing.
source-page-title = Source { $name }
source-page-before = The address for the tracker holds a secret and is shown once. Open the tracker, then press the button.
source-page-show = Show the address
source-page-after = Copy the address into the tracker now: it will not be shown again. The address before it, if there was one, works for another day.
source-page-none = This page is gone
source-page-gone = The address has been shown already, or the link has expired. The command /source in the bot’s chat gives a new one.
postback-broken-address = the sender’s address is not on the list
postback-broken-large = the call is larger than 1 MB
command-source = trackers: where leads come from
form-source =
    <code>/source</code> – every source, <code>/source name</code> – one
    <code>/source add affise</code> – connect one: affise, everflow, scaleo, keitaro, voluum, tune, trackier, binom, redtrack, igaming, generic
    <code>/source name status 7=approved</code> – what a status means: pending, hold, approved, rejected, trash, paid
    <code>/source name goal 2=ftd</code> – what a goal means; <code>goal reg</code> – the goal where the tracker names none
    <code>/source name lag 2h</code> – by how much its data may lag
    <code>/source name silence 40m</code> – after how long silence is a break, <code>auto</code> – by its usual pace
    <code>/source name ip 10.1.0.0/16, 192.0.2.7</code> – from where calls are taken, <code>any</code> – from anywhere
    <code>/source name zone Europe/Kiev</code>, <code>currency USD</code> – of times and amounts that do not say
    <code>/source name multiple redep</code> – goals of which one click may bring several
source-list = { $count ->
        [0] No tracker is connected.
       *[other] <b>Sources of leads</b>
        { $lines }{ $more ->
            [0] { "" }
           *[other] { "" }
            and { $more } more
        }

        In full: <code>/source name</code>
    }
    Connect one: <code>/source add affise</code>
source-line = • <b>{ $name }</b> ({ $platform }) – { $heard }{ $silent ->
        [0] { "" }
       *[other] , silent for longer than usual
    }; lag up to { $lag }; { $calls } in a day{ $faults ->
        [0] { "" }
       *[other] , { $faults } not understood
    }
source-heard = last postback { $at }
source-unheard = no postback yet
source-card = <b>Source { $name }</b> · { $platform }
    Connected by: { $maker }
    { $state }
    Postbacks in a day: { $calls }{ $faults ->
        [0] { "" }
       *[other] , not understood: { $faults }
        { $reasons }
    }
    Its data lag by no more than { $lag }
    { $settings }

    The address for the tracker; SECRET stands for the secret, which the button shows:
    <code>{ $address }</code>

    What can be changed: <code>/source ?</code>
source-now = Now: { $heard }{ $silent ->
        [0] { "" }
       *[other] , silent for longer than usual
    }
source-changed = Done. { $leads ->
        [one] { $leads } lead has
       *[other] { $leads } leads have
    } another status now.
source-fault = • { $why }: { $count }
source-set-zone = Times without a zone: { $zone }
source-set-silence = Silence: after { $span }
source-set-statuses = Statuses: { $value }
source-set-goals = Goals: { $value }
source-set-goal = Goal where none is named: { $value }
source-set-currency = Currency where none is named: { $value }
source-set-multiple = Several of one click: { $value }
source-set-addresses = Taken only from: { $value }
source-key =
    The address for the tracker, source { $name }: { $page }

    The page shows it once, until { $until }. No message holds the secret.
source-key-given = The link to the page is in the message below.
source-closing = Close source { $name }? Its postbacks will not be taken any more; what was counted stays. The name cannot be used again.
source-closed = Source { $name } is closed. What was counted stays.
source-close-sure = It has to be confirmed, below.
source-closed-done = The source is closed.
button-source-key = New address with a secret
button-source-close = Close the source
button-source-closed = Yes, close it
source-platform = There is no tracker “{ $word }”. There are: { $known }. For any other: generic.
source-platform-near = There is no tracker “{ $word }”. Did you mean { $near }? There are: { $known }. For any other: generic.
source-name = “{ $word }” is no name for a source. Up to 24 Latin letters, digits and hyphens, a letter first. For example: <code>/source add affise affise-2</code>
source-taken = There is a source { $name } already, or there was one. Give it another name: <code>/source add { $platform } { $platform }-2</code>
source-unknown = { $count ->
        [0] There is no source “{ $name }”: none is connected yet.
       *[other] There is no source “{ $name }”. There are: { $known }.
    } Connect one: <code>/source add affise</code>
source-others = You did not connect source { $name }: whoever did can change it, and heads.
source-pair = “{ $word }” is no pair. The tracker’s word, an equals sign, and what it means: <code>7=approved</code>
source-status = There is no status “{ $word }”. There are: { $known }.
source-goal = No offer has a goal “{ $word }”. There are: { $known }.
source-span = “{ $word }” is no time span. As <code>30m</code>, <code>2h</code>, <code>1d</code>, at most 31 days.
source-ip = “{ $word }” is no address. As <code>192.0.2.7</code> or <code>10.1.0.0/16</code>, with commas between; <code>any</code> – from anywhere.
source-zone = There is no time zone “{ $word }”. As <code>Europe/Moscow</code>, <code>UTC</code>.
source-currency = “{ $word }” is no currency. Three letters: <code>USD</code>.

## imports

command-import = leads from a CSV file
form-import =
    <code>/import</code> – how a file of leads is sent; the file itself is simply sent here
command-leads = count leads by hand
form-leads =
    <code>/leads</code> – the links of this chat and their numbers
    <code>/leads number +12</code> – add leads, <code>/leads number -3</code> – take back what was counted by hand
    <code>/leads number +12 ftd</code> – of another goal. With one link only, no number is needed
file-lines = { $rows }
import-how =
    <b>Leads from a file</b>
    Send a CSV file here, up to 2 MB and 20,000 rows: UTF-8 or Windows-1251, with commas, semicolons or tabs.

    The first line names the columns. The lead’s number is needed: <code>conv</code> (or <code>click</code>). The others: <code>link</code> – the link’s token, <code>goal</code>, <code>st</code> – status, <code>sum</code>, <code>cur</code>, <code>ts</code> – time, <code>clicked</code> – time of the click.

    An example:
    <code>conv;link;goal;st;sum;cur;ts</code>
    <code>1001;Kz7QmV2xTa;ftd;approved;28;USD;2026-11-21 20:30</code>

    You see first what would change.
import-which = File { $name }. Whose numbers of leads are in it?
button-import-source = Source { $name }
button-import-own = Its own, no tracker’s
import-preview =
    File { $name }, source { $source }. Rows: { $rows }
    New leads: { $new }, to be changed: { $changed }, counted already: { $repeat }, with mistakes: { $bad }{ $bad ->
        [0] { "" }
       *[other] { "" }

        { $lines }
    }
    { $good ->
        [0] There is nothing to count.
       *[other] Nothing is counted yet. Count { $good }?
    }
import-bad = line { $line }: { $why } – { $text }
button-import-yes = Count
button-import-no = Don’t
import-done = Counted from file { $name }, source { $source }: { $new } new leads, { $changed } changed, { $repeat } known already, { $bad } with mistakes. Rows: { $rows }
import-report = Rows that were not counted: { $count }. Put them right and send the file again: what was counted is not added twice.
import-dropped = The file is not counted.
import-macro = a macro was not replaced ({ $word })
import-status = status “{ $word }” is not known
import-goal = no offer has a goal “{ $word }”
import-time = the time “{ $word }” cannot be read
import-amount = the amount “{ $word }” cannot be read
import-currency = an amount without a currency
import-weak = no number of a lead
import-link = the link is not found
import-others = the partner is not yours
import-columns = more or fewer cells than the first line
import-broken-body = the row cannot be read
import-broken-empty = the row is empty
import-broken-key = no number of a lead at all
import-broken-long = the lead’s number is longer than 255 characters
import-empty = There is no row with a lead in the file.
import-shape = This is no table of leads: a CSV text is needed, the columns’ names in its first line, <code>conv</code> or <code>click</code> among them. In full: <code>/import</code>
import-rows = The file has too many rows: no more than { $most } are taken. Split it.
import-large = The file is too large: no more than { $most } MB are taken. Split it.
import-away = Telegram did not give the file. Send it once more.
leads-list =
    <b>Links of this chat</b>
    { $lines }

    Add: <code>/leads { $first } +12</code>, take back: <code>/leads { $first } -3</code>
leads-link = { $number }: { $offer } · { $geo } · { $source } – by hand { $goal }: { $count }
leads-add = Link { $number }, { $offer } · { $geo } · { $source }: add by hand { $goal }: { $many }? That makes { $then }.
leads-take = Link { $number }, { $offer } · { $geo } · { $source }: take back of those counted by hand { $goal }: { $many }? That leaves { $then }.
leads-added = ✅ { $name } added by hand { $goal }: { $many }, link { $number }, { $offer } · { $geo } · { $source }. By hand in all: { $count }. Take back: <code>/leads { $number } -{ $many } { $goal }</code>
leads-taken = ✅ { $name } took back of those counted by hand { $goal }: { $many }, link { $number }, { $offer } · { $geo } · { $source }. By hand in all: { $count }.
leads-dropped = Nothing was counted.
leads-dropped-done = Nothing has changed.
leads-done = Done.
button-leads-yes = Yes
button-leads-no = No
leads-which = The chat has several links; name a number. The numbers: <code>/leads</code>
leads-unknown = There is no link “{ $word }” in this chat. The numbers: <code>/leads</code>
leads-goal = The offer has no goal “{ $word }”. There are: { $known }.
leads-many = From 1 to { $most } at a time.
leads-fewer = { $count } were counted by hand; no more can be taken back.
