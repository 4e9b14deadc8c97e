import { connectorErrors, type SystemRequest, type SystemSpeaker } from '@plinth/connectors';
import type { JsonValue } from '@plinth/foundation';
import { type OutgoingSockets, openOutgoingStream, outgoingErrors } from '@plinth/outgoing';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { bearerOf, identityOf, loginOf, placeOf } from '../stream-place.ts';

const ports = { 'smtp:': 587, 'smtps:': 465 };

interface SmtpError {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly message: string;
}

/** Speaks to mail servers over sockets that lead only where they may; a connection for each mail. */
export function speakSmtp(sockets: OutgoingSockets): SystemSpeaker {
  return async (request) => {
    const { action, command, limits, signal } = request;
    if (command !== 'send' && command !== 'probe') throw connectorErrors.notCallable({ action, protocol: `SMTP (${command})` });
    const place = placeOf(request, ports);
    const login = loginOf(request);
    const bearer = login === null ? bearerOf(request) : null;
    const { certificate: cert, key, authorities: ca } = identityOf(request);
    const connection = await openOutgoingStream(sockets, place, signal);
    const secured = place.tls !== null;
    const transport = createTransport({
      host: place.host,
      secure: secured,
      getSocket: (_, done) => done(null, { connection, secured }),
      // A password goes over nothing that others can read, and a server cannot say otherwise.
      requireTLS: !secured && (login !== null || bearer !== null),
      ...(login === null ? {} : { auth: { user: login.login, pass: login.password } }),
      ...(bearer === null ? {} : { auth: { type: 'OAuth2', user: bearer.user, accessToken: bearer.token } }),
      // Of a connection that becomes encrypted; what is from the beginning was judged before.
      tls: { servername: place.host, cert, key, ca },
      socketTimeout: limits.milliseconds,
      greetingTimeout: limits.milliseconds,
      // Nothing of this machine or of another becomes part of a mail.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    // The driver takes whatever is said; a server that says something for ever would fill the memory.
    let got = 0;
    connection.on('data', (part: Uint8Array) => {
      got += part.byteLength;
      if (got > limits.bytes) connection.destroy(outgoingErrors.tooLarge({ host: place.host, limit: limits.bytes }));
    });
    try {
      if (command === 'probe') {
        await transport.verify();
        return null;
      }
      const { messageId, accepted, rejected } = await transport.sendMail(mailOf(request));
      return { id: messageId, taken: accepted.map(addressOf), refused: rejected.map(addressOf) };
    } catch (error) {
      throw failure(request, error);
    } finally {
      transport.close();
      connection.destroy();
    }
  };
}

function mailOf({ input }: SystemRequest): SendMailOptions {
  const { from, to, copy, blindCopy, answerTo, subject, text, html, attachments = [] } = input;
  const optional = (name: string, value: JsonValue | undefined) => (value === undefined ? {} : { [name]: value });
  return {
    from: String(from),
    to: to as string[],
    ...optional('cc', copy),
    ...optional('bcc', blindCopy),
    ...optional('replyTo', answerTo),
    subject: String(subject),
    text: String(text),
    ...optional('html', html),
    attachments: (attachments as readonly { name: string; mediaType?: string; content: string }[]).map(({ name, mediaType, content }) => ({
      filename: name,
      content: Buffer.from(content, 'base64'),
      contentType: mediaType ?? 'application/octet-stream',
    })),
  };
}

function addressOf(one: string | { readonly address: string }): string {
  return typeof one === 'string' ? one : one.address;
}

function failure({ action, address: { host }, limits }: SystemRequest, thrown: unknown): unknown {
  const { code, responseCode, response = '', message } = thrown as SmtpError;
  if (code?.startsWith('outgoing.') === true) return thrown;
  if (responseCode !== undefined)
    return connectorErrors.refused({ action, host, status: responseCode }, { cause: thrown, details: { answer: response.slice(0, 1000) } });
  if (code === 'ETIMEDOUT') return outgoingErrors.timedOut({ host, seconds: Math.ceil(limits.milliseconds / 1000) }, { cause: thrown });
  if (code === 'ETLS') return outgoingErrors.unreachable({ host, reason: 'it cannot be spoken to in an encrypted way' }, { cause: thrown });
  if (code === 'EENVELOPE') return connectorErrors.unwritableInput({ parameter: 'to', reason: message.slice(0, 200) }, { cause: thrown });
  return code === 'EPROTOCOL'
    ? connectorErrors.unreadableAnswer({ host, reason: 'it is no mail server' }, { cause: thrown })
    : outgoingErrors.brokeOff({ host, reason: code ?? 'it ended the connection' }, { cause: thrown });
}
