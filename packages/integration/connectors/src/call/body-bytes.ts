import { randomBytes } from 'node:crypto';
import { isJsonObject, type JsonObject, type JsonValue } from '@plinth/foundation';
import type { HttpBody } from '../binding.ts';
import { bareType, formOfMediaType } from '../media-type.ts';
import { deepPairs, scalarText } from './parameter-text.ts';

/** A body as it is sent, with its media type. */
export interface BodyBytes {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Writes a body in its form; members that are named as bytes are given in base64. */
export function bodyBytes(
  { mediaType, form, deep, partTypes = {} }: HttpBody,
  value: JsonValue,
  bytesMembers: ReadonlySet<string>,
): BodyBytes {
  switch (form) {
    case 'json':
      return { mediaType, bytes: Buffer.from(JSON.stringify(value)) };
    case 'json-lines':
      return {
        mediaType,
        bytes: Buffer.from((Array.isArray(value) ? value : [value]).map((item) => `${JSON.stringify(item)}\n`).join('')),
      };
    case 'form':
      return { mediaType, bytes: Buffer.from(new URLSearchParams(formPairs(value, deep).map(([name, text]) => [name, text])).toString()) };
    case 'multipart':
      return multipart(mediaType, isJsonObject(value) ? value : {}, bytesMembers, partTypes);
    case 'text':
      return { mediaType, bytes: Buffer.from(scalarText(value)) };
    case 'bytes':
      return { mediaType: mediaType === '*/*' ? 'application/octet-stream' : mediaType, bytes: Buffer.from(scalarText(value), 'base64') };
  }
}

function formPairs(value: JsonValue, deep: readonly string[]): readonly (readonly [string, string])[] {
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const flat = Array.isArray(member) && !member.some((item) => typeof item === 'object' && item !== null) && !deep.includes(name);
    return flat ? member.map((item) => [name, scalarText(item)] as const) : deepPairs(name, member);
  });
}

function multipart(
  mediaType: string,
  value: JsonObject,
  bytesMembers: ReadonlySet<string>,
  partTypes: Readonly<Record<string, string>>,
): BodyBytes {
  const boundary = `plinth-${randomBytes(16).toString('hex')}`;
  const parts = Object.entries(value).flatMap(([name, member]) => {
    const items = Array.isArray(member) && bytesMembers.has(name) ? member : [member];
    const type = Object.hasOwn(partTypes, name) ? partTypes[name] : undefined;
    return items.flatMap((item) => [...partOf(boundary, name, item, bytesMembers.has(name), type)]);
  });
  return {
    mediaType: `${bareType(mediaType)}; boundary=${boundary}`,
    bytes: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

function* partOf(boundary: string, name: string, value: JsonValue, asFile: boolean, said: string | undefined): Generator<Uint8Array> {
  // A quote or a line break would end the name, and begin a header of the caller's own.
  const quoted = name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const structured = typeof value === 'object' && value !== null;
  const file = asFile ? `; filename="${quoted}"` : '';
  const type = said ?? (asFile ? 'application/octet-stream' : structured ? 'application/json' : 'text/plain; charset=utf-8');
  yield Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${quoted}"${file}\r\ncontent-type: ${type}\r\n\r\n`);
  const isJson = structured || (said !== undefined && formOfMediaType(said) === 'json');
  yield asFile ? Buffer.from(scalarText(value), 'base64') : Buffer.from(isJson ? JSON.stringify(value) : scalarText(value));
  yield Buffer.from('\r\n');
}
