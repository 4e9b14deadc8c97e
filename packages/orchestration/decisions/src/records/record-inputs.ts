import type { Definition, RecordOf } from '@plinth/app-definition';
import {
  type Closure,
  type ContextType,
  compile,
  compileClosure,
  type FeelContext,
  type FeelType,
  type FeelValue,
  fromJson,
  isContext,
  scopeOf,
} from '@plinth/expression';
import { type ApplicationModel, entityKey, recordType } from '@plinth/record-store';
import { decisionsErrors } from '../errors.ts';

/** What a decision's inputs are for a record of its entity. */
export interface RecordInputs {
  /** Key of the entity in the application's model. */
  readonly entity: string;
  readonly expand: readonly string[];
  readonly type: ContextType;
  /** A record that was read, as FEEL has it. */
  read(item: unknown): FeelContext;
  inputsOf(record: FeelContext): FeelContext;
}

/** Compiles what a decision's inputs are for a record. Throws `decisions.no-entity` where it is about none. */
export function recordInputs(
  definition: Definition,
  model: ApplicationModel,
  decision: RecordOf<'decision'>,
  inputs: Readonly<Record<string, FeelType>>,
): RecordInputs {
  const key = decision.entity === undefined ? undefined : entityKey(decision.entity, definition);
  const entity = key === undefined ? undefined : model.entities.get(key);
  if (entity === undefined) throw decisionsErrors.noEntity({ decision: decision.key });
  const type = recordType(model, entity, decision.expand);
  const given = Object.keys(inputs).map((name): readonly [string, Closure] => {
    const text = Object.hasOwn(decision.inputsFrom, name) ? decision.inputsFrom[name] : undefined;
    return [name, compileClosure(compile(text ?? 'null', { scope: type }))];
  });
  return {
    entity: entity.key,
    expand: decision.expand,
    type,
    read(item) {
      const record = fromJson(type, item);
      return isContext(record) ? record : {};
    },
    inputsOf(record) {
      const scope = scopeOf(record);
      const values: Record<string, FeelValue> = Object.create(null);
      for (const [name, closure] of given) values[name] = closure(scope);
      return values;
    },
  };
}
