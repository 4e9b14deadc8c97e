import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as the server got it. */
export interface ReceivedMail {
  readonly to: readonly string[];
  /** Headers and body as they were sent. */
  readonly source: string;
}

/** A real mail server on a free port of this machine that keeps what it gets. */
export interface TestMailServer {
  readonly address: string;
  readonly received: readonly ReceivedMail[];
  /** What it answers to each recipient; null: it takes the mail. */
  refuse(answer: (to: string) => { readonly code: number; readonly message: string } | null): void;
  close(): Promise<void>;
}

/** With a certificate, connections may become encrypted; who signs in does so with the password, or with the token of OAuth. */
export interface TestMailServerOptions {
  readonly tls?: { readonly certificate: string; readonly key: string };
  readonly token?: string;
}

export async function startTestMailServer({ tls, token }: TestMailServerOptions = {}): Promise<TestMailServer> {
  const received: ReceivedMail[] = [];
  let refusal: (to: string) => { readonly code: number; readonly message: string } | null = () => null;
  const server = new SMTPServer({
    ...{ authOptional: true, allowInsecureAuth: tls === undefined, logger: false, authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'] },
    ...(tls === undefined ? { disabledCommands: ['STARTTLS'] } : { cert: tls.certificate, key: tls.key }),
    onAuth: ({ username, password, accessToken }, _session, answer) =>
      username === 'plinth' && (password === 'p@ss/word' || (token !== undefined && accessToken === token))
        ? answer(null, { user: username })
        : answer(new Error('Who are you?')),
    onRcptTo({ address }, _session, answer) {
      const refused = refusal(address);
      answer(refused === null ? null : Object.assign(new Error(refused.message), { responseCode: refused.code }));
    },
    onData(stream, session, answer) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), source: Buffer.concat(chunks).toString('utf8') });
        answer();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    address: `smtp://127.0.0.1:${port}`,
    received,
    refuse(answer) {
      refusal = answer;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
