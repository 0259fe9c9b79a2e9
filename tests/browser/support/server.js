// A `candor serve` of its own for a test: a fresh SQLite database, with the demo or empty, on a free port.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The password of everybody in tests. */
export const PASSWORD = "plum anvil seventeen";

const TARGET = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("../../../target", import.meta.url));
const PROGRAM = process.env.CANDOR ?? join(TARGET, "debug/candor");

export class Server {
  /** Starts one and waits until it says where the owner is made. */
  static async start({ demo = true } = {}) {
    const folder = mkdtempSync(join(tmpdir(), "candor-browser-"));
    const env = { ...process.env, DATABASE_URL: `sqlite://${folder}/candor.db`, CANDOR_LOG: "warn" };
    const child = spawn(PROGRAM, ["serve", ...(demo ? ["--demo"] : []), "--listen", "127.0.0.1:0"], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const server = new Server(folder, env, child);
    process.once("exit", () => server.end());
    for await (const line of createInterface({ input: child.stdout })) {
      const link = line.match(/(http:\/\/[^/]+)(\/admin\/setup\/\S+)/);
      if (link) {
        [, server.url, server.setUpPath] = link;
        return server;
      }
    }
    throw new Error(`${PROGRAM} ended before it served`);
  }

  constructor(folder, env, child) {
    this.folder = folder;
    this.env = env;
    this.child = child;
  }

  /** Adds somebody by the command line; their address is `ROLE@example.com`. */
  add(role, name = `The ${role}`) {
    const email = `${role}@example.com`;
    const flags = ["--email", email, "--name", name, "--role", role, "--password-stdin"];
    execFileSync(PROGRAM, ["user", "create", ...flags], { env: this.env, input: PASSWORD });
    return email;
  }

  async stop() {
    const ended = new Promise((done) => this.child.once("exit", done));
    this.end();
    await ended;
  }

  /** Ends it at once and leaves nothing behind. */
  end() {
    this.child.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
