"""A page as the blocks of text that a reader sees, and the tree of elements that they stand in.

One walk over the tree makes flat lists, in the order of the page: what is summed over an element is
summed in one pass from the end, since an element stands before all that is in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from turbohtml import Element, Text

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video", "audio",
    "picture",
})  # fmt: skip
_SKIPPED = frozenset("rt rp rtc noscript select option textarea iframe button".split())


@dataclass(slots=True)
class Block:
    """A run of text without a break in it: its nodes, and the number of its element.

    `linked` is how many of its characters are in links, `links` are the texts of these.
    """

    parent: int
    text: str
    linked: int
    links: tuple[str, ...]
    nodes: list[Text] = field(default_factory=list)

    @property
    def density(self) -> float:
        """The part of the text that is in links."""
        return self.linked / len(self.text) if self.text else 0.0


@dataclass(slots=True)
class Outline:
    """The elements of a page by number, each with its parent's (-1 at the top), and its blocks."""

    elements: list[Element]
    parents: list[int]
    blocks: list[Block]

    def sums(self, weights: list[float]) -> list[float]:
        """Of each element the sum over the blocks in it."""
        sums = [0.0] * len(self.elements)
        for block, weight in zip(self.blocks, weights, strict=True):
            sums[block.parent] += weight
        for number in range(len(sums) - 1, 0, -1):
            sums[self.parents[number]] += sums[number]
        return sums

    def marked(self, seeds: list[bool]) -> list[bool]:
        """The same marks, handed down to all that is within."""
        marks = list(seeds)
        for number in range(1, len(marks)):
            marks[number] = marks[number] or marks[self.parents[number]]
        return marks

    def inside(self, number: int) -> list[bool]:
        """Which elements are this one or within it."""
        seeds = [False] * len(self.elements)
        seeds[number] = True
        return self.marked(seeds)


class _Run:
    """The text since the last break."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked = 0
        self.links: dict[int, str] = {}
        self.nodes: list[Text] = []


def outline(root: Element) -> Outline:
    """The outline of what is in `root`, which is its element 0."""
    found = Outline([root], [-1], [])
    run = _Run()

    def close(parent: int) -> None:
        nonlocal run
        if run.nodes:
            text = " ".join("".join(run.parts).split())
            if text:
                linked = min(run.linked, len(text))
                found.blocks.append(
                    Block(parent, text, linked, tuple(run.links.values()), run.nodes)
                )
            run = _Run()

    # Each frame: the nodes to come, the element's number, the nearest block's, the link it is in.
    frames = [(iter(root.children), 0, 0, -1)]
    while frames:
        nodes, number, block, link = frames[-1]
        node = next(nodes, None)
        if node is None:
            frames.pop()
            if number == block:
                close(block)
            continue
        if isinstance(node, Text):
            data = node.data
            run.parts.append(data)
            if not data.isspace():
                run.nodes.append(node)
                if link >= 0:
                    run.linked += len(data.strip())
                    run.links[link] = f"{run.links.get(link, '')} {data.strip()}".strip()
        elif isinstance(node, Element):
            tag = node.tag
            if tag in _SKIPPED:
                continue
            if tag == "br":
                close(block)
                continue
            inner = len(found.elements)
            found.elements.append(node)
            found.parents.append(number)
            if tag in _BLOCKS:
                close(block)
                frames.append((iter(node.children), inner, inner, link))
            else:
                within = inner if tag == "a" else link
                frames.append((iter(node.children), inner, block, within))
    return found
