"""What a person does on the sandbox's page, and sees there."""

from playwright.sync_api import Locator, Page, expect

FORUM = -1001000000600
MONDAY, SATURDAY = 0, 5


class Column:
    """One person's column."""

    def __init__(self, page: Page, at: int) -> None:
        self.page, self.node = page, page.get_by_test_id(f"col-{at}")

    def by(self, test_id: str) -> Locator:
        return self.node.get_by_test_id(test_id)

    def begin(self) -> None:
        """Press Start, unless that was done before."""
        expect(self.by("start").or_(self.by("composer")).filter(visible=True)).to_be_visible()
        if self.by("start").is_visible():
            self.by("start").click()
            self.sees("поддержка партнёров")

    def write(self, text: str) -> None:
        self.by("composer").fill(text)
        self.by("send").click()
        self.sees(text)

    def press(self, button: str) -> None:
        """The last button that says so."""
        self.by("ib").filter(has_text=button).last.click()

    def last(self, *fragments: str) -> Locator:
        """The last message that itself, not in a quote, holds the first of them; it must come to hold all."""
        message = self.by("msg").filter(has=self.page.locator(".text, .rich", has_text=fragments[0])).last
        for fragment in fragments:
            expect(message).to_contain_text(fragment)
        return message

    def sees(self, *fragments: str) -> None:
        """`last`, on the screen."""
        expect(self.last(*fragments)).to_be_visible()

    def told(self, text: str) -> None:
        """The words over the chat after a press; they are closed."""
        expect(self.page.get_by_test_id("toast").filter(has_text=text)).to_be_visible()

    def home(self) -> None:
        """Back to the list of chats, which alone is seen in a narrow window."""
        while self.by("back").is_visible():
            self.by("back").click()

    def to_topic(self, name: str) -> None:
        """Open the staff forum, and there a topic."""
        self.home()
        self.by(f"chat-{FORUM}").click()
        self.node.locator("[data-testid^=topic-]").filter(has_text=name).first.click()

    def menu(self, item: str, of: str = "chat-menu") -> None:
        """Of the chat, or of the person."""
        self.by(of).click()
        self.page.get_by_role("menuitem", name=item).click()

    def choose(self, message: Locator, item: str) -> None:
        """From the menu of a message."""
        message.hover()
        message.get_by_test_id("message-menu").click()
        self.page.get_by_role("menuitem", name=item).click()


class Columns:
    """The page: its bar and its columns."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __getitem__(self, at: int) -> Column:
        return Column(self.page, at)

    def by(self, test_id: str) -> Locator:
        return self.page.get_by_test_id(test_id)

    def until(self, weekday: int, time: str) -> None:
        """To the next such moment, in the sandbox's zone."""
        moved = self.page.request.post("/sandbox/clock", data={"next": {"weekday": weekday, "time": time}})
        assert moved.ok
        expect(self.by("clock")).to_contain_text(time)

    def passes(self, *buttons: str) -> None:
        """The buttons by which time passes."""
        for button in buttons:
            self.by(f"clk-{button}").click()
