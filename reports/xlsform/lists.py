"""Choice lists: every list that is asked for exists, and every choice has a usable name."""

from __future__ import annotations

import difflib
import re
from typing import Final

from reports.xlsform.names import is_name
from reports.xlsform.others import write_out_other
from reports.xlsform.problems import Problems
from reports.xlsform.sheets import Row, Sheet
from reports.xlsform.tables import TRANSLATED, Workbook
from reports.xlsform.types import Select, block, select

_NOT_A_COLUMN: Final = re.compile(r"[^\w.-]+")
_SEARCH: Final = re.compile(r"\bsearch\s*\(.*\)", re.DOTALL)
_FILES: Final = (".csv", ".xml", ".geojson")

Lists = dict[str, list[Row]]


def settle_lists(book: Workbook, problems: Problems) -> None:
    """Mend the choices sheet, then match every select with its list."""
    sheet = book.sheets.get("choices")
    for each in filter(None, (sheet, book.sheets.get("external_choices"))):
        _columns(each, problems)
        _rows(each, problems)
    lists = _grouped(sheet)
    outside = _grouped(book.sheets.get("external_choices"))
    title = book.sheets["survey"].title
    multiple: set[str] = set()
    filtered: set[str] = set()
    for row in list(book.rows("survey")):
        chosen = select(row.cells["type"])
        if chosen:
            where = {"sheet": title, "row": row.number, "column": "type"}
            chosen = _matched(chosen, lists, outside, problems, where)
            row.cells["type"] = str(chosen)
            if chosen.head == "select_one_external":
                row.cells.setdefault("choice_filter", "true()")
            _with_other(book, row, chosen, lists, problems)
            chosen = select(row.cells["type"]) or chosen
            if chosen.head == "select_multiple":
                multiple.add(chosen.list)
            if row.cells.get("choice_filter"):
                filtered.add(chosen.list)
        elif block(row.cells["type"]) == ("begin", "loop"):
            _loop(book, row, lists, problems)
    _searches(book, lists, problems)
    _files(book, lists, problems)
    if sheet is not None:
        _spaces(book, sheet, lists, multiple, problems)
        _twins(book, sheet, lists, filtered, problems)


def _columns(sheet: Sheet, problems: Problems) -> None:
    """Columns become XML elements, so their names must be names."""
    if "list_name" not in sheet.headers:
        problems.error(
            "column.missing", sheet=sheet.title, row=sheet.header_row, column="list_name",
            name="list_name",
        )  # fmt: skip
    if "name" not in sheet.headers:
        problems.error(
            "column.missing", sheet=sheet.title, row=sheet.header_row, column="name", name="name"
        )
    for at, header in enumerate(sheet.headers):
        base = header.partition("::")[0]
        if base in TRANSLATED or base in ("list_name", "name"):
            continue
        new = _NOT_A_COLUMN.sub("_", header).strip("_.-") or f"column_{at + 1}"
        new = f"_{new}" if new[0].isdigit() else new
        new = new if is_name(new) else f"column_{at + 1}"
        while new != header and new in sheet.headers:
            new += "_"
        if new != header:
            problems.note(
                "column.renamed", sheet=sheet.title, row=sheet.header_row, column=header, new=new
            )
            sheet.headers[at] = new
            for row in sheet.rows:
                if header in row.cells:
                    row.cells[new] = row.cells.pop(header)


def _rows(sheet: Sheet, problems: Problems) -> None:
    kept: list[Row] = []
    for row in sheet.rows:
        cells = row.cells
        if not cells.get("list_name"):
            if cells.get("name"):
                problems.repair(
                    "choice.no-list", sheet=sheet.title, row=row.number, column="list_name",
                    name=cells["name"],
                )  # fmt: skip
            continue
        if not cells.get("name"):
            label = next((text for key, text in cells.items() if key.startswith("label")), "")
            if not label:
                continue
            cells["name"] = re.sub(r"\s+", "_", label)[:60]
            problems.repair(
                "choice.no-name", sheet=sheet.title, row=row.number, column="name",
                name=cells["name"],
            )  # fmt: skip
        if not any(key.partition("::")[0] in TRANSLATED for key in cells):
            words = next((key for key in sheet.headers if key.startswith("label")), "label")
            if words not in sheet.headers:
                sheet.headers.append(words)
            cells[words] = cells["name"]
            problems.note(
                "choice.no-label", sheet=sheet.title, row=row.number, column="label",
                name=cells["name"],
            )  # fmt: skip
        kept.append(row)
    sheet.rows[:] = kept


def _grouped(sheet: Sheet | None) -> Lists:
    lists: Lists = {}
    for row in sheet.rows if sheet else ():
        lists.setdefault(row.cells.get("list_name", ""), []).append(row)
    return lists


def _matched(
    chosen: Select, lists: Lists, outside: Lists, problems: Problems, where: dict[str, object]
) -> Select:
    """The select with the list that was meant, by whatever spelling; or an error at ``where``."""
    name = chosen.list
    if "${" in name:
        return chosen
    if chosen.head.endswith("_from_file"):
        if not name.lower().endswith(_FILES):
            problems.repair("list.no-suffix", **where, name=name, new=f"{name}.csv")
            name = f"{name}.csv"
        return Select(chosen.head, name.replace(" ", "_"), chosen.other)
    if chosen.head == "select_one_external":
        if name in outside:
            return chosen
        if name in lists:
            problems.note("list.inside", **where, name=name)
            return Select("select_one", name, chosen.other)
        _unknown(name, outside, problems, where, "external_choices")
        return Select("select_one", name)
    if name in lists:
        return _single_word(lists, chosen)
    if name.lower().endswith(_FILES):
        if chosen.head == "rank":
            problems.error("list.rank-file", **where, name=name)
        return Select(f"{chosen.head}_from_file", name, chosen.other)
    plain = _plain(name)
    same = [known for known in lists if _plain(known) == plain]
    if len(same) == 1:
        problems.repair("list.misspelt", **where, name=name, new=same[0])
        return _single_word(lists, Select(chosen.head, same[0], chosen.other))
    if name in outside and chosen.head == "select_one":
        problems.note("list.outside", **where, name=name)
        return Select("select_one_external", name, chosen.other)
    _unknown(name, lists, problems, where, "choices")
    return chosen


def _unknown(
    name: str, lists: Lists, problems: Problems, where: dict[str, object], sheet: str
) -> None:
    """The error for a list that is not there, naming the nearest or those that are."""
    near = difflib.get_close_matches(name, list(lists), 1, 0.6)
    code = "list.unknown-near" if near else "list.unknown" if any(lists) else "list.none"
    problems.error(
        code, **where, name=name, near=near[0] if near else "", known=_known(lists), place=sheet
    )


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def _known(lists: Lists) -> str:
    return ", ".join(sorted(filter(None, lists))[:12])


def _single_word(lists: Lists, chosen: Select) -> Select:
    """pyxform wants list names without spaces: change them on both sides."""
    new = re.sub(r"\s+", "_", chosen.list)
    if new != chosen.list:
        rows = lists.setdefault(new, lists.pop(chosen.list, []))
        for row in rows:
            row.cells["list_name"] = new
        lists[chosen.list] = rows
    return Select(chosen.head, new, chosen.other)


def _searches(book: Workbook, lists: Lists, problems: Problems) -> None:
    """``search()`` needs a list of its own, whose one row names the file's columns."""
    survey = book.sheets["survey"]
    plain = {
        chosen.list
        for row in survey.rows
        if (chosen := select(row.cells["type"])) and not _SEARCH.search(_appearance(row))
    }
    for row in survey.rows:
        if not _SEARCH.search(_appearance(row)):
            continue
        where = {"sheet": survey.title, "row": row.number, "column": "appearance"}
        chosen = select(row.cells["type"])
        if chosen is None:
            row.cells["appearance"] = _SEARCH.sub("", _appearance(row)).strip()
            problems.repair("search.no-list", **where)
        elif chosen.list not in lists or "_from_file" in chosen.head:
            problems.error("search.not-here", **where)
        elif chosen.list in plain:
            twin = f"{chosen.list}_search"
            if twin not in lists:
                copies = [Row(each.number, {**each.cells, "list_name": twin})
                          for each in lists[chosen.list]]  # fmt: skip
                lists[twin] = copies
                book.sheets["choices"].rows.extend(copies)
            row.cells["type"] = str(Select(chosen.head, twin, chosen.other))


def _appearance(row: Row) -> str:
    return row.cells.get("appearance", "")


def _files(book: Workbook, lists: Lists, problems: Problems) -> None:
    """A file and a list of one name would be one and the same instance."""
    survey = book.sheets["survey"]
    for row in survey.rows:
        chosen = select(row.cells["type"])
        if chosen and chosen.head.endswith("_from_file"):
            stem = chosen.list.rpartition(".")[0]
        elif row.cells["type"] in ("csv-external", "xml-external"):
            stem = row.cells["name"]
        else:
            continue
        if stem in lists:
            problems.error(
                "list.same-as-file", sheet=survey.title, row=row.number, column="type",
                name=stem, file=chosen.list if chosen else f"{stem}.csv",
            )  # fmt: skip


def _with_other(book: Workbook, row: Row, chosen: Select, lists: Lists, problems: Problems) -> None:
    """``or_other`` of a list that there is; a ranking, or a file, is asked without it."""
    if not chosen.other:
        return
    if lists.get(chosen.list) and chosen.head in ("select_one", "select_multiple"):
        write_out_other(book, row, chosen, lists)
        return
    row.cells["type"] = str(Select(chosen.head, chosen.list))
    problems.repair(
        "list.no-other", sheet=book.sheets["survey"].title, row=row.number, column="type",
        name=chosen.list,
    )  # fmt: skip


def _loop(book: Workbook, row: Row, lists: Lists, problems: Problems) -> None:
    name = row.cells["type"].removeprefix("begin loop over ").strip()
    if name not in lists:
        where = {"sheet": book.sheets["survey"].title, "row": row.number, "column": "type"}
        _unknown(name, lists, problems, where, "choices")


def _spaces(
    book: Workbook, sheet: Sheet, lists: Lists, multiple: set[str], problems: Problems
) -> None:
    """A select_multiple stores its values with spaces between, so none may hold one."""
    for name in sorted(multiple & set(lists)):
        for row in lists[name]:
            old = row.cells["name"]
            if not re.search(r"\s", old):
                continue
            new = re.sub(r"\s+", "_", old)
            row.cells["name"] = new
            for question in book.rows("survey"):
                for key, text in question.cells.items():
                    if key not in ("type", "name") and not key.startswith(("label", "hint")):
                        single = text.replace(f"'{old}'", f"'{new}'")
                        question.cells[key] = single.replace(f'"{old}"', f'"{new}"')
            problems.repair(
                "choice.space", sheet=sheet.title, row=row.number, column="name", name=old, new=new
            )


def _twins(
    book: Workbook, sheet: Sheet, lists: Lists, filtered: set[str], problems: Problems
) -> None:
    """Two choices of one name: the same line twice, a cascade, or a mistake to be told."""
    dropped: set[int] = set()
    kept_twins = False
    for name, rows in lists.items():
        first: dict[str, Row] = {}
        for row in rows:
            twin = first.setdefault(row.cells["name"], row)
            if twin is row or id(row) in dropped:
                continue
            where = {"sheet": sheet.title, "row": row.number, "column": "name"}
            if row.cells == twin.cells:
                dropped.add(id(row))
                problems.repair("choice.twice", **where, name=row.cells["name"], other=twin.number)
                continue
            kept_twins = True
            if name not in filtered:
                problems.warning(
                    "choice.same-name", **where, name=row.cells["name"], other=twin.number
                )
    if dropped:
        sheet.rows[:] = [row for row in sheet.rows if id(row) not in dropped]
    if kept_twins:
        book.set_setting("allow_choice_duplicates", "yes")
