"""What a wheel carries beside the package: the snapshot of its facts, to spare the first build."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SnapshotHook(BuildHookInterface[Any]):
    """Writes the snapshot while a wheel is built; an editable installation has none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the snapshot, and add it to the files of the wheel."""
        if version == "editable":
            return
        self._folder = TemporaryDirectory()
        sys.dont_write_bytecode = True
        sys.path.insert(0, str(Path(self.root) / "src"))
        from chipwatch.store.shipped_snapshot import SHIPPED_PATH, write_shipped_snapshot

        path = Path(self._folder.name) / SHIPPED_PATH.name
        write_shipped_snapshot(path)
        build_data["force_include"][str(path)] = f"chipwatch/{SHIPPED_PATH.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the file that is now in the wheel."""
        del build_data, artifact_path
        if version != "editable":
            self._folder.cleanup()
