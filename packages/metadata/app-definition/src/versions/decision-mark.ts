import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { rulesOf } from '../accessors.ts';
import type { Definition } from '../definition.ts';
import type { RecordOf } from '../kinds/record-kinds.ts';
import { canonicalJson } from './canonical.ts';

/** Hexadecimal digits by which versions of one decision are told apart. */
const digits = 12;

/** Names a decision as it decides now, `riskClass@5f2c9a01b3de`: the same for the same logic, whatever it is called or tested with. */
export function decisionMark(definition: Definition, decision: RecordOf<'decision'>): string {
  const { key, answer = null, wrongInputs, types, inputs, decisions, knowledge, services } = decision;
  const rules = rulesOf(definition, decision.id).map(({ table, cells }) => ({ table, cells }));
  const logic = canonicalJson({ answer, wrongInputs, types, inputs, decisions, knowledge, services, rules });
  return `${key}@${bytesToHex(sha256(utf8ToBytes(logic))).slice(0, digits)}`;
}
