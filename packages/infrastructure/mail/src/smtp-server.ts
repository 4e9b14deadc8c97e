import { createTransport } from 'nodemailer';
import { mailErrors } from './errors.ts';

/** A mail to one person, in plain text. */
export interface Mail {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  /** The same whenever it is sent again; letters, digits and hyphens. */
  readonly id: string;
}

/** Takes mails. */
export interface MailServer {
  /** Answers when the server has taken it. Throws `mail.refused` where it never will, `mail.unavailable` where it may later. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

export interface SmtpOptions {
  /** `smtp://user:password@host:587`, or `smtps://` where the connection is encrypted from the start. */
  readonly address: string;
  /** `Plinth <plinth@bank.example>`. */
  readonly from: string;
}

const connectMilliseconds = 10_000;
const answerMilliseconds = 20_000;
/** Codes of SMTP that do not change by trying again (RFC 5321 §4.2.1), apart from those about who may send at all. */
const isFinal = (code: number) => code >= 500 && code !== 530 && code !== 535 && code !== 538;

/** A server that speaks SMTP. Throws `mail.bad-address`. */
export function smtpServer({ address, from }: SmtpOptions): MailServer {
  if (!URL.canParse(address)) throw mailErrors.badAddress();
  const url = new URL(address);
  const secure = url.protocol === 'smtps:';
  if ((!secure && url.protocol !== 'smtp:') || url.hostname === '') throw mailErrors.badAddress();
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isHere = host === 'localhost' || host === '127.0.0.1' || host === '::1';
  const user = decodeURIComponent(url.username);
  const transport = createTransport({
    ...{ host, secure, port: url.port === '' ? (secure ? 465 : 587) : Number(url.port) },
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) }, requireTLS: !secure && !isHere }),
    ...{ connectionTimeout: connectMilliseconds, greetingTimeout: connectMilliseconds, socketTimeout: answerMilliseconds },
    // What stands in a mail is text; none of it is ever fetched.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const domain = /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? host;
  return {
    async send({ to, subject, text, id }) {
      try {
        await transport.sendMail({
          ...{ from, to, subject: subject.replaceAll(/[\r\n]+/g, ' '), text },
          messageId: `<${id}@${domain}>`,
          // No answers of machines to what a machine sent (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        const reason = (error instanceof Error ? error.message : String(error)).slice(0, 300);
        const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0;
        throw isFinal(code) ? mailErrors.refused({ reason }, { cause: error }) : mailErrors.unavailable({ reason }, { cause: error });
      }
    },
    close: () => transport.close(),
  };
}
