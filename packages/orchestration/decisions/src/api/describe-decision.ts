import type { DecisionSummary } from '@plinth/api-contract';
import { type Definition, decisionsOf } from '@plinth/app-definition';
import type { PlannedDecision } from '@plinth/app-host';
import { printType } from '@plinth/expression';
import { entityKey } from '@plinth/record-store';

/** What a decision can be asked with and gives. */
export function summaryOf(definition: Definition, { record, inputs, result }: PlannedDecision): DecisionSummary {
  const versions = [record, ...decisionsOf(definition).filter(({ versionOf }) => versionOf === record.id)];
  return {
    key: record.key,
    label: record.label,
    description: record.description ?? null,
    inputs: Object.entries(inputs).map(([name, type]) => ({ name, label: record.inputs[name]?.label ?? name, type: printType(type) })),
    result: { type: printType(result) },
    entity: record.entity === undefined ? null : entityKey(record.entity, definition).replace('/', '.'),
    versions: versions.map(({ key, validFrom, validUntil }) => ({ key, validFrom: validFrom ?? null, validUntil: validUntil ?? null })),
  };
}
