extension TestServer {
    /// Prints its plain port, its TLS port, its certificate's path and its Unix socket's path, and serves until the
    /// process that started it is gone.
    static let script = #"""
        import http.server, os, shutil, socketserver, ssl, subprocess, sys, tempfile, threading, time

        arrivals = {}
        lock = threading.Lock()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            requests_here = 0

            def log_message(self, *arguments): pass
            def address_string(self): return ""

            def answer(self, status, body=b"", headers=()):
                self.send_response(status)
                for name, value in headers: self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD": self.wfile.write(body)

            def chunk(self, data):
                self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
                self.wfile.flush()

            def begin_chunks(self):
                self.send_response(200)
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()

            def arrive(self, key):
                with lock:
                    arrivals[key] = arrivals.get(key, 0) + 1
                    return arrivals[key]

            def handle_any(self):
                self.requests_here += 1
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                _, name, *rest = self.path.split("/")
                argument = rest[0] if rest else ""
                try: getattr(self, "on_" + name)(argument, body)
                except (BrokenPipeError, ConnectionResetError): self.close_connection = True

            do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

            def on_status(self, n, body): self.answer(int(n), b"status " + n.encode())
            def on_echo(self, _, body): self.answer(200, body)
            def on_head(self, _, body):
                self.answer(200, (self.requestline + "\n" + str(self.headers)).encode())
            def on_cookies(self, _, body):
                self.answer(200, b"", [("Set-Cookie", "a=1"), ("X-Empty", ""), ("set-cookie", "b=2")])
            def on_large(self, n, body): self.answer(200, bytes(range(256)) * (int(n) // 256))
            def on_chunks(self, n, body):
                self.begin_chunks()
                for i in range(int(n)): self.chunk(b"x" * 1000)
                self.chunk(b"")
            def on_slow(self, seconds, body):
                time.sleep(float(seconds)); self.answer(200)
            def on_stall(self, seconds, body):
                self.begin_chunks(); self.chunk(b"begun"); time.sleep(float(seconds)); self.chunk(b"")
            def on_events(self, n, body):
                self.begin_chunks()
                for i in range(int(n)):
                    self.chunk(b"id: %d\ndata: hello\n\n" % i); time.sleep(0.01)
                self.chunk(b"")
            def on_endless(self, key, body):
                self.arrive(key)
                self.begin_chunks()
                try:
                    while True: self.chunk(b"y" * 65536); self.arrive(key + "-chunks")
                finally: self.arrive(key + "-ended")
            def on_arrivals(self, key, body):
                with lock: self.answer(200, str(arrivals.get(key, 0)).encode())
            def on_redirect(self, n, body):
                target = "/redirect/%d" % (int(n) - 1) if int(n) > 1 else "/head"
                self.answer(302, b"elsewhere", [("Location", target), ("X-Hop", n)])
            def on_drop(self, key, body):
                self.arrive(key)
                self.close_connection = True
            def on_fickle(self, key, body):
                # Answers the first request on a connection, and hangs up on the second after having read it.
                self.arrive(key)
                if self.requests_here == 1: self.answer(200)
                else: self.close_connection = True
            def on_cut(self, _, body):
                self.send_response(200); self.send_header("Content-Length", "1000"); self.end_headers()
                self.wfile.write(b"short"); self.close_connection = True
            def on_garbage(self, _, body):
                self.wfile.write(b"hello\n"); self.close_connection = True
            def on_interim(self, _, body):
                self.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"); self.answer(200, b"final")
            def on_heads(self, n, body):
                self.answer(200, b"", [("X-Long", "z" * 1000)] * int(n))
            def on_connection(self, _, body): self.answer(200, str(self.client_address[1]).encode())

        class Server(http.server.ThreadingHTTPServer):
            request_queue_size = 512
            daemon_threads = True
            def handle_error(self, *arguments): pass

        class UnixServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
            daemon_threads = True

        parent = os.getppid()
        directory = tempfile.mkdtemp(prefix="daybook-http-")
        certificate, key, path = (os.path.join(directory, name) for name in ("cert.pem", "key.pem", "http.socket"))
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
             "1", "-keyout", key, "-out", certificate, "-subj", "/CN=localhost", "-addext",
             "subjectAltName=DNS:localhost"], check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        plain, secure = Server(("127.0.0.1", 0), Handler), Server(("127.0.0.1", 0), Handler)
        secure.socket = context.wrap_socket(secure.socket, server_side=True, do_handshake_on_connect=False)
        servers = [plain, secure, UnixServer(path, Handler)]
        for server in servers: threading.Thread(target=server.serve_forever, daemon=True).start()
        print(plain.server_port, secure.server_port, certificate, path, flush=True)
        while os.getppid() == parent: time.sleep(0.2)
        shutil.rmtree(directory)
        """#
}
