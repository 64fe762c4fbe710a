"""A base and files: exports, a site, and imports of tables that others made."""

from collections.abc import Iterable
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING

from .opened_base import OpenedBase
from .query_arguments import split_names

if TYPE_CHECKING:
    from .exporting.export_report import ExportReport
    from .importing.import_answer import ImportAnswer
    from .importing.import_run import Progress
    from .seeing.site_builder import SiteProgress, SiteReport


class BaseFiles(OpenedBase):
    """A base that is written to files for others, and that tables of others are read for."""

    def export(
        self,
        format_name: str,
        path: str | PathLike[str],
        *,
        kinds: str | Iterable[str] = (),
        where: str = "",
    ) -> "ExportReport":
        """Write the base, or things of some kinds, to a file or folder that other tools read.

        Formats are sqlite, csv, jsonl, parquet, xlsx, ftm, ftm-statements, graphml, mermaid,
        obsidian, csl-json, bibtex. Raises UsageError, MissingLibraryError, UnwritableFileError.
        """
        from .exporting.export_content import ExportRequest
        from .exporting.export_report import export_base

        request = ExportRequest(kinds=split_names(kinds), where=where)
        return export_base(self._base, format_name, fspath(path), request)

    def import_file(  # noqa: PLR0913 - the options of the command
        self,
        path: str | PathLike[str],
        *,
        mapping: str | PathLike[str] = "",
        into: str | PathLike[str] = "imported",
        dry_run: bool = False,
        exact: bool = False,
        processes: int = 1,
        progress: "Progress | None" = None,
    ) -> "ImportAnswer":
        """Turn a table, by its mapping, or an export into fact files in the folder ``into``.

        Rows that may mean several entities are reported and left out; with ``exact``, names that
        are not exactly those of the base are new. With ``processes`` other than 1, others help to
        look many names up, as ``resolve_all`` says. Raises UsageError, MappingError, TableError,
        MissingLibraryError, UnwritableFileError.
        """
        from .importing.import_answer import ImportAnswer
        from .importing.import_run import ImportRequest, import_file

        request = ImportRequest(
            path=Path(path),
            mapping_path=Path(mapping) if mapping else None,
            folder=Path(into),
            is_dry_run=dry_run,
            exact=exact,
            processes=processes,
        )
        return ImportAnswer(import_file(self._base, request, progress or _ignore_progress))

    def write_site(
        self,
        path: str | PathLike[str],
        *,
        kinds: str | Iterable[str] = (),
        processes: int = 0,
        text_search: bool = True,
        progress: "SiteProgress | None" = None,
    ) -> "SiteReport":
        """Write the base as a site of static pages, to browse and to search without a server.

        ``processes`` write pages at once, by default as many as there are cores. Raises UsageError,
        UnknownNameError, MissingLibraryError, UnwritableFileError, TextIndexError.
        """
        from .seeing.site_builder import SiteRequest, build_site
        from .seeing.site_content import SiteScope

        request = SiteRequest(
            folder=fspath(path),
            scope=SiteScope(kinds=split_names(kinds), query_dates=self._query_dates),
            processes=processes,
            has_text_search=text_search,
        )
        self._check_open()
        return build_site(self._undated_base, request, progress or _ignore_site_progress)


def _ignore_progress(_count: int) -> None:
    """Take no notice of how far an import has come."""


def _ignore_site_progress(_count: int, _total: int) -> None:
    """Take no notice of how far a site has come."""
