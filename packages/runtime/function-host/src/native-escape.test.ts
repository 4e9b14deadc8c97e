import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildWalls, type Walls } from './walls/walls.ts';

/**
 * What whoever broke out of the isolate finds: all of Node, as a runner has it. Each attempt tells what it got, or nothing where it
 * failed.
 */
const attempts: Readonly<Record<string, string>> = {
  'a file of the host': `fs.readFileSync(input.file, 'utf8')`,
  'the users of the host': `fs.readFileSync('/etc/passwd', 'utf8')`,
  'a way up by dots': `fs.readFileSync('/../../../../../../..' + input.file, 'utf8')`,
  'other folders of the root': `fs.readdirSync('/').filter((name) => !['compile', 'enter', 'isolates.node', 'lib', 'lib64', 'node', 'node_modules', 'runner.cjs'].includes(name)).join() || null`,
  'packages of others': `fs.readdirSync('/node_modules').join() || null`,
  'the list of processes': `fs.readdirSync('/proc').join()`,
  devices: `fs.readdirSync('/dev').join()`,
  variables: `Object.entries(process.env).join() || null`,
  'a file written at the root': `fs.writeFileSync('/written', 'x') ?? 'written'`,
  'its own program, changed': `fs.writeFileSync('/runner.cjs', 'x') ?? 'written'`,
  'a temporary file': `fs.mkdtempSync('/tmp/x')`,
  'other open files': `Array.from({ length: 60 }, (_, at) => at + 3).filter((fd) => { try { const stat = fs.fstatSync(fd); return stat.isFile() && stat.size > 0; } catch { return false; } }).join() || null`,
  'a listener of the machine': `await get('http://127.0.0.1:' + input.port)`,
  'a listener of the machine by IPv6': `await get('http://[::1]:' + input.port)`,
  'the outside': `await get('http://1.1.1.1/')`,
  'the metadata of a cloud': `await get('http://169.254.169.254/')`,
  names: `(await require('node:dns/promises').resolve4('example.com')).join()`,
  'interfaces of the network': `Object.keys(require('node:os').networkInterfaces()).filter((name) => name !== 'lo').join() || null`,
  'an abstract socket of the machine': `await connect({ path: '\\0' + input.socket })`,
  'a shell': `require('node:child_process').execFileSync('/bin/sh', ['-c', 'id'], { encoding: 'utf8' })`,
  'rights by the user': `process.setuid(0) ?? 'uid ' + process.getuid()`,
  'rights by the group': `process.setgroups([0]) ?? 'gid ' + process.getgroups()`,
  'a signal to the server': `process.kill(input.server, 0) && 'signalled'`,
  'a signal to its parent': `process.ppid > 0 ? process.kill(process.ppid, 0) && 'signalled' : null`,
  'another priority': `require('node:os').setPriority(-10) ?? 'prioritised'`,
  'a process of its own': `require('node:child_process').execFileSync('/node', ['-e', '0'], { stdio: 'inherit' }) ?? 'started'`,
  'a listener of its own': `await limited(new Promise((yes, no) => { const server = require('node:net').createServer().listen(0, () => yes('listens')); server.on('error', no); }))`,
  'a socket of datagrams': `await limited(new Promise((yes, no) => { const socket = require('node:dgram').createSocket('udp4'); socket.on('error', no); socket.bind(0, () => yes('bound')); }))`,
  'the file system, changed': `(() => { for (const work of [() => fs.mkdirSync('/x'), () => fs.symlinkSync('/x', '/y'), () => fs.chmodSync('/runner.cjs', 0o777), () => fs.unlinkSync('/runner.cjs'), () => fs.renameSync('/runner.cjs', '/x')]) { try { work(); return 'changed'; } catch {} } return null; })()`,
  'its own priority': `require('node:os').setPriority(require('node:os').getPriority()) ?? 'set'`,
  'too many processes': `(() => { let all = 0; for (let at = 0; at < 40; at++) { const child = require('node:child_process').spawn('/node', ['-e', 'setTimeout(() => 0, 2000)'], { stdio: 'inherit' }); child.on('error', () => 0); if (child.pid) all++; } return all > 30 ? 'started ' + all : null; })()`,
  'too many open files': `(() => { const all = []; try { for (;;) all.push(fs.openSync('/runner.cjs')); } catch { return all.length > 100 ? 'opened ' + all.length : null; } })()`,
};

const program = `
const input = JSON.parse(process.argv[1]);
const fs = require('node:fs');
const limited = (work) => Promise.race([work, new Promise((_, no) => setTimeout(() => no(new Error('late')), 3000))]);
const get = (address) => limited(new Promise((yes, no) => require('node:http').get(address, (answer) => yes('answered ' + answer.statusCode)).on('error', no)));
const connect = (to) => limited(new Promise((yes, no) => { const socket = require('node:net').connect(to, () => yes('connected')); socket.on('error', no); }));
(async () => {
  const got = {};
${Object.entries(attempts)
  .map(([name, code]) => `  try { got[${JSON.stringify(name)}] = ${code}; } catch { got[${JSON.stringify(name)}] = null; }`)
  .join('\n')}
  process.stdout.write(JSON.stringify(got), () => process.exit(0));
})();
`;

let walls: Walls;
let folder: string;
let listener: Server;
let visits = 0;
let got: Record<string, unknown>;

beforeAll(async () => {
  walls = await buildWalls();
  folder = await mkdtemp(join(tmpdir(), 'plinth-canary-'));
  const file = join(folder, 'canary.txt');
  await writeFile(file, randomUUID(), { mode: 0o644 });
  process.env.PLINTH_CANARY = randomUUID();
  listener = createServer((_, response) => {
    visits++;
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  const socket = `plinth-${randomUUID()}`;
  const abstract = createServer().listen({ path: `\0${socket}` });
  await new Promise((resolve) => abstract.once('listening', resolve));
  const { port } = listener.address() as AddressInfo;
  const input = JSON.stringify({ file, port, socket, server: process.pid });
  const { file: command, args } = walls.enclosure.command(walls.files, { program: 'node', args: ['-e', program, input] }, walls.nextUser());
  const child = spawn(command, args, { cwd: '/', env: {}, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (part: Buffer) => {
    text += part.toString('utf8');
  });
  await new Promise((resolve) => child.once('close', resolve));
  abstract.close();
  got = JSON.parse(text) as Record<string, unknown>;
}, 60_000);
afterAll(async () => {
  delete process.env.PLINTH_CANARY;
  listener.close();
  await walls.close();
  await rm(folder, { recursive: true });
});

describe('native code in a runner', () => {
  test('W3 every wall stands where the system allows it', () => {
    // Whoever may make namespaces, as CI may, has every wall; elsewhere the list says which are missing.
    if (process.getuid?.() === 0 && process.platform === 'linux') expect(walls.missing).toEqual([]);
    else expect(walls.standing).toContain('environment');
  });

  test.each(Object.keys(attempts))('W2 gets nothing: %s', (name) => {
    if (walls.missing.length > 0) return expect(walls.missing).not.toEqual([]);
    expect(got[name]).toBeNull();
  });

  test('W2 nobody outside was reached', () => {
    if (!walls.missing.includes('network')) expect(visits).toBe(0);
  });
});
