"""Pictures, written anew from their pixels: what else was in the file (place and camera, another file behind it) stays behind. Pure."""

from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 40_000_000  # asked before anything is unpacked, so that a small file cannot fill the memory
Image.MAX_IMAGE_PIXELS = None  # the limit above is ours, and has a sentence
LONGEST_SIDE = 4096
TOO_MANY = "This picture has {:.0f} million points, and we take 40. Please make it smaller, and choose it again."
DAMAGED = "This picture is damaged or not complete. Please save it once more, and choose it again."
QUALITY = {"JPEG": {"quality": 88}, "WEBP": {"quality": 88}, "PNG": {}}


class Unfit(ValueError):
    """A file that cannot be taken, as a sentence for its owner."""


def format_of(data: bytes) -> str:
    """JPEG, PNG or WEBP by what the bytes say; empty for anything else."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            return image.format
    except Exception:  # noqa: BLE001 - whatever the reader stumbles upon, it is no picture of these kinds
        return ""


def written_anew(data: bytes) -> bytes:
    """The same picture in the same format, upright, at most 4096 points long, without anything else. Raises Unfit."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unfit(TOO_MANY.format(image.width * image.height / 1_000_000))
            form = image.format
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            return _written(image, form)
    except Unfit:
        raise
    except Exception as error:  # decoders fail in many ways, and each means that the file is broken
        raise Unfit(DAMAGED) from error


def _written(image: Image.Image, form: str) -> bytes:
    upright = ImageOps.exif_transpose(image)
    plain = upright.convert("RGBA" if upright.has_transparency_data and form != "JPEG" else "RGB")
    plain.info = {}  # EXIF, comments, colour profiles, texts
    out = BytesIO()
    plain.save(out, form, **QUALITY[form])
    return out.getvalue()
