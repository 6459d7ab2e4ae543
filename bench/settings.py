"""What a project file (bench.yaml) may say, and the defaults for what it leaves out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self, cast, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PrivateAttr,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

from bench.catalogue.model import NonEmpty, Short
from bench.corpus.readers.columns import FIELDS
from bench.errors import InputError
from bench.messages import Language
from bench.places import below, is_local, place
from bench.resources import shipped
from bench.yamlfile import Problem, YamlFile, load_yaml, shown, validate

PROJECT_FILE: Final = "bench.yaml"
DEFAULT_CATALOGUE: Final = "indicators/digital_economy.yaml"

_FILES: Final = ("catalogue", "weights", "gazetteer", "statistics", "structure")
_PATHS: Final = ("documents", "output", "store", *_FILES)

Level = Literal["province", "city", "county", "group", "country"]


def _not_blank(value: Any) -> Any:
    # An empty path would silently mean the project's folder itself.
    if isinstance(value, str) and not value.strip():
        raise PydanticCustomError("yaml.empty_text", "the path is empty", {})
    return value


def _column_field(name: str) -> str:
    """Take a name of what a column may hold."""
    if name not in FIELDS:
        told = {"value": shown(name), "choices": " / ".join(FIELDS)}
        raise PydanticCustomError("yaml.not_a_choice", "{value}", told)
    return name


ColumnField = Annotated[str, AfterValidator(_column_field)]


def _anywhere(value: Any, plain: ValidatorFunctionWrapHandler) -> Path:
    """Take an address for a path, too; pydantic knows those on a disk alone."""
    if isinstance(value, str) and "://" in value:
        try:
            return place(value)
        except ValueError as error:
            raise PydanticCustomError("settings.address", "{reason}", {"reason": error}) from None
    return cast(Path, value if hasattr(value, "fs") else plain(value))


AnyPath = Annotated[Path, BeforeValidator(_not_blank)]
AnyPlace = Annotated[
    Path,
    WrapValidator(_anywhere),
    PlainSerializer(str, when_used="json"),
    BeforeValidator(_not_blank),
]


ChartSize = Literal["slide", "a4"]
CHART_SIZES: Final = get_args(ChartSize)


class ChartSettings(BaseModel):
    """How charts are drawn."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    size: ChartSize = Field(
        "slide", description="charts for a slide, or for the width of text on A4"
    )
    svg: bool = Field(False, description="charts as SVG too, to be edited or enlarged")


class Settings(BaseModel):
    """The settings of a run. Paths are relative to the project file's folder, once loaded to here.

    Serialisable: ``settings.model_dump(mode="json")`` is what ``run.json`` records.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Short = Field("数字经济政策对标", description="heading of the workbook")
    documents: AnyPlace = Field(
        Path("documents"), description="folder of the documents, or an address (s3://…)"
    )
    columns: dict[ColumnField, NonEmpty] = Field(
        {}, description="columns of tables of measures: statement, region … → heading"
    )
    repeats: Literal["count_once", "keep"] = Field(
        "count_once", description="whether documents that repeat another count"
    )
    catalogue: AnyPath | None = Field(None, description="catalogue; none: the shipped one")
    weights: AnyPath | None = Field(None, description="weight scenario; none: the catalogue's own")
    gazetteer: AnyPath | None = Field(None, description="the user's regions.yaml")
    statistics: AnyPath | None = Field(
        None, description="table of statistics (.csv, .xlsx); then documents may be left out"
    )
    year: int | None = Field(
        None, strict=True, ge=1900, le=2100, description="of the statistics; none: the newest"
    )
    output: AnyPath = Field(Path("reports"), description="folder for what the run writes")
    store: AnyPlace | None = Field(
        None, description="folder or address of the evidence store; none: store in the output"
    )
    jobs: int | None = Field(
        None, strict=True, ge=1, le=1024, description="processes; none: as many as the machine has"
    )
    regions: tuple[NonEmpty, ...] | None = Field(
        None, min_length=1, description="regions to compare; none: all that evidence names"
    )
    levels: tuple[Level, ...] | None = Field(
        None, min_length=1, description="levels to compare; none: province, city and county"
    )
    target: NonEmpty | None = Field(None, description="region that the report singles out")
    structure: AnyPath | None = Field(
        None,
        description="table of population, GDP per head and the like (.csv, .xlsx), to find peers",
    )
    peers: tuple[NonEmpty, ...] | None = Field(
        None, min_length=1, description="regions or groups to measure the target by; none: found"
    )
    peers_by: Literal["nearest", "level"] = Field(
        "nearest", description="which are found: the nearest, or all of the target's level"
    )
    peer_count: int = Field(5, strict=True, ge=1, le=100, description="how many nearest are found")
    language: Language = Field("zh", description="language of the report")
    charts: ChartSettings = Field(ChartSettings(), description="how charts are drawn")
    brief: bool = Field(True, description="whether a brief in Word is written, too")
    seed: int = Field(20260101, strict=True, ge=0, description="seed of all random draws")
    draws: int = Field(
        1000, strict=True, ge=100, le=100_000, description="weight draws for rank intervals"
    )
    min_claims: int = Field(5, strict=True, ge=1, description="fewer claims: not ranked")
    min_coverage: float = Field(
        0.5, strict=True, ge=0, le=1, allow_inf_nan=False, description="less coverage: not ranked"
    )

    _source: YamlFile | None = PrivateAttr(None)
    _documents_named: bool = PrivateAttr(True)

    @property
    def source(self) -> YamlFile | None:
        """The project file, or None for a run without one."""
        return self._source

    @property
    def catalogue_file(self) -> Path:
        """The catalogue to read: the one named, or the shipped one."""
        return self.catalogue or shipped(DEFAULT_CATALOGUE)

    @property
    def store_folder(self) -> Path:
        """Where what was extracted is kept."""
        return self.store or self.output / "store"

    def overridden(self, **values: Path | str | int | None) -> Self:
        """Return these settings with other values; what is ``None`` stays as it is.

        Raises
        ------
        InputError
            A path that is named does not exist, or the output lies among the documents.
        """
        given = {name: value for name, value in values.items() if value is not None}
        changed = self.model_copy(update=given)
        for problem in _problems(changed):
            raise InputError(problem.key, **problem.values)
        return changed

    def refuse_output(self, path: Path) -> None:
        """Refuse a place for results that lies among the documents.

        Raises
        ------
        InputError
            The next run would read what is written there as a document.
        """
        if _lies_in(path, self.documents):
            raise InputError("settings.output_in_documents", place="--output", path=self.documents)

    def place_of(self, *loc: str | int) -> str:
        """Return where a setting stands, as messages begin.

        Parameters
        ----------
        *loc
            The key, and the index of an item (from 0): ``"regions", 1``.

        Returns
        -------
        str
            ``"bench.yaml:7: regions[2]"``; without a project file just the key.
        """
        if self._source is None:
            return str(loc[0])
        return self._source.place(loc)


def load_settings(path: Path) -> Settings:
    """Read the settings of a project.

    Parameters
    ----------
    path
        A folder with a ``bench.yaml``, or such a file under any name.

    Returns
    -------
    Settings
        Paths resolved against the file's folder.

    Raises
    ------
    InputError
        There is no project file, something in it is to be mended, an input that it names (or the
        default documents folder) is missing, or the output lies among the documents.
    """
    file = load_yaml(_project_file(path))
    read = validate(Settings, file)
    folder = file.path.parent
    paths = {
        name: below(folder, value) for name in _PATHS if (value := getattr(read, name)) is not None
    }
    settings = read.model_copy(update=paths)
    settings._source = file
    settings._documents_named = "documents" in read.model_fields_set
    problems = _problems(settings)
    if problems:
        raise file.error(problems)
    return settings


def default_settings(
    documents: Path, output: Path | None = None, catalogue: Path | None = None
) -> Settings:
    """Return the settings of a run without a project file.

    Parameters
    ----------
    documents
        Folder of the documents.
    output
        Folder for what the run writes; default ``reports`` in the current folder.
    catalogue
        A catalogue; default the shipped one.

    Raises
    ------
    InputError
        A path that is named does not exist, or the output lies among the documents.
    """
    given = {"documents": documents, "output": output, "catalogue": catalogue}
    settings = Settings.model_validate({k: v for k, v in given.items() if v is not None})
    problems = _problems(settings)
    if problems:
        raise InputError(problems[0].key, **problems[0].values)
    return settings


def _project_file(path: Path) -> Path:
    if not path.exists():
        raise InputError("settings.no_project", path=path)
    if path.is_dir():
        if not (path / PROJECT_FILE).is_file():
            raise InputError("settings.no_project_file", path=path)
        return path / PROJECT_FILE
    return path


def _problems(settings: Settings) -> list[Problem]:
    """Return what is wrong with the paths of the settings."""
    found: list[Problem] = []

    def add(key: str, name: str, path: Path) -> None:
        line = settings.source.line((name,)) if settings.source else 0
        found.append(Problem(key, line, {"place": settings.place_of(name), "path": path}))

    # Statistics alone need no documents.
    needless = settings.statistics is not None and not settings._documents_named
    if not settings.documents.is_dir() and not needless:
        missing = not settings.documents.exists()
        key = "settings.no_folder" if missing else "settings.not_a_folder"
        add(key, "documents", settings.documents)
    for name in _FILES:
        path = getattr(settings, name)
        if path is not None and not path.is_file():
            add("settings.no_file", name, path)
    if settings.output.exists() and not settings.output.is_dir():
        add("settings.output_is_file", "output", settings.output)
    # What a run writes (tables, texts) would be read as documents by the next.
    if _lies_in(settings.output, settings.documents):
        add("settings.output_in_documents", "output", settings.documents)
    if settings.store is not None and _lies_in(settings.store, settings.documents):
        add("settings.output_in_documents", "store", settings.documents)
    return found


def _lies_in(path: Path, folder: Path) -> bool:
    """Say whether a path is a folder or lies in it; addresses are compared as they are written."""
    if is_local(path) and is_local(folder):
        return path.resolve().is_relative_to(folder.resolve())
    return f"{path}/".startswith(f"{folder}/")
