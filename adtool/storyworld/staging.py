"""Where people stand on the stage, and how a camera looks at them: what both worlds share."""

from __future__ import annotations

from PIL import Image, ImageDraw

from adtool.storyworld.actions import Tableau
from adtool.storyworld.drawing import STAGE_HEIGHT, STAGE_WIDTH, Pen
from adtool.storyworld.world import Camera, Shot

GROUND = 8.2
COMPANY_SIZE = 0.68
COMPANY_X = (2.2, 14.0)


def open_stage(
    shot: Shot, tableau: Tableau, progress: float, width: int, height: int
) -> tuple[Image.Image, Pen]:
    """Return an empty picture, and a pen that draws on its stage as the clip's camera sees it."""
    camera = shot.cameras[0] if progress < shot.cut else shot.cameras[1]
    x, y = _look_at(shot, tableau, camera, progress)
    scale = camera.zoom * width / STAGE_WIDTH
    image = Image.new("RGB", (width, height))
    origin = (width / 2 - x * scale, height / 2 - y * scale)
    return image, Pen(ImageDraw.Draw(image), *origin, scale)


def _look_at(shot: Shot, tableau: Tableau, camera: Camera, progress: float) -> tuple[float, float]:
    drift = camera.drift * (progress - 0.5)
    focus_x = shot.position + shot.facing * tableau.focus[0]
    if camera.close:
        return focus_x + drift, GROUND + tableau.focus[1]
    half = STAGE_HEIGHT / camera.zoom / 2
    tops = [thing.y - thing.scale for thing in tableau.things]
    top = GROUND + min([tableau.top, *tops]) - 0.1
    return (shot.position + 2 * focus_x) / 3 + drift, min(STAGE_HEIGHT + 0.1, top + 2 * half) - half
