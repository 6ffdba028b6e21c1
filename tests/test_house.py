"""House rules that a machine keeps, over the source itself."""

import ast
import importlib
import inspect
import os
import pkgutil
import re
import subprocess
import sys
from datetime import date
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import churntui
from churntui.book import Book
from churntui.questions.registry import REPORTS, run
from churntui.ui.app import ChurntuiApp

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "churntui").rglob("*.py"))
UI = sorted((ROOT / "churntui" / "ui").rglob("*.py"))


def uses():
    """Every module with those of ours it imports: at its top, inside functions, and for types alone."""
    paths = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in SOURCES
    }
    names = {name: set() for name in paths}
    for name, path in paths.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                told = {f"{node.module}.{alias.name}" for alias in node.names}
                names[name] |= {other if other in paths else node.module for other in told} & paths.keys()
            elif isinstance(node, ast.Import):
                names[name] |= {alias.name for alias in node.names} & paths.keys()
    return names


def test_no_module_leads_back_to_itself():
    TopologicalSorter(uses()).prepare()  # raises CycleError with the circle


def modules():
    for found in pkgutil.walk_packages(churntui.__path__, "churntui."):
        if found.name != "churntui.__main__":
            yield importlib.import_module(found.name)


def declared_bindings():
    """Every class of ours with the bindings it declares itself."""
    for module in modules():
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, DOMNode) and kind.__module__ == module.__name__:
                for binding in kind.__dict__.get("BINDINGS", ()):
                    yield kind, binding


def test_every_binding_is_described_and_named():
    bad = [
        f"{kind.__name__}: {binding}"
        for kind, binding in declared_bindings()
        if not (isinstance(binding, Binding) and binding.id and binding.description and binding.tooltip)
    ]
    assert not bad


def test_every_binding_has_an_action():
    missing = []
    for kind, binding in declared_bindings():
        name = re.sub(r"\(.*", "", binding.action)
        owner = ChurntuiApp if name.startswith(("app.", "screen.")) else kind
        method = f"action_{name.rpartition('.')[2]}"
        if not any(hasattr(c, method) for c in (owner, kind, ChurntuiApp)):
            missing.append(f"{kind.__name__}.{method}")
    assert not missing


def test_binding_ids_are_unique():
    ids = [binding.id for _, binding in declared_bindings()]
    assert sorted(ids) == sorted(set(ids))


def test_readme_lists_the_keys_of_the_app():
    from churntui.ui.shell.help import KEY_NAMES

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.split("<!-- keys -->")[1].split("<!-- /keys -->")[0].strip()
    lines = ["| Key | Does |", "| --- | --- |"]
    for binding in ChurntuiApp.BINDINGS:
        key = binding.key_display or KEY_NAMES.get(binding.key, binding.key)
        lines.append(f"| `{key}` | {binding.tooltip} |")
    assert section == "\n".join(lines)


def test_readme_lists_the_reports():
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    first, *others, last = (f"`{name}`" for name in REPORTS if name != "attrition")
    assert f"and likewise {', '.join((first, *others))} and {last}" in readme


def test_readme_lists_the_keys_of_every_report(store):
    book = Book.load(store, date(2026, 11, 21))
    keys = (f"| `{name}` | {', '.join(run(book, name, None, store).columns)} |" for name in REPORTS)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.split("<!-- reports -->")[1].split("<!-- /reports -->")[0].strip()
    assert section.splitlines()[2:] == [*keys]


def test_the_map_names_every_room():
    rooms = {
        path.stem
        for folder in (".", "data", "ui")
        for path in (ROOT / "churntui" / folder).iterdir()
        if (path.is_dir() and (path / "__init__.py").exists()) or (folder != "data" and path.suffix == ".py")
    } - {"__init__", "__main__", "app"}
    told = set(re.findall(r"`(\w+)`", churntui.__doc__))
    assert rooms == told


MARKUP_TAKERS = {
    "Static",
    "Label",
    "Button",
    "Checkbox",
    "Tab",
    "Collapsible",
    "OptionList",
    "SelectionList",
    "Select",
    "Option",
}
TITLES = {"border_title", "border_subtitle", "tooltip"}


def is_plain(node):
    """A text the program wrote itself, or one made safe."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.IfExp):
        return is_plain(node.body) and is_plain(node.orelse)
    return isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in {
        "t", "Content", "Text", "assemble", "from_markup", "join", "styled",
    }  # fmt: skip


@pytest.mark.parametrize("path", UI, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_built_string_meets_markup(path):
    """Widgets that parse markup get literals, `t(…)`, `Content`, or are told `markup=False`."""
    bad = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            told = any(k.arg == "markup" and getattr(k.value, "value", None) is False for k in node.keywords)
            if name in MARKUP_TAKERS and node.args and not told and not is_plain(node.args[0]):
                bad.append(f"{path.name}:{node.lineno} {name}")
        if isinstance(node, ast.Assign):
            titled = [target.attr for target in node.targets if isinstance(target, ast.Attribute)]
            bad += [
                f"{path.name}:{node.lineno} {name}"
                for name in titled
                if name in TITLES and not is_plain(node.value)
            ]
    assert not bad


SQL = re.compile(
    r"\b(SELECT\b.+\bFROM|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|PRAGMA\s+\w+)\b",
    re.DOTALL,
)


def test_sql_stands_in_data_alone():
    found = [
        f"{path.name}:{node.lineno}"
        for path in SOURCES
        if path.relative_to(ROOT / "churntui").parts[0] != "data"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    ]
    assert not found


def test_every_module_says_what_it_is():
    assert not [
        path for path in SOURCES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]


def test_modules_and_functions_stay_short():
    long = []
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > 600:
            long.append(f"{path.name}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                length = (body[-1].end_lineno - body[0].lineno + 1) if body else 0
                if length > 40:
                    long.append(f"{path.name}:{node.lineno} {node.name}: {length} lines")
    assert not long


def test_the_first_frame_needs_neither_pandas_nor_sqlite_utils_nor_plotext(tmp_path):
    """Opened, drawn, and looked at before the warm-up: what is heavy is not there yet."""
    script = f"""
import asyncio, sys
from datetime import date
from pathlib import Path
from churntui.data.file.store import Store
from churntui.data.opening import open_book
open_book(Path({str(tmp_path / "b.db")!r})).close()
for name in [n for n in sys.modules if n.partition(".")[0] in ("pandas", "numpy", "sqlite_utils")]:
    del sys.modules[name]
from churntui.ui import app
from churntui.ui.shell.opening import Opening
path = Path({str(tmp_path / "b.db")!r})
app._WARM_UP_AFTER = 60
async def main():
    shown = app.ChurntuiApp(open_book(path), Opening(path, date(2026, 11, 21)))
    async with shown.run_test() as pilot:
        await pilot.pause()
        print([n for n in ("pandas", "numpy", "sqlite_utils", "plotext") if n in sys.modules])
asyncio.run(main())
"""
    result = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | {"HOME": str(tmp_path)},
    )
    assert result.stdout.strip() == "[]", result.stderr
