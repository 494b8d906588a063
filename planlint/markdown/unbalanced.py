"""What is said of fences that do not balance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planlint.markdown.structure import Spoiled

if TYPE_CHECKING:
    from planlint.markdown.fences import Fence


def nested(opening: Fence, inner: Fence, closing: Fence) -> Spoiled:
    """Return what is said of a sample that holds fences as long as its own; it is read as its author meant it."""
    longer = opening.mark[0] * (len(inner.mark) + 1)
    return Spoiled(
        opening.line + 1,
        closing.line + 1,
        inner.line + 1,
        "A fenced block ends at the first bare fence of its length, and this fence stands inside the block that "
        f"line {opening.line + 1} opens",
        f"Write {longer} on lines {opening.line + 1} and {closing.line + 1}, around the inner fences",
        judged=True,
    )


def torn(opening: Fence, left: Fence, closing: Fence) -> Spoiled:
    """Return what is said of a block in a sample that is still open where the sample ends."""
    return Spoiled(
        opening.line + 1,
        closing.line + 1,
        left.line + 1,
        f"A fenced block is closed before the one around it, and line {closing.line + 1} closes the one around this",
        f"Close it with {left.mark} above line {closing.line + 1}",
        judged=False,
    )


def unbalanced(opening: Fence, inner: Fence | None, after: int) -> Spoiled:
    """Return what is said of a block that is not closed before another opens, or at all."""
    where = f"before line {inner.line + 1} opens another" if inner else "before its list item, quote or plan ends"
    remedy = f"Close it with {opening.mark}"
    if inner:
        longer = opening.mark[0] * (len(inner.mark) + 1)
        remedy += f" above line {inner.line + 1}, or write {longer} around it where the other fence is part of it"
    return Spoiled(
        opening.line + 1,
        after,
        opening.line + 1,
        f"A fenced block is closed before another opens, and this one is not closed {where}",
        remedy,
        judged=False,
    )
