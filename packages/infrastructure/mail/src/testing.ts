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

export async function startTestMailServer(): Promise<TestMailServer> {
  const received: ReceivedMail[] = [];
  let refusal: (to: string) => { readonly code: number; readonly message: string } | null = () => null;
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], allowInsecureAuth: true, logger: false },
    onAuth: ({ username, password }, _session, answer) =>
      username === 'plinth' && password === 'p@ss/word' ? answer(null, { user: username }) : answer(new Error('Who are you?')),
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
