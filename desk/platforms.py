"""What the trackers' calls are known to mean, and the addresses to paste into them (research/affiliate 3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desk.sources import Platform, Settings, Status

#: Words for a status that mean the same everywhere.
COMMON: dict[str, Status] = {
    **dict.fromkeys(("pending", "wait", "waiting", "new", "processing", "lead", "open"), "pending"),
    **dict.fromkeys(("hold", "on_hold", "onhold"), "hold"),
    **dict.fromkeys(("approved", "approve", "accepted", "confirmed", "sale", "success", "completed"), "approved"),
    **dict.fromkeys(("rejected", "reject", "declined", "decline", "cancelled", "canceled", "cancel"), "rejected"),
    **dict.fromkeys(("refund", "refunded", "chargeback", "invalid"), "rejected"),
    **dict.fromkeys(("trash", "spam", "duplicate", "fake"), "trash"),
    **dict.fromkeys(("paid", "payed", "выплачен", "оплачен"), "paid"),
    **dict.fromkeys(("в обработке", "новый", "ожидает"), "pending"),
    "холд": "hold",
    **dict.fromkeys(("аппрув", "принят", "подтверждён", "подтвержден"), "approved"),
    **dict.fromkeys(("отклонён", "отклонен", "отклон", "реджект", "отменён", "отменен"), "rejected"),
    **dict.fromkeys(("треш", "трэш"), "trash"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """What a platform's call means beside what is common.

    query: of the address to paste. means: parameters whose names say different things elsewhere. status: of a call without
    one. goal: of a call without one. click_key: what it calls a conversion is the click, so one click has one lead a goal.
    """

    query: str
    means: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)
    status: Status = "approved"
    goal: str = "lead"
    click_key: bool = False


PROFILES: dict[Platform, Profile] = {
    "affise": Profile(
        query="click={sub1}&flow={sub2}&conv={transactionid}&offer={offerid}&goal={goal}&st={status}"
        "&sum={sum}&cur={currency}&geo={geo}&ts={timestamp}",
        means={"transactionid": "conv", "transaction_id": "conv", "clickid": "click", "sum": "sum"},
        statuses={"1": "approved", "2": "pending", "3": "rejected", "4": "hold", "5": "hold"},
        status="pending",
    ),
    "everflow": Profile(
        query="click={sub1}&flow={sub2}&conv={transaction_id}&goal={event_name}&offer={offer_id}"
        "&sum={payout_amount}&cur=USD&st=approved",
        means={"transaction_id": "click", "conversion_id": "conv"},
        click_key=True,
    ),
    "scaleo": Profile(
        query="click={aff_click_id}&flow={sub_id1}&conv={transaction_id}&goal={goal_id}&sum={payout}&cur=USD&st=approved",
        means={"transaction_id": "conv", "conv_status": "st", "goal_alias": "goal"},
    ),
    "keitaro": Profile(
        query="click={subid}&flow={sub_id_1}&conv={tid}&st={status}&sum={conversion_revenue}&cur=USD",
        means={"subid": "click", "tid": "conv", "conversion_revenue": "sum"},
        statuses={"lead": "pending", "sale": "approved", "rebill": "approved", "rejected": "rejected"},
    ),
    "voluum": Profile(
        query="click={externalid}&conv={transactionId}&sum={payout}&cur=USD&st=approved",
        means={"cid": "click", "txid": "conv", "transactionid": "conv"},
    ),
    "tune": Profile(
        query="click={aff_click_id}&flow={aff_sub}&conv={transaction_id}&sum={payout}&cur=USD&offer={offer_id}",
        means={"transaction_id": "click", "adv_sub": "conv"},
        click_key=True,
    ),
    "trackier": Profile(
        query="click={p1}&flow={p2}&conv={txn_id}&sum={payout}&cur=USD&st=approved",
        means={"p1": "click", "txn_id": "conv"},
    ),
    "binom": Profile(
        query="click={clickid}&flow={externalid}&st={cnv_status}",
        means={"cnv_id": "click", "clickid": "click"},
    ),
    "redtrack": Profile(
        query="click={clickid}&goal={type}&sum={payout}&cur=USD",
        means={"clickid": "click", "type": "goal"},
    ),
    "igaming": Profile(
        query="click={transaction_id}&goal=ftd&sum={amount}&cur=USD",
        means={"transaction_id": "click", "promo": "click"},
        goal="ftd",
    ),
    "generic": Profile(
        query="link=LINK&click=CLICK&conv=CONVERSION&goal=GOAL&st=STATUS&sum=AMOUNT&cur=CURRENCY&ts=TIME",
        status="pending",
    ),
    "files": Profile(query="", status="pending"),
    "hand": Profile(query="", status="pending"),
}
#: Those one can connect, in the order in which they are shown.
CONNECTED: tuple[Platform, ...] = tuple(name for name, profile in PROFILES.items() if profile.query)
NAMES: dict[Platform, str] = {
    "affise": "Affise",
    "everflow": "Everflow",
    "scaleo": "Scaleo",
    "keitaro": "Keitaro",
    "voluum": "Voluum",
    "tune": "TUNE",
    "trackier": "Trackier",
    "binom": "Binom",
    "redtrack": "RedTrack",
    "igaming": "iGaming",
    "generic": "Generic",
}


def meaning(word: str, platform: Platform, settings: Settings) -> Status:
    """What a word for a status means there: what the manager says, then what the platform is known for, then what is common."""
    profile = PROFILES[platform]
    if not word:
        return settings.statuses.get("", profile.status)
    for known in (settings.statuses, profile.statuses, COMMON):
        if word in known:
            return known[word]
    return "unmapped"


def address(base: str, name: str, secret: str, platform: Platform) -> str:
    """What is pasted into the tracker; the platform replaces what stands in braces."""
    return f"{base}/pb/{name}/{secret}?{PROFILES[platform].query}"
