import {
  type Builtin,
  builtins,
  type ContextType,
  compile,
  cursorPlace,
  type FeelType,
  fromSpreadsheet,
  type NameMeaning,
  namesOf,
  writtenNames,
  writtenTokens,
} from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import type { ExpressionKind } from '../expression-finding.ts';
import { partAt } from './parts.ts';

/** What a name that stands at a place is. */
export interface NameAt {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly type: FeelType | null;
  readonly meaning: NameMeaning | null;
  /** The ways to call it, where it is a builtin function. */
  readonly forms: readonly Builtin[];
}

/** The name at a place, and what it is; null where none stands there that is known. */
export function nameAt(text: string, at: number, kind: ExpressionKind, scope: ContextType): NameAt | null {
  const part = partAt(text, kind, at);
  if (part === null) return null;
  const offset = at - part.from;
  const token = writtenTokens(part.text, namesOf(scope)).find(
    ({ from, to }) => from <= offset && offset <= to && to > from && isName(part.text, from),
  );
  if (token === undefined) return null;
  const place = { from: part.from + token.from, to: part.from + token.to, name: token.text };
  const forms = token.kind === 'function' ? builtins.filter(({ name }) => name === token.text) : [];
  if (forms.length > 0) return { ...place, type: null, meaning: null, forms };
  const found =
    typedNames(part.text, scope).find(({ from, to }) => from === token.from && to === token.to) ??
    unfinishedName(part.text, token.from, token.to, scope);
  if (found === null) return null;
  return { ...place, type: found.type, meaning: found.owner?.meaningOf?.(token.text) ?? null, forms: [] };
}

function isName(text: string, at: number): boolean {
  return /[\p{L}_]/u.test(text.charAt(at));
}

function typedNames(text: string, scope: ContextType): ReturnType<typeof writtenNames> {
  try {
    return writtenNames(compile(text, { scope, mode: 'standard' }), scope);
  } catch (error) {
    if (error instanceof PlinthError) return [];
    throw error;
  }
}

/** A name in a text that cannot be read as a whole yet. */
function unfinishedName(text: string, from: number, to: number, scope: ContextType) {
  const place = cursorPlace(text, to, scope);
  const name = text.slice(from, to);
  const owner = place.of === null ? place.names : place.of.kind === 'list' ? place.of.item : place.of;
  if (owner.kind !== 'context' || !Object.hasOwn(owner.entries, name)) return null;
  return { owner, type: owner.entries[name] ?? null };
}

/** A call whose argument stands at a place. */
export interface CallAt {
  readonly from: number;
  readonly argument: number;
  readonly forms: readonly Builtin[];
}

/** The call of a builtin function whose argument stands at a place. */
export function callAt(text: string, at: number, kind: ExpressionKind, scope: ContextType): CallAt | null {
  const part = partAt(text, kind, at);
  const call = part === null ? null : cursorPlace(part.text, at - part.from, scope).call;
  if (part === null || call === null) return null;
  const forms = builtins.filter(
    ({ name, parameters }) => name === call.name && (parameters.length > call.argument || parameters.at(-1)?.rest === true),
  );
  return forms.length === 0 ? null : { from: part.from + call.from, argument: call.argument, forms };
}

/** What is kept of what was written: FEEL, also where a formula of a spreadsheet was. */
export function keptText(text: string, kind: ExpressionKind, scope: ContextType): string {
  if (kind === 'template' || text.trim() === '') return text;
  if (canCompile(text, scope)) return text;
  const { text: feel, edits } = fromSpreadsheet(text, scope);
  return edits.length > 0 && canCompile(feel, scope) ? feel.trim() : text;
}

function canCompile(text: string, scope: ContextType): boolean {
  try {
    compile(text, { scope });
    return true;
  } catch (error) {
    if (error instanceof PlinthError) return false;
    throw error;
  }
}
