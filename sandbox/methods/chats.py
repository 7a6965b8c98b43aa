"""Chats, their members and rights, invite links, and the bot's own commands and names."""

from __future__ import annotations

import re

from sandbox.errors import refuse
from sandbox.methods import targets
from sandbox.methods.params import Params
from sandbox.methods.registry import method, one
from sandbox.model import PERMISSIONS, RIGHTS, Chat, Json, Member, member_json
from sandbox.world import World

GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)
COMMAND = re.compile(r"^[a-z0-9_]{1,32}$")
SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


@method("getChat")
def get_chat(world: World, p: Params) -> Json:
    """The chat in full."""
    chat = targets.chat(world, p)
    full: Json = {**chat.json(), "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": GIFTS}
    if chat.group:
        full["permissions"] = dict(chat.permissions)
    if chat.description:
        full["description"] = chat.description
    if chat.protected:
        full["has_protected_content"] = True
    if chat.reactions is not None:
        full["available_reactions"] = [{"type": "emoji", "emoji": emoji} for emoji in sorted(chat.reactions)]
    if chat.pinned:
        full["pinned_message"] = chat.messages[chat.pinned[-1]].brief()
    return full


def _shown(world: World, chat: Chat, user_id: int) -> Json:
    member = chat.member(user_id)
    return member_json(world.user(user_id), member, supergroup=chat.type == "supergroup")


@method("getChatMember")
def get_chat_member(world: World, p: Params) -> Json:
    """Somebody's place, `left` for one who never came."""
    chat, user_id = targets.chat(world, p), p.integer("user_id")
    if chat.private:
        return member_json(world.user(user_id), Member("member"), supergroup=False)
    shown = _shown(world, chat, user_id)
    world.known.add(user_id)
    return shown


@method("getChatAdministrators")
def get_chat_administrators(world: World, p: Params) -> list[Json]:
    """The people among the administrators, no other bots."""
    chat = targets.chat(world, p)
    if chat.private:
        raise refuse("group_only")
    admins = [id for id, member in chat.members.items() if member.admin]
    shown = [id for id in admins if id == world.bot_id or not world.people[id].is_bot]
    world.known.update(shown)
    return [_shown(world, chat, id) for id in shown]


@method("getChatMemberCount")
def get_chat_member_count(world: World, p: Params) -> int:
    """How many are in."""
    chat = targets.chat(world, p)
    return 2 if chat.private else sum(member.here for member in chat.members.values())


@method("leaveChat")
def leave_chat(world: World, p: Params) -> bool:
    """Go."""
    chat = targets.chat(world, p)
    if chat.private:
        raise refuse("leave_private")
    world.place(chat, world.bot, world.bot_id, Member("left"))
    world.post(chat, {"from": world.bot}, {"left_chat_member": world.bot})
    return True


# --- members ---


def _other(world: World, p: Params, right: str, denied: str) -> tuple[Chat, int]:
    chat, user_id = targets.chat(world, p), p.integer("user_id")
    if chat.private:
        raise refuse("group_only")
    if not targets.me(world, chat).may(right):
        raise refuse(denied)
    if user_id not in world.people:
        raise refuse("user_missing")
    if chat.member(user_id).status == "creator":
        raise refuse("owner")
    return chat, user_id


@method("banChatMember")
def ban_chat_member(world: World, p: Params) -> bool:
    """Throw somebody out."""
    chat, user_id = _other(world, p, "can_restrict_members", "restrict_rights")
    if chat.member(user_id).admin:
        raise refuse("administrator")
    world.place(chat, world.bot, user_id, Member("kicked", until=p.integer("until_date")))
    return True


@method("unbanChatMember")
def unban_chat_member(world: World, p: Params) -> bool:
    """Let somebody come back; without only_if_banned this throws a member out."""
    chat, user_id = _other(world, p, "can_restrict_members", "restrict_rights")
    if chat.member(user_id).status == "kicked" or not p.flag("only_if_banned"):
        world.place(chat, world.bot, user_id, Member("left"))
    return True


@method("restrictChatMember")
def restrict_chat_member(world: World, p: Params) -> bool:
    """Take permissions away, in a supergroup."""
    chat, user_id = _other(world, p, "can_restrict_members", "restrict_rights")
    if chat.type != "supergroup":
        raise refuse("group_only")
    if chat.member(user_id).admin:
        raise refuse("administrator")
    given = p.object("permissions") or {}
    allowed = {name: bool(given.get(name, False)) for name in PERMISSIONS}
    whole = all(allowed[name] for name, usual in chat.permissions.items() if usual)
    here = {"is_member": chat.member(user_id).here}
    member = Member("member") if whole else Member("restricted", {**allowed, **here}, p.integer("until_date"))
    world.place(chat, world.bot, user_id, member)
    return True


@method("promoteChatMember")
def promote_chat_member(world: World, p: Params) -> bool:
    """Give rights the bot has itself; none at all makes a plain member."""
    chat, user_id = _other(world, p, "can_promote_members", "promote_rights")
    given = {name: p.flag(name) for name in RIGHTS}
    if any(wanted and not targets.me(world, chat).may(name) for name, wanted in given.items()):
        raise refuse("promote_rights")
    member = Member("administrator", world.rights(given)) if any(given.values()) else Member("member")
    world.place(chat, world.bot, user_id, member)
    return True


@method("exportChatInviteLink")
def export_chat_invite_link(world: World, p: Params) -> str:
    """A new link into the group."""
    chat = _managed(world, p, "can_invite_users", "invite_rights")
    chat.invites += 1
    return f"https://t.me/+sandbox{-chat.id}x{chat.invites}"


# --- the chat itself ---


def _managed(world: World, p: Params, right: str, denied: str) -> Chat:
    chat = targets.chat(world, p)
    if chat.private:
        raise refuse("group_only")
    if not targets.me(world, chat).may(right):
        raise refuse(denied)
    return chat


@method("setChatTitle", cost=one)
def set_chat_title(world: World, p: Params) -> bool:
    """Another title, with a service message."""
    chat, title = _managed(world, p, "can_change_info", "title_rights"), p.text("title").strip()
    if not title:
        raise refuse("title_empty")
    if title != chat.title:
        chat.title = title
        world.post(chat, {"from": world.bot}, {"new_chat_title": title})
    return True


@method("setChatDescription")
def set_chat_description(world: World, p: Params) -> bool:
    """Another description."""
    _managed(world, p, "can_change_info", "description_rights").description = p.text("description") or None
    world.changed()
    return True


# --- the bot ---


def _scope(world: World, p: Params) -> tuple[str, str]:
    scope = p.object("scope") or {"type": "default"}
    needed = SCOPES.get(str(scope.get("type")))
    if needed is None:
        raise refuse("scope")
    if "chat_id" in needed:
        targets.chat(world, Params(scope))
    language = p.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise refuse("language")
    return ":".join([scope["type"], *(str(scope.get(name, "")) for name in needed)]), language


@method("setMyCommands")
def set_my_commands(world: World, p: Params) -> bool:
    """Commands for one scope and language."""
    commands = p.items("commands")
    if len(commands) > 100:
        raise refuse("commands_many")
    for item in commands:
        if not COMMAND.match(str(item.get("command"))):
            raise refuse("command_invalid")
        if not 1 <= len(str(item.get("description", ""))) <= 256:
            raise refuse("command_words")
    world.commands[_scope(world, p)] = commands
    return True


@method("getMyCommands")
def get_my_commands(world: World, p: Params) -> list[Json]:
    """The commands of exactly that scope and language."""
    return world.commands.get(_scope(world, p), [])


@method("deleteMyCommands")
def delete_my_commands(world: World, p: Params) -> bool:
    """No commands of its own for that scope and language."""
    world.commands.pop(_scope(world, p), None)
    return True


def _register(field: str, suffix: str) -> None:
    @method(f"setMy{suffix}")
    def set_field(world: World, p: Params) -> bool:
        world.profile[field][p.text("language_code")] = p.text(field)
        return True

    @method(f"getMy{suffix}")
    def get_field(world: World, p: Params) -> Json:
        texts = world.profile[field]
        return {field: texts.get(p.text("language_code")) or texts.get("", "")}


for _field, _suffix in (("name", "Name"), ("description", "Description"), ("short_description", "ShortDescription")):
    _register(_field, _suffix)


@method("setChatMenuButton")
def set_chat_menu_button(world: World, p: Params) -> bool:
    """The button beside the field where one writes."""
    world.menu_buttons[p.integer("chat_id")] = p.object("menu_button") or {"type": "default"}
    return True


@method("getChatMenuButton")
def get_chat_menu_button(world: World, p: Params) -> Json:
    """As set."""
    default = world.menu_buttons.get(0, {"type": "default"})
    return world.menu_buttons.get(p.integer("chat_id"), default)
