"""A recogniser of speech on loopback, as whisper.cpp's server is asked, that answers as a test last said: well, or in any way but that."""
import email.parser
import http.server
import json
import struct
import threading


def wav(seconds=3.0, rate=16000, channels=1, bits=16, coding=1):
    """A file of silence."""
    sound = b"\0" * (int(seconds * rate) * channels * bits // 8)
    head = struct.pack("<HHIIHH", coding, channels, rate, rate * channels * bits // 8, channels * bits // 8, bits)
    chunks = b"WAVE" + b"fmt " + struct.pack("<I", len(head)) + head + b"data" + struct.pack("<I", len(sound)) + sound
    return b"RIFF" + struct.pack("<I", len(chunks)) + chunks


def transcript(*segments, **more):
    """What the server says of (start, end, text)..."""
    listed = [{"id": i, "start": start, "end": end, "text": text, "temperature": 0.0, "words": []} for i, (start, end, text) in enumerate(segments)]
    return json.dumps({"task": "transcribe", "language": "english", "duration": 3.0, "text": "".join(text + "\n" for _, _, text in segments), "segments": listed, **more}).encode()


class Recogniser(http.server.BaseHTTPRequestHandler):
    """Answers as the test last said. `hold`: waits for that event first."""

    status, reply, headers_too, hold, asked = 200, b"", {}, None, []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        form = email.parser.BytesParser().parsebytes(b"Content-Type: " + self.headers["Content-Type"].encode() + b"\r\n\r\n" + body)
        parts = {part.get_param("name", header="content-disposition"): part for part in form.get_payload()}
        Recogniser.asked.append((self.path, self.headers.get("Authorization"), parts))
        if Recogniser.hold:
            Recogniser.hold.wait(60)
        try:
            self.send_response(Recogniser.status)
            for name, value in {"Content-Length": str(len(Recogniser.reply)), **Recogniser.headers_too}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(Recogniser.reply)
        except ConnectionError:
            pass  # viva had enough

    def log_message(self, *_):
        pass


def recogniser():
    """Starts one; gives the server, to be shut down, and the URL to name."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Recogniser)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}"
