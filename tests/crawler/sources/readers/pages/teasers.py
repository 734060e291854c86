"""Four linked headlines."""

URL = "https://www.paper.example/"
LINKED = "".join(
    f'<h2><a href="/sport/cup-day-{n}-30411{n}">Rowers race for the cup, day {n}</a></h2>' for n in range(40, 44)
)
