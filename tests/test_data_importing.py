import ast
from graphlib import TopologicalSorter
from pathlib import Path

import churntui

ROOM = Path(churntui.__file__).parent / "data" / "importing"


def module(path):
    return ".".join(path.relative_to(ROOM.parents[2]).with_suffix("").parts).removesuffix(".__init__")


def test_no_module_of_the_room_leads_back_to_itself():
    """Imports that are deferred, or there for types alone, count like any other."""
    names = {module(path): path for path in ROOM.rglob("*.py")}
    uses = {name: set() for name in names}
    for name, path in names.items():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                told = {f"{node.module}.{alias.name}" for alias in node.names}
                uses[name] |= {other if other in names else node.module for other in told} & names.keys()
    assert uses["churntui.data.importing"]
    TopologicalSorter(uses).prepare()  # raises CycleError
