// A gateway for the suites: the demo of the built binary, in a folder of its own, on a free port.

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Starts the gateway, and resolves when it is ready. */
export async function start(binary) {
  const folder = await mkdtemp(join(tmpdir(), 'integrated-review-clients-'));
  const guide = join(folder, 'demo.json');
  const child = spawn(binary, ['demo', '--data', folder, '--port', '0', '--json', guide], { stdio: ['ignore', 'pipe', 'pipe'] });
  process.on('exit', () => child.kill());
  const log = [];
  child.stderr.setEncoding('utf8').on('data', (text) => log.push(text));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const told = new Promise((resolve) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (more) => (text += more).includes('/health/ready') && resolve());
  });
  const failed = async () => {
    throw new Error(`the gateway ended with ${await ended}: ${log.join('')}`);
  };
  // The demo names its addresses when its database is filled, and then serves: what is asked meanwhile waits in the
  // socket.
  await Promise.race([told, failed()]);
  const { url, roles } = JSON.parse(await readFile(guide, 'utf8'));
  const ready = await Promise.race([fetch(`${url}/health/ready`), failed()]);
  if (!ready.ok) throw new Error(`the gateway is not ready: ${await ready.text()}`);
  const end = async () => {
    child.kill();
    await ended;
    await rm(folder, { recursive: true });
    return log.join('');
  };
  return { url, end, token: (role) => roles.find((each) => each.role === role).token };
}
