"""A browser shows what is kept of an image as it shows the image that was uploaded."""

from __future__ import annotations

from base64 import b64encode

import pytest
from playwright.sync_api import Browser

from chalicelib.documents import image_files
from tests.documents import odd_images

# The size of an image as it is shown, and a sum of its pixels.
_PIXELS = """async (text) => {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes]));
  const canvas = new OffscreenCanvas(image.width, image.height);
  const drawing = canvas.getContext("2d");
  drawing.drawImage(image, 0, 0);
  const { data } = drawing.getImageData(0, 0, image.width, image.height);
  return [image.width, image.height, data.reduce((sum, value, at) => sum + value * (at % 97), 0)];
}"""


@pytest.mark.parametrize("name", odd_images.USABLE)
def test_what_is_kept_shows_the_same_picture(chromium: Browser, name: str) -> None:
    content = odd_images.USABLE[name]()
    kept = image_files.read(content).cleaned(content)
    page = chromium.new_page()
    shown = [page.evaluate(_PIXELS, b64encode(each).decode()) for each in (content, kept)]
    page.close()
    assert shown[0] == shown[1] and shown[0][0] > 0
