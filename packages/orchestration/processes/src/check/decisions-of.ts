import { type Definition, decisionsOf } from '@plinth/app-definition';
import { type CompiledVersion, compileVersion, rulesByTable, stepLimit } from '@plinth/decision-model';
import type { FeelContext, FeelValue } from '@plinth/expression';

/**
 * Asks the decisions of a definition by their keys, compiled when first asked. Their inputs are the variables of the same names.
 * Undefined for a decision that is not there. `now` is in milliseconds.
 */
export function decisionsOfDefinition(
  definition: Definition,
  now: () => number,
): (decision: string, variables: FeelContext) => FeelValue | undefined {
  const compiled = new Map<string, CompiledVersion>();
  return (key, variables) => {
    const record = decisionsOf(definition).find((each) => each.key === key);
    if (record === undefined) return undefined;
    const version = compiled.get(key) ?? compileVersion(record, rulesByTable(definition, record));
    compiled.set(key, version);
    const values = Object.fromEntries(version.model.inputs.map(({ name }): [string, FeelValue] => [name, variables[name] ?? null]));
    return version.compiled.evaluate(version.answer, { values }, { now, zone: 'UTC', stepLimit }).value;
  };
}
