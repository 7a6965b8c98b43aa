"""A story at its usual hours, on both databases."""

from collections.abc import AsyncIterator

import pytest

from tests.stories import harness
from tests.stories.harness import MONDAY_NOON, SATURDAY_NIGHT, Story


@pytest.fixture
async def night(database_url: str) -> AsyncIterator[Story]:
    """Saturday, 23:40."""
    story = await harness.begin(database_url, SATURDAY_NIGHT)
    yield story
    await harness.end(story)


@pytest.fixture
async def noon(database_url: str) -> AsyncIterator[Story]:
    """Monday, 12:00."""
    story = await harness.begin(database_url, MONDAY_NOON)
    yield story
    await harness.end(story)
