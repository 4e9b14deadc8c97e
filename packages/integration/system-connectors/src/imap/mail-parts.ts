import { connectorErrors } from '@plinth/connectors';
import type { JsonObject } from '@plinth/foundation';
import PostalMime, { type Address, type Email } from 'postal-mime';

const bounds = { maxNestingDepth: 50, maxHeadersSize: 500_000 } as const;

/** A mail as it lies in a mailbox (RFC 5322), read; the host is for what is told where it cannot be. */
export async function readMail(source: Uint8Array, host: string): Promise<Email> {
  try {
    return await PostalMime.parse(source, { ...bounds, attachmentEncoding: 'arraybuffer' });
  } catch (cause) {
    throw connectorErrors.unreadableAnswer({ host, reason: 'a mail is built in a way that cannot be read' }, { cause });
  }
}

/** What stands at the head of a mail. */
export function headOf({ messageId, from, to, cc, subject, date }: Email): JsonObject {
  return {
    messageId: messageId ?? null,
    from: peopleOf(from === undefined ? [] : [from]),
    to: peopleOf(to),
    copy: peopleOf(cc),
    subject: subject ?? '',
    date: date ?? null,
  };
}

/** What stands in it: text, and its attachments as files. */
export function bodyOf({ text, html, attachments }: Email): JsonObject {
  return {
    text: text ?? null,
    html: html ?? null,
    attachments: attachments.map(({ filename, mimeType, content }, at) => {
      const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer);
      return {
        name: fileName(filename, at),
        mediaType: mimeType || 'application/octet-stream',
        size: bytes.byteLength,
        content: bytes.toString('base64'),
      };
    }),
  };
}

/** A name that leads to no other folder, whatever the sender wrote. */
function fileName(given: string | null | undefined, at: number): string {
  const last = (given ?? '').split(/[/\\]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it takes out.
  const plain = last.replaceAll(/[\x00-\x1f\x7f]/g, '').slice(0, 200);
  return plain === '' || plain === '.' || plain === '..' ? `attachment-${at + 1}` : plain;
}

function peopleOf(of: readonly Address[] = []): JsonObject[] {
  return of
    .flatMap((one) => one.group ?? [one])
    .slice(0, 500)
    .map(({ name, address }) => ({ name: name ?? '', address: address ?? '' }));
}
