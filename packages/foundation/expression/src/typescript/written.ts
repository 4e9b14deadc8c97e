import type { FeelType } from '../types/feel-type.ts';
import { type Code, text } from './code.ts';

/** A part of an expression as code, with what is known of its value for certain. */
export interface Written {
  readonly code: Code;
  /** The type that the value has unless it is null; null where nothing is certain, and TypeScript knows it as `FeelValue`. */
  readonly type: FeelType | null;
  /** Whether the value is never null. */
  readonly sure: boolean;
  /** Whether TypeScript knows which value it is, and refuses to compare it with others. */
  readonly literal: boolean;
  /** Where the value is read, without what stands for its absence: `client?.name`. */
  readonly path: string | null;
}

export const nothing: Written = { code: text('null'), type: null, sure: false, literal: true, path: null };

export function literal(code: string, type: FeelType): Written {
  return { code: text(code), type, sure: true, literal: true, path: null };
}

/** A value of a type, or null. */
export function maybe(code: Code, type: FeelType | null): Written {
  return { code, type, sure: false, literal: false, path: null };
}

/** A value of a type, never null. */
export function surely(code: Code, type: FeelType): Written {
  return { code, type, sure: true, literal: false, path: null };
}

const scalarKinds = new Set<FeelType['kind']>([
  'boolean',
  'number',
  'string',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
]);

/** Whether values of a type are one thing each, which can be compared without looking into it. */
export function isScalar(type: FeelType | null): type is FeelType {
  return type !== null && scalarKinds.has(type.kind);
}

/** Whether a part is just `null`. */
export function isNull({ code }: Written): boolean {
  return code.kind === 'text' && code.text === 'null';
}
