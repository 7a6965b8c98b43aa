"""Samples of the kinds of message that carry no file."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def poll(
    question: str,
    options: list[str],
    *,
    number: int = 1,
    anonymous: bool = True,
    quiz: bool = False,
    many: bool = False,
) -> Json:
    """A Poll object."""
    answers = [{"persistent_id": str(i), "text": text, "voter_count": 0} for i, text in enumerate(options)]
    return {
        "id": f"5{number:017d}",
        "question": question,
        "options": answers,
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": anonymous,
        "type": "quiz" if quiz else "regular",
        "allows_multiple_answers": many,
        "allows_revoting": not quiz,
        "members_only": False,
    }


def content(kind: str, user: Json) -> Json | None:
    """The content of a message of that kind, None when there is no such kind."""
    place = {"latitude": 55.75, "longitude": 37.62}
    match kind:
        case "location":
            return {"location": place}
        case "venue":
            return {"venue": {"location": place, "title": "Office", "address": "1, Main Street"}, "location": place}
        case "contact":
            return {
                "contact": {"phone_number": "+10000000000", "first_name": user["first_name"], "user_id": user["id"]}
            }
        case "dice":
            return {"dice": {"emoji": "🎲", "value": 4}}
        case "poll":
            return {"poll": poll("Which one?", ["This", "That"])}
        case "story":
            return {"story": {"chat": {"id": user["id"], "type": "private", "first_name": user["first_name"]}, "id": 1}}
        case "checklist":
            return {"checklist": {"title": "To do", "tasks": [{"id": 1, "text": "One"}, {"id": 2, "text": "Two"}]}}
    return None
