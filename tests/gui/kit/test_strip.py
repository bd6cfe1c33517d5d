"""The strip over a page: of two messages only the last one's buttons can be pressed, at once."""

from gui.kit.strip import Strip


def test_another_message_brings_its_own_buttons_at_once(qtbot, dressed):
    strip = Strip()
    qtbot.addWidget(strip)
    strip.show_message("甲", [("打开", lambda: None)])
    before = list(strip.buttons)
    strip.show_message("乙", [("再试一次", lambda: None)])
    assert [button.text() for button in strip.buttons if button.isVisible()] == ["再试一次", "知道了"]
    assert not any(button.isVisible() for button in before)
