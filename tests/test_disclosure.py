"""Selective disclosure: one field is shown, and neither another nor anything else about it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from assay.commit.attestations import Batch, opens
from assay.commit.disclosure import Credential, Disclosure
from assay.errors import InputError
from hypothesis import given
from hypothesis import strategies as st

FIELDS = {"country": "CH", "email": "ada@example.org", "name": "Ada", "over_18": "yes", "town": "Zürich"}


@pytest.mark.parametrize("name", FIELDS)
def test_one_field_opens_the_commitment(name: str) -> None:
    credential = Credential.of(FIELDS)
    shown = credential.disclose(name)
    assert shown.holds(credential.commitment)
    assert shown.value == FIELDS[name]
    others = [v for n, v in FIELDS.items() if n != name]
    assert not any(v in shown.to_json() for v in others)


@given(name=st.sampled_from(sorted(FIELDS)), other=st.text(max_size=20))
def test_no_other_value_opens_it(name: str, other: str) -> None:
    credential = Credential.of(FIELDS)
    shown = credential.disclose(name)
    if other != shown.value:
        assert not replace(shown, value=other).holds(credential.commitment)
    # The name's length is part of the leaf, so bytes cannot be shifted between the name and the value.
    assert not replace(shown, name=name[:-1], value=name[-1] + shown.value).holds(credential.commitment)
    assert not replace(shown, index=(shown.index + 1) % shown.count).holds(credential.commitment)
    assert not replace(shown, count=shown.count + 1).holds(credential.commitment)
    assert not replace(shown, salt=bytes(31)).holds(credential.commitment)


def test_the_same_fields_never_commit_alike() -> None:
    """Salted, so that nobody can try values against the chain."""
    assert Credential.of(FIELDS).commitment != Credential.of(FIELDS).commitment


def test_files_come_back_as_they_were() -> None:
    credential = Credential.of(FIELDS)
    assert Credential.from_json(credential.to_json()).commitment == credential.commitment
    shown = credential.disclose("town")
    assert Disclosure.from_json(shown.to_json()) == shown


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": 1}', '{"a": {"value": "x"}}'])
def test_a_file_that_is_none_is_named(text: str) -> None:
    with pytest.raises(InputError):
        Disclosure.from_json(text)
    with pytest.raises(InputError):
        Credential.from_json(text)


def test_a_field_that_was_not_verified_cannot_be_shown() -> None:
    with pytest.raises(InputError, match="country, email"):
        Credential.of(FIELDS).disclose("age")


@given(count=st.integers(1, 40), data=st.data())
def test_every_leaf_of_a_batch_opens_its_root_and_nothing_else(count: int, data: st.DataObject) -> None:
    payloads = [bytes([i]) * 65 for i in range(count)]
    batch = Batch(payloads)
    index = data.draw(st.integers(0, count - 1))
    path = batch.path(index)
    assert opens(payloads[index], index, count, path, batch.root)
    assert not opens(payloads[index], index, count, path + bytes(32), batch.root)
    assert not opens(b"other", index, count, path, batch.root)
    other = data.draw(st.integers(0, 2 * count))
    if other != index:
        assert not opens(payloads[index], other, count, path, batch.root)
