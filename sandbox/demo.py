"""The people and chats of the demo."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.model import Chat, Member
from sandbox.people import Person
from sandbox.world import World


@dataclass(frozen=True, slots=True)
class Demo:
    """Who and what the demo begins with."""

    nina: Person
    boris: Person
    sasha: Person
    zhenya: Person
    maria: Person
    oleg: Person
    vera: Person
    alpha: Chat
    staff: Chat

    @property
    def desk(self) -> tuple[Person, ...]:
        """The people of the staff."""
        return self.sasha, self.zhenya, self.maria, self.oleg, self.vera


def build(world: World, *, staff_started: bool = False) -> Demo:
    """Fill an empty world; with `staff_started` the staff have pressed Start already."""
    moscow, almaty = "Europe/Moscow", "Asia/Almaty"
    person = world.person
    nina = person("Нина", id=501, username="nina_traffic", language="ru", zone=moscow, label="newcomer")
    boris = person("Борис", last_name="Байер", id=502, username="boris_buy", language="ru", zone=almaty, label="buyer")
    sasha = person("Саша", id=601, username="sasha_sub", language="ru", zone=moscow, label="sub-manager")
    zhenya = person("Женя", id=602, username="zhenya_sub", language="ru", zone=moscow, label="sub-manager")
    maria = person("Мария", id=603, username="maria_am", language="ru", zone=moscow, label="account manager")
    oleg = person("Олег", id=604, username="oleg_head", language="ru", zone="Europe/Kaliningrad", label="head")
    vera = person("Вера", id=605, username="vera_senior", language="ru", zone=moscow, label="senior")
    alpha = world.group("Alpha Media ↔ Программа", owner=boris, supergroup=True, id=-1001000000501)
    alpha.members[maria.id] = Member("member")
    staff = world.forum("partnerdesk · staff", owner=oleg, id=-1001000000600)
    for colleague in (sasha, zhenya, maria, vera):
        staff.members[colleague.id] = Member("member")
    oleg.add_bot(staff, admin=True)
    demo = Demo(nina, boris, sasha, zhenya, maria, oleg, vera, alpha, staff)
    if staff_started:
        for colleague in demo.desk:
            colleague.start()
    return demo
