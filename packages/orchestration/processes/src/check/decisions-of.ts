import { type Definition, decisionsOf, settingsOf } from '@plinth/app-definition';
import { besideSettings, type CompiledVersion, compileVersion, rulesByTable, stepLimit } from '@plinth/decision-model';
import type { FeelContext, FeelValue } from '@plinth/expression';

/** Asks a decision by its key; undefined for one that is not there. */
type Ask = (decision: string, variables: FeelContext) => FeelValue | undefined;

/**
 * The decisions of a definition, compiled when first asked, by the time at which they are asked, in milliseconds. Their inputs are the
 * variables of the same names.
 */
export function decisionsOfDefinition(definition: Definition): (now: number) => Ask {
  const compiled = new Map<string, CompiledVersion>();
  return (now) => (key, variables) => {
    const record = decisionsOf(definition).find((each) => each.key === key);
    if (record === undefined) return undefined;
    const version = compiled.get(key) ?? compileVersion(record, rulesByTable(definition, record), settingsOf(definition));
    compiled.set(key, version);
    const values = Object.fromEntries(version.inputs.map(({ name }): [string, FeelValue] => [name, variables[name] ?? null]));
    return version.compiled.evaluate(
      version.answer,
      { values: besideSettings(version, values) },
      { now: () => now, zone: 'UTC', stepLimit },
    ).value;
  };
}
