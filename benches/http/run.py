"""The read path at its limit, and the write side: `make bench-http`.

Compares Candor with a bare axum handler that returns the same bytes and headers, and with nginx that
serves the same bytes from a file. Rounds are interleaved in one run; the server is on core 0, the client
(wrk) on core 1. The figure is the server's CPU time per request, from /proc, so that a busy machine
disturbs it little. Prints Markdown.
"""

import argparse
import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

TICK = os.sysconf("SC_CLK_TCK")
DOCUMENTS = ["/", "/api/v2/summary.json", "/history.atom"]
PORTS = {"candor": 18080, "bare axum": 18081, "nginx": 18082}
DROPPED = {"date", "connection", "transfer-encoding", "content-length"}


def get(port, path, headers=None):
    """Asks once on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers or {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.getheaders(), body


def wait_for(port):
    """Waits until a server has something to show."""
    for _ in range(200):
        try:
            if get(port, "/")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.05)
    sys.exit(f"nothing answers on port {port}")


def pinned(core, command, **more):
    return subprocess.Popen(["taskset", "-c", str(core), *command], **more)


def family(pid):
    """The process and its children (nginx has a worker)."""
    pids = [pid]
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            for child in file.read().split():
                pids += family(int(child))
    except OSError:
        pass
    return pids


def cpu_seconds(pid):
    total = 0
    for one in family(pid):
        with open(f"/proc/{one}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICK


def rss_kib(pid):
    total = 0
    for one in family(pid):
        with open(f"/proc/{one}/status") as file:
            total += int(re.search(r"VmRSS:\s+(\d+)", file.read()).group(1))
    return total


def wrk(port, path, seconds, connections, headers):
    command = ["taskset", "-c", "1", "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    command.append(f"http://127.0.0.1:{port}{path}")
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    requests = int(re.search(r"(\d+) requests in", text).group(1))
    p99 = re.search(r"99%\s+(\S+)", text).group(1)
    errors = re.search(r"Socket errors: (.*)", text)
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    return requests, p99, " ".join(filter(None, [errors and errors.group(1), wrong and wrong.group(0)]))


class Servers:
    """The three servers with the same documents."""

    def __init__(self, candor, bare, folder):
        self.folder = folder
        self.processes = {}
        environment = dict(os.environ, DATABASE_URL=f"sqlite://{folder}/candor.db", CANDOR_LOG="warn")
        self.token = subprocess.run(
            [candor, "token", "create", "--name", "bench", "--role", "owner"],
            env=environment, capture_output=True, text=True, check=True,
        ).stdout.strip()
        environment["CANDOR_RATE_LIMIT"] = "0"
        listen = f"127.0.0.1:{PORTS['candor']}"
        self.processes["candor"] = pinned(0, [candor, "serve", "--demo", "--listen", listen], env=environment)
        wait_for(PORTS["candor"])
        self.cases = self.take_documents()
        manifest = os.path.join(folder, "manifest")
        self.processes["bare axum"] = pinned(0, [bare, str(PORTS["bare axum"]), manifest])
        config = self.nginx_config()
        self.processes["nginx"] = pinned(0, ["nginx", "-p", folder, "-c", config])
        for port in PORTS.values():
            wait_for(port)

    def take_documents(self):
        """Saves what Candor answers, for the others to answer the same."""
        cases = []
        lines = []
        os.makedirs(f"{self.folder}/www", exist_ok=True)
        for number, path in enumerate(DOCUMENTS):
            _, plain, _ = get(PORTS["candor"], path)
            etag = dict(plain)["etag"]
            for kind, headers in [
                ("identity", {}),
                ("gzip", {"Accept-Encoding": "gzip"}),
                ("304", {"If-None-Match": etag}),
            ]:
                status, answer, body = get(PORTS["candor"], path, headers)
                name = f"d{number}-{kind}"
                with open(f"{self.folder}/{name}.headers", "w") as file:
                    for header, value in answer:
                        if header.lower() not in DROPPED:
                            file.write(f"{header.lower()}: {value}\n")
                with open(f"{self.folder}/{name}.body", "wb") as file:
                    file.write(body)
                lines.append(f"/{name} {status} {self.folder}/{name}.headers {self.folder}/{name}.body")
                if kind == "identity":
                    shutil.copy(f"{self.folder}/{name}.body", f"{self.folder}/www/d{number}")
                if kind == "gzip":
                    shutil.copy(f"{self.folder}/{name}.body", f"{self.folder}/www/d{number}.gz")
                cases.append((path, kind, headers, name, number))
        lines.append(f"/ 200 {self.folder}/d0-identity.headers {self.folder}/d0-identity.body")
        with open(f"{self.folder}/manifest", "w") as file:
            file.write("\n".join(lines) + "\n")
        return cases

    def nginx_config(self):
        path = f"{self.folder}/nginx.conf"
        with open(path, "w") as file:
            file.write(f"""
daemon off; worker_processes 1; pid {self.folder}/nginx.pid; error_log {self.folder}/nginx.log;
user {"root" if os.getuid() == 0 else "nobody"};
events {{ worker_connections 8192; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; keepalive_timeout 65;
  open_file_cache max=100; gzip_static on; default_type text/html; etag on;
  server {{ listen 127.0.0.1:{PORTS['nginx']} backlog=4096; root {self.folder}/www; index d0; }}
}}
""")
        return path

    def target(self, server, case):
        """The address and headers under which a server gives a case's document."""
        path, kind, headers, name, number = case
        if server == "candor":
            return path, headers
        if server == "bare axum":
            return f"/{name}", headers
        if kind == "304":
            _, answer, _ = get(PORTS["nginx"], f"/d{number}")
            return f"/d{number}", {"If-None-Match": dict(answer)["ETag"]}
        return f"/d{number}", headers

    def stop(self):
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait()


def reads(servers, rounds, seconds):
    print("| document | candor µs | bare axum µs | nginx µs | candor / bare | candor / nginx | requests/s |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for case in servers.cases:
        figures = {name: [] for name in PORTS}
        rate = []
        for _ in range(rounds):
            for name, port in PORTS.items():
                path, headers = servers.target(name, case)
                pid = servers.processes[name].pid
                before = cpu_seconds(pid)
                requests, _, errors = wrk(port, path, seconds, 64, headers)
                if errors:
                    print(f"{name} {case[0]} {case[1]}: {errors}", file=sys.stderr)
                figures[name].append((cpu_seconds(pid) - before) / requests * 1e6)
                if name == "candor":
                    rate.append(requests / seconds)
        ours, bare, nginx = (statistics.median(figures[name]) for name in PORTS)
        print(
            f"| `{case[0]}` {case[1]} | {ours:.2f} | {bare:.2f} | {nginx:.2f} | {ours / bare:.2f} "
            f"| {ours / nginx:.2f} | {statistics.median(rate):,.0f} |",
            flush=True,
        )


def connections(servers, seconds):
    pid = servers.processes["candor"].pid
    port = PORTS["candor"]
    print("\n| connections | requests/s | p99 | memory before KiB | after KiB | next answer ms |")
    print("|---:|---:|---:|---:|---:|---:|")
    for count in [1, 64, 256, 2000]:
        before = rss_kib(pid)
        requests, p99, errors = wrk(port, "/", seconds, count, {"Accept-Encoding": "gzip"})
        started = time.perf_counter()
        get(port, "/")
        following = (time.perf_counter() - started) * 1000
        time.sleep(1)
        note = f" ({errors})" if errors else ""
        print(
            f"| {count:,} | {requests / seconds:,.0f} | {p99}{note} | {before:,} | {rss_kib(pid):,} | {following:.1f} |",
            flush=True,
        )


def fsync_times(folder, count=200):
    times = []
    with open(f"{folder}/fsync", "wb") as file:
        for _ in range(count):
            file.write(b"x" * 4096)
            file.flush()
            started = time.perf_counter()
            os.fsync(file.fileno())
            times.append(time.perf_counter() - started)
    return times


def quantile(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1000


def writes(servers, posts, under_load):
    """Posts incidents one after the other; each must be everywhere when its POST has returned."""
    port = PORTS["candor"]
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    headers = {"Authorization": f"OAuth {servers.token}", "Content-Type": "application/json"}
    connection.request("GET", "/v1/pages", headers=headers)
    page = json.loads(connection.getresponse().read())[0]["id"]
    load = None
    if under_load:
        load = subprocess.Popen(
            ["taskset", "-c", "1", "wrk", "-t1", "-c32", "-d3600s", f"http://127.0.0.1:{port}/"],
            stdout=subprocess.DEVNULL,
        )
    times, stale = [], 0
    for _ in range(posts):
        name = f"Bench incident {time.time_ns()}"
        body = json.dumps({"incident": {"name": name, "body": "Some words on it."}})
        started = time.perf_counter()
        connection.request("POST", f"/v1/pages/{page}/incidents", body=body, headers=headers)
        answer = connection.getresponse()
        made = json.loads(answer.read())
        times.append(time.perf_counter() - started)
        if answer.status != 201:
            sys.exit(f"a POST answered {answer.status}: {made}")
        incident = f"/incidents/{made['id']}"
        for path in ["/", incident, "/history.atom", "/history.rss", "/feed.json", "/history.atom?items=updates",
                     "/api/v2/summary.json", "/api/v2/incidents.json", "/api/v2/incidents/unresolved.json",
                     f"/api/v2{incident}.json"]:
            connection.request("GET", path)
            if name.encode() not in connection.getresponse().read():
                stale += 1
                print(f"stale: {path} lacks {name}", file=sys.stderr)
        # Resolved at once, so that the page does not grow.
        edit = json.dumps({"incident": {"status": "resolved", "body": "Over."}})
        connection.request("PATCH", f"/v1/pages/{page}{incident}", body=edit, headers=headers)
        connection.getresponse().read()
    if load:
        load.terminate()
        load.wait()
    return times, stale


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--candor", required=True)
    parser.add_argument("--bare", required=True)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--posts", type=int, default=1000)
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="candor-bench-")
    servers = Servers(os.path.abspath(options.candor), os.path.abspath(options.bare), folder)
    try:
        with open("/proc/cpuinfo") as file:
            model = re.search(r"model name\s*: (.*)", file.read()).group(1)
        print(f"{model}, {os.cpu_count()} cores; {options.rounds} rounds of {options.seconds} s, medians.\n")
        reads(servers, options.rounds, options.seconds)
        connections(servers, options.seconds)
        print("\n| 1 client posting | posts | stale reads | p50 ms | p99 ms |")
        print("|---|---:|---:|---:|---:|")
        for label, load in [("alone", False), ("under 32 reading connections", True)]:
            times, stale = writes(servers, options.posts, load)
            print(f"| {label} | {len(times):,} | {stale} | {quantile(times, 0.5):.1f} | {quantile(times, 0.99):.1f} |",
                  flush=True)
        disk = fsync_times(folder)
        print(f"\nfsync of 4 KiB on the same disk: p50 {quantile(disk, 0.5):.1f} ms, p99 {quantile(disk, 0.99):.1f} ms.")
    finally:
        servers.stop()
        shutil.rmtree(folder, ignore_errors=True)


main()
