import { type Definition, type DefinitionViolation, decisionsOf, type RecordOf, violationOf } from '@plinth/app-definition';
import { compile } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import { type ApplicationModel, type EntityModel, entityKey, type FieldModel, fieldReads, recordType } from '@plinth/record-store';

/** Decisions and the fields that they decide, and what each reads: from where a path leads back, a value would rest on itself. */
export function checkDecidedFields(definition: Definition, model: ApplicationModel): DefinitionViolation[] {
  const graph = new DecisionGraph(definition, model);
  return [...model.entities.values()]
    .filter(({ definitionKey }) => definitionKey === model.key)
    .flatMap((entity) => entity.fields.filter(({ decided }) => decided !== null).map((field) => ({ entity, field })))
    .flatMap(({ entity, field }) => {
      const circle = graph.circle(fieldNode(entity, field));
      if (circle === null) return [];
      const message = `rests on itself: ${circle.join(', which reads ')}`;
      return [violationOf(field.record, 'cycle', ['computed'], message, 'Let one of them read something else.')];
    });
}

function fieldNode(entity: EntityModel, { key }: FieldModel): string {
  return `${entity.key}.${key}`;
}

class DecisionGraph {
  readonly #definition: Definition;
  readonly #model: ApplicationModel;
  readonly #fields: ReadonlyMap<string, { readonly entity: EntityModel; readonly field: FieldModel }>;

  constructor(definition: Definition, model: ApplicationModel) {
    this.#definition = definition;
    this.#model = model;
    this.#fields = new Map(
      [...model.entities.values()].flatMap((entity) =>
        entity.fields.map((field) => [fieldNode(entity, field), { entity, field }] as const),
      ),
    );
  }

  /** The way from a node back to itself, without its end; null where there is none. */
  circle(start: string): readonly string[] | null {
    const seen = new Set<string>();
    const search = (node: string, way: readonly string[]): readonly string[] | null => {
      for (const next of this.#reads(node)) {
        if (next === start) return [...way, next];
        if (seen.has(next)) continue;
        seen.add(next);
        const found = search(next, [...way, next]);
        if (found !== null) return found;
      }
      return null;
    };
    return search(start, [start]);
  }

  /** Fields read fields and decisions; decisions read the fields that say what they are asked about a record. */
  #reads(node: string): readonly string[] {
    const known = this.#fields.get(node);
    if (known === undefined) {
      const all = decisionsOf(this.#definition);
      const asked = all.find(({ key }) => key === node)?.id;
      return all.filter(({ id, versionOf = id }) => id === asked || versionOf === asked).flatMap((each) => this.#readByDecision(each));
    }
    const { entity, field } = known;
    const fields = fieldReads(this.#model, entity, field).flatMap((path) => this.#fieldsOn(entity, path));
    return [...fields, ...(field.decided?.decisions ?? [])];
  }

  #readByDecision(decision: RecordOf<'decision'>): readonly string[] {
    const entity = decision.entity === undefined ? undefined : this.#model.entities.get(entityKey(decision.entity, this.#definition));
    if (entity === undefined) return [];
    const scope = recordType(this.#model, entity, decision.expand);
    return Object.values(decision.inputsFrom).flatMap((text) => {
      try {
        return compile(text, { scope, mode: 'standard' }).dependencies.flatMap((path) => this.#fieldsOn(entity, path));
      } catch (error) {
        // What cannot be read was reported where it stands.
        if (error instanceof PlinthError && error.fault === 'caller') return [];
        throw error;
      }
    });
  }

  /** The fields that stand on a path, each with its entity: `account.district.name` has three. */
  #fieldsOn(entity: EntityModel, [key = '', ...rest]: readonly string[]): readonly string[] {
    const field = entity.fieldsByKey.get(key);
    if (field === undefined) return [];
    const target = field.target === null ? undefined : this.#model.entities.get(field.target);
    return [fieldNode(entity, field), ...(target === undefined ? [] : this.#fieldsOn(target, rest))];
  }
}
