"""Movie files are opened safely, and read whatever state they are in."""

from __future__ import annotations

import os
import threading
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import av
import pytest

from adtool.errors import MediaError
from adtool.media import probe
from adtool.media.container import clock_start, opened, packets


def test_missing_paths_folders_and_devices_get_one_clear_line(tmp_path):
    with pytest.raises(MediaError, match="there is no such file"):
        probe(tmp_path / "nothing.mp4")
    with pytest.raises(MediaError, match="is a folder"):
        probe(tmp_path)
    with pytest.raises(MediaError, match="cannot be opened"):
        probe("a\0b.mp4")
    os.mkfifo(tmp_path / "pipe.mp4")
    with pytest.raises(MediaError, match="is no regular file"):
        probe(tmp_path / "pipe.mp4")


@pytest.mark.parametrize("name", ["-film.mp4", "concat:a|b.mp4", "http:film.mp4", "%03d.mp4"])
def test_names_are_never_interpreted(films, name, monkeypatch):
    film = films.make("plain.mp4")
    film.rename(films.folder / name)
    monkeypatch.chdir(films.folder)
    assert probe(Path(name)).duration == pytest.approx(4000, abs=60)


@pytest.fixture
def server(films):
    """A web server on this machine that would serve a real movie, and counts who asks."""
    movie = films.make("served.ts").read_bytes()
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(movie)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as web:
        thread = threading.Thread(target=web.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{web.server_port}/served.ts", asked
        web.shutdown()
        thread.join()


def test_urls_are_never_fetched(server):
    url, asked = server
    with pytest.raises(MediaError, match=f"^{url}: is an address, and nothing is"):
        probe(url)
    assert asked == []


def _playlists(target: str) -> dict[str, str]:
    return {
        "a.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n"
        + target
        + "\n#EXT-X-ENDLIST\n",
        "a.ffconcat": f"ffconcat version 1.0\nfile '{target}'\n",
        "a.mpd": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" '
        'mediaPresentationDuration="PT10S"><Period><AdaptationSet mimeType="video/mp4">'
        f'<Representation id="1" bandwidth="1000"><BaseURL>{target}</BaseURL>'
        '<SegmentBase indexRange="0-10"/></Representation></AdaptationSet></Period></MPD>',
        "a.sdp": f"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\na=x:{target}\n"
        "m=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
    }


def test_playlists_reach_neither_the_net_nor_other_files(server, films):
    url, asked = server
    for target in (url, str(films.folder / "served.ts"), "served.ts"):
        for name, text in _playlists(target).items():
            for disguise in (name, "movie.mp4"):
                path = films.folder / disguise
                path.write_text(text)
                with pytest.raises(MediaError, match="cannot be read as a movie"):
                    probe(path)
    assert asked == []


def test_what_ffmpeg_says_never_waits_for_python(films):
    av.logging.set_level(av.logging.ERROR)  # as torchvision does when it is loaded
    probe(films.make(sound=films.beeps(1)))
    assert av.logging.get_level() is None


def test_every_packet_is_read_and_the_last_of_a_stream_is_empty(films):
    path = films.make(times=range(0, 2000, 40))
    with opened(path) as container:
        found = list(packets(container, container.streams.video[0]))
    assert len(found) == 51
    assert all(packet.size for packet in found[:-1])
    assert (found[-1].size, found[-1].pts) == (0, None)


class Torn:
    """A container whose every second packet cannot be read, and that ends after some."""

    def __init__(self, packets: int, error: Exception) -> None:
        self.left, self.error = packets, error

    def demux(self, *streams):
        if self.left == 0:
            return
        self.left -= 1
        yield films_packet(1)
        raise self.error


def films_packet(size, pts=0):
    packet = av.Packet(size)
    packet.pts = pts
    return packet


@pytest.mark.parametrize("error", [OSError("torn"), av.error.InvalidDataError(1, "torn")])
def test_reading_goes_on_past_places_that_cannot_be_read(error):
    found = list(packets(Torn(3, error)))
    assert [packet and packet.size for packet in found] == [1, None, 1, None, 1, None]


def test_a_file_is_given_up_after_a_thousand_places_that_cannot_be_read():
    found = list(packets(Torn(5000, OSError("torn"))))
    assert found.count(None) == 1000
    assert len(found) == 2000


def test_empty_packets_that_say_as_before_are_left_out():
    class Container:
        def demux(self, *streams):
            yield from (films_packet(3), films_packet(0, 40), films_packet(0, None))

    assert [(packet.size, packet.pts) for packet in packets(Container())] == [(3, 0), (0, None)]


class Clock:
    """A container with a start in microseconds, and streams with starts in their own units."""

    def __init__(self, start, *starts):
        self.start_time = start
        self.streams = [type("Stream", (), {"start_time": s, "time_base": b}) for s, b in starts]


@pytest.mark.parametrize(
    ("clock", "zero"),
    [
        (Clock(None), 0),
        (Clock(None, (5, None), (None, Fraction(1, 25))), 0),
        (Clock(None, (50, Fraction(1, 25)), (1001, Fraction(1, 1000))), Fraction(1001, 1000)),
        (Clock(1_400_000), Fraction(14, 10)),
        (Clock(1_466_667, (132_000, Fraction(1, 90_000))), Fraction(132_000, 90_000)),
        (
            Clock(1_466_667, (90_000, Fraction(1, 90_000)), (132_000, Fraction(1, 90_000))),
            Fraction(132_000, 90_000),
        ),
        (Clock(333_333, (1, Fraction(1, 3)), (9, Fraction(1, 3))), Fraction(1, 3)),
        (Clock(1_000_000, (1_000_001, Fraction(1, 1_000_000))), Fraction(1_000_001, 1_000_000)),
        (Clock(1_000_000, (1_000_002, Fraction(1, 1_000_000))), 1),
        (Clock(-20_000, (0, Fraction(1, 25))), Fraction(-1, 50)),
    ],
)
def test_time_zero_is_the_containers_start_as_exactly_as_its_streams_tell(clock, zero):
    assert clock_start(clock) == zero


def test_a_file_that_cannot_be_opened_says_why(films, monkeypatch):
    path = films.make()

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(MediaError, match="cannot be opened: Permission denied"), opened(path):
        pass
