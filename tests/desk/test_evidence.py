import pytest

from desk import evidence


@pytest.mark.parametrize(
    ("telegram", "link"),
    [(-1001234567890, "https://t.me/c/1234567890/7"), (-4567, None), (502, None)],
)
def test_a_message_can_be_opened_where_telegram_has_links_to_it(telegram: int, link: str | None) -> None:
    assert evidence.message(telegram, 7) == {"message": 7, "link": link}
