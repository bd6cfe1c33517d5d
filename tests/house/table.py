"""The table of measures with the aims of style.md, and under it where the worst of it stands."""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping

from tests.house import chinese, density, habits, names, sizes
from tests.house.density import Comprehension, number_of
from tests.house.imports import cycles, imported_modules
from tests.house.sizes import share
from tests.house.source import House

Row = tuple[str, str, str]


def table(house: House) -> str:
    """All rows under each other, in columns."""
    rows = [("measure", "here", "aim"), *_sizes(house), *_density(house), *_names(house), *_habits(house)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "".join(f"{line}\n" for line in lines)


def _sizes(house: House) -> Iterator[Row]:
    files = list(sizes.file_lines(house.product).values())
    functions = list(sizes.function_lines(house.product).values())
    lines, methods = sizes.class_lines(house), sizes.class_methods(house)
    of_tests = sum(sizes.file_lines(house.tests).values())
    yield "files, lines", f"{len(files)}, {sum(files)}", ""
    yield "test : code", f"{of_tests / sum(files):.2f}", "0.8-1.2"
    yield "file: median / 90% / longest", _quantiles(files, 50, 90, 100), "150 / 400 / 500"
    yield "functions", str(len(functions)), ""
    yield "function: median / 90% / 99% / longest", _quantiles(functions, 50, 90, 99, 100), "8 / - / 50 / 70"
    yield "class: most lines / methods", f"{max(lines.values())} / {max(methods.values())}", "250 / 20, window 400 / 25"
    over = f"{len(sizes.long_classes(house))} / {len(sizes.busy_classes(house))}"
    yield "classes over in lines / in methods", over, "0 / 0"
    knots = cycles(imported_modules(house))
    yield "import cycles, modules in them", f"{len(knots)}, {sum(map(len, knots))}", "0, 0"


def _quantiles(lengths: list[int], *percents: int) -> str:
    return " / ".join(str(share(lengths, percent)) for percent in percents)


def _density(house: House) -> Iterator[Row]:
    thousands = sum(source.lines for source in house.product) / 1000
    complexities = density.complexities(house).values()
    over = f"{sum(n > 15 for n in complexities)} / {sum(n > density.MOST_COMPLEX for n in complexities)}"
    yield "ternaries per 1,000 lines", f"{number_of(house.product, ast.IfExp) / thousands:.1f}", "20"
    yield "ternaries inside a ternary", _total(density.nested_ternaries(house)), "0"
    yield "statements with two ternaries or more", _total(density.crowded_statements(house)), "0"
    yield "comprehensions per 1,000 lines", f"{number_of(house.product, Comprehension) / thousands:.1f}", "20"
    yield "comprehensions with two for or two if", _total(density.wide_comprehensions(house)), "0"
    yield "and, or, ternaries for effect", _total(density.effects(house)), "0"
    yield "functions of complexity above 15 / 12", over, "0 / 0"


def _total(found: Mapping[str, int]) -> str:
    return str(sum(found.values()))


def _names(house: House) -> Iterator[Row]:
    comments = sum(map(names.comment_lines, house.product)) / sum(source.lines for source in house.product)
    yield "annotated functions", f"{names.annotated_share(house.product):.1%}", "100%"
    yield "public docstrings", f"{names.documented_share(house.product):.1%}", "90%"
    yield "docstrings of four words, Qt's names apart", str(len(names.short_docstrings(house))), "0"
    yield "lines with a comment", f"{comments:.2%}", "2%"
    yield "class names that stand more than once", str(len(names.twice_named_classes(house))), "0"
    yield "Chinese asked for outside the readers", _total(chinese.asked_by_place(house)), "0"


def _habits(house: House) -> Iterator[Row]:
    yield "private names in tests", _total(habits.private_by_file(house)), "30"
    yield "sleeps / clocks in tests", f"{_total(habits.sleeps(house))} / {_total(habits.clocks(house))}", "0 / 0"


def places(house: House) -> str:
    """Where the worst of each measure stands."""
    over = sizes.long_classes(house).keys() | sizes.busy_classes(house).keys()
    lines, methods = sizes.class_lines(house), sizes.class_methods(house)
    found = ["Classes over the limits, lines / methods"]
    found += [f"{name}  {lines[name]} / {methods[name]}" for name in sorted(over)]
    found += ["", "Import cycles"]
    found += [" - ".join(knot) for knot in cycles(imported_modules(house))]
    found += ["", "Most complex functions"]
    found += [f"{name}  {n}" for name, n in Counter(density.complexities(house)).most_common(10)]
    found += ["", "Chinese asked for"]
    found += [f"{place.place}:{place.line}  {place.code}" for place in chinese.asked(house)]
    found += ["", "Private names in tests"]
    found += [f"{use.file}:{use.line}  {use.name}" for use in sorted(habits.private_uses(house))]
    return "".join(f"{line}\n" for line in found)
