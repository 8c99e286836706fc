"""Pictures written anew: nothing but what one sees goes on."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from mentoring.intake.pictures import DAMAGED, Unfit, format_of, written_anew
from tests.mentoring.papers import picture


def read(data):
    return Image.open(BytesIO(data))


def with_place(form):
    """A picture turned on its side, that says where it was taken."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "A camera"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(form, exif=exif)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_where_and_by_what_it_was_taken_stays_behind(form):
    before = with_place(form)
    assert (dict(read(before).getexif())[0x010F], read(before).size) == ("A camera", (60, 40))
    after = read(written_anew(before))
    assert (after.format, dict(after.getexif()), after.size) == (form, {}, (40, 60))
    assert b"A camera" not in written_anew(before)


def test_comments_profiles_and_what_hides_behind_stay_behind():
    data = picture("JPEG", comment=b"secret words", icc_profile=b"secret profile") + b"<script>alert(1)</script>PK\x03\x04"
    assert [word in written_anew(data) for word in (b"secret", b"script", b"PK\x03\x04")] == [False] * 3


@pytest.mark.parametrize(
    ("form", "mode"), [("PNG", "P"), ("PNG", "LA"), ("PNG", "1"), ("PNG", "I;16"), ("JPEG", "CMYK"), ("JPEG", "L"), ("WEBP", "RGBA")]
)
def test_every_mode_is_taken(form, mode):
    assert read(written_anew(picture(form, mode=mode))).format == form


def test_a_large_picture_is_made_smaller():
    assert read(written_anew(picture("JPEG", size=(5000, 2500)))).size == (4096, 2048)


def bomb(width, height):
    """A PNG of a hundred bytes that says it has so many points."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("width", "height"), [(10_000, 10_000), (60_000, 60_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(width, height):
    with pytest.raises(Unfit):
        written_anew(bomb(width, height))


def test_its_refusal_says_how_large_it_is():
    with pytest.raises(Unfit, match="This picture has 100 million points, and we take 40"):
        written_anew(bomb(10_000, 10_000))


@pytest.mark.parametrize("data", [picture()[:200], picture("PNG")[:60], bomb(100, 100)])
def test_half_a_picture_is_refused(data):
    with pytest.raises(Unfit, match=DAMAGED):
        written_anew(data)


@pytest.mark.parametrize("data", [b"", b"MZ\x90", b"<svg/>", picture("GIF"), picture("BMP"), picture("TIFF")])
def test_other_kinds_are_no_pictures_here(data):
    assert format_of(data) == ""
