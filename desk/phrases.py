"""What courtesies are made of: closed lists per language (ru, en, uz, tr), read by desk/courtesy.py alone.

A word that stands in no list makes a message substantive, so what may be a question, a sneer ("well done") or half a
sentence ("ok so", "thanks in advance") stays out; a missing thank-you costs one needless card.
"""

#: Words of thanks. One slip of the finger in those of seven letters and more is forgiven.
THANKS = {
    "ru": """спасибо, спасиб, спасибки, спасибочки, спасибище, спс, пасиб, пасиба, пасибо, пасибки, пасибочки,
        пасип, благодарю, благодарим, благодарен, благодарна, благодарны, благодарочка, благодарствую, мерси,
        мерсибо, сенкс, сенкью, сенк ю, сэнкс, сэнкью, дякую, рахмет, признателен, признательна, признательны,
        премного благодарен, премного благодарна, большая благодарность""",
    "en": """thanks, thank you, thank u, thankyou, thanku, thx, thnx, thnks, thanx, thansk, tahnks, thnaks, thakns,
        thaks, thanls, tnx, ty, tysm, tyvm, cheers, appreciated, much appreciated, greatly appreciated, appreciate
        it, appreciate that, appreciate your help, merci, gracias, danke, grazie, dziękuję, obrigado""",
    "uz": "rahmat, raxmat, raxmet, rahmet, рахмат, раҳмат, tashakkur, ташаккур",
    "tr": """teşekkürler, tesekkurler, teşekkür ederim, tesekkur ederim, teşekkür ederiz, tesekkur ederiz,
        teşekkür, tesekkur, tşk, tsk, tşkler, tskler, sağol, sağolun, sagol, sagolun, sağ ol, sağ olun, sag ol, sag
        olun, sağolasın, sağ olasın, saol, saolun, mersi, eyvallah, eyv, elinize sağlık, eline sağlık, allah razı
        olsun""",
    "translit": "spasibo, spasiba, pasib, spasib, sps, blagodaryu, blagodarju",
}
#: Ok, understood, well done, good-bye: need no answer when they stand alone.
OK = {
    "ru": """ок, окей, окс, оки, оке, окок, океюшки, окич, хорошо, хор, хорошечно, харашо, гуд, найс, понял,
        поняла, поняли, понятно, понятненько, пнятно, пон, пнл, понял вас, поняла вас, поняли вас, понял тебя,
        ясно, ясненько, ясн, теперь понятно, теперь ясно, все понятно, все ясно, все понял, все поняла, все поняли,
        принято, принял, приняла, приняли, принял вас, вас понял, вас поняла, услышал, услышала, услышали, принято
        к сведению, принял к сведению, приняла к сведению, ладно, ладненько, лан, лады, ладушки, добро, отлично,
        отличненько, супер, супер пупер, суперски, класс, классно, круто, крутяк, кайф, топ, топчик, огонь,
        шикарно, прекрасно, замечательно, великолепно, идеально, здорово, чудесно, ура, красота, прелестно,
        обалденно, четко, все четко, договорились, угу, ага, агась, взаимно, не за что, без проблем, нет проблем,
        не проблема, вы лучшие, вы супер, респект, от души, рад помочь, рады помочь, учту, учтем, буду знать, будем
        знать, буду иметь в виду, все ок, все окей, все хорошо, все отлично, все супер, все норм, теперь все ок,
        норм, вопросов нет, вопросов больше нет, больше вопросов нет, вопрос закрыт, вопрос снят, вопрос решен, и
        вам, и вам также, и вам того же, и вам тоже, вам также, вам тоже, и тебе, всего доброго, всего хорошего,
        спокойной ночи, до свидания, до встречи, до связи, с праздником, и вас с праздником, с наступающим, с новым
        годом, удачи, обращайтесь, рад слышать, рады слышать, приятно работать с вами, с вами приятно работать,
        рады сотрудничеству, жму руку""",
    "en": """ok, okay, okey, okie, oki, okok, okey dokey, k, kk, got it, gotcha, got you, understood, noted, roger,
        roger that, copy that, will do, great, great news, great work, perfect, excellent, awesome, amazing,
        brilliant, wonderful, fantastic, lovely, sweet, superb, nice, nice one, nice work, cool, good, very good,
        all good, all good now, all clear, all right, alright, makes sense, fair enough, sounds good, sounds great,
        you're welcome, youre welcome, you are welcome, yw, np, no problem, no worries, my pleasure, you too, you
        as well, same to you, likewise, anytime, happy to help, glad to help, glad to hear, good to hear, good to
        know, good stuff, great stuff, looks good, loud and clear, all set, alrighty, oki doki, not a problem, no
        worries at all, kudos, props, good night, see you, take care, love it, respect, legend, you're the best,
        youre the best, you are the best, you guys are the best, you rock""",
    "uz": """xop, xo'p, hop, xop bo'ladi, xo'p bo'ladi, xop boladi, mayli, tushunarli, tushundim, tushundik,
        bo'pti, bopti, zo'r, zor, zo'r ekan, yaxshi, ajoyib, barakalla, arzimaydi, hammasi joyida, hammasi yaxshi,
        kelishdik, omad, sog' bo'ling, xayr, хоп, хўп, хоп булади, хўп бўлади, майли, тушунарли, тушундим, зўр,
        зур, яхши, барака топинг""",
    "tr": """tamam, tamamdır, tamamdir, tmm, tamamdır o zaman, anladım, anladim, anlaşıldı, anlasildi, süper,
        harika, mükemmel, güzel, çok iyi, çok güzel, harikasınız, süpersiniz, var ol, var olun, sorun değil, önemli
        değil, iyi haftalar, iyi hafta sonları, rica ederim, görüşürüz, iyi çalışmalar""",
    "translit": """ponyal, ponial, ponyala, ponyatno, yasno, jasno, horosho, xorosho, prinyato, prinyal, otlichno,
        super, ladno, dogovorilis""",
    "laughter": "хах, хаха, хахаха, ахах, ахаха, ахахах, haha, hahaha, ahaha, ahahah",
}
#: What changes nothing beside one of those, and alone is unsure: "it works" may be a question.
BESIDE = {
    "ru": """друг, дружище, брат, братан, бро, братишка, ребята, ребят, коллеги, команда, друзья, получил,
        получила, получили, вижу, увидел, увидела, видим, пришло, пришла, пришли, все пришло, выплата пришла,
        работает, заработало, все работает, теперь работает, все заработало, получилось, все получилось, помогло,
        разобрался, разобралась, разобрались, на связи, будем на связи, до завтра, до понедельника, молодцы,
        красавчики, красавчик, красава, умнички""",
    "en": """team, guys, man, bro, mate, buddy, sir, everyone, fine, received, it works, works, works now, it works
        now, working now, it's working, its working, works perfectly, works fine, i see it, see it now, fixed,
        solved, resolved, that helped, it helped, with thanks""",
    "uz": "aka, uka, opa, ака, ука, брат, brat, keldi, ishladi, келди, ишлади",
    "tr": """hocam, abi, kardeşim, kardesim, arkadaşlar, çalıştı, calisti, geldi, oldu, kanka, dostum, abla, iyi
        günler, iyi akşamlar, iyi geceler, kolay gelsin""",
    "names": """анна, аня, анечка, мария, маша, катя, екатерина, ольга, оля, лена, елена, наташа, наталья, юля,
        юлия, настя, анастасия, даша, дарья, вика, виктория, ира, ирина, таня, татьяна, света, светлана, саша,
        александр, александра, сергей, серега, дима, дмитрий, андрей, алексей, леша, максим, иван, ваня, миша,
        михаил, никита, артем, антон, денис, игорь, олег, паша, павел, роман, рома, кирилл, женя, евгений, влад,
        владимир, вова, илья, егор, николай, коля, юра, anna, maria, kate, olga, elena, julia, alex, sergey, ivan,
        dima, john, mike, david, sam, nick, tom, dan""",
}
#: The same beside a word of thanks only: "ok, all", "ok, again", "ok fast" say something.
BESIDE_THANKS = {
    "ru": """большое, болшое, огромное, огромное вам, вам, вам большое, вас, тебе, всем, очень, еще раз, за все,
        все, лучшие, быстро, выручил, выручила, выручили, помог, помогла, помогли, нашел, нашла, нашли, скачал,
        скачала, записал, записала, прочитал, прочитала, сохранил, передам, это все, пока все, пока""",
    "en": """very much, so much, a lot, a bunch, a million, a ton, many, i, really, big, all, again, fast, kindly,
        that's all, thats all, bye""",
    "uz": "katta, kattakon, kotta, катта, sizga, sizlarga, сизга, сизларга",
    "tr": "çok, cok, peki",
    "translit": "bolshoe, ogromnoe, vam, za pomosh, za otvet",
}
#: Joins two of them, and ends nothing: "thanks and" is half a sentence.
AND = "и, and, ve, va, ва"

#: What one gives thanks for. "Thanks for the ban" stays out, as does whatever else is not here.
FOR = {
    "за": (
        ", быстрый, оперативный, ваш, подробный, быструю, оперативную, вашу, такую, быстрое, ваше, вашу быструю",
        """помощь, ответ, ответы, оперативность, скорость, информацию, инфу, разъяснение, разъяснения, пояснение,
            объяснение, ссылку, ссылки, кап, капу, выплату, поддержку, терпение, совет, советы, сотрудничество,
            работу, внимание, подсказку, обратную связь, реакцию, уточнение, понимание""",
    ),
    "что": (
        ", так быстро",
        """быстро, выручили, выручил, помогли, помог, помогла, ответили, ответил, ответила, подсказали,
            разобрались, сообщили""",
    ),
    "for": (
        """, the, your, a, such a, the quick, the fast, your quick, your fast, the prompt, your prompt, quick,
            fast, all the, all your""",
        """help, reply, response, answer, info, information, update, link, support, time, service, work,
            assistance, feedback, explanation, clarification, confirmation, heads up, quick fix, payment, payout,
            cap, patience, everything, helping, clarifying, explaining, checking, sharing, confirming, fixing,
            fixing it, fixing this, sorting it out, sorting this out, clearing that up, letting me know, letting us
            know, understanding""",
    ),
}
#: Wishes, each beginning with each ending: "хорошего дня", "have a nice day".
WISHES = (
    ("хорошего, отличного, приятного, удачного, продуктивного", "дня, вечера, утра, отдыха, рабочего дня, уикенда"),
    ("хороших, отличных, приятных", "выходных, праздников"),
    ("хорошей, удачной", "недели, ночи"),
    (
        "have a nice, have a good, have a great, have a lovely, have a wonderful",
        "day, one, evening, night, weekend, week, time",
    ),
)
#: Reasons where the word for "for" comes last.
FOR_BEHIND = {
    "için": "yardım, yardımınız, yardımın, bilgi, bilgilendirme, cevap, cevabınız, destek, desteğiniz, hızlı dönüş",
    "icin": "yardim, yardiminiz, bilgi, bilgilendirme, cevap, destek, hizli donus",
    "uchun": "yordam, yordamingiz, javob, javobingiz, ma'lumot, tez javob",
    "учун": "ёрдам, ёрдамингиз, жавоб, жавобингиз",
}
#: The friendly ones; any other picture (a siren, an angry face, a question mark) is unsure.
EMOJI = "👍👌🙏🤝🙌👏💪🫡✌🫶🤙🔥🎉🥳💯✅✔☑😊🙂😀😃😄😁😉😎😍🥰😘🤗🤩😇☺😌😂🤣❤🧡💛💚💙💜🖤🤍💖💕💋💐🌹⭐🌟🍻🍾"
