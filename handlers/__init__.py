"""What a person does becomes what the desk does; one module per audience or command."""

from aiogram import Router


def routers() -> tuple[Router, ...]:
    """Every handler, in the order in which an update is offered to them: commands and buttons before free text."""
    from handlers import cards, commands, digest, groups, links, newcomers, office, partner, staff, topic

    modules = (commands, office, digest, links, staff, newcomers, groups, topic, partner, cards)
    return tuple(module.router for module in modules)
