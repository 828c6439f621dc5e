"""What a configuration says of sources that do not answer everyone."""

from __future__ import annotations

from pathlib import Path

import pytest

from feeds.aggregator import list_sources
from feeds.config import Config, parse
from feeds.errors import ConfigError
from feeds.model import Access, Source


def config(access: str, folder: str = "/site", **environ: str) -> Config:
    text = f"sources:\n- url: https://news.example/feed\n  access: {access}"
    return parse(text, "config.yaml", folder, environ)


def only(made: Config) -> Source:
    (source,) = list_sources(made)
    return source


def test_a_password_from_the_environment() -> None:
    source = only(config("{user: me, password: '${PASSWORD}'}", PASSWORD="p:w"))
    assert source.access == Access(user="me", password="p:w")


def test_a_token_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("t0ken\n")
    source = only(config("{token: '${file:token}'}", str(tmp_path)))
    assert source.access == Access(token="t0ken")


def test_a_file_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ConfigError, match=r"config.yaml:3:12.*gone cannot be read: No such file"):
        config("{token: '${file:gone}'}")


def test_files_are_relative_to_the_configuration() -> None:
    access = only(config("{certificate: a.pem, key: /b.pem, ca: c.pem}")).access
    assert (access.certificate, access.key, access.ca) == ("/site/a.pem", "/b.pem", "/site/c.pem")


def test_a_password_in_the_address_is_taken_out_of_it() -> None:
    made = parse("sources: ['https://me:p%3Aw@news.example:8443/feed?a=b@c']", "c", ".", {})
    source = only(made)
    assert source.url == "https://news.example:8443/feed?a=b@c"
    assert source.access == Access(user="me", password="p:w")
    assert "p%3A" not in source.id
    assert "w@" not in source.id


@pytest.mark.parametrize(
    ("access", "said"),
    [
        ("{password: a}", "needs a user"),
        ("{user: a, password: b, token: c}", "not both"),
        ("{key: a}", "needs its certificate"),
        ("{proxy: 'socks5://a'}", "address of a proxy"),
        ("{headers: {'A B': c}}", "no name of a header"),
        ("{headers: {Host: c}}", "not for the configuration"),
        ('{token: "a\\nb"}', "one line"),
        ("{pasword: a}", "password"),
    ],
)
def test_what_makes_no_sense_is_said(access: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        config(access)


def test_what_is_secret_is_not_shown() -> None:
    made = config("{token: s3cret-token}")
    assert "s3cret" not in repr(made)
    assert "s3cret" not in repr(only(made))
    assert "s3cret" not in made.model_dump_json()
