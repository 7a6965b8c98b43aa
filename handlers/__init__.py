"""What a person does becomes what the desk does; one module per audience or command."""

from aiogram import Router


def routers() -> tuple[Router, ...]:
    """Every handler, in the order in which an update is offered to them: commands and buttons before free text."""
    from handlers import (
        answers,
        bans,
        binding,
        caps,
        cards,
        commands,
        digest,
        dossiers,
        faces,
        finding,
        forums,
        groups,
        links,
        managers,
        newcomers,
        office,
        owners,
        partner,
        partners,
        promises,
        rehearsal,
        replies,
        shifts,
        simulating,
        staff,
        team,
        tools,
        topic,
    )

    modules = (
        commands,
        bans,
        office,
        digest,
        links,
        caps,
        tools,
        managers,
        finding,
        simulating,
        replies,
        promises,
        dossiers,
        shifts,
        staff,
        team,
        owners,
        newcomers,
        binding,
        partners,
        forums,
        faces,
        groups,
        topic,
        rehearsal,
        partner,
        answers,
        cards,
    )
    return tuple(module.router for module in modules)
