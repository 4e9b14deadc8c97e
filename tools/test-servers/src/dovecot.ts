import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { adviceFor, findServer, systemPrograms } from '@plinth/setup/system-programs';
import { answers, freePorts } from './free-ports.ts';
import { runProgram } from './run-program.ts';
import type { ServerKind } from './test-server.ts';

/**
 * Dovecot of Debian, for IMAP over TLS, at `more.starttls` once both agree to it: `test` with the password `test-password`, or with a
 * token that `more.tokenKey` signs (a file; HS256), has a mailbox in `more.mails` (Maildir), and `more.authority` is the certificate by
 * which the server is known.
 */
export const dovecot: ServerKind = {
  name: 'dovecot',
  lacking() {
    const program = systemPrograms.find(({ name }) => name === 'Dovecot');
    return program?.find() === null ? adviceFor(program) : null;
  },
  async prepare(folder) {
    const [port = 0, starttls = 0] = await freePorts(2);
    // Who is root gives its helpers other names, which have to find the sockets in it.
    chmodSync(folder, 0o711);
    const [key, certificate, mails] = [join(folder, 'key.pem'), join(folder, 'certificate.pem'), join(folder, 'mails')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1', '-days', '2'];
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    await runProgram(folder, 'openssl', ['req', '-x509', ...curve, ...subject, '-keyout', key, '-out', certificate]);
    const { username, uid, gid } = userInfo();
    // Mails are nobody's where they would be root's, which it does not let in; tests deliver them into folders that are open to it.
    const owner = uid === 0 ? { uid: 65_534, gid: 65_534 } : { uid, gid };
    for (const part of ['', 'new', 'cur', 'tmp']) {
      mkdirSync(join(mails, part), { recursive: true });
      chmodSync(join(mails, part), 0o777);
    }
    // Where it looks for the key of a token that names none.
    const tokenKey = join(folder, 'keys', 'default', 'HS256', 'default');
    mkdirSync(dirname(tokenKey), { recursive: true });
    for (const part of ['keys', 'keys/default', 'keys/default/HS256']) chmodSync(join(folder, part), 0o755);
    writeFileSync(tokenKey, randomBytes(32).toString('base64'), { mode: 0o644 });
    const tokens = join(folder, 'tokens.conf');
    const judged = [
      'introspection_mode = local',
      `local_validation_key_dict = fs:posix:prefix=${join(folder, 'keys')}/`,
      'username_attribute = sub',
    ];
    writeFileSync(tokens, `${judged.join('\n')}\n`, { mode: 0o644 });
    const listener = (name: string, lines: readonly string[]) => [`service ${name} {`, ...lines.map((line) => `  ${line}`), '}'];
    const settings = join(folder, 'dovecot.conf');
    const lines = [
      'protocols = imap',
      'listen = 127.0.0.1',
      `base_dir = ${join(folder, 'run')}`,
      `state_dir = ${join(folder, 'state')}`,
      'log_path = /dev/stderr',
      'ssl = required',
      `ssl_cert = <${certificate}`,
      `ssl_key = <${key}`,
      `mail_location = maildir:${mails}`,
      // Who is root has to become somebody else before anybody signs in; others are all that they can be.
      ...(uid === 0
        ? []
        : [`default_internal_user = ${username}`, `default_login_user = ${username}`, `default_internal_group = ${username}`]),
      'first_valid_uid = 1',
      'auth_mechanisms = plain login xoauth2',
      'passdb {\n  driver = static\n  mechanisms = plain login\n  args = user=test password=test-password\n}',
      `passdb {\n  driver = oauth2\n  mechanisms = xoauth2\n  args = ${tokens}\n}`,
      `userdb {\n  driver = static\n  args = uid=${owner.uid} gid=${owner.gid} home=${mails}\n}`,
      ...listener('imap-login', [
        'chroot =',
        'inet_listener imap {',
        `  port = ${starttls}`,
        '}',
        'inet_listener imaps {',
        `  port = ${port}`,
        '  ssl = yes',
        '}',
      ]),
      ...listener('anvil', ['chroot =']),
      'namespace inbox {\n  inbox = yes\n}',
    ];
    writeFileSync(settings, `${lines.join('\n')}\n`);
    return {
      address: { host: '127.0.0.1', port, more: { mails, authority: certificate, starttls: String(starttls), tokenKey } },
      command: [findServer('dovecot') ?? 'dovecot', '-F', '-c', settings],
      ready: () => answers(port),
    };
  },
};
