"""What a command says of itself, and what staff are shown by the tools of a topic and of their private chat (PRODUCT 3, 10)."""

from desk.commands import Command
from desk.letters import letter
from desk.letters.letter import Lane, Letter, T


def what(command: Command) -> T:
    """Its one line, as in the menu."""
    return T(key=command.description)


def form(command: Command) -> T:
    """How it is written, with an example."""
    return T(key=command.form)


def where(command: Command) -> T:
    """The places where it works."""
    places = [T(key=f"place-{place}") for place in command.places]
    said = places[0]
    for place in places[1:]:
        said = T(key="place-or", params={"first": said, "then": place})
    return said


def elsewhere(staff: int, command: Command) -> Letter:
    """In private, to one of us who wrote a command of ours in a partner's group."""
    params = {"name": command.name, "where": where(command)}
    return Letter(to=letter.staff(staff), lane=Lane.NOTICE, key="command-elsewhere", params=params)
