"""A language model's endpoint on loopback that answers as a test last said: OpenAI's chat completions, or whatever else it likes."""
import http.server
import json
import threading


def completion(content, **more):
    return json.dumps({"model": "stand-in", "choices": [{"finish_reason": "stop", "message": {"content": content, **more}}]}).encode()


class StandIn(http.server.BaseHTTPRequestHandler):
    """Answers as the test last said: bytes, or a function of the request's JSON."""

    status, reply, asked = 200, b"", []

    def do_POST(self):
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        StandIn.asked.append((self.path, self.headers.get("Authorization"), sent))
        reply = StandIn.reply(sent) if callable(StandIn.reply) else StandIn.reply
        self.send_response(StandIn.status)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        try:
            self.wfile.write(reply)
        except ConnectionError:
            pass  # viva had enough

    def log_message(self, *_):
        pass


def stand_in():
    """Starts one; gives the server, to be shut down, and the URL to name."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), StandIn)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}/v1"
