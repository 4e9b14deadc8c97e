import { type Code, call, chain } from './code.ts';
import type { Narrowed } from './narrowed.ts';
import { isNull, isScalar, maybe, surely, type Written } from './written.ts';

/** `=` and `!=`: the plain operator where it gives the same, the function of the runtime elsewhere. */
export function equality(left: Written, right: Written, same: boolean, narrowed: Narrowed, uses: (name: string) => void): Written {
  const operator = same ? '===' : '!==';
  if (isPlain(left, right) && narrowed.allow(same, left, right)) return surely(chain(operator, left.code, right.code), { kind: 'boolean' });
  const name = same ? 'equal' : 'notEqual';
  uses(name);
  const code: Code = call(name, left.code, right.code);
  // Scalars of one kind, and nulls, can always be compared.
  const decided = isScalar(left.type) && left.type.kind === right.type?.kind;
  return { ...maybe(code, { kind: 'boolean' }), sure: decided };
}

function isPlain(left: Written, right: Written): boolean {
  if (left.literal && right.literal) return false;
  // In a choice TypeScript may know more than the types of its branches.
  if (left.code.kind === 'choice' || right.code.kind === 'choice') return false;
  if (isNull(left) || isNull(right)) return true;
  if (!isScalar(left.type) || left.type.kind !== right.type?.kind) return false;
  if (left.type.kind === 'string' || left.type.kind === 'boolean') return true;
  // A whole number has one form; two that may be decimals are two objects.
  return left.type.kind === 'number' && (left.literal || right.literal);
}
