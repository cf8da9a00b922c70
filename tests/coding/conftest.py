import pytest
from coding_talk import transcript

from thematic.encoders import default_encoder


@pytest.fixture
def talk():
    return transcript()


@pytest.fixture(scope="session")
def encoder():
    found = default_encoder(None)
    if found is None:
        pytest.skip("the `semantic` extra is not installed")
    return found
