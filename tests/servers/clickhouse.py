"""ClickHouse's HTTP face over its own engine, embedded: what a query answers is the engine's own.

    PYTHONPATH=FOLDER python3 tests/servers/clickhouse.py PORT [SQL]

With SQL it runs that once, prints the answer, and the time on stderr. The view `returned` stands for
a table of 100 million rows, one for each person and day: rows are computed when they are read, so
each query reads all of them. The heads follow ClickHouse's documents; users and roles are absent.
"""

import json
import re
import sys
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from chdb import session

ROWS = 100_000_000
TOWNS = ("河口镇 石桥镇 东关街道 南坪乡 柳林镇 青山乡 太平镇 白云乡 新集镇 双河镇 王庄乡 "
         "北关街道 杨店镇 高岗乡 龙泉镇").split()
CHANNELS = "专车 火车 自驾".split()

# Squares lean the shares: the first town has most people, the last fewest, later days more.
VIEW = f"""
CREATE VIEW returned AS
SELECT {TOWNS}[1 + toUInt8(pow((intHash32(number) % 10007) / 10007, 2) * {len(TOWNS)})] AS town,
       {CHANNELS}[1 + toUInt8(pow((intHash32(number + 1) % 9973) / 9973, 2) * {len(CHANNELS)})]
           AS channel,
       toDate('2020-02-21') - toUInt8(pow((intHash32(number + 2) % 9967) / 9967, 1.5) * 19) AS day
FROM numbers_mt({ROWS})
"""

TYPES = {
    "JSON": "application/json; charset=UTF-8",
    "JSONCompact": "application/json; charset=UTF-8",
    "JSONEachRow": "application/x-ndjson; charset=UTF-8",
    "TabSeparated": "text/tab-separated-values; charset=UTF-8",
}
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "origin, x-requested-with, content-type, "
                                    "x-clickhouse-format, x-clickhouse-user, x-clickhouse-key, "
                                    "authorization",
    "Access-Control-Allow-Methods": "POST, GET, OPTIONS",
    "Access-Control-Max-Age": "86400",
}


class Engine:
    """One session; queries one after another, as each takes every core."""

    def __init__(self):
        self.session = session.Session()
        self.lock = threading.Lock()
        self.run("CREATE DATABASE wall ENGINE = Memory", "TabSeparated")
        self.run("USE wall", "TabSeparated")
        self.run(VIEW, "TabSeparated")

    def run(self, sql, form):
        """The answer's bytes and what its summary says; raises RuntimeError with the engine's words."""
        with self.lock:
            begun = time.perf_counter_ns()
            answer = self.session.query(sql, form)
            took = time.perf_counter_ns() - begun
            return answer.bytes() or b"", {
                "read_rows": str(answer.storage_rows_read()),
                "read_bytes": str(answer.storage_bytes_read()),
                "result_rows": str(answer.rows_read()),
                "result_bytes": str(answer.bytes_read()),
                "elapsed_ns": str(took),
            }


class Face(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_OPTIONS(self):
        self.reply(204, {}, b"")

    def do_GET(self):
        self.ask(b"", True)

    def do_POST(self):
        self.ask(self.rfile.read(int(self.headers.get("Content-Length", 0))), False)

    def ask(self, body, readonly):
        asked = urlsplit(self.path)
        if asked.path == "/ping":
            return self.reply(200, {"Content-Type": "text/plain; charset=UTF-8"}, b"Ok.\n")
        given = {name: own[-1] for name, own in parse_qs(asked.query).items()}
        # A query may stand in the address, in the body, or begin in one and end in the other.
        sql = "\n".join(part for part in (given.get("query", ""), body.decode()) if part)
        form = given.get("default_format", "TabSeparated")
        written = re.search(r"\bFORMAT\s+(\w+)", sql, re.IGNORECASE)
        form = written[1] if written else form
        sql = re.sub(r"\bFORMAT\s+\w+", "", sql, flags=re.IGNORECASE)
        if readonly and not re.match(r"\s*(SELECT|WITH|SHOW|DESCRIBE)\b", sql, re.IGNORECASE):
            return self.fault("Code: 164. DB::Exception: Cannot execute query in readonly mode.")
        try:
            answer, summary = ENGINE.run(sql, form)
        except RuntimeError as fault:
            return self.fault(str(fault))
        heads = {
            "Content-Type": TYPES.get(form, "application/octet-stream"),
            "X-ClickHouse-Query-Id": str(uuid.uuid4()),
            "X-ClickHouse-Format": form,
            "X-ClickHouse-Summary": json.dumps(summary, separators=(",", ":")),
        }
        self.reply(200, heads, answer)

    def fault(self, said):
        """The engine's own words and code, as the server sends them."""
        code = re.search(r"Code: (\d+)", said)
        heads = {"Content-Type": "text/plain; charset=UTF-8",
                 "X-ClickHouse-Exception-Code": code[1] if code else "1001"}
        self.reply(404 if code and code[1] in ("46", "60") else 400, heads, said.encode())

    def reply(self, status, heads, body):
        self.send_response(status)
        for name, value in {**CORS, **heads, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing: the tests' output is for what failed."""


ENGINE = Engine()

if __name__ == "__main__":
    if len(sys.argv) > 2:
        text, about = ENGINE.run(sys.argv[2], "PrettyCompact")
        print(text.decode(), end="")
        print(json.dumps(about), file=sys.stderr)
    else:
        ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Face).serve_forever()
