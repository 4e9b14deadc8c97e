import type { Definition } from '../definition.ts';
import type { RecordOf } from '../kinds/record-kinds.ts';
import { type DefinitionViolation, violationOf } from './violation.ts';

/** What the parts of a field must say together. */
export function checkField(field: RecordOf<'field'>): DefinitionViolation[] {
  const violations: DefinitionViolation[] = [];
  const report = (property: string, message: string, hint: string) =>
    violations.push(violationOf(field, 'schema', [property], message, hint));
  const choice = field.type === 'choice' || field.type === 'multiChoice';
  if (field.type === 'reference' && field.target === undefined) report('target', 'is missing', 'Say which entity it refers to.');
  if (field.type !== 'reference' && field.target !== undefined)
    report('target', `means nothing for ${field.type}`, 'Make the type reference.');
  if (choice && (field.options ?? []).length === 0) report('options', 'is missing', 'Say what can be chosen.');
  if (!choice && field.options !== undefined) report('options', `means nothing for ${field.type}`, 'Make the type choice.');
  if (field.computed !== undefined && field.default !== undefined)
    report('default', 'means nothing for a computed field', 'Remove one of them.');
  const values = (field.options ?? []).map(({ value }) => value);
  for (const [at, value] of values.entries()) {
    if (values.indexOf(value) === at) continue;
    violations.push(violationOf(field, 'duplicate', ['options', at, 'value'], `${value} stands there twice`, 'Remove one of them.'));
  }
  return violations;
}

/** The field a relation goes through must be a reference that points back. */
export function checkRelation(definition: Definition, relation: RecordOf<'relation'>): DefinitionViolation[] {
  const through = relation.through === null ? undefined : definition.records.get(relation.through);
  if (through?.kind !== 'field') return [];
  if (through.type === 'reference' && through.target === relation.parent) return [];
  return [
    violationOf(
      relation,
      'reference',
      ['through'],
      `${through.key} does not refer back`,
      'Name the reference field of the target that points here.',
    ),
  ];
}
