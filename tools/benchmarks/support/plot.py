"""Line charts as SVG, one above the other over the same time."""

from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, GAP = 900, 150, 80, 20, 40, 45
COLOURS = ("#1f6f8b", "#c8553d", "#588157", "#6d597a")


def svg(title, seconds, charts, marks=()):
    """A picture as text.

    `seconds` are the moments of the values; `charts` are (heading, {label: values}), where None leaves a hole; `marks`
    are (from, to, label) of what else went on.
    """
    total = TOP + len(charts) * (HEIGHT + GAP) + 20
    span = max(seconds[-1], 1)

    def x(second):
        return LEFT + (WIDTH - LEFT - RIGHT) * second / span

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {total}"'
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{total}" fill="white"/>',
        f'<text x="{LEFT}" y="22" font-size="16">{escape(title)}</text>',
    ]
    for number, (heading, lines) in enumerate(charts):
        top = TOP + number * (HEIGHT + GAP) + 15
        parts += _chart(heading, lines, seconds, x, top, marks)
    minutes = max(1, round(span / 600)) if span >= 120 else span / 60
    second = 0
    while second <= span:
        parts.append(f'<text x="{x(second):.1f}" y="{total - 8}" text-anchor="middle">{second / 60:g} min</text>')
        second += minutes * 60
    return "\n".join([*parts, "</svg>", ""])


def _chart(heading, lines, seconds, x, top, marks):
    highest = max((value for values in lines.values() for value in values if value is not None), default=1) or 1
    parts = [f'<text x="{LEFT}" y="{top - 6}" font-weight="bold">{escape(heading)}</text>']
    for begin, end, label in marks:
        width = max(1, x(end) - x(begin))
        parts.append(
            f'<rect x="{x(begin):.1f}" y="{top}" width="{width:.1f}" height="{HEIGHT}" fill="#eee">'
            f"<title>{escape(label)}</title></rect>"
        )
    for share in (0, 0.5, 1):
        y = top + HEIGHT * (1 - share)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}" stroke="#ccc"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{highest * share:,.4g}</text>')
    for colour, (place, (label, values)) in zip(COLOURS, enumerate(lines.items()), strict=False):
        points = [
            f"{x(second):.1f},{top + HEIGHT * (1 - value / highest):.1f}"
            for second, value in zip(seconds, values, strict=True)
            if value is not None
        ]
        parts.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts.append(
            f'<text x="{WIDTH - RIGHT}" y="{top - 6 + 14 * place}" text-anchor="end" fill="{colour}">'
            f"{escape(label)}</text>"
        )
    return parts
