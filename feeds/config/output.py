"""Where the published files go."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from feeds.config.values import Model


def _storage_address(url: str) -> str:
    if not re.match(r"[a-z][a-z0-9+.-]*://.", url):
        raise ValueError("should be the address of a storage, such as s3://bucket/path")
    return url.rstrip("/")


class Output(Model):
    """A folder, by itself or with a storage that it is copied to. A bare string is the folder."""

    folder: str = Field("output", min_length=1, description="The folder that is published.")
    url: Annotated[str, AfterValidator(_storage_address)] | None = Field(
        None, description="A storage that the folder is copied to, such as s3://bucket/path."
    )
    options: dict[str, Any] = Field(
        {}, repr=False, description="What the driver of that storage (fsspec) is told."
    )

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        return {"folder": value} if isinstance(value, str) else value
