import type { JsonObject, JsonValue, PlinthError } from '@plinth/foundation';
import type { HttpAnswer } from '@plinth/outgoing';
import type { HttpBinding } from '../binding.ts';
import { connectorErrors } from '../errors.ts';
import { bareType, formOfMediaType } from '../media-type.ts';
import { exactJson } from './exact-json.ts';

/** An answer as a value. The media type that came decides how it is read, unless a value was told and what came says it is one. */
export function readAnswer(binding: HttpBinding, { status, headers, body }: HttpAnswer, host: string): JsonObject {
  return { status, headers, body: bodyOf(binding, status, headers['content-type'] ?? '', body, host) };
}

/** What an answer that is no success said, as far as it can be told: at most so many letters of it. */
export function toldBody({ headers, body }: HttpAnswer): JsonValue {
  const text = new TextDecoder().decode(body.subarray(0, 4000));
  if (formOfMediaType(headers['content-type'] ?? '') !== 'json' || body.byteLength > 4000) return text;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

function bodyOf(binding: HttpBinding, status: number, contentType: string, bytes: Uint8Array, host: string): JsonValue {
  if (bytes.byteLength === 0 || binding.method === 'HEAD') return null;
  const told = toldForm(binding, status);
  const came = bareType(contentType);
  // Whoever says nothing, or what says nothing, is taken by its word in the document.
  const form = came === '' || (came === 'application/octet-stream' && told !== null) ? (told ?? 'bytes') : formOfMediaType(came);
  if (told === 'json' && form !== 'json' && form !== 'json-lines')
    throw connectorErrors.unreadableAnswer({ host, reason: `it is ${came === '' ? 'of no media type' : came}, and JSON was told` });
  if (form === 'bytes' || form === 'multipart') return Buffer.from(bytes).toString('base64');
  const text = decodedText(bytes, contentType, host);
  if (form === 'json') return parsed(text, host);
  if (form === 'json-lines')
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => parsed(line, host));
  return form === 'form' ? Object.fromEntries(new URLSearchParams(text)) : text;
}

function toldForm({ answers }: HttpBinding, status: number) {
  const range = `${Math.floor(status / 100)}XX`;
  return answers[String(status)] ?? answers[range] ?? answers.default ?? null;
}

function decodedText(bytes: Uint8Array, contentType: string, host: string): string {
  const [, charset = 'utf-8'] = /charset="?([^\s";]+)/i.exec(contentType) ?? [];
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw connectorErrors.unreadableAnswer({ host, reason: `it is no ${charset}` }, { cause });
  }
}

function parsed(text: string, host: string): JsonValue {
  try {
    return exactJson(text);
  } catch (cause) {
    throw connectorErrors.unreadableAnswer({ host, reason: 'it is no JSON' }, { cause: new Error((cause as Error).name) });
  }
}

/** That a system said no, with what it said. */
export function refusal(action: string, host: string, answer: HttpAnswer): PlinthError {
  const { status } = answer;
  return connectorErrors.refused({ action, host, status }, { details: { answer: { status, body: toldBody(answer) } } });
}
