"""Rows -> drafts: what one row says, reconciled with the actors of its time, before rows are joined."""

from collections.abc import Mapping as Dict
from dataclasses import dataclass

from amity.datasets import dates, derived
from amity.datasets.actors import Actors, Found, Missing
from amity.datasets.mapping import DateSource, Lookup, Mapping, PartySource, TenureSource, check_kind
from amity.datasets.rows import Row
from amity.datasets.tables import table
from amity.model import Agreement, Event, Party, Tenure
from amity.reference import slug


class OutOfScopeError(Exception):
    """The row is fine, and says nothing of partnerships between states or organizations: the reason."""


class RefusedError(Exception):
    """The row cannot be used: a reason to count under, and what stands in the row."""

    def __init__(self, reason: str, detail: str, names: tuple[str, ...] = ()) -> None:
        super().__init__(detail)
        self.reason = reason
        self.names = names


@dataclass(frozen=True, slots=True)
class Draft:
    """What one row says: an event, or a tenure with the name of its holder. Rows of one `group` are one record.

    `report` names the story or article the row was taken from; `year` is that of a row of a yearly table; `missing`
    are the parties that could not be reconciled.
    """

    group: str
    event: Event | None = None
    tenure: Tenure | None = None
    holder: str = ""
    report: str | None = None
    year: int | None = None
    missing: tuple[str, ...] = ()


class Drafter:
    """Drafts the rows of one form of a dataset."""

    def __init__(self, mapping: Mapping, actors: Actors) -> None:
        self._mapping = mapping
        self._actors = actors
        self._derive = derived.FUNCTIONS[mapping.derive].of if mapping.derive else None

    def draft(self, row: Row) -> Draft:
        """What a row says. Raises OutOfScopeError, RefusedError."""
        if row.fault:
            raise RefusedError(_kind_of_fault(row.fault), row.fault)
        values = dict(row.values)
        if self._derive:
            values |= self._derive(values)
        for condition in self._mapping.scope:
            value = values.get(condition.column)
            if value is None or (condition.values and value not in condition.values):
                raise OutOfScopeError(condition.reason)
        if self._mapping.tenure:
            return self._tenure(self._mapping.tenure, values)
        return self._event(values)

    def _event(self, values: Dict[str, str]) -> Draft:
        mapping = self._mapping
        kind = self._kind(values)
        year = self._year(values)
        date = self._date(mapping.date, values)
        parties, persons, missing = self._parties(values, kind, date or (str(year) if year else None))
        step = kind.get("step") or (values.get("step") if mapping.derive else None)
        known = {**values, "party": "-".join(p.actor for p in parties), "step": step or "", "date": date or "undated"}
        event = Event(
            type=kind["class"],
            parties=parties,
            evidence=(),
            status=kind["status"],
            date=date,
            place=values.get(mapping.place or ""),
            participants=persons,
            domains=self._domains(values, kind),
            triggers=tuple(sorted({values[mapping.kind.by]})) if isinstance(mapping.kind, Lookup) else (),
            key=_filled(mapping.key, known) if mapping.key else None,
            agreement=self._agreement(values),
            step=step,
        )
        group = event.key or "\x1f".join(self._part(name, event, values) for name in mapping.merge)
        report = values.get(mapping.reports or "")
        return Draft(group, event, report=report, year=year, missing=missing)

    def _kind(self, values: Dict[str, str]) -> Dict[str, str]:
        kind = self._mapping.kind
        if not isinstance(kind, Lookup):
            return kind or {}
        value = values.get(kind.by)
        if value is None:
            raise RefusedError(f"no {kind.by}", f"no {kind.by}")
        found = table(kind.table).get(value)
        if found is None:
            raise RefusedError(f"unknown {kind.by}", f"{kind.by} {value!r} is not in the table {kind.table}")
        if outside := found.get("outside"):
            raise OutOfScopeError(outside)
        return {"status": "done", **found}

    def _date(self, source: DateSource | None, values: Dict[str, str]) -> str | None:
        if source is None or source.column not in values:
            return None
        found = dates.read(values[source.column], source.form)
        if found is None:
            detail = f"{source.column} {values[source.column]!r} is no date; expected {_looks_like(source.form)}"
            raise RefusedError(f"bad {source.column}", detail)
        return found

    def _year(self, values: Dict[str, str]) -> int | None:
        if self._mapping.spans is None:
            return None
        found = self._date(DateSource(self._mapping.spans, "year"), values)
        if found is None:
            raise RefusedError(f"no {self._mapping.spans}", f"no {self._mapping.spans}")
        return int(found)

    # Parties

    def _parties(
        self, values: Dict[str, str], kind: Dict[str, str], date: str | None
    ) -> tuple[tuple[Party, ...], tuple[str, ...], tuple[str, ...]]:
        roles: dict[str, str] = {}
        persons: set[str] = set()
        missing: list[str] = []
        outside: list[str] = []
        faults: list[str] = []
        for source in self._mapping.parties:
            role = kind.get(source.role, "party") if source.role in ("source", "target") else source.role
            for name, answer in self._answers(source, values, date):
                if isinstance(answer, Missing):
                    (outside if answer.outside else faults).append(answer.reason)
                    missing.append(name)
                    continue
                if answer.person:
                    persons.add(answer.person)
                if roles.get(answer.actor, role) != role or (answer.actor in roles and not source.split):
                    raise OutOfScopeError("within one state or organization")
                roles[answer.actor] = role
        listing = any(source.split for source in self._mapping.parties)
        if outside and not listing:
            raise OutOfScopeError(outside[0])
        if faults and not listing:
            raise RefusedError(_kind_of_missing(faults[0]), faults[0], tuple(missing))
        if len(roles) < 2:
            if faults:
                raise RefusedError(_kind_of_missing(faults[0]), faults[0], tuple(missing))
            raise OutOfScopeError(outside[0] if outside else "fewer than two parties")
        parties = tuple(Party(actor, role) for actor, role in sorted(roles.items()))
        return parties, tuple(sorted(persons)), tuple(missing)

    def _answers(
        self, source: PartySource, values: Dict[str, str], date: str | None
    ) -> list[tuple[str, Found | Missing]]:
        if source.actor:
            return [(source.actor, Found(source.actor))]
        text = " ".join(values[column] for column in source.columns if column in values)
        names = [name.strip() for name in text.split(source.split)] if source.split else [text]
        sectors, country = (values.get(column or "", "") for column in (source.sectors, source.country))
        found = []
        for name in dict.fromkeys(filter(None, names)):
            answer = self._actors.find(source.scheme, name, date, sectors, country)
            if isinstance(answer, Missing) and not answer.outside and (other := self._otherwise(source, values)):
                second = self._actors.find("name", other, date)
                answer = second if isinstance(second, Found) else answer
            found.append((name, answer))
        if not found and (other := self._otherwise(source, values)):
            found = [(other, self._actors.find("name", other, date))]
        return found or [("", Missing("no second actor", outside=True))]

    @staticmethod
    def _otherwise(source: PartySource, values: Dict[str, str]) -> str:
        return next((values[column] for column in source.otherwise if column in values), "")

    # What else an event has

    def _domains(self, values: Dict[str, str], kind: Dict[str, str]) -> tuple[str, ...]:
        said = self._mapping.domains
        domains = kind.get("domains", "").split()
        if isinstance(said, Lookup):
            domains += table(said.table).get(values.get(said.by, ""), {}).get("domains", "").split()
        elif isinstance(said, tuple):
            domains += said
        else:
            domains += [
                domain for column, domain in said.items() if values.get(column, "0") not in ("0", "0.0", "false")
            ]
        return tuple(sorted(set(domains)))

    def _agreement(self, values: Dict[str, str]) -> Agreement | None:
        source = self._mapping.agreement
        if source is None:
            return None
        agreement = slug(_filled(source.id, values))
        if source.named and values.get(source.named.column) not in source.named.values:
            return Agreement(agreement, "")
        in_force = None
        since, until = self._date(source.since, values), self._date(source.until, values)
        if since or until:
            in_force = f"{since or ''}/{until or '..'}"
        return Agreement(agreement, _filled(source.title, values), in_force)

    @staticmethod
    def _part(name: str, event: Event, values: Dict[str, str]) -> str:
        if name == "parties":
            return ",".join(f"{party.actor}:{party.role}" for party in event.parties)
        said = {"class": event.type, "date": event.date, "status": event.status, "step": event.step}
        return (said[name] if name in said else values.get(name)) or ""

    def _tenure(self, source: TenureSource, values: Dict[str, str]) -> Draft:
        name = values.get(source.person)
        since = self._date(source.since, values)
        if name is None or since is None:
            raise RefusedError(f"no {source.person} or {source.since.column}", "the holder or the first day is missing")
        over = source.ongoing is None or values.get(source.ongoing[0]) != source.ongoing[1]
        until = self._date(source.until, values) if over else None
        if until and until < since:
            raise RefusedError("ends before it starts", f"from {since} until {until}")
        period = f"{since}/{until or '..'}"
        # In whose time the state became another (Yeltsin, Nazarbayev), he is of the one that was his in the end.
        ((written, answer),) = self._answers(source.of, values, until)
        if isinstance(answer, Missing):
            if answer.outside:
                raise OutOfScopeError(answer.reason)
            raise RefusedError(_kind_of_missing(answer.reason), answer.reason, (written,))
        born = values.get(source.born, "").removesuffix(".0")
        known = self._actors.leader(name, answer.actor, period)
        person = known or "-".join(filter(None, [slug(name), answer.actor.lower(), born]))
        tenure = Tenure(person, source.office, answer.actor, period, term=since)
        return Draft(f"{person}\x1f{answer.actor}\x1f{since}", tenure=tenure, holder="" if known else name)


def check(mapping: Mapping) -> None:
    """Raises ValueError where the table of kinds says what the vocabulary does not have."""
    if isinstance(mapping.kind, Lookup):
        for value, found in table(mapping.kind.table).items():
            try:
                if "outside" not in found:
                    check_kind({"status": "done", **found})
            except ValueError as error:
                raise ValueError(f"{mapping.kind.table}.tsv: {value!r}: {error}") from None


class _Filled(dict[str, str]):
    """What a template is filled with: what a row does not say is empty."""

    def __missing__(self, key: str) -> str:
        return ""


def _filled(template: str, values: Dict[str, str]) -> str:
    return template.format_map(_Filled(values))


def _looks_like(form: str) -> str:
    return (dates.FORMS[form].__doc__ or "").splitlines()[0].rstrip(".")


def _kind_of_fault(fault: str) -> str:
    if "columns where" in fault:
        return "wrong number of columns"
    return "not UTF-8" if fault.startswith("not UTF-8") else "not a row of a table"


def _kind_of_missing(reason: str) -> str:
    if reason.endswith("was not there at that time"):
        return "no such state at that time"
    return "two states of that name at that time" if reason.endswith("at that time") else "unknown actor"
