import type { FeelNumber } from '@plinth/expression';
import type { CodePage } from '../code-pages/code-page.ts';
import type { Field } from '../layout/item.ts';
import { binaryCodec } from './binary.ts';
import { bytesCodec } from './bytes.ts';
import { graphicCodec, mixedTextCodec } from './double-byte-text.ts';
import { editedCodec } from './edited.ts';
import { hexFloatCodec } from './hexadecimal-float.ts';
import { ieeeFloatCodec } from './ieee-float.ts';
import { nationalCodec, nationalDigitsCodec } from './national.ts';
import { packedCodec } from './packed.ts';
import { textCodec } from './text.ts';
import { utf8Codec } from './utf-8.ts';
import { zonedCodec } from './zoned.ts';

/** Numbers keep every digit; texts are without the spaces that fill them up. */
export type FieldValue = string | FeelNumber;

/** Where fields are read from: bytes, and the text that they are in the code page, from `base` on. */
export interface Source {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly base: number;
}

/** Reads and writes one field. */
export interface FieldCodec {
  /** Undefined where the bytes are none of the field's. */
  read(source: Source, at: number): FieldValue | undefined;
  /** What is wrong with bytes that are none of the field's. */
  wrong(source: Source, at: number): string;
  /** Writes all bytes of the field; a text where the value cannot be one of its, which says why. */
  write(bytes: Uint8Array, at: number, value: unknown): string | null;
  /** What an absent value is written as. */
  readonly empty: FieldValue;
}

export interface FieldOptions {
  readonly page: CodePage;
  /** COMP-1 and COMP-2: of IBM's hexadecimal form, or IEEE 754. */
  readonly floats: 'hexadecimal' | 'ieee';
  /** COMP-5 and IEEE floats with the least byte first, as on x86. All others are big-endian everywhere. */
  readonly littleEndian: boolean;
}

/** The codec of a field. */
export function fieldCodec({ storage, size }: Field, options: FieldOptions): FieldCodec {
  switch (storage.type) {
    case 'text':
      return mixedOrText(size, storage.justified, options.page);
    case 'edited':
      return editedCodec(size, storage.editing, storage.blankWhenZero, options.page);
    case 'zoned':
      return storage.national ? nationalDigitsCodec(storage, size) : zonedCodec(storage, options.page);
    case 'packed':
      return packedCodec(storage, size);
    case 'binary':
      return binaryCodec(storage, size, storage.native && options.littleEndian);
    case 'float':
      return options.floats === 'ieee' ? ieeeFloatCodec(storage.bytes, options.littleEndian) : hexFloatCodec(storage.bytes);
    case 'national':
      return nationalCodec(size, storage.justified);
    case 'utf-8':
      return utf8Codec(size, storage.characters);
    case 'graphic':
      return options.page.double === null ? bytesCodec(size) : graphicCodec(size, options.page.double, options.page.name);
    case 'bytes':
      return bytesCodec(size);
  }
}

function mixedOrText(size: number, justified: boolean, page: CodePage): FieldCodec {
  return page.double === null ? textCodec(size, justified, page) : mixedTextCodec(size, justified, page, page.double);
}
