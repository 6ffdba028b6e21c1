"""What logos were called that were merged into others, and other ids that they have or had."""

from __future__ import annotations

from churntui.data.file import selects
from churntui.data.file.store import Store
from churntui.model.rows import FormerLogo
from churntui.plain.text import fold


class FormerLogos:
    """Found by the id, the domain or the name that they had."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.by_ref: dict[str, FormerLogo] = {}
        self.refs_of: dict[int, set[str]] = {}
        """By the number of the logo they are of now."""
        self._by_word: dict[tuple[str, str], FormerLogo | None] = {}

    def read(self) -> None:
        """Read them anew."""
        for index in (self.by_ref, self.refs_of, self._by_word):
            index.clear()
        for former in selects.read(self._store, FormerLogo):
            self.know(former)

    def know(self, former: FormerLogo) -> None:
        """Take one in."""
        self.by_ref[former.ref] = former
        self.refs_of.setdefault(former.logo_id, set()).add(former.ref)
        for word in (("domain", former.domain), ("name", fold(former.name))):
            if word[1]:
                known = self._by_word.setdefault(word, former)
                same = known is not None and known.logo_id == former.logo_id
                self._by_word[word] = known if same else None

    def called(self, domain: str | None, name: str | None) -> FormerLogo | None:
        """The one of that domain, else of that name; None where there is none, or where they became several."""
        by_name = self._by_word.get(("name", fold(name))) if name else None
        return (self._by_word.get(("domain", domain)) if domain else None) or by_name
