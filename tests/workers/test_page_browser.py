"""The page as people meet it: in a real Chromium, by mouse, by keyboard, in the dark, on a telephone, and with a file that means harm."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from assay_worker.media.bounded import Reader
from assay_worker.media.page.app import Desk
from PIL import Image

from tests.browser import Tab, browser
from tests.darkroom import encoded, scene
from tests.gallery import HOSTILE, Gallery, desk_of, gallery, served

TOLD = "!document.getElementById('story').hidden && document.querySelector('h2')?.textContent"


@dataclass
class Visit:
    made: Gallery
    desk: Desk
    url: str
    tab: Tab

    def begin(self, width: int = 1_100, height: int = 800, is_dark: bool = False) -> None:
        self.tab.console.clear()
        self.tab.look(width, height, is_dark)
        self.tab.open(self.url)

    def choose(self, *names: str) -> str:
        """Chooses files by name and waits for the story; returns its headline."""
        self.tab.choose("#file", *(self.made.files[n] for n in names))
        return str(self.tab.wait(TOLD))

    def says(self, *words: str) -> None:
        text = self.tab.text("#story").lower()
        missing = [w for w in words if w.lower() not in text]
        assert not missing, f"{missing} in {text}"


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    with browser() as tab, Reader() as reader:
        made = gallery(tmp_path_factory.mktemp("gallery"), reader)
        made.files["side-car"] = made.files["text"].with_name("story.txt.c2pa")
        desk = desk_of(made, reader)
        with served(desk) as url:
            yield Visit(made, desk, url, tab)


@pytest.fixture
def visit(everything: Visit) -> Iterator[Visit]:
    """A visit leaves nothing in the console: no error, and nothing that the page's own policy had to stop."""
    everything.begin()
    yield everything
    assert everything.tab.console == []


def test_a_file_is_dropped_and_its_story_told(visit: Visit) -> None:
    middle = visit.tab.run("(() => { const b = document.getElementById('drop').getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2] })()")
    visit.tab.drop(middle[0], middle[1], visit.made.files["smaller edit"])
    assert visit.tab.wait(TOLD) == "As it was signed"
    visit.says("valid now", "the key that signed it is in force", "Ed25519 key of a tool", "Resized", "width: 320", "These are the steps that were recorded")
    visit.says("What it was made of", "Camera capture", "good when recorded", "Nobody has accused it")
    assert visit.tab.run("document.querySelector('.preview img').naturalWidth") == 320
    assert visit.tab.run("document.querySelectorAll('.tree ul li').length") == 1


@pytest.mark.parametrize(
    ("name", "headline", "words"),
    [
        ("photograph", "Good when it was signed", ["a final ruling holds the key misused", "another record by its key", "government id"]),
        (
            "deepfake",
            "Do not rely on it",
            ["a final ruling found the record false", "Found guilty", "deepfake", "carried out", "final rulings against it weigh more"],
        ),
        ("tampered", "Not as it was signed", ["dataHash.mismatch", "The file was changed, so nobody answers for this"]),
        ("plain", "Nothing is known of it", ["it carries no manifest", "nothing recorded looks like it"]),
        ("copy", "It looks like a content on record", ["that it is the same is not proven", "marks of its look agree", "Who signed what it looks like"]),
        ("cut", "Nothing is known of it", ["could not be read"]),
    ],
)
def test_every_answer_is_told_in_plain_words(visit: Visit, name: str, headline: str, words: list[str]) -> None:
    assert visit.choose(name) == headline
    visit.says(*words)


def test_a_text_is_chosen_with_its_side_car(visit: Visit) -> None:
    assert visit.choose("text", "side-car") == "Good when it was signed"
    visit.begin()
    visit.tab.choose("#file", visit.made.files["side-car"])
    visit.tab.wait("document.getElementById('fault').textContent.includes('side-car')")
    visit.tab.choose("#file", visit.made.files["text"], visit.made.files["plain"])
    visit.tab.wait("document.getElementById('fault').textContent.includes('One file at a time')")


def test_a_sound_can_be_heard(visit: Visit) -> None:
    visit.choose("voice")
    assert visit.tab.wait("document.querySelector('.preview audio').readyState >= 1")


def test_a_hostile_file_is_shown_and_not_obeyed(visit: Visit) -> None:
    visit.choose("hostile")
    assert HOSTILE.replace("\u202e", "") in visit.tab.text("#story")
    assert visit.tab.run("[window.broken, document.querySelectorAll('#story script').length, document.querySelectorAll('#story img').length]") == [None, 0, 1]


def test_a_hostile_name_is_shown_and_not_obeyed(visit: Visit) -> None:
    name = "<img src=x onerror=window.broken=3>.png"
    visit.made.files[name] = visit.made.folder / name
    visit.made.files[name].write_bytes(encoded(scene(77), "PNG"))
    visit.choose(name)
    assert name in visit.tab.text(".name")
    assert visit.tab.run("window.broken") is None


def test_the_policy_holds_even_if_the_page_were_wrong(everything: Visit) -> None:
    everything.begin()
    with pytest.raises(Exception, match="TrustedHTML"):
        everything.tab.run("document.getElementById('story').innerHTML = '<b>x</b>'")
    everything.tab.run("(() => { const s = document.createElement('img'); s.src = 'https://example.org/x.png'; document.body.append(s) })()")
    everything.tab.wait("true")
    assert any("Content Security Policy" in line for line in everything.tab.console)


def test_the_keyboard_and_a_screen_reader_are_enough(visit: Visit) -> None:
    focused = []
    for _ in range(3):
        visit.tab.press("Tab", 9)
        focused.append(visit.tab.run("document.activeElement.id || document.activeElement.className"))
    assert focused == ["skip", "brand", "file"]
    told = visit.tab.accessible()
    assert ("heading", "What is the story of this file?") in told
    assert any(role == "button" and "Drop a file here, or choose one" in name for role, name in told)
    visit.choose("copy")
    assert visit.tab.run("document.activeElement.id") == "story"
    told = visit.tab.accessible()
    assert ("article", "It looks like a content on record") in told
    headings = [name for role, name in told if role == "heading"]
    assert headings[:4] == ["What is the story of this file?", "It looks like a content on record", "Who signed what it looks like", "When"]
    assert any(role == "image" and "marks of its look agree" in name for role, name in told)


@pytest.mark.parametrize("is_dark", [False, True])
def test_text_can_be_read_in_the_light_and_in_the_dark(visit: Visit, is_dark: bool) -> None:
    """WCAG AA: 4.5 to 1 between each text and what it stands on."""
    for name in ("deepfake", "copy", "edit", "plain"):
        visit.begin(is_dark=is_dark)
        visit.choose(name)
        faint = visit.tab.run(CONTRAST)
        assert faint == []
    paper = visit.tab.run("getComputedStyle(document.body).backgroundColor")
    assert paper == ("rgb(18, 20, 23)" if is_dark else "rgb(247, 247, 244)")


@pytest.mark.parametrize("width", [320, 390, 768, 1_440])
def test_no_screen_is_too_narrow(visit: Visit, width: int) -> None:
    for name in ("deepfake", "copy", "smaller edit", "hostile"):
        visit.begin(width=width)
        visit.choose(name)
        visit.tab.run("document.querySelector('details').open = true")
        assert visit.tab.run("document.documentElement.scrollWidth") <= width
    picture = Image.open(io.BytesIO(visit.tab.picture()))
    assert picture.width == width


def test_a_second_file_takes_the_place_of_the_first(visit: Visit) -> None:
    visit.choose("deepfake")
    visit.tab.choose("#file", visit.made.files["edit"])
    visit.tab.wait("document.querySelector('h2')?.textContent === 'As it was signed'")
    assert visit.tab.run("document.querySelectorAll('.verdict').length") == 1


def test_what_is_too_large_is_not_even_sent(visit: Visit) -> None:
    with served(replace(visit.desk, limits=replace(visit.desk.limits, upload_bytes=2_000))) as url:
        visit.tab.open(url)
        visit.tab.wait("document.getElementById('chain').textContent")
        visit.tab.choose("#file", visit.made.files["edit"])
        visit.tab.wait("document.getElementById('fault').textContent.startsWith('This server takes up to 2 kB')")


def test_a_refusal_is_told_in_words(everything: Visit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    everything.begin()
    empty = tmp_path / "empty.jpg"
    empty.write_bytes(b"")
    everything.tab.choose("#file", empty)
    everything.tab.wait("document.getElementById('fault').textContent === 'This file is empty.'")

    def fail(*_: object) -> Any:
        raise RuntimeError("a secret")

    monkeypatch.setattr(everything.desk, "story", fail)
    everything.tab.choose("#file", everything.made.files["edit"])
    everything.tab.wait("document.getElementById('fault').textContent.includes('the server failed; nothing of what it was sent is kept')")
    assert everything.tab.run("document.getElementById('status').className") == "status"
    assert everything.tab.run("document.getElementById('story').checkVisibility()") is False


CONTRAST = """(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((c, n) => c * a / 255 + under[n] * (1 - a / 255));
  const linear = (c) => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
  const light = (rgb) => rgb.reduce((sum, c, n) => sum + linear(c / 255) * [.2126, .7152, .0722][n], 0);
  const behind = (e) => e ? over(rgba(getComputedStyle(e).backgroundColor), behind(e.parentElement)) : [255, 255, 255];
  const faint = [];
  for (const e of document.body.querySelectorAll('*')) {
    if (!e.checkVisibility() || ![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) || e.className === 'skip') continue;
    const ground = behind(e), ink = over(rgba(getComputedStyle(e).color), ground);
    const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) faint.push([e.tagName, e.className, e.textContent.slice(0, 30), (a + .05) / (b + .05)]);
  }
  return faint;
})()"""
